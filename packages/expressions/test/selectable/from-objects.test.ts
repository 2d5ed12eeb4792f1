import { describe, expect, test } from '@jest/globals'
import { compile } from '../../src/compiler/compile.ts'
import { func } from '../../src/functions/func.ts'
import { column, select, tablesample, values } from '../../src/selectable/factories.ts'
import { TableClause } from '../../src/selectable/table-clause.ts'
import type { TableValuedAlias } from '../../src/selectable/table-valued.ts'
import { INTEGER, STRING } from '../../src/types/value-types.ts'
import { int, sql, users } from './support.ts'

// the functions' public types name interfaces; here their classes are meant
const valued = (fn: unknown, columns: unknown, options?: object): TableValuedAlias =>
  (fn as { tableValued(c: unknown, o?: object): TableValuedAlias }).tableValued(columns, options)

describe('VALUES', () => {
  const v = values([column('id', INTEGER), column('name', STRING)], 'v')
  test('has its rows as parameters of the columns\' types', () => {
    const statement = select(v.data([[1, 'a'], { name: null, id: 2 }]))
    expect(sql(statement)).toBe('SELECT v.id, v.name FROM (VALUES (:param_1, :param_2), (:param_3, NULL)) AS v (id, name)')
    expect(compile(statement).parameters).toEqual([['param_1', 1], ['param_2', 'a'], ['param_3', 2]])
  })

  test('may write them into the text', () => {
    expect(sql(select(values([column('id', INTEGER)], 'v', { literalBinds: true }).data([[1]])))).toBe('SELECT v.id FROM (VALUES (1)) AS v (id)')
  })

  test('without a name has no list of columns', () => {
    expect(sql(select(values([column('id', INTEGER)]).data([[1]])))).toBe('SELECT id FROM (VALUES (:param_1))')
    expect(sql(select(values([column('id', INTEGER)]).data([[1]]).alias()))).toBe('SELECT anon_1.id FROM (VALUES (:param_1)) AS anon_1 (id)')
  })

  test('rejects rows that don\'t fit', () => {
    expect(() => v.data([[1]])).toThrow(/Row 1 of data\(\) has 1 values for 2 columns/)
    expect(() => v.data([{ id: 1, nmae: 'x' }])).toThrow(/'nmae', which is no column/)
  })
})

describe('functions in FROM', () => {
  test('have the columns they are said to have', () => {
    const fn = valued(func('json_each', '{}'), ['key', 'value'], { name: 'j' })
    expect(sql(select(fn.c.key, fn.c.value))).toBe('SELECT j.key, j.value FROM json_each(:json_each_1) AS j')
  })

  test('list them when asked to, with types and WITH ORDINALITY', () => {
    const fn = valued(func('unnest', 1), { x: INTEGER }, { withOrdinality: 'n' })
    expect(sql(select(fn.renderDerived().c.x))).toBe('SELECT anon_1.x FROM unnest(:unnest_1) WITH ORDINALITY AS anon_1(x, n)')
    expect(sql(select(valued(func('f'), { x: INTEGER }).renderDerived({ name: 't', withTypes: true }).c.x))).toBe('SELECT t.x FROM f() AS t(x INTEGER)')
  })

  test('can be a value themselves', () => {
    expect(sql(select((func('generate_series', 1, 3) as unknown as { columnValued(name?: string): unknown }).columnValued('n'))))
      .toBe('SELECT n FROM generate_series(:generate_series_1, :generate_series_2) AS n')
  })

  test('may be LATERAL', () => {
    const fn = valued(func('unnest', users.c.name), ['x']).lateral('l')
    expect(sql(select(users.c.id, fn.c.x))).toBe('SELECT users.id, l.x FROM users, LATERAL unnest(users.name) AS l')
  })
})

describe('TABLESAMPLE', () => {
  test('has a method and a seed', () => {
    expect(sql(select(tablesample(users, 5, { name: 's' }).c.id))).toBe('SELECT s.id FROM users AS s TABLESAMPLE system(:system_1)')
    expect(sql(select(tablesample(users, func('bernoulli', 1), { seed: 7 }).c.id))).toBe('SELECT users_1.id FROM users AS users_1 TABLESAMPLE bernoulli(:bernoulli_1) REPEATABLE (:param_1)')
  })
})

describe('tables', () => {
  test('with a schema take the name away from a table without', () => {
    const own = new TableClause('users', [int('id')], { schema: 'archive' })
    expect(sql(select(own.c.id, users.c.id)))
      .toBe('SELECT archive.users.id, users_1.id AS id_1 FROM archive.users, users AS users_1')
  })

  test('a column belongs to one table', () => {
    expect(() => new TableClause('other', [users.c.id as never])).toThrow(/The column 'id' already belongs to 'users'/)
  })

  test('keep the keys of columns apart from their names', () => {
    const t = new TableClause('t', [int('x', { key: 'y' })])
    expect(sql(select(t.c.y!))).toBe('SELECT t.x FROM t')
    expect(Object.keys(t.alias('a').c)).toEqual(['y'])
    expect(sql(select(select(t).subquery('s').c.y!))).toBe('SELECT s.x FROM (SELECT t.x AS x FROM t) AS s')
  })
})

describe('the columns of derived FROM elements', () => {
  test('are found by name, listed, and made once', () => {
    const a = users.alias('a')
    expect(a.c.id).toBe(a.c.id)
    expect(a.c.id).not.toBe(users.c.id)
    expect('name' in a.c && !('nope' in a.c)).toBe(true)
    expect(a.c['nope']).toBeUndefined()
    expect({ ...a.c }).toEqual({ id: a.columns.at(0), name: a.columns.at(1) })
  })

  test('correspond to those they are made of', () => {
    const s = select(users.c.id, users.alias('x').c.id).subquery()
    expect([...s.columns.keys()]).toEqual(['id', 'id_1'])
    expect(s.correspondingColumn(users.c.id)).toBe(s.c.id)
    const outer = s.alias('o')
    expect(outer.correspondingColumn(users.c.id)).toBe(outer.c.id)
    expect(outer.correspondingColumn(s.c.id_1!)).toBe(outer.c.id_1)
  })
})
