import {
  adapt, clonedTraverse, compiles, cast, defaultMetaData, func, insert, integer, iterate, literal, replacementTraverse, select, table, tablesOf, text, traverse, varchar, type Element, type Expr, type Sql,
} from '@athanor/expressions'
import type { DdlCompiler } from '@athanor/expressions/compiler'
import { ColumnElement, CreateColumn, defineNode, expression, Field, INTEGER, SqlNode, type Select as SelectNode, type SqlType } from '@athanor/expressions/elements'
import { equal, ok } from '../assertions.ts'
import { withPeople } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('extensions')

/** An element of one's own: `greater(a, b)`, for databases that have no function of this name as well. */
class Larger extends ColumnElement {
  readonly left: ColumnElement
  readonly right: ColumnElement
  readonly type: SqlType = INTEGER
  constructor(left: unknown, right: unknown) {
    super()
    this.left = expression(left, 'left', { name: 'larger', type: INTEGER })
    this.right = expression(right, 'right', { name: 'larger', type: INTEGER })
  }
  override get fromObjects(): readonly SqlNode[] { return [...this.left.fromObjects, ...this.right.fromObjects] }
}
defineNode(Larger, 'visitTestkitLarger', [['left', Field.node], ['right', Field.node], ['type', Field.type]])
compiles(Larger, ({ left, right }, compiler, context) => {
  const [a, b] = [compiler.process(left, context), compiler.process(right, context)]
  return `CASE WHEN ${a} > ${b} THEN ${a} ELSE ${b} END`
})
const larger = (left: Sql<number | null> | number, right: Sql<number | null> | number): Expr<number> => new Larger(left, right) as unknown as Expr<number>

// only columns that say so
compiles(CreateColumn, (create, compiler) => {
  const sql = (compiler as DdlCompiler).visitCreateColumn(create)
  const start = create.column.info['testkitStartsAt']
  return typeof start === 'number' ? sql.replace(/ NOT NULL|$/, (constraint) => ` DEFAULT ${start}${constraint}`) : sql
})

/** A clause of one's own: a word behind SELECT. */
class Prefix extends SqlNode {
  readonly text: string
  constructor(text: string) {
    super()
    this.text = text
  }
  applyToSelect(statement: SelectNode): SelectNode { return statement.prefixWith(this.text) }
}
defineNode(Prefix, 'visitTestkitPrefix', [['text', Field.value]])

/** What users and authors of libraries add to the language. */
export const extensionCases: readonly TestCase[] = [
  define('an element of one\'s own', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select({ v: larger(p.c.id, 3) }).orderBy(p.c.id)), [3, 3, 3, 4])
    equal(await t.scalars(select(p.c.id).where(larger(p.c.id, 2).eq(2)).orderBy(p.c.id)), [1, 2])
    t.engine.clearCompiledCache()
    for (const n of [1, 2, 9]) equal(await t.scalars(select({ v: larger(p.c.id, n) }).where(p.c.id.eq(1))), [Math.max(1, n)])
    equal(t.engine.compiledCache.statistics.misses, 1, 'values in it are parameters')
    equal(await t.scalars(select({ v: func.max(larger(p.c.age, 33)) })), [40])
    equal(await t.scalars(select({ v: cast(larger(p.c.id, 2), varchar(5)) }).where(p.c.id.eq(1))), ['2'])
  }),
  define('a clause of one\'s own', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.active).ext(new Prefix('DISTINCT') as never).orderBy(p.c.active)), [false, true])
  }),
  define('another SQL for the columns of CREATE TABLE', [], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey({ autoincrement: false }), n: integer().info({ testkitStartsAt: 7 }) })
    await t.create()
    await t.run(text('INSERT INTO tk_item (id) VALUES (1)'))
    equal(await t.scalars(select(item.c.n)), [7])
  }),
  define('statements are read and changed', [], async (t) => {
    const p = await withPeople(t)
    const statement = select(p.c.id, p.c.name).where(p.c.name.eq('gary'))
    equal(tablesOf(statement).map(({ name }) => name), ['tk_person'])
    ok([...iterate(statement)].length > 4, 'all elements are reached')
    const other = p.alias('other')
    const adapted = adapt(p.c.name, other)
    equal(await t.scalars(select(other.c.id).where(adapted.eq('gary'))), [3])
    const changed = replacementTraverse(statement, (element) => ((element as unknown) === p.c.name ? (p.c.nick as unknown as Element) : undefined))
    equal(await t.tuples(changed), [])
    const renamed = clonedTraverse(statement, { visitBindParameter: () => literal('spongebob') })
    const values: unknown[] = []
    traverse(renamed, { visitBindParameter: (element) => { values.push((element as unknown as { readonly value: unknown }).value) } })
    equal([values, await t.scalars(renamed)], [['spongebob'], await t.scalars(select(p.c.id).where(p.c.name.eq('spongebob')))])
    equal(await t.tuples(replacementTraverse(select(p.c.id).where(p.c.nick.eq('snail')), () => undefined)), [[3]])
  }),
  define('a collection for tables that name none', [], async (t) => {
    const item = table('tk_default_collection', { id: integer().primaryKey({ autoincrement: false }) })
    t.after(() => defaultMetaData.remove(item))
    t.after(() => item.drop(t.engine))
    await item.create(t.engine)
    ok(item.metadata === defaultMetaData, 'it is the default one')
    await t.run(insert(item), { id: 1 })
    equal(await t.value(select(item.c.id).where(item.c.id.eq(literal(1))).scalarSubquery()), 1)
  }),
]
