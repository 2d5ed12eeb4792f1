import { describe, expect, test } from '@jest/globals'
import { BindParameter } from '../../src/elements/bind-parameter.ts'
import { exists, select, text } from '../../src/selectable/factories.ts'
import { sameStructure, valueCarriers } from '../../src/structure/comparison.ts'
import type { SqlNode } from '../../src/structure/node.ts'
import { replacementTraverse } from '../../src/structure/traversal.ts'
import { addresses, sql, users } from './support.ts'

const same = (a: SqlNode, b: SqlNode): boolean => sameStructure(a, b, [])
const byName = (name: string) => select(users.c.id).where(users.c.name.eq(name)).orderBy(users.c.id).limit(5)

describe('two statements that are built alike', () => {
  test('have one structure, whatever their values', () => {
    expect(same(byName('a'), byName('b'))).toBe(true)
    const carriers: SqlNode[] = []
    sameStructure(byName('a'), byName('b'), carriers)
    expect(carriers.map((c) => (c as BindParameter).value)).toEqual(['b', 5])
  })

  test.each([
    ['another criterion', byName('a').where(users.c.id.gt(1))],
    ['IS NULL', select(users.c.id).where(users.c.name.eq(null)).orderBy(users.c.id).limit(5)],
    ['another order', byName('a').orderBy(users.c.name)],
    ['DISTINCT', byName('a').distinct()],
    ['another label style', byName('a').setLabelStyle('none')],
    ['OFFSET', byName('a').offset(1)],
    ['no LIMIT', byName('a').limit(null)],
    ['FOR UPDATE', byName('a').withForUpdate()],
    ['a prefix', byName('a').prefixWith('X')],
    ['a hint', byName('a').withHint(users, 'X')],
    ['a statement hint', byName('a').withStatementHint('X')],
    ['correlation', byName('a').correlate(null)],
    ['a FROM element', byName('a').selectFrom(addresses)],
    ['a join', byName('a').join(addresses)],
    ['a comment', byName('a').comment('x')],
    ['an added CTE', byName('a').addCte(select(addresses.c.id).cte('x'))],
    ['another group', byName('a').groupBy(users.c.id)],
  ])('differ by %s', (_what, other) => {
    expect(same(byName('a'), other)).toBe(false)
    expect(same(other, other)).toBe(true)
  })

  test('differ by what kind of join it is', () => {
    expect(same(byName('a').join(addresses), byName('a').join(addresses))).toBe(true)
    expect(same(byName('a').join(addresses), byName('a').outerJoin(addresses))).toBe(false)
  })

  test('may each make their own aliases, as long as they use them alike', () => {
    const self = (both: boolean) => {
      const [a, b] = [users.alias(), users.alias()]
      return select(a.c.id, (both ? b : a).c.id)
    }
    expect(same(self(true), self(true))).toBe(true)
    expect(same(self(true), self(false))).toBe(false)
  })

  test('find the values inside a FROM object that only a column mentions', () => {
    const values = (node: SqlNode) => valueCarriers(node).map((c) => (c as BindParameter).value)
    const inner = (n: number) => select(users.c.id).where(users.c.id.gt(n))
    const [sub, cte] = [inner(3).subquery(), inner(4).cte('x')]
    // more often than a class's walk is generated code
    for (let i = 0; i < 20; i++) {
      expect(values(select(sub.c.id))).toEqual([3])
      expect(values(select(cte.c.id))).toEqual([4])
    }
  })

  test('find the values inside subqueries and EXISTS', () => {
    const build = (n: number) => select(users.c.id).where(exists(select(addresses.c.id).where(addresses.c.id.gt(n))), users.c.id.in(select(addresses.c.user_id).where(addresses.c.id.lt(n + 1))))
    expect(same(build(1), build(2))).toBe(true)
    expect(valueCarriers(build(7)).map((c) => (c as BindParameter).value)).toEqual([7, 8])
  })

  test('find the parameters of text', () => {
    const build = (x: number) => select(users.c.id).where(text('id > :x').bindparams({ x }))
    expect(same(build(1), build(2))).toBe(true)
    expect(valueCarriers(build(9)).map((c) => (c as BindParameter).value)).toEqual([9])
  })
})

describe('replacing inside a statement', () => {
  test('reaches subqueries that are known by their columns only, and the columns follow', () => {
    const sub = select(users.c.id, users.c.name).where(users.c.id.gt(BindParameter.of('low', { value: 1 }))).subquery('s')
    const statement = select(sub.c.id).where(sub.c.name!.eq('x'))
    const copy = replacementTraverse(statement, (n) => (n instanceof BindParameter && n.origKey === 'low' ? BindParameter.of('high', { value: 2 }) : undefined))
    expect(sql(copy)).toBe('SELECT s.id FROM (SELECT users.id AS id, users.name AS name FROM users WHERE users.id > :high) AS s WHERE s.name = :name_1')
    expect(sql(statement)).toContain(':low')
  })

  test('puts an alias in the place of a table, everywhere in the statement', () => {
    const other = users.alias('u')
    const statement = select(users.c.id).join(addresses).where(users.c.name.eq('x')).orderBy(users.c.name)
    expect(sql(replacementTraverse(statement, (n) => (n === users ? other : undefined))))
      .toBe('SELECT u.id FROM users AS u JOIN addresses ON u.id = addresses.user_id WHERE u.name = :name_1 ORDER BY u.name')
  })

  test('shares what it did not change', () => {
    const statement = select(users.c.id)
    expect(replacementTraverse(statement, () => undefined)).toBe(statement)
  })
})
