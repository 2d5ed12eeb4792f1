import { describe, expect, test } from '@jest/globals'
import { func, integer, select, varchar } from '../../src/index.ts'
import { DefaultDialect } from '../../src/dialect/default-dialect.ts'
import { SetColumnComment, DropColumnComment, SetConstraintComment, SetTableComment, DropTableComment } from '../../src/schema/ddl/comments.ts'
import { CreateSchema, DropSchema } from '../../src/schema/ddl/create-schema.ts'
import { CreateSequence, DropSequence } from '../../src/schema/ddl/create-sequence.ts'
import { CreateTableAs, CreateView, DropView } from '../../src/schema/ddl/create-view.ts'
import { MetaData } from '../../src/schema/meta-data.ts'
import { Sequence } from '../../src/schema/sequence.ts'
import { sql, steps, table } from './support.ts'

describe('views', () => {
  const metadata = new MetaData()
  const users = table('users', { id: integer().primaryKey(), name: varchar(30) }, undefined, metadata)
  const query = select(users.c['id'] as never, users.c['name'] as never).where((users.c['name'] as never as { eq(v: string): never }).eq("O'Hara"))

  test('parameters are written as literals', () => {
    expect(sql(new CreateView(query, 'v'))).toBe("CREATE VIEW v AS SELECT users.id, users.name FROM users WHERE users.name = 'O''Hara'")
    expect(sql(new CreateView(query, 'v', { orReplace: true, temporary: true, schema: 's' }))).toMatch(/^CREATE OR REPLACE TEMPORARY VIEW s\.v AS SELECT /)
    expect(sql(new CreateView(query, 'v', { materialized: true }))).toMatch(/^CREATE MATERIALIZED VIEW v AS /)
    expect(sql(new CreateTableAs(query, 't', { ifNotExists: true }))).toMatch(/^CREATE TABLE IF NOT EXISTS t AS SELECT users\.id/)
  })

  test('the view has the columns of its query, and their types', () => {
    const view = new CreateView(select(users.c['id'] as never, func.count().label('n') as never), 'counted')
    expect(view.table.columns.keys()).toEqual(['id', 'n'])
    expect(view.table.c['id']!.type.affinity).toBe('integer')
    expect(sql(new DropView(view.table, { ifExists: true }))).toBe('DROP VIEW IF EXISTS counted')
  })

  test('createAll creates it after its tables, dropAll drops it before them', () => {
    const collection = new MetaData()
    const base = table('zz', { id: integer().primaryKey() }, undefined, collection)
    new CreateView(select(base.c['id'] as never), 'aa', { metadata: collection })
    const dialect = new DefaultDialect()
    expect(steps(collection.planCreateAll(dialect, { checkFirst: false }))).toEqual(['CREATE TABLE zz ( id INTEGER NOT NULL, PRIMARY KEY (id) )', 'CREATE VIEW aa AS SELECT zz.id FROM zz'])
    expect(steps(collection.planDropAll(dialect, { checkFirst: false }))).toEqual(['DROP VIEW aa', 'DROP TABLE zz'])
  })

  test('something that is no query is an error', () => {
    expect(() => new CreateView('SELECT 1', 'v')).toThrow(/'v' needs a query/)
  })
})

describe('sequences, schemas, comments', () => {
  test('all options of a sequence', () => {
    const s = new Sequence('s', { schema: 'App', start: 5, increment: -2, minValue: 0n, maxValue: 10n ** 20n, cycle: true, cache: 3 })
    expect(sql(new CreateSequence(s, { ifNotExists: true }))).toBe(
      'CREATE SEQUENCE IF NOT EXISTS "App".s INCREMENT BY -2 START WITH 5 MINVALUE 0 MAXVALUE 100000000000000000000 CACHE 3 CYCLE')
    expect(sql(new CreateSequence(new Sequence('s', { noMinValue: true, noMaxValue: true, cycle: false })))).toBe('CREATE SEQUENCE s NO MINVALUE NO MAXVALUE NO CYCLE')
    expect(sql(new DropSequence(s))).toBe('DROP SEQUENCE "App".s')
  })
  test('a number that is none does not get into DDL', () => {
    expect(() => sql(new CreateSequence(new Sequence('s', { start: '1; DROP TABLE t' as never })))).toThrow(/whole number here, not 1; DROP TABLE t/)
  })
  test('schemas', () => {
    expect(sql(new CreateSchema('My', { ifNotExists: true }))).toBe('CREATE SCHEMA IF NOT EXISTS "My"')
    expect(sql(new DropSchema('s', { cascade: true, ifExists: true }))).toBe('DROP SCHEMA IF EXISTS s CASCADE')
  })
  test('comments', () => {
    const t = table('t', { a: integer().comment("it's"), b: integer().unique() }, { comment: 'a \\ table', schema: 's' })
    expect(sql(new SetTableComment(t))).toBe("COMMENT ON TABLE s.t IS 'a \\ table'")
    expect(sql(new DropTableComment(t))).toBe('COMMENT ON TABLE s.t IS NULL')
    expect(sql(new SetColumnComment(t.c['a'] as never))).toBe("COMMENT ON COLUMN s.t.a IS 'it''s'")
    expect(sql(new DropColumnComment(t.c['a'] as never))).toBe('COMMENT ON COLUMN s.t.a IS NULL')
    expect(() => sql(new SetConstraintComment(t.constraints[1]!))).toThrow(/can't render SetConstraintComment/)
  })
})
