import { describe, expect, test } from '@jest/globals'
import { integer, varchar } from '../../src/index.ts'
import { DefaultDialect } from '../../src/dialect/default-dialect.ts'
import { conv } from '../../src/schema/constraint-name.ts'
import { CreateIndex } from '../../src/schema/ddl/create-index.ts'
import { check, index, primaryKey, unique } from '../../src/schema/factories.ts'
import { MetaData } from '../../src/schema/meta-data.ts'
import { createIndexes, createTable, sql, table } from './support.ts'

class ShortNames extends DefaultDialect {
  override readonly maxIdentifierLength = 30
}

const conventions = {
  ix: 'ix_%(column_0_label)s', uq: 'uq_%(table_name)s_%(column_0_N_name)s', ck: 'ck_%(table_name)s_%(constraint_name)s',
  fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s', pk: 'pk_%(table_name)s',
}

describe('naming conventions', () => {
  test('without one, only indexes get names', () => {
    const t = table('t', { a: integer().primaryKey(), b: integer().unique(), c: integer().index() })
    expect(createTable(t)).toBe('CREATE TABLE t ( a INTEGER NOT NULL, b INTEGER NOT NULL, c INTEGER NOT NULL, PRIMARY KEY (a), UNIQUE (b) )')
    expect(createIndexes(t)).toEqual(['CREATE INDEX ix_t_c ON t (c)'])
  })

  test('every kind gets its name', () => {
    const metadata = new MetaData({ namingConvention: conventions })
    table('parent', { id: integer().primaryKey() }, undefined, metadata)
    const t = table('t', { id: integer().primaryKey(), a: integer().references('parent.id'), b: integer().index() }, () => [unique('a', 'b'), check('a > 0', { name: 'positive' })], metadata)
    expect(createTable(t)).toBe(
      'CREATE TABLE t ( id INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id), ' +
      'CONSTRAINT fk_t_a_parent FOREIGN KEY(a) REFERENCES parent (id), CONSTRAINT uq_t_a_b UNIQUE (a, b), CONSTRAINT ck_t_positive CHECK (a > 0) )')
    expect(createIndexes(t)).toEqual(['CREATE INDEX ix_t_b ON t (b)'])
  })

  test('a given name wins, unless the template contains it; conv() is final', () => {
    const metadata = new MetaData({ namingConvention: conventions })
    const t = table('t', { a: integer() }, () => [unique({ name: 'mine' }, 'a'), check('a > 0', { name: conv('final') }), primaryKey({ name: 'key' }, 'a')], metadata)
    expect(createTable(t)).toBe('CREATE TABLE t ( a INTEGER NOT NULL, CONSTRAINT key PRIMARY KEY (a), CONSTRAINT mine UNIQUE (a), CONSTRAINT final CHECK (a > 0) )')
  })

  test('a template with the constraint\'s name needs one', () => {
    const metadata = new MetaData({ namingConvention: conventions })
    expect(() => table('t', { a: integer() }, () => [check('a > 0')], metadata)).toThrow(/A constraint of table 't' has no name.*'ck' contains %\(constraint_name\)s/)
  })

  test('tokens of all columns, keys, labels and of one\'s own', () => {
    const metadata = new MetaData({
      schema: 'app', namingConvention: { uq: '%(column_0N_name)s|%(column_0_N_key)s|%(column_1_label)s|%(size)s|%%', size: (item) => String(item.columns.length) },
    })
    const t = table('t', { aKey: integer().dbName('a'), b: integer() }, () => [unique('aKey', 'b')], metadata)
    expect(t.constraints[1]!.name).toMatchObject({ value: 'ab|aKey_b|app_t_b|2|%' })
  })

  test('an unknown token is an error that names it', () => {
    const metadata = new MetaData({ namingConvention: { uq: 'uq_%(colour)s' } })
    const t = table('t', { a: integer().unique() }, undefined, metadata)
    expect(() => createTable(t)).toThrow(/unknown token %\(colour\)s/)
  })

  test('a name that a convention made is shortened with a hash; a given one is an error', () => {
    const dialect = new ShortNames()
    const t = table('a_table_with_a_long_name', { a_column_with_a_long_name: varchar().index() })
    expect(createIndexes(t, { dialect })).toEqual(['CREATE INDEX ix_a_table_with_a_long_a670 ON a_table_with_a_long_name (a_column_with_a_long_name)'])
    const long = index({ name: 'an_index_name_that_is_much_too_long' }, t.c['a_column_with_a_long_name'])
    expect(() => sql(new CreateIndex(long), { dialect })).toThrow(/'an_index_name_that_is_much_too_long' has 35 characters; default allows 30/)
  })
})
