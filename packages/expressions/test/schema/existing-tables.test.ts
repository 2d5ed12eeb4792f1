import { describe, expect, test } from '@jest/globals'
import { compile, CreateTable, integer, MetaData, table, unique, varchar } from '../../src/index.ts'

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
  test('both at once make no sense', () => {
    expect(() => table('x', new MetaData(), { id: integer() }, { extendExisting: true, keepExisting: true })).toThrow('exclude each other')
  })
})
