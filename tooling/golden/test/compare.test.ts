import { describe, expect, test } from '@jest/globals'
import { compareSql } from '../src/compare/compare.ts'
import { decodeValue } from '../src/compare/decode-value.ts'
import { sameValue } from '../src/compare/values.ts'

const compared = (actual: string, binds: readonly [string, unknown][], expected: string, expectedBinds: readonly [string, unknown][], names = false) =>
  compareSql({ sql: actual, binds }, { sql: expected, binds: expectedBinds }, 'default', { names })

describe('compareSql', () => {
  test('names of parameters matter on the stricter level only', () => {
    expect(compared('a = :x', [['x', 1]], 'a = :a_1', [['a_1', 1]])).toBeUndefined()
    expect(compared('a = :x', [['x', 1]], 'a = :a_1', [['a_1', 1]], true)).toBe('name of a parameter: x instead of a_1')
  })
  test('letters, quotes and parentheses are exact', () => {
    expect(compared('select a', [], 'SELECT a', [])).toContain('INSTEAD OF')
    expect(compared('SELECT "a"', [], 'SELECT a', [])).toContain('INSTEAD OF')
    expect(compared('SELECT (a)', [], 'SELECT a', [])).toContain('INSTEAD OF')
  })
  test('values and their number are compared', () => {
    expect(compared('a = :x', [['x', 1]], 'a = :x', [['x', 2]])).toBe('value of a parameter: 1 instead of 2')
    expect(compared('a = :x', [['x', '1']], 'a = :x', [['x', 1]])).toContain('value of a parameter')
    expect(compared('a = :x', [['x', undefined]], 'a = :x', [['x', { $required: true }]])).toBeUndefined()
    expect(compared('a = :x', [['x', 5]], 'a = :x', [['x', { $required: true }]])).toContain('value of a parameter')
  })
})

describe('values', () => {
  test('numbers compare by value, other types by content', () => {
    expect(sameValue(1, decodeValue({ $float: '1.0' }))).toBe(true)
    expect(sameValue(5n, decodeValue({ $bigint: '5' }))).toBe(true)
    expect(sameValue(NaN, decodeValue({ $float: 'nan' }))).toBe(true)
    expect(sameValue(1, '1')).toBe(false)
    expect(sameValue(new Uint8Array([1, 255]), decodeValue({ $bytes: '01ff' }))).toBe(true)
    expect(sameValue(new Date(Date.UTC(2024, 0, 2, 3)), decodeValue({ $datetime: '2024-01-02T03:00:00' }))).toBe(true)
    expect(sameValue({ a: [1] }, decodeValue({ $map: [['a', { $tuple: [1] }]] }))).toBe(true)
    expect(sameValue({ a: 1, b: 2 }, decodeValue({ $map: [['a', 1]] }))).toBe(false)
    expect(sameValue(null, 0)).toBe(false)
  })
})
