import { describe, expect, test } from '@jest/globals'
import { integer, varchar } from '../../src/index.ts'
import { Column } from '../../src/schema/column.ts'
import { foreignKey } from '../../src/schema/factories.ts'
import type { ForeignKey } from '../../src/schema/foreign-key.ts'
import { MetaData } from '../../src/schema/meta-data.ts'
import type { Table } from '../../src/schema/table.ts'
import { createTable, table } from './support.ts'

const reference = (t: Table, key: string): ForeignKey => (t.c[key] as Column).foreignKeys[0]!

describe('foreign keys', () => {
  test('a target by name may be declared later', () => {
    const metadata = new MetaData()
    const child = table('child', { id: integer().primaryKey(), parentId: integer().references('parent.id') }, undefined, metadata)
    expect(reference(child, 'parentId').isResolvable).toBe(false)
    const parent = table('parent', { id: integer().primaryKey() }, undefined, metadata)
    expect(reference(child, 'parentId').column).toBe(parent.c['id'])
    expect(createTable(child)).toContain('FOREIGN KEY("parentId") REFERENCES parent (id)')
  })

  test('a target can be a thunk, and name a table of another collection', () => {
    const child = table('child', { parentId: integer().references(() => parent.c['id'] as never) })
    const parent: Table = table('parent', { id: integer().primaryKey() })
    expect(createTable(child)).toBe('CREATE TABLE child ( "parentId" INTEGER NOT NULL, FOREIGN KEY("parentId") REFERENCES parent (id) )')
  })

  test('the target is found by key, and written by name', () => {
    const metadata = new MetaData()
    table('parent', { theId: integer().primaryKey().dbName('the_id') }, undefined, metadata)
    const child = table('child', { a: integer().references('parent.theId') }, undefined, metadata)
    expect(createTable(child)).toContain('REFERENCES parent (the_id)')
    const linked = table('linked', { a: integer() }, () => [foreignKey(['a'], ['parent.the_id'], { linkToName: true })], metadata)
    expect(createTable(linked)).toContain('REFERENCES parent (the_id)')
  })

  test('without a schema in the target the metadata\'s schema counts', () => {
    const metadata = new MetaData({ schema: 'app' })
    table('parent', { id: integer().primaryKey() }, undefined, metadata)
    table('shared', { id: integer().primaryKey() }, { schema: 'common' }, metadata)
    const child = table('child', { a: integer().references('parent.id'), b: integer().references('common.shared.id') }, undefined, metadata)
    expect(createTable(child)).toBe(
      'CREATE TABLE app.child ( a INTEGER NOT NULL, b INTEGER NOT NULL, FOREIGN KEY(a) REFERENCES app.parent (id), FOREIGN KEY(b) REFERENCES common.shared (id) )')
  })

  test('actions, MATCH, deferrability and names', () => {
    const metadata = new MetaData()
    table('parent', { id: integer().primaryKey() }, undefined, metadata)
    const child = table('child', {
      a: integer().references('parent.id', { name: 'fk_a', onDelete: 'set null', onUpdate: 'cascade', match: 'full', deferrable: true, initially: 'deferred' }),
    }, undefined, metadata)
    expect(createTable(child)).toContain('CONSTRAINT fk_a FOREIGN KEY(a) REFERENCES parent (id) MATCH full ON DELETE set null ON UPDATE cascade DEFERRABLE INITIALLY deferred')
    const bad = table('bad', { a: integer().references('parent.id', { onDelete: 'explode' as never }) }, undefined, metadata)
    expect(() => createTable(bad)).toThrow(/ON DELETE can't be "explode"/)
  })

  test('a missing table and a missing column are told apart', () => {
    const metadata = new MetaData()
    const child = table('child', { a: integer().references('gone.id'), b: integer().references('child.nope') }, undefined, metadata)
    expect(() => reference(child, 'a').column).toThrow(expect.objectContaining({ name: 'NoReferencedTableError' }))
    expect(() => reference(child, 'b').column).toThrow(expect.objectContaining({ name: 'NoReferencedColumnError', message: expect.stringContaining('Its columns: a, b') }))
  })

  test('a column without a type takes the type of the column it refers to', () => {
    const metadata = new MetaData()
    const child = table('child', [new Column('code', undefined, { references: [{ target: 'parent.code', options: {} }] })], undefined, metadata)
    expect(child.c['code']!.type.affinity).toBe('null')
    table('parent', { code: varchar(7).primaryKey() }, undefined, metadata)
    expect(createTable(child)).toContain('code VARCHAR(7)')
  })

  test('several columns', () => {
    const metadata = new MetaData()
    table('parent', { a: integer().primaryKey(), b: integer().primaryKey() }, undefined, metadata)
    const child = table('child', { x: integer(), y: integer() }, () => [foreignKey(['x', 'y'], ['parent.a', 'parent.b'])], metadata)
    expect(createTable(child)).toContain('FOREIGN KEY(x, y) REFERENCES parent (a, b)')
    expect(child.foreignKeyConstraints[0]!.referredTable).toBe(metadata.tables.get('parent'))
  })
})
