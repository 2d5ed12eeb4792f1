import { describe, expect, test } from '@jest/globals'
import { integer, table as publicTable } from '../../src/index.ts'
import { defaultMetaData, MetaData } from '../../src/schema/meta-data.ts'
import { insertSentinel } from '../../src/schema/factories.ts'
import { CreateTable } from '../../src/schema/ddl/create-table.ts'
import { createTable, sql, table } from './support.ts'

describe('metadata', () => {
  test('tables by full name, in the order of their declaration', () => {
    const metadata = new MetaData({ schema: 'app' })
    const b = table('b', { id: integer() }, undefined, metadata)
    table('a', { id: integer() }, { schema: 'other' }, metadata)
    table('c', { id: integer() }, { schema: null }, metadata)
    expect([...metadata.tables.keys()]).toEqual(['app.b', 'other.a', 'c'])
    expect(metadata.table('b')).toBe(b)
    metadata.remove(b)
    expect(metadata.table('b')).toBeUndefined()
    metadata.clear()
    expect(metadata.tables.size).toBe(0)
  })

  test('a second table of a name is an error', () => {
    const metadata = new MetaData()
    table('t', { id: integer() }, undefined, metadata)
    expect(() => table('t', { id: integer() }, undefined, metadata)).toThrow(/'t' is already defined in this MetaData/)
  })

  test('a table that fails leaves nothing behind', () => {
    const metadata = new MetaData()
    expect(() => table('t', { a: integer(), b: integer().dbName('a') }, undefined, metadata)).toThrow(/already has a column with the name 'a'/)
    expect(metadata.tables.size).toBe(0)
  })

  test('table() without metadata uses the one that all such tables share', () => {
    const t = publicTable('in_default_metadata', { id: integer().primaryKey() })
    expect(defaultMetaData.tables.get('in_default_metadata')).toBe(t)
    defaultMetaData.remove(t as never)
  })

  test('columns can be named in snake case', () => {
    const metadata = new MetaData({ columnNaming: 'snake_case' })
    const t = table('t', { createdAt: integer(), HTTPStatus: integer(), plain: integer(), ownName: integer().dbName('OWN') }, undefined, metadata)
    expect(createTable(t)).toBe('CREATE TABLE t ( created_at INTEGER NOT NULL, http_status INTEGER NOT NULL, plain INTEGER NOT NULL, "OWN" INTEGER NOT NULL )')
    expect(Object.keys(t.c)).toEqual(['createdAt', 'HTTPStatus', 'plain', 'ownName'])
  })

  test('sortedTables follows foreign keys', () => {
    const metadata = new MetaData()
    table('a', { id: integer().primaryKey(), b: integer().references('b.id') }, undefined, metadata)
    table('b', { id: integer().primaryKey(), c: integer().references('c.id'), self: integer().references('b.id') }, undefined, metadata)
    table('c', { id: integer().primaryKey() }, undefined, metadata)
    expect(metadata.sortedTables.map((t) => t.name)).toEqual(['c', 'b', 'a'])
  })

  test('sortedTables does not look at the foreign keys of a cycle', () => {
    const metadata = new MetaData()
    table('z', { id: integer().primaryKey() }, undefined, metadata)
    table('a', { id: integer().primaryKey(), b: integer().references('b.id'), z: integer().references('z.id') }, undefined, metadata)
    table('b', { id: integer().primaryKey(), a: integer().references('a.id') }, undefined, metadata)
    expect(metadata.sortedTables.map((t) => String(t.name)).sort()).toEqual(['a', 'b', 'z'])
  })

  test('a definition can be shared; wrong columns are errors', () => {
    const id = integer().primaryKey()
    expect(table('a', { id }).c['id']).not.toBe(table('b', { id }).c['id'])
    expect(() => table('t', { id: 'integer' })).toThrow(/Column 'id' of table 't' needs a definition such as integer\(\)/)
    expect(() => table('t', undefined as never)).toThrow(/needs its columns/)
  })

  test('an insert sentinel: created, but not part of statements', () => {
    const t = table('t', { id: integer().primaryKey(), mark: insertSentinel() })
    expect(createTable(t)).toBe('CREATE TABLE t ( id INTEGER NOT NULL, mark INTEGER, PRIMARY KEY (id) )')
    expect(t.sentinelColumn?.key).toBe('mark')
    expect(() => table('t', { a: insertSentinel(), b: insertSentinel() })).toThrow(/one sentinel column, not both 'a' and 'b'/)
  })

  test('schemas can be translated', () => {
    const metadata = new MetaData()
    table('parent', { id: integer().primaryKey() }, { schema: 'a' }, metadata)
    const t = table('t', { id: integer().references('a.parent.id') }, { schema: 'b' }, metadata)
    const schemaTranslateMap = new Map([['a', 'x'], ['b', 'Y y']])
    expect(sql(new CreateTable(t), { schemaTranslateMap, renderSchemaTranslate: true })).toBe('CREATE TABLE "Y y".t ( id INTEGER NOT NULL, FOREIGN KEY(id) REFERENCES x.parent (id) )')
    expect(sql(new CreateTable(t), { schemaTranslateMap })).toBe('CREATE TABLE __[SCHEMA_b].t ( id INTEGER NOT NULL, FOREIGN KEY(id) REFERENCES __[SCHEMA_a].parent (id) )')
    expect(() => sql(new CreateTable(t), { schemaTranslateMap: new Map([['b', null]]), renderSchemaTranslate: true })).toThrow(/'b' is translated to the default schema/)
  })
})
