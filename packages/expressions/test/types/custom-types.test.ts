import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { createEngine, type Engine } from '@athanor/engine'
import { compile, CreateTable, customType, func, insert, integer, literal, MetaData, select, table, text, tuple, update, userDefinedType, varchar } from '../../src/index.ts'

const sql = (node: unknown, options: object = {}): string => compile(node, options).sql.replaceAll(/\s+/g, ' ').trim()
const metadata = new MetaData()
/** Stored in capitals, read in small letters, compared without regard to case. */
const caseless = () => customType(varchar(30), {
  name: 'caseless',
  bindExpression: (value) => func.upper(value),
  columnExpression: (column) => func.lower(column),
  operators: { eq: (column, value) => func.upper(column).eq(value), like: (column, value) => func.upper(column).like(value as never) },
})
const cents = () => customType(integer(), { bind: (euro: number) => Math.round(euro * 100), result: (n) => n / 100 })
const items = table('ct_item', metadata, { id: integer().primaryKey({ autoincrement: false }), code: caseless(), price: cents().nullable() })

describe('SQL around values', () => {
  test('every parameter and every selected column of the outermost query', () => {
    expect(sql(insert(items).values({ id: 1, code: 'a', price: 1.5 }))).toBe('INSERT INTO ct_item (id, code, price) VALUES (:id, upper(:code), :price)')
    expect(sql(update(items).set({ code: 'b' }).where(items.c.code.eq('a')))).toBe('UPDATE ct_item SET code=upper(:code) WHERE upper(ct_item.code) = upper(:code_1)')
    expect(sql(select(items.c.id, items.c.code))).toBe('SELECT ct_item.id, lower(ct_item.code) AS code FROM ct_item')
    expect(sql(select(items.c.code.label('x')))).toBe('SELECT lower(ct_item.code) AS x FROM ct_item')
  })
  test('not inside subqueries, and once', () => {
    const inner = select(items.c.code).subquery('inner_query')
    expect(sql(select(inner.c.code))).toBe('SELECT lower(inner_query.code) AS code FROM (SELECT ct_item.code AS code FROM ct_item) AS inner_query')
    expect(sql(select(items.c.code).union(select(items.c.code)))).toBe('SELECT lower(ct_item.code) AS code FROM ct_item UNION SELECT lower(ct_item.code) AS code FROM ct_item')
  })
  test('in RETURNING', () => {
    expect(sql(insert(items).values({ id: 1, code: 'a' }).returning(items.c.code), { dialect: new PostgreSQLDialect() })).toMatch(/RETURNING lower\(ct_item\.code\) AS code$/)
  })
  test('around each element of a list', () => {
    const statement = select(items.c.id).where(items.c.code.in(['a', 'b']))
    expect(sql(statement)).toBe('SELECT ct_item.id FROM ct_item WHERE ct_item.code IN (upper(:code_1_1), upper(:code_1_2))')
    expect(sql(statement, { literalBinds: true })).toBe("SELECT ct_item.id FROM ct_item WHERE ct_item.code IN (upper('a'), upper('b'))")
    expect(sql(select(items.c.id).where(items.c.code.in([])))).toContain('IN (NULL) AND (1 != 1)')
  })
  test('literals', () => {
    expect(sql(select(items.c.id).where(items.c.code.eq("o'x"), items.c.price.gt(2.5)), { literalBinds: true }))
      .toBe("SELECT ct_item.id FROM ct_item WHERE upper(ct_item.code) = upper('o''x') AND ct_item.price > 250")
  })
})

describe('operators', () => {
  test('have the meaning that the type gives them, and their own inside it', () => {
    expect(sql(items.c.code.eq('a'))).toBe('upper(ct_item.code) = upper(:code_1)')
    expect(sql(items.c.code.eq(items.c.code))).toBe('upper(ct_item.code) = ct_item.code')
    expect(sql(items.c.code.like('a%'))).toBe('upper(ct_item.code) LIKE upper(:code_1)')
    expect(sql(items.c.code.ne('a'))).toBe('ct_item.code != upper(:code_1)')
    const reversed = table('r', metadata, { n: customType(integer(), { operators: { lt: (left, right) => left.gt(right as never) } }) })
    expect(sql(reversed.c.n.lt(1))).toBe('r.n > :n_1')
  })
  test('a list is given as it is', () => {
    const t = table('l', metadata, { a: customType(varchar(5), { operators: { in: (left, right) => func.upper(left).in(right as never) } }) })
    expect(sql(t.c.a.in(['x']))).toBe('upper(l.a) IN (:upper_1_1)')
  })
})

describe('one implementation for each dialect', () => {
  const geo = table('geo', metadata, {
    shape: userDefinedType<string>('geometry(Point)', { bindExpression: (v) => func('ST_GeomFromText', v), columnExpression: (c) => func('ST_AsText', c) }),
    blob: customType(varchar(10), { forDialect: (dialect) => (dialect === 'postgresql' ? text() : undefined) }),
  })
  test('DDL', () => {
    expect(sql(new CreateTable(geo))).toBe('CREATE TABLE geo ( shape geometry(Point) NOT NULL, blob VARCHAR(10) NOT NULL )')
    expect(sql(new CreateTable(geo), { dialect: new PostgreSQLDialect() })).toContain('blob TEXT NOT NULL')
  })
  test('a type that only its name is known of', () => {
    expect(sql(select(geo.c.shape).where(geo.c.shape.eq('POINT(1 1)')))).toBe('SELECT ST_AsText(geo.shape) AS shape FROM geo WHERE geo.shape = ST_GeomFromText(:shape_1)')
  })
  test('a dialect has one variant', () => {
    expect(() => varchar(5).with(text(), 'mysql').with(text(), 'mysql')).toThrow("a variant for the dialect 'mysql' already")
    expect(() => varchar(5).with(text().with(varchar(), 'sqlite'), 'mysql')).toThrow("can't have variants itself")
  })
})

describe('identity', () => {
  test('a name makes types equal that are made anew', () => {
    const one = literal('x', caseless() as never)
    const other = literal('y', caseless() as never)
    expect((one as unknown as { type: { key: string } }).type.key).toBe((other as unknown as { type: { key: string } }).type.key)
  })
  test('a row value', () => { expect(sql(tuple(items.c.id, items.c.code).eq([1, 'a'] as never))).toContain('upper(') })
})

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  let engine: Engine
  const live = new MetaData()
  const things = table('ct_thing', live, { id: integer().primaryKey({ autoincrement: false }), code: caseless(), price: cents().nullable() })
  beforeAll(async () => {
    engine = createEngine(db.url)
    await live.createAll(engine)
  })
  afterAll(async () => {
    await live.dropAll(engine)
    await engine.dispose()
  })
  test('values go through the SQL of their type', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(things), [{ id: 1, code: 'abc', price: 1.25 }, { id: 2, code: 'DEF', price: null }])
    expect(await conn.execute(select(func.count()).where(text("code = 'ABC'")).selectFrom(things)).scalar()).toBe(1)
    expect(await conn.execute(select(things).orderBy(things.c.id)).all()).toEqual([{ id: 1, code: 'abc', price: 1.25 }, { id: 2, code: 'def', price: null }])
    expect(await conn.execute(select(things.c.id).where(things.c.code.eq('dEf'))).scalars().all()).toEqual([2])
    for (const list of [['abc'], ['abc', 'Def'], []]) expect(await conn.execute(select(things.c.id).where(things.c.code.in(list))).scalars().all()).toHaveLength(list.length)
    await conn.rollback()
  })
})
