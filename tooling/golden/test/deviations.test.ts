import fs from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { GoldenCase } from '../src/corpus/case.ts'
import { deviationRules, type Deviation } from '../src/run/deviations.ts'

const rule = (name: string) => deviationRules.find((r) => r.name === name)!
const golden: GoldenCase = { id: 'x', area: 'select', tags: [], root: 'select', ir: { defs: {}, root: { k: 'select' } }, out: {} } as never
const given = (changes: Partial<Deviation>): Deviation =>
  ({ golden, dialect: 'default', isLiteral: false, actual: undefined, expected: undefined, expectedMessage: undefined, ...changes })

test('every rule has its reason in the documentation, and every reason its rule', () => {
  const text = fs.readFileSync(new URL('../../../docs/differences.md', import.meta.url), 'utf8')
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name!)
  expect(new Set(headings)).toEqual(new Set(deviationRules.map(({ name }) => name)))
})

describe('literals-are-complete', () => {
  const matches = (actual: string, expected: string, isLiteral = true): boolean => rule('literals-are-complete').matches(given({ isLiteral, actual, expected }))
  test('a value where there was a parameter', () => {
    expect(matches("a || 'it''s' + -1", 'a || ? + ?')).toBe(true)
    expect(matches("a || 'x'", 'a || ?', false)).toBe(false)
  })
  test('nothing else', () => {
    expect(matches("a || 'x' FROM b", 'a || ?')).toBe(false)
    expect(matches("a || 'x' || 'y'", 'a || ?')).toBe(false)
    expect(matches("(a) || 'x'", 'a || ?')).toBe(false)
  })
})

describe('more-parameters-are-cast', () => {
  const matches = (actual: string, expected: string): boolean => rule('more-parameters-are-cast').matches(given({ dialect: 'postgresql+bindcasts', actual, expected }))
  test('where there was none', () => {
    expect(matches('SET a=?::BOOLEAN WHERE b = ?::INTEGER', 'SET a=? WHERE b = ?::INTEGER')).toBe(true)
    expect(matches('SELECT p0::DOUBLE PRECISION FROM (VALUES (?))', 'SELECT p0::FLOAT FROM (VALUES (?))')).toBe(true)
  })
  test('not fewer, not to other types', () => {
    expect(matches('a = ?', 'a = ?::INTEGER')).toBe(false)
    expect(matches('a = ?::TEXT', 'a = ?::VARCHAR')).toBe(false)
    expect(matches('a = b::BOOLEAN', 'a = b')).toBe(false)
  })
})
