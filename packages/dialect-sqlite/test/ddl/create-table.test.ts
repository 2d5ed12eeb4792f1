import { describe, expect, test } from '@jest/globals'
import { compile, CreateIndex, CreateTable, CreateView, bigint, index, integer, MetaData, select, table, text, unique, varchar } from '@athanor/expressions'
import { SQLiteDialect } from '@athanor/dialect-sqlite'

const dialect = new SQLiteDialect()
const sql = (node: unknown): string => compile(node, { dialect }).sql.replaceAll(/\s+/g, ' ').trim()

describe("SQLite's DDL", () => {
  test('a generated key is a plain INTEGER key; AUTOINCREMENT is an option of the table', () => {
    expect(sql(new CreateTable(table('t', new MetaData(), { id: integer().primaryKey() })))).toBe('CREATE TABLE t ( id INTEGER NOT NULL, PRIMARY KEY (id) )')
    const t = table('t', new MetaData(), { id: integer().primaryKey(), n: bigint() }, { options: { sqlite: { autoincrement: true } } })
    expect(sql(new CreateTable(t))).toBe('CREATE TABLE t ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, n BIGINT NOT NULL )')
    const composite = table('t', new MetaData(), { a: integer().primaryKey({ autoincrement: true }), b: integer().primaryKey() })
    expect(() => sql(new CreateTable(composite))).toThrow(/no autoincrement for a primary key of several columns/)
  })

  test('WITHOUT ROWID, STRICT', () => {
    const t = table('t', new MetaData(), { id: varchar().primaryKey() }, { options: { sqlite: { withRowid: false, strict: true } } })
    expect(sql(new CreateTable(t))).toBe('CREATE TABLE t ( id VARCHAR NOT NULL, PRIMARY KEY (id) ) WITHOUT ROWID, STRICT')
  })

  test('a default that is an expression has parentheses', () => {
    const t = table('t', new MetaData(), { a: integer().serverDefault(text('5 + 8')), b: varchar().serverDefault('x y'), c: integer().serverDefault(text('CURRENT_TIMESTAMP')) })
    expect(sql(new CreateTable(t))).toBe("CREATE TABLE t ( a INTEGER DEFAULT (5 + 8) NOT NULL, b VARCHAR DEFAULT 'x y' NOT NULL, c INTEGER DEFAULT CURRENT_TIMESTAMP NOT NULL )")
  })

  test('ON CONFLICT of columns and constraints', () => {
    const t = table('t', new MetaData(), {
      a: integer().options({ sqlite: { onConflictNotNull: 'FAIL' } }), b: varchar().unique().options({ sqlite: { onConflictUnique: 'IGNORE' } }),
    }, (c) => [unique({ options: { sqlite: { onConflict: 'REPLACE' } } }, c.a, c.b)])
    expect(sql(new CreateTable(t))).toBe(
      'CREATE TABLE t ( a INTEGER NOT NULL ON CONFLICT FAIL, b VARCHAR NOT NULL, UNIQUE (b) ON CONFLICT IGNORE, UNIQUE (a, b) ON CONFLICT REPLACE )')
    const bad = table('t', new MetaData(), { a: integer().options({ sqlite: { onConflictNotNull: 'x) --' } }) })
    expect(() => sql(new CreateTable(bad))).toThrow(/ON CONFLICT can't be/)
  })

  test('a foreign key into another attached database is left out', () => {
    const metadata = new MetaData()
    table('p', metadata, { id: integer().primaryKey() }, { schema: 'other' })
    table('q', metadata, { id: integer().primaryKey() })
    expect(sql(new CreateTable(table('t', metadata, { a: integer().references('other.p.id'), b: integer().references('q.id') })))).toBe(
      'CREATE TABLE t ( a INTEGER NOT NULL, b INTEGER NOT NULL, FOREIGN KEY(b) REFERENCES q (id) )')
  })

  test('partial indexes, in the schema of the index', () => {
    const t = table('t', new MetaData(), { a: integer() }, { schema: 's' })
    expect(sql(new CreateIndex(index({ name: 'i', options: { sqlite: { where: t.c.a.gt(5) } } }, t.c.a)))).toBe('CREATE INDEX s.i ON t (a) WHERE a > 5')
  })

  test('CREATE VIEW IF NOT EXISTS', () => {
    const t = table('t', new MetaData(), { a: integer() })
    expect(sql(new CreateView(select(t.c.a), 'v', { options: { sqlite: { ifNotExists: true } } }))).toBe('CREATE VIEW IF NOT EXISTS v AS SELECT t.a FROM t')
  })
})
