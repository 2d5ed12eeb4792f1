import { describe, expect, test } from '@jest/globals'
import { boolean, enumType, integer, varchar } from '../../src/index.ts'
import { AddConstraint, DropConstraint } from '../../src/schema/ddl/add-constraint.ts'
import { check, exclude, foreignKey, primaryKey, unique } from '../../src/schema/factories.ts'
import { MetaData } from '../../src/schema/meta-data.ts'
import type { Column } from '../../src/schema/column.ts'
import { createTable, sql, table } from './support.ts'

type Columns = Record<string, Column>

describe('constraints', () => {
  test('the primary key comes first, others in the order in which they were made', () => {
    const t = table('t', { a: integer(), b: integer().unique() }, (c: Columns) => [unique({ name: 'u' }, c['a'], 'b'), check('a > b'), primaryKey({ name: 'pk' }, 'b', 'a')])
    expect(createTable(t)).toBe(
      'CREATE TABLE t ( a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT pk PRIMARY KEY (b, a), UNIQUE (b), CONSTRAINT u UNIQUE (a, b), CHECK (a > b) )')
    expect(t.primaryKey.map((c) => c.key)).toEqual(['b', 'a'])
    expect(t.columns.all.every((c) => (c as Column).primaryKey)).toBe(true)
  })

  test('a condition made of columns has no table, and its values are literals', () => {
    const t = table('t', { a: integer(), b: varchar() }, (c: Columns) => [check(c['a']!.gt(5), { name: 'big' }), check(c['b']!.in(['x', "y'"]))])
    expect(createTable(t)).toBe("CREATE TABLE t ( a INTEGER NOT NULL, b VARCHAR NOT NULL, CONSTRAINT big CHECK (a > 5), CHECK (b IN ('x', 'y''')) )")
  })

  test('deferrable, initially', () => {
    const t = table('t', { a: integer() }, () => [unique({ deferrable: true, initially: 'deferred' }, 'a'), check('a > 0', { deferrable: false })])
    expect(createTable(t)).toBe('CREATE TABLE t ( a INTEGER NOT NULL, UNIQUE (a) DEFERRABLE INITIALLY deferred, CHECK (a > 0) NOT DEFERRABLE )')
    expect(() => createTable(table('t', { a: integer() }, () => [unique({ initially: 'x; DROP TABLE t' }, 'a')]))).toThrow(/INITIALLY can't be "x; DROP TABLE t"/)
  })

  test('a key that the table does not have is an error that names both', () => {
    expect(() => table('t', { a: integer() }, () => [unique('b')])).toThrow(/table 't' names the column 'b'.*Its columns: a/)
  })

  test('a constraint made from columns belongs to their table', () => {
    const t = table('t', { a: integer(), b: integer() })
    const constraint = unique({ name: 'later' }, t.c['a'])
    expect(constraint.table).toBe(t)
    expect(createTable(t)).toContain('CONSTRAINT later UNIQUE (a)')
  })

  test('columns of two tables make no constraint', () => {
    const [x, y] = [table('x', { a: integer() }), table('y', { a: integer() })]
    expect(() => unique(x.c['a'], y.c['a'])).toThrow(/belong to different tables: x, y/)
  })

  test('CHECK of BOOLEAN and ENUM where the database has no such type', () => {
    const t = table('t', { flag: boolean({ createConstraint: true, name: 'is_flag' } as never), status: enumType('new', 'done') })
    expect(createTable(t)).toBe('CREATE TABLE t ( flag BOOLEAN NOT NULL, status VARCHAR(4) NOT NULL, CONSTRAINT is_flag CHECK (flag IN (0, 1)) )')
  })

  test('a constraint can be rendered under a dialect only', () => {
    const t = table('t', { a: integer() }, () => [check('a > 0').ddlIf({ dialect: 'postgresql' }), check('a > 1').ddlIf({ dialect: ['default', 'x'] }), check('a > 2').ddlIf({ callable: ({ state }) => state === 1, state: 2 })])
    expect(createTable(t)).toBe('CREATE TABLE t ( a INTEGER NOT NULL, CHECK (a > 1) )')
  })

  test('ADD CONSTRAINT takes it out of CREATE TABLE', () => {
    const t = table('t', { a: integer() }, () => [unique({ name: 'u' }, 'a')])
    const [constraint] = t.constraints.filter((c) => c.name === 'u')
    expect(sql(new AddConstraint(constraint!))).toBe('ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)')
    expect(createTable(t)).toBe('CREATE TABLE t ( a INTEGER NOT NULL )')
    expect(sql(new DropConstraint(constraint!, { cascade: true, ifExists: true }))).toBe('ALTER TABLE t DROP CONSTRAINT IF EXISTS u CASCADE')
  })

  test('DROP CONSTRAINT needs a name', () => {
    const t = table('t', { a: integer().unique() })
    expect(() => sql(new DropConstraint(t.constraints[1]!))).toThrow(/needs the name.*UniqueConstraint of table 't'/)
  })

  test('EXCLUDE is PostgreSQL\'s', () => {
    const t = table('t', { a: integer() }, () => [exclude(['a', '='])])
    expect(() => createTable(t)).toThrow(/The dialect 'default' can't render ExcludeConstraint/)
  })

  test('a foreign key needs as many references as columns', () => {
    const metadata = new MetaData()
    expect(() => table('t', { a: integer(), b: integer() }, () => [foreignKey(['a', 'b'], ['x.a'])], metadata)).toThrow(/2 columns \(a, b\) and 1 references/)
    expect(() => table('t', { a: integer(), b: integer() }, () => [foreignKey(['a', 'b'], ['x.a', 'y.b'])], metadata)).toThrow(/several tables: x, y/)
    expect(metadata.tables.size).toBe(0)
  })
})
