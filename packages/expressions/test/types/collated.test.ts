import { describe, expect, test } from '@jest/globals'
import { collate, column, compile, float, integer, literal, MetaData, table, varchar } from '@athanor/expressions'
import { StringType, TypeDecorator, type ColumnElement } from '@athanor/expressions/elements'

const t = table('t', new MetaData(), { name: varchar(10), n: integer(), f: float() })
const typeOf = (expression: unknown) => (expression as ColumnElement).type

describe('the type of COLLATE', () => {
  test('has the collation, and what is compared with it too', () => {
    expect(typeOf(collate(t.c.name, 'abc'))).toMatchObject({ length: 10, collation: 'abc' })
    const compared = collate(t.c.name, 'abc').eq('x') as unknown as { readonly right: ColumnElement }
    expect(typeOf(compared.right)).toMatchObject({ collation: 'abc' })
    expect(typeOf(t.c.name)).toMatchObject({ collation: undefined })
  })
  test('a decorated text stays decorated', () => {
    const decorated = new TypeDecorator(new StringType(5), { name: 'mine' })
    const type = decorated.withCollation('abc')
    expect(type).toBeInstanceOf(TypeDecorator)
    expect(type.implementation).toMatchObject({ length: 5, collation: 'abc' })
    expect(type.key).not.toBe(decorated.key)
  })
})

test('a whole number of a FLOAT is written with its point', () => {
  const sql = (value: unknown): string => compile(value, { literalBinds: true }).sql
  expect(sql(t.c.f.gt(2))).toBe('t.f > 2.0')
  expect(sql(t.c.f.gt(2.5))).toBe('t.f > 2.5')
  expect(sql(t.c.f.gt(1e300))).toBe('t.f > 1e+300')
  expect(sql(t.c.n.gt(2))).toBe('t.n > 2')
  expect(sql(literal(-3, float()))).toBe('-3.0')
  expect(sql(column('x', float()).eq(0))).toBe('x = 0.0')
})
