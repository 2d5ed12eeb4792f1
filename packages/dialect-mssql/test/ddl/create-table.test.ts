import { describe, expect, test } from '@jest/globals'
import { compile, CreateIndex, CreateTable, CreateTableAs, CreateView, DropIndex, index, integer, MetaData, primaryKey, select, sequence, table, unique, varchar, type ColumnDef } from '@athanor/expressions'
import { DropTableComment, SetColumnComment, SetTableComment, type Column } from '@athanor/expressions/elements'
import { MSSQLDialect } from '@athanor/dialect-mssql'

const dialect = new MSSQLDialect()
const sql = (node: unknown): string => compile(node, { dialect }).sql.replaceAll(/\s+/g, ' ').trim()

describe("SQL Server's DDL", () => {
  test('IDENTITY, and NULL said explicitly', () => {
    const t = table('t', new MetaData(), { id: integer().primaryKey(), a: varchar(5).nullable(), b: integer().serverDefault('1') })
    expect(sql(new CreateTable(t))).toBe("CREATE TABLE t ( id INTEGER NOT NULL IDENTITY, a VARCHAR(5) NULL, b INTEGER NOT NULL DEFAULT '1', PRIMARY KEY (id) )")
    const create = (column: ColumnDef<number | bigint, string>): string => sql(new CreateTable(table('t', new MetaData(), { id: column })))
    expect(create(integer().primaryKey().identity({ start: 5 }))).toContain('id INTEGER NOT NULL IDENTITY(5,1)')
    expect(create(integer().primaryKey().default(sequence('s')))).toContain('id INTEGER NOT NULL, PRIMARY KEY')
    expect(create(integer().primaryKey().options({ mssql: { identityStart: 4, identityIncrement: 2 } }))).toContain('IDENTITY(4,2)')
  })

  test('a computed column has no type', () => {
    const t = table('t', new MetaData(), { a: integer(), b: integer().computed('a + 1', { persisted: true }).nullable() })
    expect(sql(new CreateTable(t))).toBe('CREATE TABLE t ( a INTEGER NOT NULL, b AS (a + 1) PERSISTED )')
  })

  test('clustered keys and indexes, columnstore, INCLUDE, WHERE', () => {
    const t = table('t', new MetaData(), { a: integer(), b: integer() }, (c) => [
      primaryKey({ name: 'pk', options: { mssql: { clustered: false } } }, c.a), unique({ options: { mssql: { clustered: true } } }, c.b),
    ])
    expect(sql(new CreateTable(t))).toContain('CONSTRAINT pk PRIMARY KEY NONCLUSTERED (a), UNIQUE CLUSTERED (b)')
    const i = index({ name: 'i', options: { mssql: { clustered: true, include: ['b'], where: t.c.b.gt(5) } } }, t.c.a.desc())
    expect(sql(new CreateIndex(i))).toBe('CREATE CLUSTERED INDEX i ON t (a DESC) INCLUDE (b) WHERE b > 5')
    expect(sql(new DropIndex(i, { ifExists: true }))).toBe('DROP INDEX IF EXISTS i ON t')
  })

  test('CREATE OR ALTER VIEW; a table from a query is SELECT INTO', () => {
    const t = table('t', new MetaData(), { a: integer() })
    expect(sql(new CreateView(select(t.c.a), 'v', { orReplace: true }))).toBe('CREATE OR ALTER VIEW v AS SELECT t.a FROM t')
    expect(sql(new CreateTableAs(select(t.c.a), 'u', { schema: 's' }))).toBe('SELECT t.a INTO s.u FROM t')
  })

  test('comments are extended properties', () => {
    const t = table('t', new MetaData(), { a: integer().comment('x') }, { comment: "it's", schema: 's' })
    expect(sql(new SetTableComment(t as never))).toBe("execute sp_addextendedproperty 'MS_Description', N'it''s', 'schema', s, 'table', t")
    expect(sql(new DropTableComment(t as never))).toBe("execute sp_dropextendedproperty 'MS_Description', 'schema', s, 'table', t")
    expect(sql(new SetColumnComment(t.c.a as unknown as Column))).toBe("execute sp_addextendedproperty 'MS_Description', N'x', 'schema', s, 'table', t, 'column', a")
  })
})
