import '@athanor/dialect-sqlite'
import { describe, expect, test } from '@jest/globals'
import { createEngine, float, integer, literal, MetaData, numeric, select, table } from '@athanor/core'
import { sqlOf, type DialectName } from '../support/dialects.ts'

const t = table('t', new MetaData(), { x: integer(), y: integer(), price: numeric(10, 2), f: float() })
const { x, y, price, f } = t.c

describe('div() divides as numbers do, whatever the database does with integers', () => {
  const texts: Record<DialectName, string> = {
    postgresql: 't.x / CAST(t.y AS NUMERIC)', mssql: 't.x / CAST(t.y AS NUMERIC)', sqlite: 't.x / (t.y + 0.0)', mysql: 't.x / t.y', mariadb: 't.x / t.y', oracle: 't.x / t.y',
  }
  test.each(Object.entries(texts))('%s', (dialect, text) => {
    expect(sqlOf(x.div(y), dialect as DialectName)).toBe(text)
  })
})

describe('floorDiv() rounds down', () => {
  test('integers by the database\'s own division, where that is one of integers', () => {
    expect(sqlOf(x.floorDiv(y), 'postgresql')).toBe('t.x / t.y')
    expect(sqlOf(x.floorDiv(y), 'mysql')).toBe('FLOOR(t.x / t.y)')
    expect(sqlOf(x.floorDiv(y), 'oracle')).toBe('FLOOR(t.x / t.y)')
  })
  test('other numbers by FLOOR', () => {
    expect(sqlOf(price.floorDiv(2), 'postgresql')).toBe('FLOOR(t.price / :price_1)')
    expect(sqlOf(f.floorDiv(2), 'sqlite')).toBe('FLOOR(t.f / :f_1)')
  })
})

test('the results on SQLite', async () => {
  const engine = createEngine('sqlite://')
  const row = await engine.begin((conn) => conn.execute(select(literal(7).div(2).label('a'), literal(7).floorDiv(2).label('b'), literal(7).mod(4).label('c'))).one())
  expect({ ...row, a: Number(row.a) }).toEqual({ a: 3.5, b: 3, c: 3 })
  await engine.dispose()
})
