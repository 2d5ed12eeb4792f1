import {
  array, bigint, boolean, compile, customType, date, double, enumType, float, insert, integer, interval, json, largeBinary, literal, numeric, select, smallInteger, time, timestamp,
  typeCoerce, unicodeText, update, uuid, varchar, type ColLike,
} from '@athanor/expressions'
import { equal, ok, rejects } from '../assertions.ts'
import type { CaseScope } from '../scope.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('types')

let tables = 0

/**
 * Values go into a column and come back: by a parameter, by a literal, in a comparison, through UPDATE; and NULL.
 * @param same what comes back for a value, where that isn't the value itself
 */
async function roundTrip<T>(t: CaseScope, type: ColLike<T | null, string>, values: readonly T[], options: {
  readonly same?: (value: T) => unknown
  /** Makes alike what databases may write in more than one way. */
  readonly read?: (value: unknown) => unknown
  readonly literal?: boolean
  readonly compares?: boolean
} = {}): Promise<void> {
  const { same = (value: T): unknown => value, read = (value: unknown): unknown => value } = options
  // a name of its own: a server may still hold plans for a table of the same name whose column had another type
  const item = t.table(`tk_value_${++tables}`, { id: integer().primaryKey({ autoincrement: false }), v: type as ColLike<unknown, 'opt'> })
  await t.create()
  await t.run(insert(item), values.map((v, id) => ({ id, v })))
  await t.run(insert(item).values({ id: values.length } as never))
  equal((await t.scalars(select(item.c.v).orderBy(item.c.id))).map(read), [...values.map(same), null])
  for (const [id, value] of values.entries()) {
    if (options.compares !== false) equal(await t.scalars(select(item.c.id).where(item.c.v.eq(value as never))), [id], `the row with ${String(value)}`)
    if (options.literal !== false) {
      const { sql } = compile(select({ v: literal<unknown>(value, type) }), { dialect: t.engine.dialect, literalBinds: true })
      const written = t.engine.begin(async (conn) => {
        const driver = await conn.exec(sql).tuples().all()
        return driver.length
      })
      equal(await written, 1, `a literal of ${String(value)}`)
      await t.run(update(item).set({ v: null } as never).where(item.c.id.eq(id)))
      const assign = compile(update(item).set({ v: literal<unknown>(value, type) as never }).where(item.c.id.eq(id)), { dialect: t.engine.dialect, literalBinds: true })
      await t.engine.begin(async (conn) => { await conn.exec(assign.sql) })
      equal((await t.scalars(select(item.c.v).where(item.c.id.eq(id)))).map(read), [same(value)], `written as a literal: ${assign.sql}`)
    }
  }
  equal(await t.scalars(select(item.c.id).where(item.c.v.isNull())), [values.length])
}

/** A time without the fraction, where that is nothing. */
const withoutZeros = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/\.0+$/, '') : value)

const texts = ['', 'plain', "it's", '"quoted"', 'back\\slash', "\\' OR 1=1 --", '100% _ :name ? $1 %s {x}', 'žluťoučký kůň', '漢字 😀', 'a\nb\tc', ';--/*', '  spaces  ']

/** What the types of the language do with values. */
export const typeCases: readonly TestCase[] = [
  define('texts', [], (t) => roundTrip(t, varchar(100).nullable(), t.has('emptyStringIsNotNull') ? texts : texts.slice(1))),
  define('long texts', [], (t) => roundTrip(t, unicodeText().nullable(), ['x'.repeat(20_000), "y'".repeat(5000)], { compares: false })),
  define('integers', [], (t) => roundTrip(t, integer().nullable(), [0, 1, -1, 2_147_483_647, -2_147_483_648])),
  define('small integers', [], (t) => roundTrip(t, smallInteger().nullable(), [0, 32_767, -32_768])),
  define('big integers', ['bigints'], (t) => roundTrip(t, bigint().nullable(), [0n, 1n, -1n, 9_007_199_254_740_993n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n])),
  define('exact numbers', ['exactNumeric'], (t) => roundTrip(t, numeric(20, 4).nullable(), ['0.0000', '12.5000', '-0.0001', '1234567890123456.7891'])),
  define('exact numbers, as numbers', [], (t) => roundTrip(t, numeric(10, 2, { as: 'number' }).nullable(), [0, 12.5, -99_999.25])),
  define('exact numbers through a codec', [], (t) => roundTrip(t, numeric(12, 2, { codec: { bind: (cents: bigint) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`, result: (text) => BigInt(Math.round(Number(text) * 100)) } }).nullable(), [0n, 1250n, 99_999_99n], { literal: false })),
  define('floating numbers', [], (t) => roundTrip(t, double().nullable(), [0, 0.5, -1e10, 1.7976931348623156e300, 1 / 3, 5e-300])),
  define('floating numbers of the default size', [], (t) => roundTrip(t, float().nullable(), [0, 0.5, -1024.25])),
  define('booleans', [], (t) => roundTrip(t, boolean().nullable(), [true, false])),
  define('dates', [], (t) => roundTrip(t, date().nullable(), ['2024-02-29', '1970-01-01', '1066-10-14'])),
  define('times of day', [], (t) => roundTrip(t, time().nullable(), ['00:00:00', '23:59:59', '12:34:56'], { read: withoutZeros })),
  define('times of day with microseconds', ['microseconds'], (t) => roundTrip(t, time({ precision: 6 }).nullable(), ['12:34:56.123456', '01:02:03.000004'])),
  define('timestamps', [], (t) => roundTrip(t, timestamp().nullable(), [new Date('2024-05-06T17:08:09Z'), new Date('1999-12-31T23:59:59Z')])),
  define('timestamps with milliseconds', ['microseconds'], (t) => roundTrip(t, timestamp({ precision: 6 }).nullable(), [new Date('2024-05-06T17:08:09.123Z'), new Date('2024-01-01T00:00:00.001Z')])),
  define('timestamps as texts, with microseconds', ['microseconds'], (t) => roundTrip(t, timestamp({ precision: 6, as: 'string' }).nullable(), ['2024-05-06 17:08:09.123456', '1600-01-01 00:00:00.000001'])),
  define('timestamps with time zones', ['timezones'], async (t) => {
    await roundTrip(t, timestamp({ timezone: true }).nullable(), [new Date('2024-05-06T17:08:09Z'), new Date('2024-11-03T08:30:00Z')])
  }),
  define('intervals', ['intervals'], async (t) => {
    const span = t.table(`tk_value_${++tables}`, { id: integer().primaryKey({ autoincrement: false }), v: interval().nullable() })
    await t.create()
    await t.run(insert(span), [{ id: 1, v: 'PT36H' }, { id: 2, v: 'PT1H30M' }, { id: 3, v: null }])
    const found = await t.scalars(select(span.c.v).orderBy(span.c.id))
    ok(typeof found[0] === 'string' && typeof found[1] === 'string' && found[2] === null, `texts came back: ${JSON.stringify(found)}`)
    // what came back means the same when it goes in again
    await t.run(update(span).set({ v: found[0] as string }).where(span.c.id.eq(2)))
    const again = await t.scalars(select(span.c.v).orderBy(span.c.id))
    equal(again[1], found[0])
  }),
  define('UUIDs', ['uuid'], (t) => roundTrip(t, uuid().nullable(), ['0f8fad5b-d9cb-469f-a165-70867728950e', '00000000-0000-0000-0000-000000000000'])),
  define('UUIDs as texts', ['uuid'], (t) => roundTrip(t, uuid({ nativeUuid: false }).nullable(), ['0f8fad5b-d9cb-469f-a165-70867728950e'])),
  define('bytes', [], (t) => roundTrip(t, largeBinary().nullable(), [new Uint8Array([0, 1, 2, 255]), new Uint8Array(0), new Uint8Array(3000).fill(39)].slice(0, t.has('emptyStringIsNotNull') ? 3 : 1), { literal: false })),
  define('enumerations', [], async (t) => {
    await roundTrip(t, enumType(['small', "it's", 'LARGE'], { name: 'tk_size' }).nullable(), ['small', "it's", 'LARGE'] as const)
    if (!t.has('nativeEnum')) return
    const item = t.table('tk_enum', { id: integer().primaryKey({ autoincrement: false }), v: enumType(['a', 'b'], { name: 'tk_letter' }) })
    await t.create()
    await rejects(t.run(insert(item), { id: 1, v: 'c' }))
  }),
  define('JSON values', ['jsonType'], (t) => roundTrip(t, json<unknown>().nullable(), [
    { a: 1, b: [true, null, 'x'], c: { d: "it's" } }, [1, 2, 3], 'text', 5, true, 'back\\slash "quoted" žluť 😀', {}, [],
  ], { compares: false })),
  define('a type with a codec', [], async (t) => {
    const csv = customType(varchar(100), { bind: (list: readonly string[]) => list.join(','), result: (text) => text.split(',') })
    await roundTrip(t, csv.nullable(), [['a', 'b'], ['x']])
  }),
  define('arrays', ['arrays'], async (t) => {
    await roundTrip(t, array(integer()).nullable(), [[1, 2, 3], [-5]])
    await roundTrip(t, array(integer()).nullable(), [[]], { literal: false })
  }),
  define('arrays of texts, with everything in them', ['arrays'], async (t) => {
    await roundTrip(t, array(varchar()).nullable(), [texts, ['a', null as never, 'NULL', '{x}', 'a,b']])
  }),
  define('arrays of other types', ['arrays'], async (t) => {
    await roundTrip(t, array(timestamp()).nullable(), [[new Date('2024-05-06T17:08:09Z')]], { literal: false })
  }),
  define('values that aren\'t of the type are refused', [], async (t) => {
    const item = t.table(`tk_value_${++tables}`, { id: integer().primaryKey({ autoincrement: false }), n: integer().nullable(), b: boolean().nullable(), d: date().nullable(), u: uuid().nullable() })
    await t.create()
    for (const [key, value] of [['n', 'x'], ['d', 'no date'], ['u', 'x']] as const) {
      await rejects(t.run(insert(item), { id: 1, [key]: value }), { name: ['StatementError', 'DataError', 'DBAPIError', 'DatabaseError', 'ProgrammingError', 'OperationalError'] })
    }
    equal(await t.scalars(select(item.c.id)), [])
  }),
  define('types of expressions', [], async (t) => {
    const item = t.table(`tk_value_${++tables}`, { id: integer().primaryKey({ autoincrement: false }), b: bigint(), x: numeric(10, 2), at: timestamp(), ok: boolean() })
    await t.create()
    const at = new Date('2024-05-06T17:08:09Z')
    await t.run(insert(item), { id: 1, b: 5n, x: '1.50', at, ok: true })
    equal(await t.scalar(select({ v: item.c.b.add(1n) })), 6n)
    equal(Number(await t.scalar(select({ v: item.c.x.add('1.25') }))), 2.75)
    equal(await t.scalar(select({ v: literal(at) })), at)
    equal(await t.scalar(select({ v: item.c.id.eq(1) })), true)
    equal(await t.scalar(select({ v: item.c.at.gt(new Date(0)) })), true)
    const sub = select(item.c.b, item.c.at).subquery('sub')
    equal(await t.tuples(select(sub.c.b, sub.c.at)), [[5n, at]])
    equal(await t.scalar(select({ v: typeCoerce(item.c.b, bigint()) })), 5n)
    ok(typeof await t.scalar(select(item.c.x)) === 'string', 'an exact number is a string')
  }),
]
