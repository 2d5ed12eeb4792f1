import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bindparam, compile, createEngine, insert, integer, MetaData, select, table, tuple, values, varchar, type Engine } from '@athanor/core'
import { ArgumentError } from '@athanor/interfaces'
import { dialects, sqlOf } from '../support/dialects.ts'

const metadata = new MetaData()
const t = table('t', metadata, { id: integer().primaryKey(), x: integer().nullable(), name: varchar(30) })
const { id, x, name } = t.c

describe('IN', () => {
  test('a list is one parameter until the statement is executed: lists of any length share a compiled form', () => {
    const [two, three] = [[1, 2], [1, 2, 3]].map((list) => compile(select(id).where(id.in(list)), { dialect: dialects.postgresql }).compiled.text)
    expect(two!.texts).toEqual(three!.texts)
    expect(two!.slots.map((slot) => slot.mode)).toEqual(['expanding'])
    expect(sqlOf(id.in([1, 2, 3]))).toBe('t.id IN (:id_1_1, :id_1_2, :id_1_3)')
  })

  test('an empty list finds nothing, and everything with NOT', () => {
    expect(sqlOf(select(id).where(id.in([])), 'postgresql')).toBe('SELECT t.id FROM t WHERE t.id IN (NULL) AND (1 != 1)')
    expect(sqlOf(select(id).where(id.notIn([])), 'postgresql')).toBe('SELECT t.id FROM t WHERE (t.id NOT IN (NULL) OR (1 = 1))')
    expect(sqlOf(id.in([]), 'sqlite')).toBe('t.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)')
  })

  test('takes rows, queries, VALUES, expressions, sets, and a parameter', () => {
    expect(sqlOf(tuple(id, name).in([[1, 'a'], [2, 'b']]))).toBe('(t.id, t.name) IN ((:param_1_1_1, :param_1_1_2), (:param_1_2_1, :param_1_2_2))')
    expect(sqlOf(id.in(select(x)))).toBe('t.id IN (SELECT t.x FROM t)')
    expect(sqlOf(select(id).where(id.in(select(select(x).cte('c').c.x))))).toBe('WITH c AS (SELECT t.x AS x FROM t) SELECT t.id FROM t WHERE t.id IN (SELECT c.x FROM c)')
    expect(sqlOf(id.in(values({ n: integer() }).data([[1], [2]]).scalarValues()))).toBe('t.id IN (VALUES (:param_1), (:param_2))')
    expect(sqlOf(id.in([x, 5]))).toBe('t.id IN (t.x, :id_1)')
    expect(sqlOf(id.in(new Set([1, 2]) as never))).toBe('t.id IN (:id_1_1, :id_1_2)')
    expect(sqlOf(id.in(bindparam<number[]>('ids', { value: [7] })))).toBe('t.id IN (:ids_1)')
  })

  test('null may be in a list', () => {
    expect(sqlOf(x.in([1, null] as never))).toBe('t.x IN (:x_1_1, :x_1_2)')
  })

  test.each([['a text', 'abc'], ['a number', 5], ['null', null], ['undefined', undefined], ['an object', {}]])('doesn\'t take %s', (_what, value) => {
    expect(() => name.in(value as never)).toThrow(ArgumentError)
    expect(() => name.in(value as never)).toThrow(/in\(\) on "t\.name" needs a list, a subquery or an expanding parameter/)
  })
})

describe('on a database', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine('sqlite://')
    await metadata.createAll(engine)
    await engine.begin((conn) => conn.execute(insert(t), [{ id: 1, x: 10, name: 'a' }, { id: 2, x: null, name: 'b' }, { id: 3, x: 30, name: 'c' }]))
  })
  afterAll(() => engine.dispose())
  const ids = (condition: Parameters<ReturnType<typeof select>['where']>[0], parameters?: Record<string, unknown>) =>
    engine.begin((conn) => conn.execute(select(id).where(condition).orderBy(id), parameters).scalars().all())

  test('lists, rows, empty ones', async () => {
    expect(await ids(id.in([1, 3]))).toEqual([1, 3])
    expect(await ids(id.in([]))).toEqual([])
    expect(await ids(id.notIn([]))).toEqual([1, 2, 3])
    expect(await ids(tuple(id, name).in([[1, 'a'], [2, 'z']]))).toEqual([1])
    expect(await ids(tuple(id, name).in([]))).toEqual([])
  })

  test('a named list is given at execution', async () => {
    const listed = id.in(bindparam<number[]>('ids', { expanding: true }))
    expect(await ids(listed, { ids: [2, 3] })).toEqual([2, 3])
    expect(await ids(listed, { ids: [] })).toEqual([])
    await expect(ids(listed)).rejects.toMatchObject({ code: 'PARAMETER_REQUIRED' })
  })
})
