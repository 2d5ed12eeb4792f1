import { describe, expect, test } from '@jest/globals'
import { boolean, func, integer, varchar } from '../../src/index.ts'
import { copyTable } from '../../src/schema/copy-table.ts'
import type { Column } from '../../src/schema/column.ts'
import { check, index, unique } from '../../src/schema/factories.ts'
import { MetaData } from '../../src/schema/meta-data.ts'
import { createIndexes, createTable, table } from './support.ts'

describe('a copy of a table in another collection', () => {
  const source = new MetaData()
  table('parent', { id: integer().primaryKey() }, { schema: 'a' }, source)
  const t = table('t', {
    id: integer().primaryKey(), parent: integer().references('a.parent.id', { name: 'fk', onDelete: 'cascade' }), self: integer().references('a.t.id').nullable(),
    name: varchar(5).unique().serverDefault('x'), key: integer().index(), flag: boolean({ createConstraint: true } as never), twice: integer().computed('id * 2'),
  }, { schema: 'a', comment: 'note', constraints: (c: Record<string, Column>) => [check(c['id']!.gt(0), { name: 'ck' }), unique('id', 'name'), index({ name: 'low' }, func.lower(c['name'] as never))] }, source)

  test('everything comes along', () => {
    const target = new MetaData()
    copyTable(source.tables.get('a.parent')!, target)
    const copy = copyTable(t, target)
    // a CHECK that a type makes is made with the column
    expect(createTable(copy).split(', ').sort()).toEqual(createTable(t).split(', ').sort())
    expect(createIndexes(copy)).toEqual(createIndexes(t))
    expect(copy.comment).toBe('note')
    expect(copy.foreignKeyConstraints[0]!.referredTable).toBe(target.tables.get('a.parent'))
    expect(copy.c['id']).not.toBe(t.c['id'])
  })

  test('another schema and another name: tables of the same schema move along', () => {
    const target = new MetaData()
    copyTable(source.tables.get('a.parent')!, target, { schema: 'b' })
    const text = createTable(copyTable(t, target, { schema: 'b', name: 'u' }))
    expect(text).toContain('CREATE TABLE b.u (')
    expect(text).toContain('REFERENCES b.parent (id)')
    expect(text).toContain('REFERENCES b.u (id)')
  })

  test('the schema of what is referred to can be chosen', () => {
    const target = new MetaData()
    copyTable(source.tables.get('a.parent')!, target, { schema: 'shared' })
    expect(createTable(copyTable(t, target, { schema: null, referredSchema: (_table, schema, constraint) => (constraint.name === 'fk' ? 'shared' : schema) }))).toContain('REFERENCES shared.parent (id)')
  })
})
