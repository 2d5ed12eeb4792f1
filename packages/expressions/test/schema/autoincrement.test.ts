import { describe, expect, test } from '@jest/globals'
import { bigint, integer, numeric, varchar } from '../../src/index.ts'
import { Column } from '../../src/schema/column.ts'
import { Sequence } from '../../src/schema/sequence.ts'
import { IntegerType } from '../../src/types/numeric-types.ts'
import { table } from './support.ts'

const generated = (columns: object): string | undefined => table('t', columns).autoincrementColumn?.key

describe('the column that the database generates keys for', () => {
  test('a single integer key', () => {
    expect(generated({ id: integer().primaryKey() })).toBe('id')
    expect(generated({ id: bigint().primaryKey() })).toBe('id')
    expect(generated({ id: integer().primaryKey(), other: integer() })).toBe('id')
  })
  test('not another type, not a key of two columns, not none', () => {
    expect(generated({ id: varchar().primaryKey() })).toBeUndefined()
    expect(generated({ a: integer().primaryKey(), b: integer().primaryKey() })).toBeUndefined()
    expect(generated({ a: integer() })).toBeUndefined()
  })
  test('not with a default, a server default or a foreign key', () => {
    expect(generated({ id: integer().primaryKey().default(5) })).toBeUndefined()
    expect(generated({ id: integer().primaryKey().serverDefault('5') })).toBeUndefined()
    expect(generated({ id: integer().primaryKey().references('other.id') })).toBeUndefined()
  })
  test('with a sequence or an identity', () => {
    expect(generated({ id: integer().primaryKey().default(new Sequence('s') as never) })).toBe('id')
    expect(generated({ id: integer().primaryKey().identity() })).toBe('id')
  })
  test('autoincrement says otherwise', () => {
    expect(generated({ id: integer().primaryKey({ autoincrement: false }) })).toBeUndefined()
    expect(generated({ a: integer().primaryKey({ autoincrement: true }), b: integer().primaryKey() })).toBe('a')
    expect(generated({ id: integer().primaryKey({ autoincrement: true }).references('other.id') })).toBe('id')
    expect(generated({ id: integer().primaryKey({ autoincrement: true }).default(5) })).toBe('id')
    expect(generated([new Column('id', new IntegerType(), { primaryKey: true, autoincrement: 'ignoreForeignKey' })])).toBe('id')
  })
  test('autoincrement: true is an error for a type that has none, and for two columns', () => {
    expect(() => generated({ id: varchar().primaryKey({ autoincrement: true }) })).toThrow(/'t.id' has autoincrement, but its type .* is no integer/)
    expect(() => generated({ id: numeric(10, 2).primaryKey({ autoincrement: true }) })).toThrow(/scale other than 0/)
    expect(generated({ id: numeric(10, 0).primaryKey({ autoincrement: true }) })).toBe('id')
    expect(() => generated({ a: integer().primaryKey({ autoincrement: true }), b: integer().primaryKey({ autoincrement: true }) })).toThrow(/'t.a' and 't.b' both do/)
  })
  test('an identity contradicts autoincrement: false, and a sequence', () => {
    expect(() => generated({ id: integer().primaryKey({ autoincrement: false }).identity() })).toThrow(/identity and can't have autoincrement: false/)
    expect(() => generated({ id: integer().primaryKey().identity().default(new Sequence('s') as never) })).toThrow(/both an identity and a sequence/)
  })
})
