import {
  array, asGeneric, binary, blob, boolean, cast, char, clob, customType, date, dateTime, decimal, enumType, exact, func, insert, integer, json, literal, nchar, nullValue, numeric, nvarchar, real, select, text, time,
  timestamp, typeCoerce, unicode, update, userDefinedType, varbinary, varchar, compile, type ColLike, type Expr,
} from '@athanor/expressions'
import { equal, near, ok, rejects } from '../assertions.ts'
import type { CaseScope } from '../scope.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('types')
const jsonCase = casesOf('json')
const arrays = casesOf('arrays')
// `text` makes columns as well as texts of SQL
const textColumn = text as unknown as () => ReturnType<typeof varchar>
const key = () => integer().primaryKey({ autoincrement: false })

let tables = 0
/** Values go into a column and come back, by parameter and, unless told otherwise, as literals. */
async function through<T>(t: CaseScope, type: ColLike<T | null, string>, values: readonly T[], options: { readonly literal?: boolean; readonly read?: (value: unknown) => unknown } = {}): Promise<void> {
  const read = options.read ?? ((value: unknown) => value)
  const item = t.table(`tk_type_${++tables}`, { id: key(), v: type as ColLike<unknown, 'opt'> })
  await t.create()
  await t.run(insert(item), values.map((v, id) => ({ id, v })))
  equal((await t.scalars(select(item.c.v).orderBy(item.c.id))).map(read), values)
  if (options.literal === false) return
  for (const [id, value] of values.entries()) {
    await t.run(update(item).set({ v: null } as never).where(item.c.id.eq(id)))
    const { sql } = compile(update(item).set({ v: literal<unknown>(value, type) as never }).where(item.c.id.eq(id)), { dialect: t.engine.dialect, literalBinds: true })
    await t.engine.begin(async (conn) => { await conn.exec(sql) })
    equal((await t.scalars(select(item.c.v).where(item.c.id.eq(id)))).map(read), [value], sql)
  }
}
const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trimEnd() : value)

/** Types by their standard names, types of one's own, and the leaves of documents. */
export const typeDetailCases: readonly TestCase[] = [
  define('CHAR, NCHAR, NVARCHAR, Unicode', [], async (t) => {
    await through(t, char(5).nullable(), ['abcde', "it's"], { read: trimmed })
    await through(t, unicode(30).nullable(), ['žluťoučký', '漢字'])
    if (!t.has('nationalCharacters')) return
    await through(t, nchar(5).nullable(), ['abcde', 'žluť'], { read: trimmed })
    await through(t, nvarchar(30).nullable(), ['žluťoučký', "it's"])
  }),
  define('CLOB and long texts', ['clob'], (t) => through(t, clob().nullable(), ['x'.repeat(10_000), "it's"])),
  define('TEXT as a column', [], (t) => through(t, textColumn().nullable(), ['x'.repeat(5000), "it's"])),
  define('REAL and DECIMAL', [], async (t) => {
    await through(t, real().nullable(), [0, 0.5, -1024.25])
    if (t.has('exactNumeric')) await through(t, decimal(12, 3).nullable(), ['0.000', '-1.500', '123456789.125'])
    await through(t, decimal(10, 2, { as: 'number' }).nullable(), [0, 12.5])
  }),
  define('bytes by their standard names', [], async (t) => {
    await through(t, blob().nullable(), [new Uint8Array([0, 255, 39, 92])], { literal: false })
    if (!t.has('binaryTypes')) return
    await through(t, varbinary(20).nullable(), [new Uint8Array([1, 0, 255])], { literal: false })
    await through(t, binary(3).nullable(), [new Uint8Array([1, 0, 255])], { literal: false })
  }),
  define('bytes as literals', ['binaryLiterals'], (t) => through(t, blob().nullable(), [new Uint8Array([0, 255, 39, 92]), new Uint8Array(0), new TextEncoder().encode("plain 'text'"), new TextEncoder().encode('žluť\\')])),
  define('dates as Date, times and timestamps by codecs', [], async (t) => {
    await through(t, dateTime().nullable(), [new Date('2024-05-06T17:08:09Z')])
    await through(t, date({ as: 'date' }).nullable(), [new Date('2024-05-06T00:00:00Z')])
    const year = { bind: (n: number) => `${n}-01-01`, result: (s: string) => Number(s.slice(0, 4)) }
    await through(t, date({ codec: year }).nullable(), [1999, 2024], { literal: false })
    const hour = { bind: (n: number) => `${String(n).padStart(2, '0')}:00:00`, result: (s: string) => Number(s.slice(0, 2)) }
    await through(t, time({ codec: hour }).nullable(), [0, 23], { literal: false })
    const seconds = { bind: (n: number) => new Date(n * 1000).toISOString().slice(0, 19).replace('T', ' '), result: (s: string) => Date.parse(`${s.replace(' ', 'T').slice(0, 19)}Z`) / 1000 }
    await through(t, timestamp({ codec: seconds }).nullable(), [0, 1_700_000_000], { literal: false })
  }),
  define('enumerations: as texts with a CHECK, inline, of a length', ['checkConstraints'], async (t) => {
    const item = t.table(`tk_type_${++tables}`, { id: key(), v: enumType(['a', "b'c"], { nativeEnum: false, createConstraint: true, name: 'tk_letters', length: 10 }), w: enumType('x', 'y') })
    await t.create()
    await t.run(insert(item), { id: 1, v: "b'c", w: 'x' })
    equal(await t.tuples(select(item)), [[1, "b'c", 'x']])
    await rejects(t.engine.begin((conn) => conn.exec(`INSERT INTO ${item.name} VALUES (2, 'z', 'x')`)))
    await rejects(t.run(insert(item), { id: 2, v: 'z' as never, w: 'x' }))
    equal(await t.scalars(select(item.c.id).where(item.c.w.in(['x', 'y']))), [1])
  }),
  define('enumerations whose values are looked at before they are sent', [], async (t) => {
    const item = t.table(`tk_type_${++tables}`, {
      id: key(), v: enumType(['a', 'b'], { name: `tk_strict_${tables}`, nativeEnum: false, length: 5, validateStrings: true }).nullable(), w: enumType(['a', 'b'], { name: `tk_loose_${tables}`, nativeEnum: false, length: 5 }).nullable(),
    })
    await t.create()
    await t.run(insert(item), [{ id: 1, v: 'a', w: 'b' }])
    await rejects(t.run(insert(item), { id: 2, v: 'zzz' as never }), { name: ['StatementError', 'ArgumentError'] })
    await t.run(insert(item), { id: 3, w: 'zzz' as never })
    equal(await t.tuples(select(item.c.id, item.c.v).orderBy(item.c.id)), [[1, 'a'], [3, null]])
    equal(await t.scalars(select(item.c.id).where(item.c.w.eq('b'))), [1])
  }),
  define('booleans with a CHECK', ['checkConstraints'], async (t) => {
    const item = t.table(`tk_type_${++tables}`, { id: key(), ok: boolean({ createConstraint: true, name: `tk_bool_${tables}` }) })
    await t.create()
    await t.run(insert(item), [{ id: 1, ok: true }, { id: 2, ok: false }])
    equal(await t.scalars(select(item.c.ok).orderBy(item.c.id)), [true, false])
    if (!t.engine.dialect.capabilities.supportsNativeBoolean) await rejects(t.engine.begin((conn) => conn.exec(`INSERT INTO ${item.name} VALUES (3, 5)`)))
  }),
  define('types by their exact names, and the portable ones of these', [], async (t) => {
    const { name } = t.engine
    await through(t, exact.smallint().nullable(), [0, -5])
    await through(t, exact.doublePrecision().nullable(), [0.5, -1024.25])
    await through(t, (name === 'oracle' ? exact.nclob() : exact.varchar(50)).nullable(), ["it's"])
    await through(t, (name === 'postgresql' || name === 'oracle' ? exact.timestamp() : exact.datetime()).nullable(), [new Date('2024-05-06T17:08:09Z')])
    await through(t, asGeneric(exact.smallint()).nullable(), [7])
  }),
  define('casts to every portable type', [], async (t) => {
    equal(await t.value(cast(literal('abc'), char(3))), 'abc')
    near(await t.value(cast(literal('1.5'), decimal(5, 2))), 1.5)
    if (t.has('castsToDates')) {
      equal(await t.value(cast(literal('2024-05-06'), date())), '2024-05-06')
      equal(String(await t.value(cast(literal('10:11:12'), time()))).slice(0, 8), '10:11:12')
    }
    equal(await t.value(cast(literal('7'), integer()).add(1)), 8)
    if (t.has('castsToJson')) equal(await t.value(cast(literal('{"a": [1]}'), json())), { a: [1] })
  }),
  define('a type of the database by its name', [], async (t) => {
    const name = t.settings.userDefinedType ?? 'VARCHAR(50)'
    const shout = userDefinedType<string>(name, { bind: (value) => value.toLowerCase(), result: (value) => String(value).toUpperCase(), literal: (value) => `'${value.toLowerCase().replaceAll("'", "''")}'` })
    await through(t, shout.nullable(), ['HELLO', "IT'S"])
  }),
  define('a type of one\'s own: SQL around its values and columns', [], async (t) => {
    const lower = customType(varchar(50), { bindExpression: (value) => func.lower(value), columnExpression: (column) => func.upper(column) })
    const item = t.table(`tk_type_${++tables}`, { id: key(), v: lower })
    await t.create()
    await t.run(insert(item), [{ id: 1, v: 'MiXed' }, { id: 2, v: 'other' }])
    equal(await t.scalars(select(item.c.v).orderBy(item.c.id)), ['MIXED', 'OTHER'])
    equal(await t.scalars(text(`SELECT v FROM ${item.name} WHERE id = 1`)), ['mixed'], 'what the database has')
    equal(await t.scalars(select(item.c.id).where(item.c.v.eq('MIXED'))), [1])
    await t.run(update(item).set({ v: 'NEW' }).where(item.c.id.eq(2)))
    equal(await t.scalars(text(`SELECT v FROM ${item.name} WHERE id = 2`)), ['new'])
    const sub = select(item.c.v).subquery('sub')
    equal(await t.scalars(select(sub.c.v).where(sub.c.v.eq('New'))), ['NEW'], 'once, by the outermost query')
    if (t.has('insertReturning')) equal(await t.scalars(insert(item).values({ id: 3, v: 'X' }).returning(item.c.v)), ['X'])
  }),
  define('a type of one\'s own: operators, another type for a dialect, literals', [], async (t) => {
    const folded = customType(varchar(50), {
      name: 'testkit_folded', literal: (value: string) => `'${value.replaceAll("'", "''")}'`,
      forDialect: (dialect) => (dialect === 'nobody' ? integer() : undefined),
      operators: {
        eq: (left: Expr<string>, right) => func.lower(left).eq(func.lower(right)),
        startsWith: (left: Expr<string>, right) => func.lower(left).like(func.lower(right).concat('%')),
        in: (left: Expr<string>, right) => func.lower(left).in(right),
      },
    })
    const item = t.table(`tk_type_${++tables}`, { id: key(), v: folded })
    await t.create()
    await t.run(insert(item), [{ id: 1, v: 'Gary' }, { id: 2, v: "It's" }])
    equal(await t.scalars(select(item.c.id).where(item.c.v.eq('GARY'))), [1])
    equal(await t.scalars(select(item.c.id).where(item.c.v.startsWith('GA'))), [1])
    equal(await t.scalars(select(item.c.id).where(item.c.v.in(['gary', "it's"])).orderBy(item.c.id)), [1, 2])
    const { sql } = compile(select(item.c.id).where(item.c.v.eq("IT'S")), { dialect: t.engine.dialect, literalBinds: true })
    equal(await t.engine.begin((conn) => conn.exec(sql).scalars().all()), [2])
    equal(await t.scalars(select(item.c.id).where(typeCoerce(item.c.v, varchar()).concat('!').eq('Gary!'))), [1])
  }),
  define('a type of one\'s own over JSON, with null', ['jsonType'], async (t) => {
    const set = customType(json<readonly string[]>(), { bind: (value: ReadonlySet<string>) => [...value], result: (value) => new Set(value) })
    const item = t.table(`tk_type_${++tables}`, { id: key(), v: set.nullable() })
    await t.create()
    await t.run(insert(item), [{ id: 1, v: new Set(['a', 'b']) }])
    await t.run(insert(item).values({ id: 2, v: nullValue() as never }))
    const [first, second] = await t.scalars(select(item.c.v).orderBy(item.c.id)) as [ReadonlySet<string>, null]
    equal([[...first], second], [['a', 'b'], null])
  }),

  jsonCase('leaves of every type, where they are missing, null, or of another type', ['jsonType', 'jsonTypedLeaves'], async (t) => {
    const item = t.table('tk_document', { id: key(), body: json<Record<string, unknown>>() })
    await t.create()
    await t.run(insert(item), [{ id: 1, body: { yes: true, no: false, none: null, n: 7, big: 2_147_483_648, x: -0.25, money: 12.34, s: 'text', list: [true, [1, { deep: false }]], o: { yes: true } } }])
    const leaf = (expression: Parameters<typeof t.value>[0]) => t.scalar(select({ v: expression }).selectFrom(item))
    const at = (name: string) => item.c.body.at(name)
    equal([await leaf(at('yes').asBoolean()), await leaf(at('no').asBoolean())], [true, false])
    equal([await leaf(item.c.body.path('list', 0).asBoolean()), await leaf(item.c.body.path('list', 1, 1, 'deep').asBoolean()), await leaf(item.c.body.path('o', 'yes').asBoolean())], [true, false, true])
    equal([await leaf(at('none').asBoolean()), await leaf(at('none').asString()), await leaf(at('none').asInteger()), await leaf(at('none').asFloat())], [null, null, null, null])
    if (t.has('missingBooleanIsNull')) equal(await leaf(at('gone').asBoolean()), null)
    equal([await leaf(at('gone').asString()), await leaf(at('gone').asInteger()), await leaf(at('gone').asFloat()), await leaf(at('gone').asJson())], [null, null, null, null])
    equal(await leaf(at('n').asInteger()), 7)
    near(await leaf(at('x').asFloat()), -0.25)
    near(await leaf(at('money').asNumeric(10, 2)), 12.34)
    equal(await leaf(at('s').asString()), 'text')
    equal(await leaf(at('list').asJson()), [true, [1, { deep: false }]])
    equal(await leaf(at('o').asJson()), { yes: true })
    equal(await leaf(item.c.body.path('list', 1).asJson()), [1, { deep: false }])
    equal(await t.scalars(select(item.c.id).where(at('no').asBoolean())), [])
    equal(await t.scalars(select(item.c.id).where(at('no').asBoolean().eq(false))), [1])
    equal(await t.scalars(select(item.c.id).where(at('yes').asBoolean().and(at('n').asInteger().between(6, 8)))), [1])
    equal(await t.scalars(select(item.c.id).where(item.c.body.path('list', 1, 0).asInteger().eq(1))), [1])
  }),
  jsonCase('documents in conditions, written anew, and as literals', ['jsonType'], async (t) => {
    const item = t.table('tk_document', { id: key(), body: json<unknown>() })
    await t.create()
    const bodies = [{ a: [1, { b: "it's" }] }, [], 'text', 0, false, '', [[]], { '': 1 }]
    await t.run(insert(item), bodies.map((body, id) => ({ id, body })))
    equal(await t.scalars(select(item.c.body).orderBy(item.c.id)), bodies)
    await t.run(update(item).set({ body: { new: [null, 1.5] } }).where(item.c.id.eq(0)))
    equal(await t.scalars(select(item.c.body).where(item.c.id.eq(0))), [{ new: [null, 1.5] }])
    const { sql } = compile(update(item).set({ body: literal<unknown>({ "it's": '\\ "' }, json()) as never }).where(item.c.id.eq(1)), { dialect: t.engine.dialect, literalBinds: true })
    await t.engine.begin(async (conn) => { await conn.exec(sql) })
    equal(await t.scalars(select(item.c.body).where(item.c.id.eq(1))), [{ "it's": '\\ "' }])
  }),

  arrays('of several dimensions, from zero, empty', ['arrays'], async (t) => {
    const item = t.table(`tk_type_${++tables}`, { id: key(), grid: array<number[][]>(integer(), { dimensions: 2 }) as never as ColLike<number[][], never>, zero: array(integer(), { zeroIndexes: true }), words: array(varchar()) })
    await t.create()
    await t.run(insert(item), { id: 1, grid: [[1, 2], [3, 4]], zero: [7, 8, 9], words: [] })
    const first = (expression: Parameters<typeof t.value>[0]) => t.scalar(select({ v: expression }).selectFrom(item))
    equal(await first(item.c.grid as never), [[1, 2], [3, 4]])
    equal(await first((item.c.grid as unknown as Expr<number[][]>).at(2).at(1)), 3)
    equal(await first(item.c.zero.at(0)), 7)
    equal(await first(item.c.zero.slice(1, 2)), [8, 9])
    equal(await first(item.c.words), [])
    equal(await t.scalars(select(item.c.id).where(item.c.words.eq([]))), [1])
    await t.run(update(item).set({ words: ["it's", 'a,b', '{}', '"', 'NULL', '\\'] }))
    equal(await first(item.c.words), ["it's", 'a,b', '{}', '"', 'NULL', '\\'])
    ok((await t.scalars(select(item.c.id).where(item.c.zero.eq([7, 8, 9])))).length === 1, 'compared as a whole')
  }),
  define('numbers of a computed type', ['exactNumeric'], async (t) => {
    const item = t.table(`tk_type_${++tables}`, { id: key(), x: numeric(12, 4) })
    await t.create()
    await t.run(insert(item), [{ id: 1, x: '1.2500' }, { id: 2, x: '2.7500' }])
    equal(Number(await t.scalar(select(func.sum(item.c.x)))), 4)
    equal(await t.scalars(select(item.c.id).where(item.c.x.mul(2).gt('5'))), [2])
    equal(Number(await t.scalar(select({ v: item.c.x.neg() }).where(item.c.id.eq(1)))), -1.25)
    equal(Number(await t.scalar(select({ v: item.c.x.mod('1') }).where(item.c.id.eq(2)))), 0.75)
  }),
]
