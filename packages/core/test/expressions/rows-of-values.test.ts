import '@athanor/dialect-sqlite'
import { describe, expect, test } from '@jest/globals'
import { createEngine, insert, integer, MetaData, select, table, update, varchar } from '@athanor/core'
import { sqlOf } from '../support/dialects.ts'

const metadata = new MetaData()
let calls = 0
const t = table('t', metadata, { id: integer().primaryKey(), name: varchar(30), code: integer().default(() => ++calls), age: integer().nullable() })

describe('a list of rows', () => {
  test('given to values() is one statement, given to execute() is one for each row', async () => {
    const engine = createEngine('sqlite://')
    const texts: string[] = []
    engine.on('beforeCursorExecute', (_conn, sql) => { if (sql.startsWith('INSERT')) texts.push(sql) })
    await metadata.createAll(engine)
    await engine.begin(async (conn) => {
      await conn.execute(insert(t).values([{ name: 'a' }, { name: 'b' }]))
      expect(texts).toEqual(['INSERT INTO t (name, code) VALUES (?, ?), (?, ?)'])
      await conn.execute(insert(t), [{ name: 'c' }, { name: 'd' }])
      expect(texts.at(-1)).toBe('INSERT INTO t (name, code) VALUES (?, ?)')
      // the default was asked for each row, both times
      expect(await conn.execute(select(t.c.name, t.c.code).orderBy(t.c.id)).tuples().all()).toEqual([['a', 1], ['b', 2], ['c', 3], ['d', 4]])
    })
    await engine.dispose()
  })

  test.each([
    ['too few', [{ name: 'a', age: 1 }, { name: 'b' }], /Row 2 of values\(\) has no value for the column 'age'/],
    ['more', [{ name: 'a' }, { name: 'b', age: 1 }], /Row 2 of values\(\) has a value for the column 'age', which the first row doesn't have/],
  ])('whose rows have %s columns than the first one is an error: nothing is dropped', (_what, rows, message) => {
    expect(() => sqlOf(insert(t).values(rows), 'postgresql')).toThrow(expect.objectContaining({ code: 'ROW_INCOMPLETE', message: expect.stringMatching(message) }))
  })
})

test('an UPDATE that sets nothing can be read, but isn\'t sent', async () => {
  const statement = update(t).set({}).where(t.c.id.eq(1))
  expect(sqlOf(statement)).toBe('UPDATE t SET WHERE t.id = :id_1')
  const engine = createEngine('sqlite://')
  await metadata.createAll(engine)
  await expect(engine.begin((conn) => conn.execute(statement))).rejects.toMatchObject({ code: 'UPDATE_EMPTY', message: expect.stringMatching(/UPDATE of 't' sets no column/) })
  await engine.dispose()
})
