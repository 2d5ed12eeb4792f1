import { insert, integer, select, update, varchar } from '@athanor/expressions'
import { equal } from '../assertions.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('identifiers')

/** Names that are hard on quoting, on placeholders, and on result keys. */
const names = [
  'select', 'Order', 'UPPER', 'camelCase', 'with space', 'semi;colon', "apo'strophe", 'dou"ble', 'back`tick', 'per%cent', '%(name)s', 'co:lon', ':id', '?', '$1', 'do.t',
  'da-sh', 'sl/ash', 'pa(ren)', '[bracket]', '1digit', '_under', 'tab\there', 'comment--', '/*', 'constructor',
]

/** Identifiers. */
export const identifierCases: readonly TestCase[] = [
  define('difficult names of columns', [], async (t) => {
    for (const name of names) {
      const item = t.table(`tk_${names.indexOf(name)}`, { id: integer().primaryKey({ autoincrement: false }), [name]: varchar(20).nullable() })
      await t.create()
      const column = (item.c as unknown as Record<string, typeof item.c.id>)[name]!
      await t.run(insert(item), [{ id: 1, [name]: 'a' }, { id: 2, [name]: 'b' }] as never)
      await t.run(insert(item).values({ id: 3, [name]: 'c' } as never))
      equal(await t.rows(select(item).where(column.eq('b' as never))), [{ id: 2, [name]: 'b' }], name)
      await t.run(update(item).set({ [name]: 'z' } as never).where(column.in(['a', 'c'] as never)))
      equal(await t.tuples(select(item.c.id, column.label('v')).orderBy(item.c.id)), [[1, 'z'], [2, 'b'], [3, 'z']], name)
    }
  }),
  define('difficult names of tables and aliases', [], async (t) => {
    for (const [i, name] of names.entries()) {
      const item = t.table(`tk${i} ${name}`, { id: integer().primaryKey({ autoincrement: false }) })
      await t.create()
      await t.run(insert(item), { id: 1 })
      equal(await t.scalars(select(item.c.id)), [1], name)
      const alias = item.alias(name)
      equal(await t.scalars(select(alias.c.id).where(alias.c.id.eq(1))), [1], name)
      const sub = select(item.c.id).subquery(name)
      equal(await t.scalars(select(sub.c.id)), [1], name)
      const cte = select(item.c.id).cte(name)
      if (t.has('ctes')) equal(await t.scalars(select(cte.c.id)), [1], name)
    }
  }),
  define('names beyond ASCII', ['unicodeIdentifiers'], async (t) => {
    const item = t.table('tk_žluťoučký', { 'kůň': integer().primaryKey({ autoincrement: false }), '漢字': varchar(20) })
    await t.create()
    await t.run(insert(item), { 'kůň': 1, '漢字': 'x' })
    equal(await t.rows(select(item).where(item.c['漢字'].eq('x'))), [{ 'kůň': 1, '漢字': 'x' }])
  }),
]
