import { describe, expect, test } from '@jest/globals'
import { bindparam, boolean, compile, CreateIndex, date, del, except, exists, func, index, insert, integer, literal, MetaData, not, select, table, union, update, varchar } from '@athanor/expressions'
import { OracleDialect } from '@athanor/dialect-oracle'

const dialect = new OracleDialect()
const sql = (statement: unknown): string => compile(statement, { dialect }).sql.replaceAll(/\s+/g, ' ').trim()
const metadata = new MetaData()
const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30), done: boolean() })

describe('names, which Oracle folds to capitals', () => {
  test('in small letters are left without quotes, so that they mean the folded ones', () => {
    expect(sql(select(users.c.id, users.c.name))).toBe('SELECT users.id, users.name FROM users')
  })
  test('with a capital, in capitals, or forced, are quoted', () => {
    const odd = table('Odd', metadata, { mixedCase: integer(), ALL: integer(), plain: integer().dbName('plain', { quote: true }) })
    expect(sql(select(odd))).toBe('SELECT "Odd"."mixedCase", "Odd"."ALL", "Odd"."plain" FROM "Odd"')
  })
  test('that are reserved, or begin with another character than a letter, are quoted', () => {
    const odd = table('odd', metadata, { number: integer(), date: date(), _x: integer(), '9a': integer(), a$: integer() })
    expect(sql(select(odd))).toBe('SELECT odd."number", odd."date", odd."_x", odd."9a", odd.a$ FROM odd')
  })
  test('of 128 characters at most: labels are cut, other names refused', () => {
    const long = table('w'.repeat(100), new MetaData(), { v: integer().dbName('v'.repeat(100)) })
    expect(sql(select(long).setLabelStyle('tablename_plus_col'))).toContain(` AS ${'w'.repeat(100)}_${'v'.repeat(21)}_1 FROM`)
    expect(() => sql(new CreateIndex(index({ name: 'x'.repeat(129) }, users.c.id)))).toThrow(expect.objectContaining({ code: 'IDENTIFIER_TOO_LONG' }))
  })
})

describe('parameters', () => {
  test('that are named like reserved words, or oddly, are quoted', () => {
    const odd = table('numbers', metadata, { number: integer(), '9a': integer() })
    expect(sql(select(odd.c.number).where(odd.c.number.eq(bindparam<number>('number'))))).toBe('SELECT numbers."number" FROM numbers WHERE numbers."number" = :"number"')
    expect(sql(update(odd).set({ number: 1 }).where(odd.c['9a'].eq(2)))).toBe('UPDATE numbers SET "number"=:"number" WHERE numbers."9a" = :"9a_1"')
  })
  test('receive what RETURNING returns', () => {
    expect(sql(insert(users).values({ id: 1, name: 'x', done: true }).returning(users.c.id, func.lower(users.c.name).label('low')))).toBe(
      'INSERT INTO users (id, name, done) VALUES (:id, :name, :done) RETURNING users.id, lower(users.name) INTO :ret_0, :ret_1')
    expect(sql(del(users).returning(users.c.id))).toBe('DELETE FROM users RETURNING users.id INTO :ret_0')
  })
})

describe('statements', () => {
  test('without FROM are from DUAL', () => {
    expect(sql(select(literal(1)))).toBe('SELECT :param_1 AS anon_1 FROM DUAL')
    expect(sql(select(exists(select(users.c.id)).label('any')))).toBe('SELECT EXISTS (SELECT users.id FROM users) AS "any" FROM DUAL')
    expect(sql(union(select(literal(1)), select(literal(2))))).toBe('SELECT :param_1 AS anon_1 FROM DUAL UNION SELECT :param_2 AS anon_2 FROM DUAL')
  })
  test('alias tables without AS, columns with it', () => {
    const u = users.alias('u')
    expect(sql(select(u.c.id.label('n')))).toBe('SELECT u.id AS n FROM users u')
    expect(sql(select(select(users.c.id).subquery('s').c.id))).toBe('SELECT s.id FROM (SELECT users.id AS id FROM users) s')
  })
  test('EXCEPT is MINUS', () => { expect(sql(except(select(users.c.id), select(users.c.id)))).toBe('SELECT users.id FROM users MINUS SELECT users.id FROM users') })
  test('truth is 1 and 0 where it has no column', () => {
    expect(sql(select(users.c.id).where(users.c.done.is(true)))).toBe('SELECT users.id FROM users WHERE users.done IS 1')
    expect(sql(select(users.c.id).where(not(users.c.done)))).toBe('SELECT users.id FROM users WHERE NOT users.done')
  })
  test('an empty text is NULL for the database, and left as it was given', () => {
    expect(compile(users.c.name.eq(''), { dialect, literalBinds: true }).sql).toBe("users.name = ''")
    expect(compile(users.c.name.eq(''), { dialect }).parameters).toEqual([['name_1', '']])
  })
})
