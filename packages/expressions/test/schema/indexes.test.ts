import { describe, expect, test } from '@jest/globals'
import { func, integer, varchar } from '../../src/index.ts'
import { CreateIndex, DropIndex } from '../../src/schema/ddl/create-index.ts'
import { index } from '../../src/schema/factories.ts'
import type { Column } from '../../src/schema/column.ts'
import { createIndexes, createTable, sql, table } from './support.ts'

type Columns = Record<string, Column>

describe('indexes', () => {
  test('columns by key or object, expressions, directions, unique', () => {
    const t = table('t', { a: integer(), b: varchar() }, (c: Columns) => [
      index({ name: 'i1' }, 'a', 'b'), index({ name: 'i2', unique: true }, c['a']!.desc()), index({ name: 'i3' }, func.lower(c['b'] as never)),
    ])
    expect(createIndexes(t)).toEqual(['CREATE INDEX i1 ON t (a, b)', 'CREATE UNIQUE INDEX i2 ON t (a DESC)', 'CREATE INDEX i3 ON t (lower(b))'])
  })
  test('index() and unique() of a column', () => {
    const t = table('t', { a: integer().index(), b: integer().index('ix_b'), c: integer().unique('uq_c'), d: integer().index().unique() })
    expect(createIndexes(t)).toEqual(['CREATE INDEX ix_t_a ON t (a)', 'CREATE INDEX ix_b ON t (b)', 'CREATE UNIQUE INDEX ix_t_d ON t (d)'])
    expect(createTable(t)).toContain('CONSTRAINT uq_c UNIQUE (c)')
    expect(createTable(t)).not.toContain('UNIQUE (d)')
  })
  test('an index made from columns belongs to their table', () => {
    const t = table('t', { a: integer() }, { schema: 's' })
    const i = index({ name: 'later' }, t.c['a'])
    expect(t.indexes).toEqual([i])
    expect(sql(new CreateIndex(i, { ifNotExists: true }))).toBe('CREATE INDEX IF NOT EXISTS later ON s.t (a)')
    expect(sql(new DropIndex(i, { ifExists: true }))).toBe('DROP INDEX IF EXISTS s.later')
  })
  test('an index over two tables, over none, without a name', () => {
    const [x, y] = [table('x', { a: integer() }), table('y', { a: integer() })]
    expect(() => index(x.c['a'], y.c['a'])).toThrow(/over columns of several tables: x, y/)
    expect(() => sql(new CreateIndex(index({ name: 'i' }, func.now())))).toThrow(/'i' belongs to no table/)
  })
})
