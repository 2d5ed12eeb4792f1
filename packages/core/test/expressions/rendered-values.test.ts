import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bindparam, compile, createEngine, insert, integer, MetaData, select, table, varchar, type Engine } from '@athanor/core'
import { dialects, sqlOf } from '../support/dialects.ts'

const metadata = new MetaData()
const t = table('t', metadata, { id: integer().primaryKey(), name: varchar(30) })
const byId = (value: number) => select(t.c.name).where(t.c.id.eq(bindparam<number>('id', { value, literalExecute: true })))

describe('a parameter that is written into the text at each execution (literalExecute)', () => {
  let engine: Engine
  const texts: string[] = []
  beforeAll(async () => {
    engine = createEngine('sqlite://')
    await metadata.createAll(engine)
    await engine.begin((conn) => conn.execute(insert(t), [{ id: 1, name: "it's" }, { id: 2, name: 'b' }]))
    engine.on('beforeCursorExecute', (_conn, sql) => { texts.push(sql.replaceAll(/\s+/g, ' ')) })
  })
  afterAll(() => engine.dispose())

  test('isn\'t in the compiled form, which statements with other values share', () => {
    const [one, two] = [1, 2].map((value) => compile(byId(value), { dialect: dialects.sqlite }).compiled)
    expect(one!.text.texts).toEqual(two!.text.texts)
    expect(one!.text.texts.join('')).not.toMatch(/[12]/)
    expect(one!.isDynamic).toBe(true)
  })

  test('has its own value each time', async () => {
    const names = await engine.begin(async (conn) => {
      const found = []
      for (const value of [1, 2, 1]) found.push(await conn.execute(byId(value)).scalarOne())
      return found
    })
    expect(names).toEqual(["it's", 'b', "it's"])
    expect(texts).toEqual([1, 2, 1].map((value) => `SELECT t.name FROM t WHERE t.id = ${value}`))
  })

  test('is quoted by its type', () => {
    expect(sqlOf(t.c.name.eq(bindparam('n', { value: "a'b\\", literalExecute: true })))).toBe("t.name = 'a''b\\'")
    expect(sqlOf(t.c.name.eq(bindparam('n', { value: "a'b\\", literalExecute: true })), 'mysql')).toBe("t.name = 'a''b\\\\'")
    expect(sqlOf(t.c.id.in(bindparam<number[]>('n', { value: [1, 2], expanding: true, literalExecute: true })))).toBe('t.id IN (1, 2)')
  })
})
