import { expect, test } from '@jest/globals'
import { del, insert, integer, MetaData, select, table, update, varchar } from '../../src/index.ts'
import { compile } from '../../src/compiler/compile.ts'
import { capable, parameters, sql, users } from './support.ts'

test('a statement that returns rows can be a CTE', () => {
  const gone = del(users).where(users.c.age.gt(90)).returning(users.c.id, users.c.name).cte('gone')
  expect(sql(select(gone.c.name))).toBe('WITH gone AS (DELETE FROM users WHERE users.age > :age_1 RETURNING users.id, users.name) SELECT gone.name FROM gone')
})
test('its parameters are anonymous: names would clash', () => {
  const one = update(users).set({ name: 'x' }).returning(users.c.id).cte('one')
  const statement = insert(users).values({ name: 'y', age: select(one.c.id).scalarSubquery() as never })
  expect(sql(statement, { dialect: capable })).toBe(
    'WITH one AS (UPDATE users SET name=:param_1 RETURNING users.id) INSERT INTO users (name, age) VALUES (:name, (SELECT one.id FROM one)) RETURNING users.id')
  expect(parameters(statement, { dialect: capable })).toEqual([['param_1', 'x'], ['name', 'y']])
})
test('a CTE may be added without being mentioned', () => {
  const log = insert(users).values({ name: 'log' }).cte('log')
  expect(sql(del(users).addCte(log))).toBe('WITH log AS (INSERT INTO users (name) VALUES (:param_1)) DELETE FROM users')
})
test('defaults of a statement inside a SELECT are in its plan', () => {
  const t = table('t', new MetaData(), { id: integer().primaryKey(), a: varchar(5).default(() => 'x') })
  const made = insert(t).values({ id: 1 }).returning(t.c.id).cte('made')
  const { compiled } = compile(select(made.c.id), { dialect: capable })
  expect(compiled.kind).toBe('select')
  const [prefetch] = compiled.dml!.prefetch
  expect(prefetch!.column.key).toBe('a')
  // the statement around it may have a column of that name
  expect(prefetch!.parameter).not.toBe('a')
  expect(compiled.binds.has(prefetch!.parameter)).toBe(true)
})
