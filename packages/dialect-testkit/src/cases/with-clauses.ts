import { func, insert, integer, literal, select, text, union, update, varchar, values, del } from '@athanor/expressions'
import { equal, near } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const ctes = casesOf('cte')

/** WITH: where it is placed, and by what it is followed. */
export const withClauseCases: readonly TestCase[] = [
  ctes('placed in the statement that wants it', ['nestedCtes'], async (t) => {
    const p = await withPeople(t)
    const adults = select(p.c.id).where(p.c.age.ge(30)).cte('chosen')
    const inner = select(adults.c.id).addCte(adults, { nestHere: true }).subquery('sub')
    equal(await t.scalars(select(inner.c.id).orderBy(inner.c.id)), [1, 4])
    // two of one name, each in a statement of its own
    const young = select(p.c.id).where(p.c.age.lt(30)).cte('chosen')
    const other = select(young.c.id).addCte(young, { nestHere: true }).subquery('other')
    equal(await t.tuples(select(inner.c.id, other.c.id).join(other, literal(1, integer()).eq(1)).orderBy(inner.c.id)), [[1, 2], [4, 2]])
  }),
  ctes('nested: one name inside and outside', ['nestedCtes'], async (t) => {
    const p = await withPeople(t)
    const inside = select(p.c.id).where(p.c.id.eq(4)).cte('some', { nesting: true })
    const one = select(inside.c.id.label('one')).subquery('one')
    const outside = select(p.c.id).where(p.c.id.eq(1)).cte('some')
    equal(await t.tuples(select(one.c.one, outside.c.id).join(outside, literal(1, integer()).eq(1))), [[4, 1]])
  }),
  ctes('of a set operation', ['ctes'], async (t) => {
    const p = await withPeople(t)
    const low = select(p.c.id).where(p.c.id.lt(3)).cte('low')
    const other = low.alias('other')
    equal(await t.scalars(union(select(low.c.id), select(other.c.id.add(10))).orderBy('id')), [1, 2, 11, 12])
    if (t.has('independentCtes')) equal(await t.scalars(union(select(p.c.id).where(p.c.id.eq(1)), select(p.c.id).where(p.c.id.eq(2))).orderBy('id').addCte(low)), [1, 2])
  }),
  ctes('that nothing mentions', ['ctes', 'independentCtes'], async (t) => {
    const p = await withPeople(t)
    const unmentioned = select(p.c.id).cte('unmentioned')
    equal(await t.scalars(select({ v: literal(1, integer()) }).addCte(unmentioned)), [1])
    if (!t.has('ctesOnDml')) return
    await t.run(update(p).set({ nick: 'x' }).where(p.c.id.eq(1)).addCte(unmentioned))
    await t.run(del(p).where(p.c.id.eq(2)).addCte(unmentioned))
    await t.run(insert(p).values({ id: 9, name: 'n', active: true }).addCte(unmentioned))
    equal(await t.tuples(select(p.c.id, p.c.nick).orderBy(p.c.id)), [[1, 'x'], [3, 'snail'], [4, 'squid'], [9, null]])
  }),
  ctes('recursive, that the recursion mentions twice', ['recursiveCtes'], async (t) => {
    const fibonacci = select(literal(1, integer()).label('n'), literal(0, integer()).label('a'), literal(1, integer()).label('b')).cte('fibonacci', { recursive: true })
      .unionAll((self) => select(self.c.n.add(1), self.c.b, self.c.a.add(self.c.b)).where(self.c.n.lt(8)) as never)
    equal((await t.scalars(select(fibonacci.c.b).orderBy(fibonacci.c.n))).map(Number), [1, 1, 2, 3, 5, 8, 13, 21])
    const [a, b] = [fibonacci.alias('a'), fibonacci.alias('b')]
    near(await t.scalar(select(func.count()).selectFrom(a).join(b, b.c.n.eq(a.c.n.add(1)))), 7)
  }),
  ctes('SEARCH behind a recursive one', ['recursiveCtes', 'cteSearch'], async (t) => {
    const node = t.table('tk_node', { id: integer().primaryKey({ autoincrement: false }), parentId: integer().nullable() })
    await t.create()
    await t.run(insert(node), [{ id: 1, parentId: null }, { id: 2, parentId: 1 }, { id: 3, parentId: 1 }, { id: 4, parentId: 2 }])
    const child = node.alias('child')
    const tree = select(node.c.id).where(node.c.id.eq(1)).cte('tree', { recursive: true })
      .unionAll((self) => select(child.c.id).where(child.c.parentId.eq(self.c.id))).suffixWith('SEARCH DEPTH FIRST BY id SET place')
    equal(await t.scalars(select(tree.c.id).orderBy(text('place') as never)), [1, 2, 4, 3])
  }),
  ctes('that joins another one', ['ctes'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const rich = select(purchase.c.personId, purchase.c.amount).where(purchase.c.amount.gt(10)).cte('rich')
    const named = select(person.c.name, rich.c.amount).join(rich, rich.c.personId.eq(person.c.id)).cte('named')
    equal(await t.tuples(select(named.c.name, named.c.amount).orderBy(named.c.amount)), [['sandy', 15], ['squidward', 100]])
    const sub = select(named.c.name).subquery('sub')
    equal(await t.scalars(select(sub.c.name).where(sub.c.name.like('sq%'))), ['squidward'])
  }),
  ctes('VALUES, by name and lateral', ['valuesInFrom'], async (t) => {
    const v = values({ id: integer(), word: varchar() }, 'v').data([{ id: 1, word: 'one' }, { id: 2, word: 'two' }])
    const other = v.alias('other')
    equal(await t.tuples(select(other.c.id, other.c.word).orderBy(other.c.id)), [[1, 'one'], [2, 'two']])
    if (!t.has('lateral')) return
    const p = await withPeople(t)
    const next = values({ n: integer() }, 'next').data([[p.c.id.add(1)], [p.c.id.add(2)]]).lateral('next')
    equal(await t.tuples(select(p.c.id, next.c.n).join(next, literal(1, integer()).eq(1)).where(p.c.id.eq(3)).orderBy(next.c.n)), [[3, 4], [3, 5]])
  }),
  ctes('INSERT … SELECT from rows of values', ['valuesInCte'], async (t) => {
    const p = await withPeople(t)
    const rows = values({ id: integer(), name: varchar() }, 'v').data([[7, 'x'], [8, 'y']]).cte('v')
    await t.run(insert(p).fromSelect(['id', 'name', 'active'], select(rows.c.id, rows.c.name, literal(true))))
    equal(await t.tuples(select(p.c.id, p.c.name).where(p.c.id.gt(4)).orderBy(p.c.id)), [[7, 'x'], [8, 'y']])
  }),
]
