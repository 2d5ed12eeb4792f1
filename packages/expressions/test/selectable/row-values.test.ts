import { expect, test } from '@jest/globals'
import { boolean, column, compile, func, integer, MetaData, not, select, table, varchar } from '@athanor/expressions'

const users = table('user_account', new MetaData(), { id: integer().primaryKey(), name: varchar(30) })
const sql = (statement: unknown): string => compile(statement).sql.replaceAll(/\s+/g, ' ')

test('a row is a value by the name of its table or alias', () => {
  expect(sql(select(func<string>('row_to_json', users.tableValued())))).toBe('SELECT row_to_json(user_account) AS row_to_json_1 FROM user_account')
  expect(sql(select(func<string>('row_to_json', users.alias('U').tableValued())))).toBe('SELECT row_to_json("U") AS row_to_json_1 FROM user_account AS "U"')
  const inner = select(users.c.id).subquery('s')
  expect(sql(select(func<string>('f', inner.tableValued())))).toBe('SELECT f(s) AS f_1 FROM (SELECT user_account.id AS id FROM user_account) AS s')
})
test('a join has no name, and no row value', () => {
  const join = users.join(users.alias('v'), users.c.id.eq(1)) as unknown as { tableValued(): unknown }
  expect(() => join.tableValued()).toThrow('give it one by alias()')
})
test('a boolean that is computed is compared with 0 where there is no boolean type', () => {
  const flag = column('x', boolean()) as unknown as { sub(other: unknown): never }
  expect(compile(not(flag.sub(5))).sql).toBe('(x - :x_1) = 0')
  expect(compile(not(column('x', integer()).gt(5))).sql).toBe('x <= :x_1')
  const near = column('x', integer()).op('<->', { isComparison: true, precedence: 7 })
  expect(compile(not(near(5) as never)).sql).toBe('NOT (x <-> :x_1)')
})
