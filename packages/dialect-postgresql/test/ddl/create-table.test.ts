import { describe, expect, test } from '@jest/globals'
import {
  bigint, check, compile, CreateIndex, CreateTable, CreateTableAs, CreateView, DropIndex, exclude, func, index, integer, MetaData, select, sequence, smallInteger, table,
  unique, varchar, type ColumnDef,
} from '@athanor/expressions'
import { SetConstraintComment, type Constraint } from '@athanor/expressions/elements'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'

const dialect = new PostgreSQLDialect()
const sql = (node: unknown): string => compile(node, { dialect }).sql.replaceAll(/\s+/g, ' ').trim()

describe("PostgreSQL's DDL", () => {
  test('a generated key is SERIAL by size, an identity, or a sequence', () => {
    const create = (column: ColumnDef<number | bigint, string>): string => sql(new CreateTable(table('t', new MetaData(), { id: column })))
    expect(create(integer().primaryKey())).toBe('CREATE TABLE t ( id SERIAL NOT NULL, PRIMARY KEY (id) )')
    expect(create(bigint().primaryKey())).toContain('id BIGSERIAL NOT NULL')
    expect(create(smallInteger().primaryKey())).toContain('id SMALLSERIAL NOT NULL')
    expect(create(integer().primaryKey({ autoincrement: false }))).toContain('id INTEGER NOT NULL')
    expect(create(integer().primaryKey().identity({ always: true, start: 5 }))).toContain('id INTEGER GENERATED ALWAYS AS IDENTITY (START WITH 5), PRIMARY KEY (id)')
    expect(create(integer().primaryKey().default(sequence('s')))).toContain('id INTEGER NOT NULL')
    expect(create(integer().primaryKey().default(sequence('s', { optional: true })))).toContain('id SERIAL NOT NULL')
  })

  test('options of tables', () => {
    const t = table('t', new MetaData(), { a: integer() }, { options: { postgresql: {
      inherits: ['base', 'Other'], partitionBy: 'RANGE (a)', using: 'heap', with: { fillfactor: 50, autovacuum_enabled: true }, onCommit: 'preserve_rows', tablespace: 'Fast',
    } } })
    expect(sql(new CreateTable(t))).toBe(
      'CREATE TABLE t ( a INTEGER NOT NULL ) INHERITS (base, "Other") PARTITION BY RANGE (a) USING heap WITH (fillfactor = 50, autovacuum_enabled = true) ON COMMIT PRESERVE ROWS TABLESPACE "Fast"')
  })

  test('options of indexes', () => {
    const t = table('t', new MetaData(), { a: varchar(), b: integer() }, { schema: 's' })
    const i = index({ name: 'i', unique: true, options: { postgresql: {
      using: 'GIN', ops: { a: 'text_pattern_ops' }, include: ['b'], nullsNotDistinct: true, with: { fastupdate: false }, tablespace: 'ts', where: t.c.b.gt(5), concurrently: true,
    } } }, t.c.a, func.lower(t.c.a))
    expect(sql(new CreateIndex(i, { ifNotExists: true }))).toBe(
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t USING gin (a text_pattern_ops, lower(a)) INCLUDE (b) NULLS NOT DISTINCT WITH (fastupdate = false) TABLESPACE ts WHERE b > 5')
    expect(sql(new DropIndex(i, { ifExists: true }))).toBe('DROP INDEX CONCURRENTLY IF EXISTS s.i')
    expect(() => sql(new CreateIndex(index({ name: 'j', options: { postgresql: { using: 'gin (a); --' } } }, t.c.a)))).toThrow(/USING can't be/)
  })

  test('an expression in an index has parentheses', () => {
    const t = table('t', new MetaData(), { a: integer(), b: integer() })
    expect(sql(new CreateIndex(index({ name: 'i' }, t.c.a.add(t.c.b))))).toBe('CREATE INDEX i ON t ((a + b))')
  })

  test('options of constraints, EXCLUDE', () => {
    const t = table('t', new MetaData(), { a: integer(), b: integer() }, (c) => [
      unique({ options: { postgresql: { nullsNotDistinct: true, include: ['b'] } } }, c.a), check(c.a.gt(0), { name: 'ck', options: { postgresql: { notValid: true } } }),
      exclude({ name: 'ex', using: 'gist', where: 'a > 1' }, [c.a, '='], ['b', '&&']),
    ])
    expect(sql(new CreateTable(t))).toBe(
      'CREATE TABLE t ( a INTEGER NOT NULL, b INTEGER NOT NULL, UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b), CONSTRAINT ck CHECK (a > 0) NOT VALID, ' +
      'CONSTRAINT ex EXCLUDE USING gist (a WITH =, b WITH &&) WHERE (a > 1) )')
  })

  test('ON DELETE SET NULL of some columns', () => {
    const metadata = new MetaData()
    table('p', metadata, { id: integer().primaryKey() })
    const t = table('t', metadata, { a: integer().references('p.id', { onDelete: 'SET NULL (a)' as never }) })
    expect(sql(new CreateTable(t))).toContain('ON DELETE SET NULL (a)')
  })

  test('comments on constraints', () => {
    const t = table('t', new MetaData(), { a: integer() }, () => [unique({ name: 'u', comment: "one's" }, 'a')])
    const constraint = (t as unknown as { constraints: readonly Constraint[] }).constraints.find((c) => c.name === 'u')!
    expect(sql(new SetConstraintComment(constraint))).toBe("COMMENT ON CONSTRAINT u ON t IS 'one''s'")
  })

  test('views with options', () => {
    const t = table('t', new MetaData(), { a: integer() })
    const options = { postgresql: { with: { security_barrier: true } } }
    expect(sql(new CreateView(select(t.c.a), 'v', { options }))).toBe('CREATE VIEW v WITH (security_barrier = true) AS SELECT t.a FROM t')
    expect(sql(new CreateTableAs(select(t.c.a), 'u', { options: { sqlite: {} } }))).toBe('CREATE TABLE u AS SELECT t.a FROM t')
    expect(() => sql(new CreateTableAs(select(t.c.a), 'u', { options }))).toThrow(expect.objectContaining({ code: 'OPTION_UNKNOWN' }))
  })
})
