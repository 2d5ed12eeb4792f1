import { describe, expect, test } from '@jest/globals'
import { fromDmlColumn, func, integer, MetaData, select, table, update, varchar } from '../../src/index.ts'
import { capable, parameters, plan, sql, addresses, users } from './support.ts'

describe('SET', () => {
  test('has the order of the table', () => {
    const statement = update(users).set({ age: 5, name: 'x' }).where(users.c.id.eq(3))
    expect(sql(statement)).toBe('UPDATE users SET name=:name, age=:age WHERE users.id = :id_1')
    expect(parameters(statement)).toEqual([['name', 'x'], ['age', 5], ['id_1', 3]])
  })
  test('or the given one', () => {
    expect(sql(update(users).ordered(['age', 5], ['name', 'x']))).toBe('UPDATE users SET age=:age, name=:name')
    expect(() => update(users).set({ age: 1 }).ordered(['name', 'x'])).toThrow('ordered() has to say the whole order')
  })
  test('takes expressions', () => {
    expect(sql(update(users).set({ age: users.c.age.add(1), name: func.lower(users.c.name) }))).toBe('UPDATE users SET name=lower(users.name), age=(users.age + :age_1)')
  })
  test('a subquery is correlated to the table', () => {
    const query = select(addresses.c.email).where(addresses.c.userId.eq(users.c.id)).scalarSubquery()
    expect(sql(update(users).set({ name: query as never }))).toBe('UPDATE users SET name=(SELECT addresses.email FROM addresses WHERE addresses.user_id = users.id)')
  })
  test('an unknown key is an error', () => {
    expect(() => update(users).set({ nam: 'x' } as never)).toThrow(expect.objectContaining({ code: 'UNKNOWN_COLUMN', message: "set(): the table 'users' has no column 'nam'. Did you mean 'name'?" }))
  })
  test('refers to the value of another column', () => {
    expect(sql(update(users).set({ age: 5, name: func.concat(fromDmlColumn(users.c.age), '!') as never }))).toBe('UPDATE users SET name=concat(:age, :concat_1), age=:age')
    expect(sql(update(users).set({ name: fromDmlColumn(users.c.age) as never }))).toBe('UPDATE users SET name=users.age')
  })
})

describe('values that an UPDATE makes', () => {
  const items = table('items', new MetaData(), {
    id: integer().primaryKey(), title: varchar(20), changed: varchar(20).onUpdate(() => 'now'), counter: integer().onUpdate(func['next']!('x')), server: integer().serverOnUpdate(),
  })
  test('of this side are parameters to compute, SQL is written into the statement', () => {
    const statement = update(items).set({ title: 'x' })
    expect(sql(statement)).toBe('UPDATE items SET title=:title, changed=:changed, counter=next(:next_1)')
    const { prefetch, postfetch } = plan(statement)
    expect(prefetch.map((p) => [p.column.key, p.parameter])).toEqual([['changed', 'changed']])
    expect(postfetch.map((c) => c.key)).toEqual(['counter', 'server'])
  })
  test('come back with returnDefaults()', () => {
    expect(sql(update(items).set({ title: 'x' }).returnDefaults(), { dialect: capable })).toMatch(/ RETURNING items\.counter, items\.server$/)
  })
})

describe('RETURNING', () => {
  test('has labels for repetitions', () => {
    expect(sql(update(users).set({ name: 'x' }).returning(users.c.id, users.c.id, func.lower(users.c.name)))).toBe(
      'UPDATE users SET name=:name RETURNING users.id, users.id AS id__1, lower(users.name) AS lower_1')
  })
  test('can\'t be combined with returnDefaults()', () => {
    expect(() => update(users).returnDefaults().returning(users.c.id)).toThrow("can't be combined with returning()")
    expect(() => sql(update(users).set({ name: 'x' }).returning(users.c.id).returnDefaults())).toThrow(expect.objectContaining({ code: 'RETURNING_CONFLICT' }))
  })
})

test('other tables are an error where the database knows no such UPDATE', () => {
  expect(() => sql(update(users).set({ name: 'x' }).where(users.c.id.eq(addresses.c.userId)))).toThrow(expect.objectContaining({ code: 'COMPILE_UNSUPPORTED' }))
})
