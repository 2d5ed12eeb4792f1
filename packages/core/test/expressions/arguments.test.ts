import { describe, expect, test } from '@jest/globals'
import { column, exists, fromDmlColumn, func, insert, integer, literalColumn, MetaData, select, table, update, varchar } from '@athanor/core'
import { ArgumentError, CompileError } from '@athanor/interfaces'
import { sqlOf } from '../support/dialects.ts'

const t = table('t', new MetaData(), { id: integer().primaryKey(), name: varchar(30), other: varchar(30).nullable() })

describe('wrong arguments', () => {
  test.each([
    ['a function as a value', () => t.c.id.eq((() => 5) as never), /a function can't be an operand of 'eq' on "t\.id"/],
    ['a class as a value', () => t.c.id.in([class Foo {} as never, t.c.id]), /the function Foo can't be an operand/],
    ['a symbol as a value', () => t.c.id.gt(Symbol('x') as never), /symbol.*can't be an operand/],
    ['a table as a value', () => t.c.id.eq(t as never), /class Table can't be an operand/],
    ['autoescape of an expression', () => t.c.name.contains(t.c.other, { autoescape: true }), /autoescape needs a plain string/],
    ['a column without a name', () => column('' as never), /column\(\) needs a name/],
    ['no text for a literal column', () => literalColumn(5 as never), /literalColumn\(\) needs SQL text, not number "5"/],
    ['an argument that isn\'t there', () => func('same', t.c.id).asComparison(1, 2), /asComparison\(\) of same\(\): there is no argument 2.*it has 1/],
    ['an unknown option of match()', () => t.c.name.match('x', { postgresql: { config: 'english' } } as never), /no option 'postgresql\.config'.*regconfig/],
  ])('%s', (_what, build, message) => {
    expect(build).toThrow(ArgumentError)
    expect(build).toThrow(message)
  })

  test('fromDmlColumn() outside of values() and set()', () => {
    const stray = expect.objectContaining({ code: 'DML_COLUMN_MISSING', message: expect.stringMatching(/fromDmlColumn\('name'\).*inside values\(\) and set\(\) only/) })
    expect(() => sqlOf(select(fromDmlColumn(t.c.name)))).toThrow(stray)
    expect(() => sqlOf(update(t).set({ name: 'x' }).where(fromDmlColumn(t.c.name).eq('y')))).toThrow(stray)
    expect(() => sqlOf(select(fromDmlColumn(t.c.name)))).toThrow(CompileError)
    expect(sqlOf(insert(t).values({ name: 'x', other: fromDmlColumn(t.c.name) }))).toBe('INSERT INTO t (name, other) VALUES (:name, :name)')
  })
})

test('match() has the options of each database by its name', () => {
  expect(sqlOf(t.c.name.match('x', { postgresql: { regconfig: 'english' } }), 'postgresql')).toBe("t.name @@ plainto_tsquery('english', :name_1)")
  const options = { mysql: { booleanMode: false, naturalLanguage: true, queryExpansion: true } }
  expect(sqlOf(t.c.name.match('x', options), 'mysql')).toBe('MATCH (t.name) AGAINST (:name_1 IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION)')
  expect(sqlOf(t.c.name.match('x', options), 'oracle')).toBe('CONTAINS (t.name, :name_1)')
})

test('EXISTS as a query', () => {
  expect(sqlOf(exists(t).where(t.c.id.eq(1)).select())).toBe('SELECT EXISTS (SELECT t.id, t.name, t.other FROM t WHERE t.id = :id_1) AS anon_1')
})

test('Oracle locks the rows of a table by its key', () => {
  const other = table('b', new MetaData(), { x: integer(), y: integer() })
  expect(sqlOf(select(t.c.name, other.c.x).withForUpdate({ of: [t, other] }), 'oracle')).toBe('SELECT t.name, b.x FROM t, b FOR UPDATE OF t.id, b.x')
  expect(sqlOf(select(t.c.name).withForUpdate({ of: t.c.name }), 'oracle')).toBe('SELECT t.name FROM t FOR UPDATE OF t.name')
})
