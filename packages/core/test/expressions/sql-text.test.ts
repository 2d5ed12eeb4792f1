import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createEngine, insert, integer, MetaData, select, sql, table, text, varchar, type Engine } from '@athanor/core'
import { compile } from '@athanor/core'
import { sqlOf } from '../support/dialects.ts'

const metadata = new MetaData()
const t = table('t', metadata, { id: integer().primaryKey(), name: varchar(30) })

let engine: Engine
beforeAll(async () => {
  engine = createEngine('sqlite://')
  await metadata.createAll(engine)
  await engine.begin((conn) => conn.execute(insert(t), [{ name: 'a' }, { name: 'b' }, { name: 'c' }]))
})
afterAll(() => engine.dispose())

describe('a template', () => {
  test('brings the CTEs that it mentions', async () => {
    const later = select(t.c.id, t.c.name).where(t.c.id.gt(1)).cte('later')
    const statement = sql`SELECT ${later.c.name} FROM ${later} WHERE ${later.c.id} < ${3}`
    expect(sqlOf(statement)).toBe('WITH later AS (SELECT t.id AS id, t.name AS name FROM t WHERE t.id > :id_1) SELECT later.name FROM later WHERE later.id < :param_1')
    expect(await engine.begin((conn) => conn.execute(statement).all())).toEqual([{ name: 'b' }])
  })

  test('renders subqueries and aliases as they are in FROM', async () => {
    const last = select(t.c.id).where(t.c.id.gt(1)).subquery('s')
    const other = t.alias('o')
    expect(sqlOf(sql`SELECT * FROM ${last} JOIN ${other} ON ${other.c.id} = ${last.c.id}`))
      .toBe('SELECT * FROM (SELECT t.id AS id FROM t WHERE t.id > :id_1) AS s JOIN t AS o ON o.id = s.id')
  })

  test('has its own columns, not those of a query in it', async () => {
    const statement = sql`SELECT 5 AS five, ${select(t.c.name).where(t.c.id.eq(2))} AS b, ${select(t.c.id).where(t.c.id.eq(3))} AS c`
    expect(compile(statement).compiled).toMatchObject({ kind: 'text', returnsRows: true, resultColumns: [] })
    expect(await engine.begin((conn) => conn.execute(statement).all())).toEqual([{ five: 5, b: 'b', c: 3 }])
  })

  test('may have a comment', () => {
    expect(sqlOf(sql`SELECT ${1}`.comment('job 5'))).toBe('/* job 5 */ SELECT :param_1')
  })
})

describe('text', () => {
  test('takes values by name; a statement around it may have more', async () => {
    const statement = text('SELECT name FROM t WHERE id = :id').params({ id: 2, other: 5 })
    expect(await engine.begin((conn) => conn.execute(statement).scalar())).toBe('b')
    expect(await engine.begin((conn) => conn.execute(select(t.c.name).where(text('id = :id').params({ id: 3 }))).scalar())).toBe('c')
  })

  test('may have a comment, which makes it another statement', () => {
    expect(sqlOf(text('SELECT 1').comment('job 5'))).toBe('/* job 5 */ SELECT 1')
    expect(sqlOf(text('SELECT 1'))).toBe('SELECT 1')
  })
})
