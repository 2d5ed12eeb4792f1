import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, type Connection, type Engine } from '@athanor/engine'
import { compile, literal, MetaData, select, table } from '@athanor/expressions'
import fc from 'fast-check'
import {
  adjacentTo, contains, differenceOf, int4multirange, int8range, intersectionOf, isEmpty, lowerIncluded, lowerOf, numrange, overlaps, PostgreSQLDialect, range,
  rangeContains, rangeContainsRange, rangeDifference, rangeIntersection, rangesAdjacent, rangesEqual, rangesOverlap, rangeUnion, tstzrange, unionOf, upperOf,
  type Range, type RangeBounds,
} from '@athanor/dialect-postgresql'

const metadata = new MetaData()
const t = table('ranges', metadata, { a: int8range(), b: int4multirange().nullable(), at: tstzrange() })
const sql = (node: unknown): string => compile(node, { dialect: new PostgreSQLDialect({ paramStyle: 'named' }) }).sql

describe('SQL', () => {
  test('arithmetic keeps the type, bounds have theirs', () => {
    expect(sql(unionOf(t.c.a, range(1n, 2n)))).toBe('ranges.a + :a_1::INT8RANGE')
    expect(sql(intersectionOf(t.c.a, t.c.a))).toBe('ranges.a * ranges.a')
    expect(sql(differenceOf(t.c.b, [range(1, 2)]))).toBe('ranges.b - :b_1::INT4MULTIRANGE')
    expect(sql(lowerOf(t.c.at).gt(new Date(0)))).toBe('lower(ranges.at) > :lower_1')
    expect(sql(lowerIncluded(t.c.a))).toBe('lower_inc(ranges.a)')
  })
})

onDatabases({ databases: ['postgresql'] }, (db) => {
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

  test('bounds come back as values', async () => {
    const row = await conn.execute(select({ low: lowerOf(literal(range(5n, 7n), int8range())), high: upperOf(literal(range<bigint>(5n, null), int8range())) })).one()
    expect(row).toEqual({ low: 5n, high: null })
  })

  test('the algebra of values is that of the server', async () => {
    const bound = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null, freq: 6 })
    const ranges = fc.tuple(bound, bound, fc.constantFrom<RangeBounds>('[)', '(]', '[]', '()'))
      .filter(([low, high]) => low === null || high === null || low <= high).map(([low, high, bounds]) => range(low, high, bounds))
    const numbers = (r: Range<string> | null): Range<number> => ({ ...r!, lower: r!.lower === null ? null : Number(r!.lower), upper: r!.upper === null ? null : Number(r!.upper) })
    const outcome = async (statement: () => Promise<Range<string> | null>): Promise<Range<number> | 'error'> => {
      const savepoint = await conn.beginNested()
      try {
        return numbers(await statement())
      } catch {
        return 'error'
      } finally {
        await savepoint.rollback()
      }
    }
    const here = (compute: () => Range<number>): Range<number> | 'error' => {
      try {
        return compute()
      } catch {
        return 'error'
      }
    }
    const same = (a: Range<number> | 'error', b: Range<number> | 'error'): boolean => (a === 'error' || b === 'error' ? a === b : rangesEqual(a, b))
    const sent = (r: Range<number>): Range<string> => r as unknown as Range<string>
    await conn.execute(select(literal(1)))
    await fc.assert(fc.asyncProperty(ranges, ranges, fc.integer({ min: 0, max: 5 }), async (a, b, value) => {
      const [x, y] = [literal(sent(a), numrange()), literal(sent(b), numrange())]
      const server = await conn.execute(select({ overlap: overlaps(x, y), adjacent: adjacentTo(x, y), contains: contains(x, y) })).one()
      expect([rangesOverlap(a, b), rangesAdjacent(a, b), rangeContainsRange(a, b)]).toEqual([server.overlap, server.adjacent, server.contains])
      expect(rangeContains(a, value)).toBe(rangeContainsRange(a, range(value, value, '[]')))
      expect(same(here(() => rangeUnion(a, b)), await outcome(() => conn.execute(select(unionOf(x, y))).scalar()))).toBe(true)
      expect(same(here(() => rangeDifference(a, b)), await outcome(() => conn.execute(select(differenceOf(x, y))).scalar()))).toBe(true)
      const common = numbers(await conn.execute(select(intersectionOf(x, y))).scalar())
      expect(rangesEqual(rangeIntersection(a, b), common)).toBe(true)
      expect(isEmpty(common)).toBe(!rangesOverlap(a, b))
    }), { numRuns: 60, interruptAfterTimeLimit: 6000 })
  }, 20_000)
})
