import { describe, expect, test } from '@jest/globals'
import { MariaDBDialect, MySQLDialect } from '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { SQLiteDialect } from '@athanor/dialect-sqlite'
import { and, caseWhen, exists, func, insert, integer, MetaData, not, or, select, table, union, update, varchar, type Criterion } from '@athanor/core'
import { sameStructure, statementMatcher, structuralHash, type SqlNode } from '@athanor/expressions/elements'
import fc from 'fast-check'

const metadata = new MetaData()
const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30).nullable(), age: integer().nullable() })
const posts = table('posts', metadata, { id: integer().primaryKey(), userId: integer().references(() => users.c.id), title: varchar(30) })
const dialects = [new SQLiteDialect(), new PostgreSQLDialect(), new MySQLDialect(), new MariaDBDialect()]

/** A statement as data: numbers in `shape` decide its structure, `values` only fill it. */
interface Recipe {
  readonly shape: readonly number[]
  readonly values: readonly number[]
}

/** Builds a statement from scratch; equal shapes give statements that are equal but for their values. */
function build({ shape, values }: Recipe): SqlNode {
  let at = 0
  let next = 0
  const choose = (n: number): number => (shape[at++ % shape.length] ?? 0) % n
  const value = (): number => values[next++ % values.length]!
  const text = (): string => `v${value()}`
  const criterion = (depth: number): Criterion => {
    switch (choose(depth > 2 ? 8 : 13)) {
      case 0: return users.c.id.eq(value())
      case 1: return users.c.age.lt(value())
      case 2: return users.c.name.like(text())
      case 3: return users.c.name.eq(null)
      case 4: return users.c.id.in([value(), value()])
      case 5: return users.c.age.between(value(), value())
      case 6: return users.c.name.startsWith(text(), { autoescape: true })
      case 7: return users.c.id.add(value()).gt(users.c.age)
      case 8: return and(criterion(depth + 1), criterion(depth + 1))
      case 9: return or(criterion(depth + 1), criterion(depth + 1))
      case 10: return not(criterion(depth + 1) as never)
      // of an alias: the enclosing query may have the table itself, which the inner one would then leave to it
      case 11: { const own = posts.alias('own'); return exists(select(own.c.id).where(own.c.userId.eq(users.c.id), own.c.id.gt(value()))) }
      default: { const own = posts.alias(); return users.c.id.in(select(own.c.userId).where(own.c.title.eq(text()))) }
    }
  }
  const query = () => {
    let statement = choose(2) === 0 ? select(users.c.id, users.c.name) : select(users.c.id, caseWhen([[users.c.age.gt(value()), text()]], { else: text() }).label('grade'))
    if (choose(3) === 0) statement = statement.join(posts) as never
    for (let i = choose(3); i > 0; i--) statement = statement.where(criterion(0))
    if (choose(4) === 0) statement = statement.orderBy(choose(2) === 0 ? users.c.id : users.c.id.desc()) as never
    if (choose(4) === 0) statement = statement.limit(value()) as never
    if (choose(6) === 0) statement = statement.distinct() as never
    return statement
  }
  switch (choose(6)) {
    case 0: return update(users).set(choose(2) === 0 ? { name: text() } : { age: value() }).where(criterion(0)) as unknown as SqlNode
    case 1: return insert(users).values(choose(2) === 0 ? { name: text() } : { name: text(), age: value() }) as unknown as SqlNode
    case 2: return union(query() as never, query() as never) as unknown as SqlNode
    case 3: { const sub = query().subquery('s'); return select(sub.c.id, func.count()).where(sub.c.id.gt(value())).groupBy(sub.c.id) as unknown as SqlNode }
    case 4: { const cte = query().cte('c'); return select(cte.c.id).where(cte.c.id.eq(value())) as unknown as SqlNode }
    default: return query() as unknown as SqlNode
  }
}

/** By the walk and by the code that is made for one statement, which have to agree; the latter also without hashes. */
function isSame(a: SqlNode, b: SqlNode): boolean {
  const [walked, matched]: [SqlNode[], SqlNode[]] = [[], []]
  const byCode = statementMatcher(a)!(b, matched)
  const same = structuralHash(a) === structuralHash(b) && sameStructure(a, b, walked)
  // Carriers of a statement that turns out to be another were met on the way: they don't count.
  const isCollectedAlike = !same || (matched.length === walked.length && matched.every((carrier, i) => carrier === walked[i]))
  expect({ byCode, isCollectedAlike }).toEqual({ byCode: same, isCollectedAlike: true })
  return same
}
const texts = (node: SqlNode): string => dialects.map((dialect) => dialect.compile(node).sql).join('\n')

const shape = fc.array(fc.nat(11), { minLength: 3, maxLength: 14 })
const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 })

describe('the cache key of generated statements', () => {
  test('doesn\'t depend on values, and neither does the SQL', () => {
    fc.assert(fc.property(shape, values, values, (s, v, w) => {
      const [a, b] = [build({ shape: s, values: v }), build({ shape: s, values: w })]
      expect(isSame(a, b)).toBe(true)
      expect(texts(a)).toBe(texts(b))
    }), { numRuns: 400, interruptAfterTimeLimit: 5000 })
  }, 15_000)

  test('is the same exactly when the SQL is, on every dialect', () => {
    let equal = 0
    fc.assert(fc.property(shape, shape, fc.nat(13), fc.nat(11), fc.boolean(), values, (s, other, position, change, isMutation, v) => {
      const mutated = isMutation ? s.map((n, i) => (i === position % s.length ? change : n)) : other
      const [a, b] = [build({ shape: s, values: v }), build({ shape: mutated, values: v })]
      const same = isSame(a, b)
      if (same) equal++
      expect({ same, texts: texts(b) }).toEqual({ same: texts(a) === texts(b), texts: same ? texts(a) : texts(b) })
    }), { numRuns: 1500, interruptAfterTimeLimit: 8000 })
    // the property is about both answers
    expect(equal).toBeGreaterThan(10)
  }, 20_000)

  test('is kept by the statement itself: compared with itself, and hashed twice', () => {
    fc.assert(fc.property(shape, values, (s, v) => {
      const node = build({ shape: s, values: v })
      expect(structuralHash(node)).toBe(structuralHash(node))
      expect(isSame(node, node)).toBe(true)
    }), { numRuns: 200, interruptAfterTimeLimit: 3000 })
  })
})
