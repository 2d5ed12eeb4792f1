import { describe, expect, test } from '@jest/globals'
import { del, insert, update } from '../../src/index.ts'
import type { SqlNode } from '../../src/structure/node.ts'
import { sameStructure, valueCarriers } from '../../src/structure/comparison.ts'
import { structuralHash } from '../../src/structure/hash.ts'
import { users } from './support.ts'

const node = (statement: unknown): SqlNode => statement as SqlNode
const same = (a: unknown, b: unknown): boolean => structuralHash(node(a)) === structuralHash(node(b)) && sameStructure(node(a), node(b), [])
const valuesOf = (statement: unknown): unknown[] => valueCarriers(node(statement)).map((c) => (c as SqlNode & { readonly value: unknown }).value)

describe('one compiled form serves statements that differ in values', () => {
  test('INSERT', () => {
    expect(same(insert(users).values({ name: 'a', age: 1 }), insert(users).values({ name: 'b', age: 2 }))).toBe(true)
    expect(same(insert(users).values({ name: 'a' }), insert(users).values({ name: 'a', age: 2 }))).toBe(false)
    expect(same(insert(users).values([{ name: 'a' }, { name: 'b' }]), insert(users).values([{ name: 'c' }, { name: 'd' }]))).toBe(true)
    expect(same(insert(users).values([{ name: 'a' }, { name: 'b' }]), insert(users).values([{ name: 'c' }]))).toBe(false)
    expect(valuesOf(insert(users).values({ name: 'a', age: 1 }))).toEqual(['a', 1])
  })
  test('a generated key that is given as NULL is another statement: some databases generate it', () => {
    expect(same(insert(users).values({ id: null as never, name: 'a' }), insert(users).values({ id: 1, name: 'a' }))).toBe(false)
  })
  test('UPDATE and DELETE', () => {
    expect(same(update(users).set({ name: 'a' }).where(users.c.id.eq(1)), update(users).set({ name: 'b' }).where(users.c.id.eq(2)))).toBe(true)
    expect(same(update(users).set({ name: 'a' }), update(users).ordered(['name', 'a']))).toBe(false)
    expect(same(del(users).where(users.c.id.eq(1)), del(users).where(users.c.id.eq(2)))).toBe(true)
    expect(same(del(users), del(users).returning(users.c.id))).toBe(false)
  })
  test('statements are immutable', () => {
    const base = insert(users)
    const one = base.values({ name: 'a' })
    one.returning(users.c.id)
    expect(same(base, insert(users))).toBe(true)
    expect(same(one, insert(users).values({ name: 'x' }))).toBe(true)
  })
})
