import { describe, expect, test } from '@jest/globals'
import { boolean, compile, CreateTable, integer, MetaData, table, unique, varchar } from '../../src/index.ts'

const sql = (node: unknown): string => compile(node).sql.replaceAll(/\s+/g, ' ').trim()

describe('a table that is defined twice', () => {
  const fresh = () => {
    const metadata = new MetaData()
    return { metadata, first: table('t', metadata, { id: integer().primaryKey(), name: varchar(10) }) }
  }
  test('is an error that says what to do', () => {
    const { metadata } = fresh()
    expect(() => table('t', metadata, { id: integer() })).toThrow(expect.objectContaining({ code: 'TABLE_ALREADY_DEFINED' }))
  })
  test('keepExisting returns the first one', () => {
    const { metadata, first } = fresh()
    expect(table('t', metadata, { other: integer() }, { keepExisting: true })).toBe(first)
    expect(Object.keys(first.c)).toEqual(['id', 'name'])
    expect(table('new', metadata, { id: integer() }, { keepExisting: true }).name).toBe('new')
  })
  test('extendExisting adds to it and replaces columns of the same key', () => {
    const { metadata, first } = fresh()
    const second = table('t', metadata, { name: varchar(99), age: integer() }, { extendExisting: true, comment: 'more', constraints: (c) => [unique(c.name, c.age)] })
    expect(second).toBe(first)
    expect(sql(new CreateTable(second))).toBe('CREATE TABLE t ( id INTEGER NOT NULL, name VARCHAR(99) NOT NULL, age INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (name, age) )')
    expect((second as unknown as { comment: string }).comment).toBe('more')
  })
  test('a column that is replaced takes its index and constraints along', () => {
    const metadata = new MetaData()
    table('o', metadata, { id: integer().primaryKey() })
    const columns = () => ({ id: integer().primaryKey(), a: integer().unique(), b: integer().index(), c: boolean({ createConstraint: true }), d: integer().references('o.id') })
    table('t', metadata, columns())
    const again = table('t', metadata, columns(), { extendExisting: true })
    expect(sql(new CreateTable(again))).toBe(
      'CREATE TABLE t ( id INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, c BOOLEAN NOT NULL, d INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (a), CHECK (c IN (0, 1)), FOREIGN KEY(d) REFERENCES o (id) )')
    expect(again.indexes.map((i) => String(i.name))).toEqual(['ix_t_b'])
    table('t', metadata, { b: integer() }, { extendExisting: true })
    expect(again.indexes).toEqual([])
  })
  test('both at once make no sense', () => {
    expect(() => table('x', new MetaData(), { id: integer() }, { extendExisting: true, keepExisting: true })).toThrow('exclude each other')
  })
})
