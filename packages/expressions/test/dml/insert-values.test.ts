import { describe, expect, test } from '@jest/globals'
import { bindparam, func, insert, literal, select } from '../../src/index.ts'
import { addresses, capable, parameters, sql, users } from './support.ts'

describe('VALUES', () => {
  test('has the columns that are given, in the order of the table, with parameters named after them', () => {
    const statement = insert(users).values({ age: 5, name: 'sandy' })
    expect(sql(statement)).toBe('INSERT INTO users (name, age) VALUES (:name, :age)')
    expect(parameters(statement)).toEqual([['name', 'sandy'], ['age', 5]])
  })

  test('takes SQL expressions and null', () => {
    const statement = insert(users).values({ name: func.upper(literal('x')), age: null })
    expect(sql(statement)).toBe('INSERT INTO users (name, age) VALUES (upper(:param_1), :age)')
    expect(parameters(statement)).toEqual([['param_1', 'x'], ['age', null]])
  })

  test('a query is a scalar subquery', () => {
    expect(sql(insert(users).values({ name: select(addresses.c.email) as never }))).toBe('INSERT INTO users (name) VALUES ((SELECT addresses.email FROM addresses))')
  })

  test('undefined means: not given', () => {
    expect(sql(insert(users).values({ name: 'x', age: undefined }))).toBe('INSERT INTO users (name) VALUES (:name)')
  })

  test('calls add up; a later value wins', () => {
    const statement = insert(users).values({ name: 'x' } as never).values({ name: 'y', age: 1 })
    expect(sql(statement)).toBe('INSERT INTO users (name, age) VALUES (:name, :age)')
    expect(parameters(statement)).toEqual([['name', 'y'], ['age', 1]])
  })

  test('without values every column has a parameter', () => {
    expect(sql(insert(users))).toBe('INSERT INTO users (id, name, age) VALUES (:id, :name, :age)')
  })

  test('columns of the execution come beside those of the statement', () => {
    expect(sql(insert(users).values({ age: 1 } as never), { columnKeys: ['name'] })).toBe('INSERT INTO users (name, age) VALUES (:name, :age)')
  })

  test('a column has its key in the program and its name in SQL', () => {
    expect(sql(insert(addresses).values({ userId: 1, email: 'x' }))).toBe('INSERT INTO addresses (user_id, email) VALUES (:userId, :email)')
  })

  test('a named parameter keeps its name', () => {
    expect(sql(insert(users).values({ name: bindparam<string>('who') }))).toBe('INSERT INTO users (name) VALUES (:who)')
  })

  test('a parameter can\'t have the name of a column that is set', () => {
    const statement = insert(users).values({ age: bindparam<number>('name') } as never)
    expect(() => sql(statement, { columnKeys: ['name'] })).toThrow(expect.objectContaining({ code: 'PARAMETER_NAME_CONFLICT' }))
  })

  test('an unknown key is an error that names the table, the key and what may be meant', () => {
    expect(() => insert(users).values({ nmae: 'x' } as never)).toThrow(expect.objectContaining({
      code: 'UNKNOWN_COLUMN', message: "values(): the table 'users' has no column 'nmae'. Did you mean 'name'?",
    }))
    expect(() => insert(users).values({ colour: 'x' } as never)).toThrow("Its columns are: id, name, age.")
    expect(() => insert(users).values([{ name: 'x' }, { nmae: 'y' }] as never)).toThrow("Row 2 of values(): the table 'users' has no column 'nmae'")
  })

  test('prefixes and hints', () => {
    expect(sql(insert(users).prefixWith('OR REPLACE').prefixWith('A', { dialect: 'capable' }).values({ name: 'x' }))).toBe('INSERT OR REPLACE INTO users (name) VALUES (:name)')
  })
})

describe('an INSERT without columns', () => {
  test('is DEFAULT VALUES where the database has it, and an empty list otherwise', () => {
    expect(sql(insert(users), { columnKeys: [] })).toBe('INSERT INTO users () VALUES ()')
    expect(sql(insert(users).values({} as never), { dialect: capable })).toBe('INSERT INTO users DEFAULT VALUES RETURNING users.id')
  })
  test('has a column for many rows, which DEFAULT VALUES can\'t have', () => {
    expect(sql(insert(users), { columnKeys: [], forExecutemany: true, dialect: capable })).toBe('INSERT INTO users (id) VALUES (DEFAULT)')
  })
})

describe('several rows', () => {
  const rows = insert(users).values([{ name: 'a', age: 1 }, { name: 'b', age: func.length(literal('x')) }])

  test('have numbered parameters', () => {
    expect(sql(rows, { dialect: capable })).toBe('INSERT INTO users (name, age) VALUES (:name_m0, :age_m0), (:name_m1, length(:param_1))')
    expect(parameters(rows, { dialect: capable })).toEqual([['name_m0', 'a'], ['age_m0', 1], ['name_m1', 'b'], ['param_1', 'x']])
  })
  test('calls add up', () => {
    expect(parameters(insert(users).values([{ name: 'a' }]).values([{ name: 'b' }]), { dialect: capable })).toEqual([['name_m0', 'a'], ['name_m1', 'b']])
  })
  test('need the same columns', () => {
    expect(() => sql(insert(users).values([{ name: 'a', age: 1 }, { name: 'b' }]), { dialect: capable })).toThrow(expect.objectContaining({ code: 'ROW_INCOMPLETE' }))
  })
  test('can\'t be mixed with a single row', () => {
    expect(() => insert(users).values({ name: 'a' }).values([{ name: 'b' }])).toThrow('values() was called both with one row and with a list of rows')
  })
  test('are an error where the database has no such VALUES', () => {
    expect(() => sql(rows)).toThrow("The dialect 'default' has no INSERT with several rows in VALUES")
  })
})
