import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { MySQLDialect } from '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { createEngine, type Engine } from '@athanor/engine'
import { compile, CreateTable, enumType, func, insert, integer, MetaData, select, table, text, type ColLike } from '../../src/index.ts'

const sql = (column: ColLike<unknown, string>, dialect?: object): string =>
  compile(new CreateTable(table('t', new MetaData(), { a: column })), dialect === undefined ? {} : { dialect: dialect as never }).sql.replaceAll(/\s+/g, ' ').trim()
const Color = { Red: 'red', Scarlet: 'red', Green: 'green' } as const

describe('the values of an enumeration', () => {
  test('are texts, or the values of an object, without its aliases', () => {
    expect(sql(enumType('red', 'green'), new MySQLDialect())).toBe("CREATE TABLE t ( a ENUM('red','green') NOT NULL )")
    expect(sql(enumType(['red', 'green'], { name: 'color' }), new PostgreSQLDialect())).toBe('CREATE TABLE t ( a color NOT NULL )')
    expect(sql(enumType(Color), new MySQLDialect())).toBe("CREATE TABLE t ( a ENUM('red','green') NOT NULL )")
    expect(sql(enumType(Color, { createConstraint: true, name: 'ck' }))).toBe("CREATE TABLE t ( a VARCHAR(5) NOT NULL, CONSTRAINT ck CHECK (a IN ('red', 'green')) )")
  })
  test('of a VARCHAR as long as the longest, without a CHECK, where there is no native type', () => {
    expect(sql(enumType('a', 'longest'))).toBe('CREATE TABLE t ( a VARCHAR(7) NOT NULL )')
    expect(sql(enumType(['a', 'bb'], { nativeEnum: false, length: 20 }), new MySQLDialect())).toBe('CREATE TABLE t ( a VARCHAR(20) NOT NULL )')
  })
  test('any text can be one', () => {
    expect(sql(enumType("it's", 'back\\slash', '50%', 'a\u0001b'), new MySQLDialect())).toBe("CREATE TABLE t ( a ENUM('it''s','back\\\\slash','50%','a\u0001b') NOT NULL )")
  })
  test('nothing but texts, and at least one', () => {
    for (const wrong of [[], [[]], [1, 2], [{ A: 1 }], [{}], [null]]) expect(() => (enumType as (...args: unknown[]) => unknown)(...wrong)).toThrow('needs its values as strings')
  })
})

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  let engine: Engine
  const metadata = new MetaData()
  const things = table('en_thing', metadata, {
    id: integer().primaryKey({ autoincrement: false }), color: enumType(Color, { name: 'en_color', nativeEnum: false, length: 20 }).nullable(),
    checked: enumType(['a', 'b'], { name: 'en_checked', nativeEnum: false, validateStrings: true, length: 20 }).nullable(), native: enumType(["it's", 'back\\slash'], { name: 'en_native' }).nullable(),
  })
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
  })
  afterAll(async () => {
    await metadata.dropAll(engine)
    await engine.dispose()
  })
  test('go in and come out as they are', async () => {
    await using conn = await engine.connect()
    const rows = [{ id: 1, color: 'red', checked: 'a', native: "it's" }, { id: 2, color: 'green', checked: 'b', native: 'back\\slash' }, { id: 3, color: null, checked: null, native: null }] as const
    await conn.execute(insert(things), rows)
    expect(await conn.execute(select(things).orderBy(things.c.id)).all()).toEqual(rows)
    expect(await conn.execute(select(things.c.id).where(things.c.native.eq('back\\slash'))).scalars().all()).toEqual([2])
    expect(await conn.execute(select(things.c.id).where(things.c.color.like('%ee%'))).scalars().all()).toEqual([2])
    // what is made of a value need not be one
    expect(await conn.execute(select(things.c.color.concat('dish').label('more')).where(things.c.id.eq(1))).scalars().all()).toEqual(['reddish'])
    expect(await conn.execute(select(func.max(things.c.color))).scalar()).toBe('red')
  })
  test('a value in the database that is none of them is an error, which lists them', async () => {
    await using conn = await engine.connect()
    await conn.execute(text("INSERT INTO en_thing (id, color) VALUES (1, 'blue')"))
    await expect(conn.execute(select(things.c.color)).all()).rejects.toMatchObject({
      code: 'RESULT_CONVERSION', message: expect.stringContaining("can't be read as Enum(en_color): A text of 4 characters is not among the values of the enumeration 'en_color': red, green"),
    })
  })
  test('a value that is sent is checked only if asked for', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(things).values({ id: 1, color: 'blue' as never }))
    await expect(conn.execute(insert(things).values({ id: 2, checked: 'c' as never })).all()).rejects.toMatchObject({ code: 'PARAMETER_CONVERSION', message: expect.stringContaining("'en_checked': a, b") })
    expect(() => compile(things.c.checked.eq('c' as never), { dialect: engine.dialect, literalBinds: true })).toThrow("'en_checked': a, b")
  })
})
