import { describe, expect, test } from '@jest/globals'
import { compile } from '../../src/compiler/compile.ts'
import { func, integer, literal, literalColumn, text, varchar } from '../../src/index.ts'
import { CreateTable, DropTable } from '../../src/schema/ddl/create-table.ts'
import { createTable, sql, table } from './support.ts'

describe('CREATE TABLE', () => {
  test('columns are NOT NULL unless they are nullable()', () => {
    const t = table('item', { id: integer().primaryKey(), name: varchar(30), note: varchar().nullable() })
    expect(createTable(t)).toBe('CREATE TABLE item ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, note VARCHAR, PRIMARY KEY (id) )')
  })

  test('the layout is one column a line', () => {
    const t = table('item', { id: integer().primaryKey(), name: varchar(30) })
    expect(compile(new CreateTable(t)).sql).toBe('\nCREATE TABLE item (\n\tid INTEGER NOT NULL, \n\tname VARCHAR(30) NOT NULL, \n\tPRIMARY KEY (id)\n)\n\n')
  })

  test('names are quoted where necessary', () => {
    const t = table('Order', { select: integer(), createdAt: integer().dbName('created_at'), 'a b': integer() })
    expect(createTable(t)).toBe('CREATE TABLE "Order" ( "select" INTEGER NOT NULL, created_at INTEGER NOT NULL, "a b" INTEGER NOT NULL )')
    expect(Object.keys(t.c)).toEqual(['select', 'createdAt', 'a b'])
  })

  test('server defaults: text is a literal, an expression stays one', () => {
    const t = table('t', {
      a: varchar().serverDefault("it's"), b: integer().serverDefault(text('5 + 8')), c: varchar().serverDefault(func.lower(literal('HI'))), d: integer().serverDefault(literalColumn('now')),
    })
    expect(createTable(t)).toBe(
      "CREATE TABLE t ( a VARCHAR DEFAULT 'it''s' NOT NULL, b INTEGER DEFAULT 5 + 8 NOT NULL, c VARCHAR DEFAULT lower('HI') NOT NULL, d INTEGER DEFAULT now NOT NULL )")
  })

  test('a server default that is neither text nor an expression is an error', () => {
    expect(() => table('t', { a: integer().serverDefault(5 as never) })).toThrow(/server default of column 'a'.*text\('5'\)/)
  })

  test('CHECK is written with literals and without the table', () => {
    const t = table('t', { a: integer().check('a > 0', 'positive'), b: integer() })
    expect(createTable(t)).toBe('CREATE TABLE t ( a INTEGER NOT NULL CONSTRAINT positive CHECK (a > 0), b INTEGER NOT NULL )')
  })

  test('prefixes, schema, IF NOT EXISTS', () => {
    const t = table('t', { a: integer() }, { schema: 'Other', prefixes: ['GLOBAL', 'TEMPORARY'] })
    expect(sql(new CreateTable(t, { ifNotExists: true }))).toBe('CREATE GLOBAL TEMPORARY TABLE IF NOT EXISTS "Other".t ( a INTEGER NOT NULL )')
    expect(sql(new DropTable(t, { ifExists: true }))).toBe('DROP TABLE IF EXISTS "Other".t')
  })

  test('computed columns and identities', () => {
    const t = table('t', { a: integer(), b: integer().computed('a + 1', { persisted: true }), c: integer().computed('a', { persisted: false }), d: integer().computed('a') })
    expect(createTable(t)).toBe(
      'CREATE TABLE t ( a INTEGER NOT NULL, b INTEGER GENERATED ALWAYS AS (a + 1) STORED NOT NULL, c INTEGER GENERATED ALWAYS AS (a) VIRTUAL NOT NULL, d INTEGER GENERATED ALWAYS AS (a) NOT NULL )')
    expect(() => table('t', { a: integer().computed('1').serverDefault('1') })).toThrow(/computed and can't have a server default/)
    expect(() => table('t', { a: integer().computed('1').identity() })).toThrow(/can't be both computed and an identity/)
  })

  test('a system column is not created', () => {
    const t = table('t', { a: integer(), xmin: integer().system() })
    expect(createTable(t)).toBe('CREATE TABLE t ( a INTEGER NOT NULL )')
  })

  test('collation() needs a text type', () => {
    expect(createTable(table('t', { a: varchar(5).collation('nocase') }))).toBe('CREATE TABLE t ( a VARCHAR(5) COLLATE nocase NOT NULL )')
    expect(() => integer().collation('nocase')).toThrow(/collation\('nocase'\) needs a text type/)
  })

  test('an error in a column names table and column', () => {
    const t = table('t', { a: integer().references('nowhere.id') })
    expect(() => createTable(t)).toThrow(/The foreign key of 't.a' refers to 'nowhere.id', but there is no table 'nowhere'/)
  })
})
