import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { compile, createEngine, insert, integer, literal, MetaData, select, table, varchar, type Connection, type Engine } from '@athanor/core'
import fc from 'fast-check'

/** Pieces that mean something to some database, some driver, or to the templates between them. */
const pieces = [
  "'", "''", '"', '`', '\\', "\\'", ';', '--', '-- ', '/*', '*/', '#', '%', '%s', '%(x)s', '%%', '?', '$1', '$$', ':x', '::', '@p1', '{x}', '[x]', '__[POSTCOMPILE_x]', '\u0000slot', ' OR 1=1', 'SELECT',
  'DROP TABLE x', '(', ')', ',', '.', ' ', '\n', '\t', 'é', '漢', '😀', 'a', 'B', '1', '_', '\u2028', "\u02bc", '＇',
]
const without = (characters: RegExp) => pieces.map((piece) => piece.replaceAll(characters, '')).filter((piece) => piece !== '')
const hostile = (from: readonly string[], maxLength: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...from), { minLength: 1, maxLength }).map((parts) => parts.join(''))

// NUL is refused by PostgreSQL in texts, and by all in names.
const values = hostile(without(/\u0000/g), 12)
// Names end up in files and catalogues: MySQL has none with a space at the end or characters beyond the first plane, and 64 characters at most.
const names = hostile(without(/[\u0000😀]/gu), 5).map((name) => `n${name}n`)

onDatabases((db) => {
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = createEngine(db.url)
    conn = await engine.connect()
  })
  afterAll(async () => {
    await conn.close()
    await engine.dispose()
  })

  test('texts come back as they went, by parameter and by literal', async () => {
    await fc.assert(fc.asyncProperty(values, async (value) => {
      const statement = select({ v: literal(value) })
      expect(await conn.execute(statement).scalar()).toBe(value)
      const { sql } = compile(statement, { dialect: engine.dialect, literalBinds: true })
      expect(await conn.exec(sql).tuples().all()).toEqual([[value]])
    }), { numRuns: 120, interruptAfterTimeLimit: 6000 })
  }, 20_000)

  test('texts in conditions and lists find what is equal, and nothing else', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(values, { minLength: 2, maxLength: 5 }), async (list) => {
      const [first, ...others] = list as [string, ...string[]]
      const found = await conn.execute(select({ same: literal(first).eq(first), other: literal(first).in(list), like: literal(first).contains(first, { autoescape: true }) })).tuples().all()
      expect(found.map((row) => (row as unknown[]).map(Boolean))).toEqual([[true, true, true]])
      const { sql } = compile(select({ v: literal(first) }).where(literal(first).in([first])), { dialect: engine.dialect, literalBinds: true })
      expect((await conn.exec(sql).tuples().all()).length).toBe(1)
      expect(others.length).toBeGreaterThan(0)
    }), { numRuns: 60, interruptAfterTimeLimit: 6000 })
  }, 20_000)

  test('tables and columns have the names they were given', async () => {
    await conn.commit()
    await fc.assert(fc.asyncProperty(names, names, values, async (tableName, columnName, value) => {
      const metadata = new MetaData()
      const hostileTable = table(tableName.slice(0, 50), metadata, { id: integer().primaryKey({ autoincrement: false }), [columnName.slice(0, 50)]: varchar(200) })
      const name = columnName.slice(0, 50)
      const column = (hostileTable.c as unknown as Record<string, typeof hostileTable.c.id>)[name]!
      await metadata.createAll(engine, { checkFirst: false })
      try {
        await conn.execute(insert(hostileTable), { id: 1, [name]: value } as never)
        await conn.execute(insert(hostileTable), [{ id: 2, [name]: value }, { id: 3, [name]: 'other' }] as never)
        expect(await conn.execute(select(hostileTable).where(hostileTable.c.id.eq(1))).all()).toEqual([{ id: 1, [name]: value }])
        const alias = hostileTable.alias(tableName.slice(0, 40))
        expect(await conn.execute(select(alias.c.id).where(alias.c.id.lt(3)).orderBy(alias.c.id)).scalars().all()).toEqual([1, 2])
        expect(Object.keys((await conn.execute(select(column.label(columnName.slice(0, 40)))).first())!)).toEqual([columnName.slice(0, 40)])
        await conn.commit()
      } finally {
        await conn.rollback()
        await metadata.dropAll(engine, { checkFirst: false })
      }
    }), { numRuns: 25, interruptAfterTimeLimit: 8000 })
  }, 30_000)
})
