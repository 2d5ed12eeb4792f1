import { del, except, exceptAll, func, insert, integer, intersect, intersectAll, literal, select, union, unionAll, update, varchar } from '@athanor/expressions'
import { equal, near } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const sets = casesOf('set operations')
const ctes = casesOf('cte')

/** UNION and the like, and common table expressions. */
export const setAndCteCases: readonly TestCase[] = [
  sets('UNION and UNION ALL', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const [a, b] = [select(person.c.id.label('id')), select(purchase.c.personId.label('id'))]
    equal(await t.scalars(union(a, b).orderBy('id')), [1, 2, 3, 4])
    equal((await t.scalars(unionAll(a, b))).length, 8)
    equal(await t.scalars(a.where(person.c.id.eq(3)).union(b.where(purchase.c.id.eq(13))).orderBy('id')), [3, 4])
    equal(await t.scalars(union(a, b).orderBy('id').limit(2).offset(1)), [2, 3])
    equal(await t.rows(union(a, b).orderBy('id').limit(1)), [{ id: 1 }])
    equal((await t.scalars(unionAll(a, a, a))).length, 12)
  }),
  sets('INTERSECT', ['intersect'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.scalars(intersect(select(person.c.id.label('id')).where(person.c.id.gt(1)), select(purchase.c.personId.label('id'))).orderBy('id')), [2, 4])
  }),
  sets('EXCEPT', ['except'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.scalars(except(select(person.c.id), select(purchase.c.personId))), [3])
  }),
  sets('INTERSECT ALL', ['intersectAll'], async (t) => {
    const { purchase } = await withPurchases(t)
    equal((await t.scalars(intersectAll(select(purchase.c.item), select(purchase.c.item)))).length, 4)
  }),
  sets('EXCEPT ALL', ['exceptAll'], async (t) => {
    const { purchase } = await withPurchases(t)
    equal(await t.scalars(exceptAll(select(purchase.c.item).where(purchase.c.item.eq('acorn')), select(purchase.c.item).where(purchase.c.id.eq(10)))), ['acorn'])
  }),
  sets('nested', ['nestedSetOperations', 'intersect', 'except'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const ids = (...among: number[]) => select(person.c.id.label('id')).where(person.c.id.in(among))
    equal(await t.scalars(except(ids(1, 2, 3, 4), union(ids(1), ids(2))).orderBy('id')), [3, 4])
    equal(await t.scalars(union(ids(1), except(ids(2, 3), ids(3))).orderBy('id')), [1, 2])
    equal(await t.scalars(except(except(ids(1, 2, 3), ids(2)), ids(3))), [1])
    equal(await t.scalars(intersect(union(ids(1), ids(2)), select(purchase.c.personId.label('id')).where(purchase.c.id.eq(12)))), [2])
  }),
  sets('members with ORDER BY and LIMIT', ['limitedSetMembers'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(union(select(p.c.id.label('id')).orderBy(p.c.id).limit(1), select(p.c.id.label('id')).orderBy(p.c.id.desc()).limit(1)).orderBy('id')), [1, 4])
  }),
  sets('as a value', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(p.c.id.in(union(select(literal(1, integer()).label('x')), select(literal(3, integer()).label('x'))))).orderBy(p.c.id)), [1, 3])
  }),

  ctes('WITH', ['ctes'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const totals = select(purchase.c.personId, func.sum(purchase.c.amount).label('total')).groupBy(purchase.c.personId).cte('totals')
    equal(await t.scalars(select(person.c.id).join(totals, totals.c.personId.eq(person.c.id)).where(totals.c.total.gt(10)).orderBy(person.c.id)), [1, 4])
    const big = select(totals.c.personId).where(totals.c.total.gt(50)).cte('big')
    equal(await t.scalars(select(person.c.name).where(person.c.id.in(select(big.c.personId)))), ['squidward'])
    const other = totals.alias('other')
    equal(await t.tuples(select(totals.c.personId, other.c.personId).join(other, other.c.total.gt(totals.c.total)).where(totals.c.personId.eq(1))), [[1, 4]])
  }),
  ctes('WITH RECURSIVE', ['recursiveCtes'], async (t) => {
    const counter = select(literal(1, integer()).label('n')).cte('counter', { recursive: true }).unionAll((self) => select(self.c.n.add(1).label('n')).where(self.c.n.lt(5)) as never)
    equal((await t.scalars(select(counter.c.n).orderBy(counter.c.n))).map(Number), [1, 2, 3, 4, 5])
    const node = t.table('tk_node', { id: integer().primaryKey({ autoincrement: false }), parentId: integer().nullable(), name: varchar(20) })
    await t.create()
    await t.run(insert(node), [{ id: 1, parentId: null, name: 'root' }, { id: 2, parentId: 1, name: 'a' }, { id: 3, parentId: 2, name: 'b' }, { id: 4, parentId: 3, name: 'c' }, { id: 5, parentId: null, name: 'x' }])
    const child = node.alias('child')
    const tree = select(node.c.id, node.c.name).where(node.c.id.eq(1)).cte('tree', { recursive: true })
      .union((self) => select(child.c.id, child.c.name).where(child.c.parentId.eq(self.c.id)))
    equal(await t.scalars(select(tree.c.name).orderBy(tree.c.id)), ['root', 'a', 'b', 'c'])
  }),
  ctes('MATERIALIZED', ['materializedCtes'], async (t) => {
    const p = await withPeople(t)
    for (const word of ['MATERIALIZED', 'NOT MATERIALIZED']) {
      const cte = select(p.c.id).where(p.c.active).cte('c').prefixWith(word)
      equal(await t.scalars(select(cte.c.id).orderBy(cte.c.id)), [1, 2])
    }
  }),
  ctes('nested inside', ['nestedCtes'], async (t) => {
    const p = await withPeople(t)
    const inner = select(p.c.id).where(p.c.id.gt(2)).cte('inner_ids', { nesting: true })
    const outer = select(inner.c.id).cte('outer_ids')
    equal(await t.scalars(select(outer.c.id).orderBy(outer.c.id)), [3, 4])
  }),
  ctes('in UPDATE and DELETE', ['ctesOnDml'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const rich = select(purchase.c.personId).where(purchase.c.amount.gt(50)).cte('rich')
    await t.run(update(person).set({ nick: 'rich' }).where(person.c.id.in(select(rich.c.personId))))
    equal(await t.scalars(select(person.c.id).where(person.c.nick.eq('rich'))), [4])
    const cheap = select(purchase.c.id).where(purchase.c.amount.lt(6)).cte('cheap')
    await t.run(del(person).where(person.c.id.eq(3), person.c.id.notIn(select(cheap.c.id))))
    equal(await t.scalars(select(person.c.id).orderBy(person.c.id)), [1, 2, 4])
  }),
  ctes('in INSERT FROM SELECT', ['ctes'], async (t) => {
    const p = await withPeople(t)
    const copy = t.table('tk_copy', { id: integer().primaryKey({ autoincrement: false }), name: varchar(30) })
    await t.create()
    const actives = select(p.c.id, p.c.name).where(p.c.active).cte('actives')
    await t.run(insert(copy).fromSelect(['id', 'name'], select(actives.c.id, actives.c.name)))
    equal(await t.scalars(select(copy.c.name).orderBy(copy.c.id)), ['sandy', 'patrick'])
  }),
  ctes('INSERT, UPDATE and DELETE inside WITH', ['dmlCtes'], async (t) => {
    const p = await withPeople(t)
    const inserted = insert(p).values({ id: 9, name: 'krabs', active: true }).returning(p.c.id, p.c.name).cte('inserted')
    equal(await t.rows(select(inserted.c.id, inserted.c.name)), [{ id: 9, name: 'krabs' }])
    const updated = update(p).set({ age: 99 }).where(p.c.id.in([1, 9])).returning(p.c.id).cte('updated')
    equal(await t.scalars(select(updated.c.id).orderBy(updated.c.id)), [1, 9])
    const deleted = del(p).where(p.c.age.eq(99)).returning(p.c.id).cte('deleted')
    near(await t.scalar(select(func.count()).selectFrom(deleted)), 2)
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id)), [2, 3, 4])
    const unmentioned = del(p).where(p.c.id.eq(2)).cte('gone')
    equal(await t.scalars(select({ v: literal(1, integer()) }).addCte(unmentioned)), [1])
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id)), [3, 4])
  }),
]
