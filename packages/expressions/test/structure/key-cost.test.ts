import { describe, expect, jest, test } from '@jest/globals'
import { FieldWalk } from '../../src/structure/field-walk.ts'
import { sameStructure, structuralHash, type SqlNode } from '../../src/elements.ts'
import { and, integer, MetaData, or, select, table } from '../../src/index.ts'

const numbers = table('numbers', new MetaData(), { id: integer().primaryKey(), n: integer() })
const listed = (size: number) => select(numbers).where(...Array.from({ length: size }, (_, i) => numbers.c.n.eq(i))) as unknown as SqlNode
/** Each condition inside the one before: as deep as there are conditions. */
const nested = (size: number) => {
  let condition = or(numbers.c.n.eq(0))
  for (let i = 1; i < size; i++) condition = i % 2 ? or(condition, numbers.c.n.eq(i)) : and(condition, numbers.c.n.eq(i))
  return select(numbers).where(condition) as unknown as SqlNode
}

/** Nodes that are visited while something runs. */
function visits(method: 'hash' | 'same', run: () => void): number {
  const spy = jest.spyOn(FieldWalk.prototype, method)
  try {
    run()
    return spy.mock.calls.length
  } finally {
    spy.mockRestore()
  }
}

describe.each([['side by side', listed, [10, 100, 1000, 10_000]], ['nested', nested, [10, 100, 300]]] as const)('predicates %s', (_name, make, sizes) => {
  test.each(sizes)('%i: each node is hashed once and compared once', (size) => {
    const [exemplar, statement] = [make(size), make(size)]
    const first = visits('hash', () => structuralHash(exemplar))
    const second = visits('hash', () => structuralHash(statement))
    expect(second).toBeGreaterThanOrEqual(2 * size)
    expect(second).toBeLessThanOrEqual(4 * size + 10)
    expect(second).toBeLessThanOrEqual(first)
    expect(visits('hash', () => structuralHash(statement))).toBe(0)
    const carriers: SqlNode[] = []
    expect(visits('same', () => { expect(sameStructure(exemplar, statement, carriers)).toBe(true) })).toBe(second)
    expect(carriers).toHaveLength(size)
  })
})

test('a condition that two statements share is hashed once', () => {
  const condition = or(...Array.from({ length: 1000 }, (_, i) => numbers.c.n.eq(i)))
  structuralHash(select(numbers).where(condition) as unknown as SqlNode)
  expect(visits('hash', () => structuralHash(select(numbers.c.id).where(condition) as unknown as SqlNode))).toBeLessThan(10)
})
