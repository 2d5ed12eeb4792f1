import { describe, expect, test } from '@jest/globals'
import { type BindParameter, sameStructure, statementMatcher, valueCarriers, type SqlNode } from '../../src/elements.ts'
import { and, bindparam, exists, func, insert, integer, literal, MetaData, or, select, table, union, varchar } from '../../src/index.ts'

const users = table('users', new MetaData(), { id: integer().primaryKey(), name: varchar(30), age: integer() })
const node = (statement: unknown): SqlNode => statement as SqlNode
/** What the code made for one statement says about another, compared with the general walk. */
function matches(exemplar: unknown, statement: unknown): boolean {
  const [walked, matched]: [SqlNode[], SqlNode[]] = [[], []]
  const byCode = statementMatcher(node(exemplar))!(node(statement), matched)
  expect(byCode).toBe(sameStructure(node(exemplar), node(statement), walked))
  // What is collected counts where the statements are equal; carriers of an unequal one were met on the way.
  const valuesOf = (carriers: readonly SqlNode[]): unknown[] => (byCode ? carriers.map((bind) => (bind as BindParameter).value) : [])
  expect(valuesOf(matched)).toEqual(valuesOf(walked))
  return byCode
}

const builders: Record<string, (n: number) => unknown> = {
  'conditions of every kind': (n) => select(users.c.id).where(users.c.id.eq(n), users.c.name.like(`${n}%`), users.c.age.between(n, n + 1), users.c.id.in([n, 2]), or(users.c.age.gt(n), users.c.name.isNull())),
  'labels and functions': (n) => select(func.sum(users.c.age.mul(n)).label('total'), func.count()).groupBy(users.c.name).having(func.count().gt(n)).orderBy(users.c.id.desc()),
  'anonymous aliases': (n) => { const [a, b] = [users.alias(), users.alias()]; return select(a.c.id, b.c.id).where(a.c.id.eq(b.c.age), b.c.id.gt(n)) },
  'a subquery and a CTE': (n) => { const sub = select(users.c.id).where(users.c.age.gt(n)).subquery(); const cte = select(sub.c.id).cte('c'); return select(cte.c.id).where(exists(select(sub.c.id).where(sub.c.id.eq(n)))) },
  'set operations': (n) => union(select(users.c.id).where(users.c.id.eq(n)), select(users.c.age)).orderBy('id').limit(n),
  'rare clauses': (n) => select(users.c.id).distinct().prefixWith('/*+ x */').withForUpdate({ nowait: true }).where(users.c.id.eq(n)).comment('c'),
  'an insert': (n) => insert(users).values({ id: n, name: 'x', age: n }).returning(users.c.id),
  'rows in an object': (n) => select({ id: users.c.id, user: users }).where(users.c.id.eq(n)),
}

describe('code made for one statement', () => {
  test.each(Object.keys(builders))('%s: finds the same with other values, and their carriers', (name) => {
    const build = builders[name]!
    expect(matches(build(1), build(2))).toBe(true)
  })
  test('tells every one of these from the others', () => {
    const names = Object.keys(builders)
    for (const a of names) for (const b of names) expect([a, b, matches(builders[a]!(1), builders[b]!(1))]).toEqual([a, b, a === b])
  })

  test('a parameter used twice is not two equal ones', () => {
    const twice = (): unknown => { const p = literal(1); return select(users.c.id).where(users.c.id.eq(p), users.c.age.eq(p)) }
    const separate = (): unknown => select(users.c.id).where(users.c.id.eq(literal(1)), users.c.age.eq(literal(1)))
    expect(matches(twice(), twice())).toBe(true)
    expect(matches(twice(), separate())).toBe(false)
    expect(matches(separate(), twice())).toBe(false)
  })
  test('one alias used twice is not two aliases', () => {
    const one = (): unknown => { const a = users.alias(); return select(a.c.id, a.c.age) }
    const two = (): unknown => select(users.alias().c.id, users.alias().c.age)
    expect(matches(one(), one())).toBe(true)
    expect(matches(one(), two())).toBe(false)
    expect(matches(two(), one())).toBe(false)
  })
  test('a parameter and its copy with another type share their name', () => {
    const copied = (): unknown => { const p = node(literal(1)) as BindParameter; return select(users.c.id).where(and(users.c.id.eq(p as never), users.c.name.eq(p.withType(node(users.c.name as unknown as SqlNode & { type: never }) && (users.c.name as never as { type: never }).type) as never))) }
    const separate = (): unknown => select(users.c.id).where(and(users.c.id.eq(1), users.c.name.eq('x')))
    expect(matches(copied(), copied())).toBe(true)
    expect(matches(copied(), separate())).toBe(false)
  })
  test('named parameters are told apart by name', () => {
    const named = (name: string): unknown => select(users.c.id).where(users.c.id.eq(bindparam(name)))
    expect(matches(named('a'), named('a'))).toBe(true)
    expect(matches(named('a'), named('b'))).toBe(false)
    expect(valueCarriers(node(named('a')))).toHaveLength(1)
  })
  test('isn\'t made for very large statements', () => {
    expect(statementMatcher(node(select(users.c.id).where(or(...Array.from({ length: 1000 }, (_, i) => users.c.id.eq(i))))))).toBeUndefined()
  })
})
