import { describe, expect, test } from '@jest/globals'
import { integer, json, MetaData, not, table, varchar } from '@athanor/core'
import { sqlOf } from '../support/dialects.ts'

const t = table('t', new MetaData(), { x: integer(), y: integer(), name: varchar(30), data: json() })
const { x, y, name } = t.c

describe('parentheses', () => {
  test.each([
    ['a product of a sum', x.add(y).mul(2), '(t.x + t.y) * :param_1'],
    ['a sum of a product', x.mul(y).add(2), 't.x * t.y + :param_1'],
    ['a sum in a comparison', x.add(1).eq(y.mul(2)), 't.x + :x_1 = t.y * :y_1'],
    ['a comparison of comparisons', x.eq(y).eq(x.eq(1) as never), '(t.x = t.y) = (t.x = :x_1)'],
    ['a comparison of texts joined', name.concat('a').eq('b'), '(t.name || :name_1) = :param_1'],
    ['bits in a comparison', x.bitwiseAnd(1).eq(2), 't.x & :x_1 = :param_1'],
    ['bits of bits', x.bitwiseAnd(y.bitwiseOr(2)), 't.x & (t.y | :y_1)'],
    ['a minus of a minus', x.neg().neg(), '-(-t.x)'],
    ['a minus of a sum', x.add(1).neg(), '-(t.x + :x_1)'],
    ['a collation within', name.collate('C').concat('x'), '(t.name COLLATE "C") || :param_1'],
    ['a collation of all', name.concat('x').collate('C'), 't.name || :name_1 COLLATE "C"'],
    ['NOT of OR', not(x.eq(1).and(y.eq(2)).or(x.eq(3))), 'NOT (t.x = :x_1 AND t.y = :y_1 OR t.x = :x_2)'],
  ])('%s', (_what, expression, text) => {
    expect(sqlOf(expression)).toBe(text)
  })

  test.each([
    ['minus', x.sub(y.sub(1)), 't.x - (t.y - :y_1)'],
    ['minus of plus', x.sub(y.add(1)), 't.x - (t.y + :y_1)'],
    ['division', x.floorDiv(y.floorDiv(2)), 't.x / (t.y / :y_1)'],
    ['remainder', x.mod(y.mod(2)), 't.x % (t.y % :y_1)'],
    ['exclusive or', x.bitwiseXor(y.bitwiseXor(1)), 't.x ^ (t.y ^ :y_1)'],
  ])('stay on the right side of what isn\'t associative: %s', (_what, expression, text) => {
    expect(sqlOf(expression)).toBe(text)
  })

  test('are left out where the operator is associative', () => {
    expect(sqlOf(x.add(y.add(1)))).toBe('t.x + t.y + :y_1')
    expect(sqlOf(x.mul(y.mul(2)))).toBe('t.x * t.y * :y_1')
    expect(sqlOf(name.concat(name.concat('x')))).toBe('t.name || t.name || :name_1')
  })

  test('a custom operator binds weakest, unless it says otherwise', () => {
    expect(sqlOf(x.op('@@')(y).eq(5))).toBe('(t.x @@ t.y) = :param_1')
    expect(sqlOf(x.op('@@', { precedence: 20 })(y).eq(5))).toBe('t.x @@ t.y = :param_1')
    expect(sqlOf(x.op('@@')(y.op('@@')(x)))).toBe('t.x @@ (t.y @@ t.x)')
    expect(sqlOf(x.op('@@', { associative: true })(y.op('@@', { associative: true })(x)))).toBe('t.x @@ t.y @@ t.x')
  })

  test('an element of an element of JSON', () => {
    expect(sqlOf(t.c.data.at('a').at('b'), 'postgresql')).toBe('(t.data -> :data_1) -> :param_1')
  })
})
