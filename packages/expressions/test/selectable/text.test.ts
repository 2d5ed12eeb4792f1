import { describe, expect, test } from '@jest/globals'
import { compile } from '../../src/compiler/compile.ts'
import { bindparam } from '../../src/elements/factories.ts'
import { sql as template } from '../../src/elements/sql-template.ts'
import { select, text } from '../../src/selectable/factories.ts'
import { INTEGER, STRING } from '../../src/types/value-types.ts'
import { sql, users } from './support.ts'

describe('text()', () => {
  test('has parameters by name', () => {
    const { sql: rendered, parameters } = compile(text('SELECT * FROM t WHERE a = :a AND b = :b AND a2 = :a').bindparams({ a: 1, b: 'x' }))
    expect(rendered).toBe('SELECT * FROM t WHERE a = :a AND b = :b AND a2 = :a')
    expect(parameters).toEqual([['a', 1], ['b', 'x'], ['a', 1]])
  })

  test('leaves casts, times and escaped colons alone', () => {
    expect(compile(text("SELECT x::int, '12:30:00', \\:y, :z")).sql).toBe("SELECT x::int, '12:30:00', :y, :z")
    expect(compile(text("SELECT x::int, '12:30:00', \\:y, :z")).parameters.map(([name]) => name)).toEqual(['z'])
  })

  test('rejects values for parameters that it doesn\'t have', () => {
    expect(() => text('x = :x').bindparams({ y: 1 })).toThrow(/no parameter ':y'. Its parameters: :x/)
    expect(sql(text('x IN :xs').bindparams(bindparam('xs', { value: [1, 2], expanding: true })))).toBe('x IN (:xs_1, :xs_2)')
  })

  test('is a criterion, a column, a FROM element', () => {
    expect(sql(select(text('a'), text('b')).selectFrom(text('t')).where(text('a > 1'), users.c.id.eq(2))))
      .toBe('SELECT a, b FROM t, users WHERE a > 1 AND users.id = :id_1')
  })

  test('with columns is a subquery', () => {
    const s = text('SELECT id, name FROM users').columns({ id: INTEGER, name: STRING }).subquery('s')
    expect(sql(select(s.c.id).where(s.c.name!.eq('x')))).toBe('SELECT s.id FROM (SELECT id, name FROM users) AS s WHERE s.name = :name_1')
    const { resultColumns, resultColumnsOrdered } = compile(text('SELECT 1').columns(users.c.id)).compiled
    expect(resultColumns.map((c) => c.key)).toEqual(['id'])
    expect(resultColumnsOrdered).toBe(true)
  })
})

describe('the sql template', () => {
  test('renders elements and makes parameters of everything else', () => {
    const fragment = template`lower(${users.c.name}) = ${"x'; --"} AND ${users.c.id} IN ${[1, 2]} AND ${null} IS NULL`
    expect(sql(select(users.c.id).where(fragment)))
      .toBe('SELECT users.id FROM users WHERE lower(users.name) = :param_1 AND users.id IN (:param_2_1, :param_2_2) AND NULL IS NULL')
  })

  test('knows tables and queries', () => {
    expect(sql(template`SELECT * FROM ${users} WHERE id = ${select(users.c.id)}`)).toBe('SELECT * FROM users WHERE id = (SELECT users.id FROM users)')
    expect(sql(template`SELECT * FROM ${users.alias('u')}`)).toBe('SELECT * FROM users AS u')
  })

  test('takes no text by accident', () => {
    expect(() => template`x = ${undefined}`).toThrow(/Substitution 1 of an sql template is undefined/)
    expect(() => (template as unknown as (text: string) => unknown)('DROP TABLE x')).toThrow(/sql is a template tag/)
    expect(sql(template`SELECT ':x', a::int`)).toBe("SELECT ':x', a::int")
    expect(() => sql(template`SELECT ${users.c.id.label('x')}`)).toThrow(/label 'x' can't stand in an sql template/)
  })
})
