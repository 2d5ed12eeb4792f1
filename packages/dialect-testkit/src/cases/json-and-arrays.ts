import { all, any, array, func, insert, integer, json, literal, nullValue, select, varchar } from '@athanor/expressions'
import { equal, near } from '../assertions.ts'
import type { CaseScope } from '../scope.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('json')
const arrays = casesOf('arrays')

interface Document {
  readonly name: string
  readonly n: number
  readonly x: number
  readonly ok: boolean
  readonly tags: readonly string[]
  readonly deep: { readonly 'odd key': { readonly list: readonly number[] } }
  readonly none: null
}

async function documents(t: CaseScope) {
  const table = t.table('tk_document', { id: integer().primaryKey({ autoincrement: false }), body: json<Document>().nullable() })
  await t.create()
  await t.run(insert(table), [
    { id: 1, body: { name: 'sandy', n: 5, x: 1.5, ok: true, tags: ['a', 'b'], deep: { 'odd key': { list: [7, 8] } }, none: null } },
    { id: 2, body: { name: "it's", n: -3, x: 0.25, ok: false, tags: [], deep: { 'odd key': { list: [] } }, none: null } },
  ])
  return table
}

/** JSON and arrays inside SQL. */
export const jsonAndArrayCases: readonly TestCase[] = [
  define('members and elements', ['jsonType', 'jsonTypedLeaves'], async (t) => {
    const d = await documents(t)
    const first = async (expression: Parameters<typeof t.value>[0]) => (await t.scalars(select({ v: expression }).where(d.c.id.eq(1))))[0]
    equal(await first(d.c.body.at('name')), 'sandy')
    equal(await first(d.c.body.at('n')), 5)
    equal(Boolean(await first(d.c.body.at('ok'))), true)
    equal(await first(d.c.body.at('tags')), ['a', 'b'])
    equal(await first(d.c.body.at('tags').at(1)), 'b')
    equal(await first(d.c.body.path('deep', 'odd key', 'list', 0)), 7)
    equal(await first(d.c.body.path('deep', 'odd key')), { list: [7, 8] })
    equal(await first(d.c.body.at('missing' as never)), null)
    equal(await first(d.c.body.path('tags', 9)), null)
  }),
  define('leaves as SQL values', ['jsonType', 'jsonTypedLeaves'], async (t) => {
    const d = await documents(t)
    const first = async (expression: Parameters<typeof t.value>[0]) => (await t.scalars(select({ v: expression }).where(d.c.id.eq(1))))[0]
    equal(await first(d.c.body.at('name').asString()), 'sandy')
    equal(await first(d.c.body.at('n').asInteger()), 5)
    near(await first(d.c.body.at('x').asFloat()), 1.5)
    equal(await first(d.c.body.at('ok').asBoolean()), true)
    near(await first(d.c.body.at('x').asNumeric(10, 2)), 1.5)
    equal(await first(d.c.body.at('tags').asJson()), ['a', 'b'])
    equal(await first(d.c.body.path('deep', 'odd key', 'list', 1).asInteger()), 8)
    equal(await first(d.c.body.path('tags', 0).asString()), 'a')
    equal(await first(d.c.body.at('missing' as never).asString()), null)
  }),
  define('leaves in conditions', ['jsonType', 'jsonTypedLeaves'], async (t) => {
    const d = await documents(t)
    const ids = (criterion: Parameters<ReturnType<typeof select>['where']>[0]) => t.scalars(select(d.c.id).where(criterion).orderBy(d.c.id))
    equal(await ids(d.c.body.at('name').asString().eq('sandy')), [1])
    equal(await ids(d.c.body.at('name').asString().eq("it's")), [2])
    equal(await ids(d.c.body.at('n').asInteger().lt(0)), [2])
    equal(await ids(d.c.body.at('n').asInteger().in([5, 6])), [1])
    equal(await ids(d.c.body.at('x').asFloat().gt(1)), [1])
    equal(await ids(d.c.body.at('ok').asBoolean().eq(true)), [1])
    equal(await ids(d.c.body.at('ok').asBoolean()), [1])
    equal(await ids(d.c.body.path('tags', 0).asString().isNotNull()), [1])
    equal(await ids(d.c.body.at('name').asString().startsWith('sa')), [1])
    equal(await t.scalars(select(d.c.id).orderBy(d.c.body.at('n').asInteger())), [2, 1])
    near(await t.scalar(select(func.sum(d.c.body.at('n').asInteger()))), 2)
  }),
  define('keys with everything in them', ['jsonType', 'jsonTypedLeaves'], async (t) => {
    const table = t.table('tk_document', { id: integer().primaryKey({ autoincrement: false }), body: json<Record<string, unknown>>() })
    await t.create()
    const keys = ['plain', 'with space', "it's", 'say "x"', 'a.b', 'a,b', '$x', '0', 'žluť', '{x}', '[0]']
    await t.run(insert(table), { id: 1, body: Object.fromEntries(keys.map((key, i) => [key, { n: i }])) })
    for (const [i, key] of keys.entries()) {
      equal(await t.scalar(select({ v: table.c.body.at(key) })), { n: i }, `at(${key})`)
      equal(await t.scalar(select({ v: table.c.body.path(key, 'n').asInteger() })), i, `path(${key}, n)`)
    }
  }),
  define('SQL NULL and JSON\'s null', ['jsonType'], async (t) => {
    const table = t.table('tk_document', { id: integer().primaryKey({ autoincrement: false }), body: json<unknown>().nullable(), plain: json<unknown>({ noneAsNull: true }).nullable() })
    await t.create()
    await t.run(insert(table), { id: 1, body: null, plain: null })
    await t.run(insert(table).values({ id: 2, body: nullValue() } as never))
    equal(await t.scalars(select(table.c.id).where(table.c.body.isNull())), [2])
    equal(await t.scalars(select(table.c.id).where(table.c.plain.isNull()).orderBy(table.c.id)), [1, 2])
    equal(await t.scalars(select(table.c.body).orderBy(table.c.id)), [null, null])
  }),

  arrays('elements, slices, comparisons', ['arrays'], async (t) => {
    const table = t.table('tk_list', { id: integer().primaryKey({ autoincrement: false }), n: array(integer()), s: array(varchar()) })
    await t.create()
    await t.run(insert(table), [{ id: 1, n: [10, 20, 30], s: ['a', 'b'] }, { id: 2, n: [5], s: [] }])
    const first = async (expression: Parameters<typeof t.value>[0]) => (await t.scalars(select({ v: expression }).where(table.c.id.eq(1))))[0]
    equal(await first(table.c.n.at(2)), 20)
    equal(await first(table.c.n.at(9)), null)
    equal(await first(table.c.n.slice(2, 3)), [20, 30])
    equal(await first(table.c.s.at(1)), 'a')
    equal(await t.scalars(select(table.c.id).where(table.c.n.eq([5]))), [2])
    equal(await t.scalars(select(table.c.id).where(literal(20, integer()).eq(any(table.c.n)))), [1])
    equal(await t.scalars(select(table.c.id).where(literal(9, integer()).lt(all(table.c.n)))), [1])
    equal(await t.scalars(select(table.c.id).where(table.c.n.at(1).gt(6))), [1])
    equal(await t.scalar(select({ v: func.arrayAgg(table.c.id) })).then((v) => [...(v as number[])].sort((a, b) => a - b)), [1, 2])
    equal(await t.scalars(select(table.c.id).where(literal('b').eq(any(table.c.s)))), [1])
    equal((await t.scalars(select({ v: func.unnest(table.c.n) }).where(table.c.id.eq(1)))), [10, 20, 30])
  }),
]
