import { describe, expect, test } from '@jest/globals'
import { DefaultDialect } from '../../src/compiler.ts'
import { type BindParameter, Join, Label, sameStructure, statementMatcher, structuralHash, UserDefinedType, valueCarriers, type SqlNode } from '../../src/elements.ts'
import { column, del, insert, integer, literal, MetaData, select, table, values, varchar } from '../../src/index.ts'

const users = table('users', new MetaData(), { id: integer().primaryKey(), name: varchar(30), age: integer() })
const posts = table('posts', new MetaData(), { id: integer().primaryKey(), userId: integer() })
const node = (statement: unknown): SqlNode => statement as SqlNode
const text = (statement: unknown): string => new DefaultDialect({ paramStyle: 'named' }).compile(node(statement)).sql
const sameKey = (a: unknown, b: unknown): boolean => structuralHash(node(a)) === structuralHash(node(b)) && sameStructure(node(a), node(b), [])
const valuesOf = (carriers: readonly SqlNode[]): unknown[] => carriers.map((bind) => (bind as BindParameter).value)

// What a cache finds for a statement has to be the statement's own text, with its values in their places.
describe('statements of one key have one text', () => {
  test('every walk meets the values in one order, rare clauses included', () => {
    const build = (n: number): unknown => insert(users).values({ id: n + 1, name: 'x', age: n + 2 }).addCte(del(posts).where(posts.c.id.lt(n)).cte('gone') as never)
    const first = valuesOf(valueCarriers(node(build(1))))
    const exemplar = node(build(1))
    const byCode: SqlNode[] = []
    expect(statementMatcher(exemplar)!(node(build(10)), byCode)).toBe(true)
    // the general walk is generated after some uses
    let walked: SqlNode[] = []
    for (let i = 0; i < 40; i++) {
      walked = []
      expect(sameStructure(exemplar, node(build(10)), walked)).toBe(true)
      expect(valuesOf(walked)).toEqual(first.map((value) => (typeof value === 'number' ? value + 9 : value)))
    }
    expect(valuesOf(byCode)).toEqual(valuesOf(walked))
  })

  test('one join in two places is not two equal ones', () => {
    const on = (): unknown => posts.c.userId.eq(users.c.id)
    const build = (isShared: boolean): unknown => {
      const inner = users.join(posts, on() as never)
      const other = isShared ? inner : users.join(posts, on() as never)
      const again = posts.alias('again')
      return select(users.c.id).selectFrom(inner as never).selectFrom(new Join(other as never, again as never, again.c.id.eq(users.c.id)) as never)
    }
    expect(text(build(true))).not.toBe(text(build(false)))
    expect(sameKey(build(true), build(true))).toBe(true)
    expect(sameKey(build(true), build(false))).toBe(false)
  })

  test('a label ordered by is its name, whether its expression is one object or an equal one', () => {
    const expression = (): unknown => users.c.age.add(users.c.id)
    const build = (isShared: boolean): unknown => {
      const first = expression()
      return select(new Label('sum', first as never) as never).orderBy(new Label('sum', (isShared ? first : expression()) as never) as never)
    }
    expect(sameKey(build(true), build(false))).toBe(true)
    expect(text(build(true))).toContain('ORDER BY sum')
    expect(text(build(false))).toBe(text(build(true)))
    // other parameters make another expression
    const [one, two] = [users.c.age.add(1), users.c.age.add(2)]
    expect(text(select(new Label('n', one as never) as never).orderBy(new Label('n', two as never) as never))).toContain('ORDER BY users.age + :age_')
  })

  test('literal values of VALUES are written when the values are known', () => {
    const build = (n: number): unknown => select(values({ a: integer() }, 'v', { literalBinds: true }).data([[n]]).c.a)
    expect(sameKey(build(1), build(2))).toBe(true)
    expect(text(build(2))).toContain('VALUES (2)')
    const { slots } = new DefaultDialect().compile(node(build(1))).text
    expect(slots.map(({ mode }) => mode)).toEqual(['literal'])
  })
})

test('what one statement lacks compares as different, also by the code made for the other', () => {
  const q = (step: unknown): SqlNode => {
    const term = node(users.c.age.between(1, 2))
    return Object.assign(Object.create(Object.getPrototypeOf(term) as object) as SqlNode, term, { hashMemo: 0, openMemo: false, left: step })
  }
  const full = q(users.c.id)
  expect(statementMatcher(full)!(q(null), [])).toBe(false)
  expect(statementMatcher(full)!(q(undefined), [])).toBe(false)
})

test('types that a user names are the same each time they are made', () => {
  const build = (options?: object): unknown => select(column('a', new UserDefinedType('POINT', options) as never).eq(literal('x') as never) as never)
  expect(sameKey(build(), build())).toBe(true)
  expect(sameKey(build(), build({ bind: String }))).toBe(false)
})
