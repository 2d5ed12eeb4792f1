import { describe, expect, test } from '@jest/globals'
import {
  check, compile, copyTable, CreateTable, foreignKey, func, index, integer, literal, MetaData, select, sequence, table, union, unique, values, varchar,
} from '@athanor/expressions'

const metadata = new MetaData({ schema: 'app', info: { owner: 'x' } })
const parent = table('parent', metadata, { id: integer().primaryKey(), code: integer() }, (c) => [unique({ name: 'uq' }, c.code)])
const child = table('child', metadata, {
  id: integer().primaryKey(), parentId: integer().references('app.parent.id', { name: 'fk', onDelete: 'cascade' }).comment('whose'),
  name: varchar(30).nullable().default('x').info({ unit: 'm' }), code: integer().serverDefault('5'),
}, {
  comment: 'children', info: { a: 1 }, constraints: (c) => [check(c.code.gt(0), { name: 'ck' }), index({ name: 'ix', unique: true }, c.name, c.code.desc())],
})

describe('what a table tells of itself', () => {
  test('its place', () => {
    expect([child.name, child.schema, child.fullName, child.description, child.comment, child.info]).toEqual(['child', 'app', 'app.child', 'child', 'children', { a: 1 }])
    expect(child.metadata).toBe(metadata)
  })

  test('its keys', () => {
    expect(child.primaryKey).toEqual([child.c.id])
    expect(child.autoincrementColumn).toBe(child.c.id)
    expect(child.primaryKeyConstraint.columns).toEqual([child.c.id])
    const [key] = child.foreignKeyConstraints
    expect([key!.name, key!.onDelete, key!.onUpdate, key!.referredTable, key!.columns, key!.elements[0]!.column]).toEqual(['fk', 'cascade', undefined, parent, [child.c.parentId], parent.c.id])
    expect(child.foreignKeys.map(({ parent: column, foreignKey: { targetFullName } }) => [column.key, targetFullName])).toEqual([['parentId', 'app.parent.id']])
  })

  test('its constraints and indexes', () => {
    expect(child.constraints.map(({ name }) => name)).toEqual([null, 'fk', 'ck'])
    expect(child.constraints.every((constraint) => constraint.table === child)).toBe(true)
    const [ix] = child.indexes
    expect([ix!.name, ix!.unique, ix!.table, ix!.columns, ix!.expressions.length]).toEqual(['ix', true, child, [child.c.name, child.c.code], 2])
  })

  test('its columns', () => {
    const { id, name, code, parentId } = child.c
    expect([id.nullable, id.primaryKey, id.autoincrement, name.nullable, name.info, parentId.comment]).toEqual([false, true, 'auto', true, { unit: 'm' }, 'whose'])
    expect(name.default).toEqual({ kind: 'value', value: 'x' })
    expect([code.default, code.serverDefault === null, name.serverDefault]).toEqual([null, false, null])
    expect([parentId.table, parentId.foreignKeys[0]!.column, parentId.foreignKeys[0]!.constraint]).toEqual([child, parent.c.id, child.foreignKeyConstraints[0]])
    expect(String(name.type)).toBe('String(30)')
  })

  test('constraints and dependencies can be added', () => {
    const other = table('other', metadata, { a: integer(), b: integer() })
    const late = foreignKey(['a'], ['app.parent.id'], { name: 'late' })
    other.append(late)
    other.append(index({ name: 'ix_b' }, 'b'))
    expect([late.table, late.referredTable, other.indexes.length]).toEqual([other, parent, 1])
    expect(() => child.append(late)).toThrow(/belongs to|can't be added/)
    parent.addIsDependentOn(table('first', metadata, { a: integer() }))
    expect(metadata.sortedTables.map((t) => t.name)).toEqual(['first', 'parent', 'child', 'other'])
  })
})

test('what a collection has', () => {
  const own = new MetaData({ schema: 'app', info: { owner: 'x' }, namingConvention: { uq: 'uq_%(table_name)s' } })
  const numbers = sequence('numbers', { metadata: own, start: 5 })
  const t = table('t', own, { id: integer() })
  expect([own.info, own.namingConvention]).toEqual([{ owner: 'x' }, { uq: 'uq_%(table_name)s' }])
  expect([...own.sequences]).toEqual([['app.numbers', numbers]])
  expect([numbers.key, numbers.settings, numbers.metadata, numbers.optional]).toEqual(['app.numbers', { start: 5 }, own, false])
  expect([own.table('t'), own.table('app.t'), own.table('nope')]).toEqual([t, t, undefined])
})

test('a table can be copied into another collection', () => {
  const copy = copyTable(parent, new MetaData(), { name: 'p', schema: null })
  expect(copy.fullName).toBe('p')
  expect(compile(new CreateTable(copy)).sql.replaceAll(/\s+/g, ' ').trim()).toBe('CREATE TABLE p ( id INTEGER NOT NULL, code INTEGER NOT NULL, PRIMARY KEY (id), CONSTRAINT uq UNIQUE (code) )')
})

describe('what FROM elements tell of themselves', () => {
  const alias = child.alias('c')
  const query = select(child.c.id, child.c.name).subquery('q')

  test('columns that stand for those of others', () => {
    expect(alias.correspondingColumn(child.c.name)).toBe(alias.c.name)
    expect(query.correspondingColumn(child.c.name)).toBe(query.c.name)
    expect(query.correspondingColumn(child.c.code)).toBeUndefined()
    expect([alias.isDerivedFrom(child), query.isDerivedFrom(child), query.isDerivedFrom(parent), child.isDerivedFrom(alias)]).toEqual([true, true, false, false])
    expect([alias.primaryKey, query.primaryKey]).toEqual([[alias.c.id], [query.c.id]])
  })

  test('a join has its sides and its condition', () => {
    const joined = parent.outerJoin(child)
    expect([joined.left, joined.right, joined.isOuter, joined.full, String(joined.on)]).toEqual([parent, child, true, false, 'app.parent.id = app.child."parentId"'])
  })

  test('subqueries join and are selected from', () => {
    expect(compile(query.join(parent, parent.c.id.eq(query.c.id)).select().limit(1)).sql).toContain('JOIN app.parent ON app.parent.id = q.id')
    expect(compile(query.select()).sql).toContain('SELECT q.id, q.name')
  })
})

describe('what queries tell of themselves', () => {
  test('criteria as one condition', () => {
    expect(select(child.c.id).whereClause).toBeNull()
    expect(String(select(child.c.id).filter(child.c.id.gt(1), child.c.name.isNull()).whereClause)).toBe('app.child.id > :id_1 AND app.child.name IS NULL')
  })

  test('a query with a name is a value', () => {
    expect(compile(select(select(func.count()).selectFrom(child).label('n'), literal(5).label('five'))).sql).toContain(') AS n, :param_1 AS five')
    expect(select(child.c.id).label('n').name).toBe('n')
    expect(compile(select(union(select(child.c.id), select(parent.c.id)).slice(2, 5).label('n'))).sql).toContain('LIMIT :param_1 OFFSET :param_2) AS n')
  })
})

describe('options that DDL knows are options of the public functions', () => {
  const written = (element: unknown): string => compile(element).sql.replaceAll(/\s+/g, ' ').trim()
  const t = (...args: readonly unknown[]): string => written(new CreateTable((table as (...all: readonly unknown[]) => ReturnType<typeof table>)('c', ...args)))

  test('of tables', () => {
    expect(t(new MetaData({ schema: 'x' }), { a: integer() }, { schema: null, quote: true })).toBe('CREATE TABLE "c" ( a INTEGER NOT NULL )')
    expect(written(new CreateTable(child, { includeForeignKeys: [] }))).not.toContain('FOREIGN KEY')
    expect(written(new CreateTable(child, { includeForeignKeys: child.foreignKeyConstraints }))).toContain('FOREIGN KEY')
  })

  test('of columns and references', () => {
    expect(t(new MetaData(), { a: varchar(5, { collation: 'de', collationSchema: 'app' }) })).toContain('COLLATE app.de')
    expect(t(new MetaData(), { a: integer().dbName('plain', { quote: true }), b: integer().dbName('Mixed', { quote: false }) })).toBe('CREATE TABLE c ( "plain" INTEGER NOT NULL, Mixed INTEGER NOT NULL )')
    const quoted = table('quoted', new MetaData(), { a: integer().dbName('plain', { quote: true }) })
    expect(compile(select(quoted.c.a).where(quoted.c.a.eq(1))).sql.replaceAll(/\s+/g, ' ')).toBe('SELECT quoted."plain" FROM quoted WHERE quoted."plain" = :a_1')
    const own = new MetaData()
    const target = table('target', own, { key: integer().dbName('column_name').primaryKey() })
    const source = table('source', own, { a: integer().references('target.column_name', { linkToName: true }) })
    expect(source.c.a.foreignKeys[0]!.column).toBe(target.c.key)
  })

  test('of VALUES', () => {
    expect(written(select(values({ id: integer() }, 'v', { literalBinds: true }).data([[1]]).c.id))).toContain('VALUES (1)')
  })
})
