import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

const all = text('SELECT id, name FROM thing ORDER BY id')
const none = text('SELECT id, name FROM thing WHERE id < 0')

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await makeTable(engine)
    await engine.begin((conn) => conn.execute(text('INSERT INTO thing (id, name) VALUES (:id, :name)'), [
      { id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 3, name: null }, { id: 4, name: 'a' },
    ]))
  })
  afterAll(() => engines.dispose())

  test('objects, tuples, single values', async () => {
    await using conn = await engine.connect()
    expect(await conn.execute(all).all()).toEqual([{ id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 3, name: null }, { id: 4, name: 'a' }])
    expect(await conn.execute(all).tuples().all()).toEqual([[1, 'a'], [2, 'b'], [3, null], [4, 'a']])
    expect(await conn.execute(all).scalars().all()).toEqual([1, 2, 3, 4])
    expect(await conn.execute(all).scalars('name').all()).toEqual(['a', 'b', null, 'a'])
    expect(await conn.execute(all).scalars(-1).first()).toBe('a')
    expect(await conn.execute(all).selectColumns('name', 'id').first()).toEqual(['a', 1])
    expect(await conn.execute(all).mappings().first()).toEqual({ id: 1, name: 'a' })
  })

  test('a result can be read as often as one likes', async () => {
    await using conn = await engine.connect()
    const result = await conn.execute(all)
    expect(result.all()).toEqual(result.all())
    expect([...result].length).toBe(4)
    expect(result.first()).toEqual({ id: 1, name: 'a' })
    expect(result.keys).toEqual(['id', 'name'])
    expect(result.returnsRows).toBe(true)
    const frozen = result.freeze()
    expect(frozen().all()).toEqual(frozen().all())
    expect(frozen().scalars().all()).toEqual([1, 2, 3, 4])
  })

  test('for await, and partitions', async () => {
    await using conn = await engine.connect()
    const seen: unknown[] = []
    for await (const row of conn.execute(all)) seen.push((row as { readonly id: number }).id)
    expect(seen).toEqual([1, 2, 3, 4])
    const sizes: number[] = []
    for await (const part of conn.execute(all).partitions(3)) sizes.push(part.length)
    expect(sizes).toEqual([3, 1])
    expect([...(await conn.execute(all)).tuples().partitions(2)].length).toBe(2)
  })

  describe('one, oneOrNone, first, scalar', () => {
    const one = text('SELECT id, name FROM thing WHERE id = 2')
    test('of one row', async () => {
      await using conn = await engine.connect()
      expect(await conn.execute(one).one()).toEqual({ id: 2, name: 'b' })
      expect(await conn.execute(one).oneOrNone()).toEqual({ id: 2, name: 'b' })
      expect(await conn.execute(one).oneOrNull()).toEqual({ id: 2, name: 'b' })
      expect(await conn.execute(one).scalarOne()).toBe(2)
      expect(await conn.execute(one).scalar()).toBe(2)
      expect(await conn.scalar(one)).toBe(2)
      expect(await conn.scalars(one).all()).toEqual([2])
    })
    test('of none', async () => {
      await using conn = await engine.connect()
      expect(await rejection(conn.execute(none).one())).toMatchObject({ code: 'NO_RESULT_FOUND' })
      expect(await rejection(conn.execute(none).scalarOne())).toMatchObject({ code: 'NO_RESULT_FOUND' })
      expect(await conn.execute(none).oneOrNone()).toBeNull()
      expect(await conn.execute(none).first()).toBeNull()
      expect(await conn.execute(none).scalar()).toBeNull()
      expect(await conn.execute(none).scalarOneOrNone()).toBeNull()
      expect(await conn.execute(none).all()).toEqual([])
    })
    test('of several', async () => {
      await using conn = await engine.connect()
      expect(await rejection(conn.execute(all).one())).toMatchObject({ code: 'MULTIPLE_RESULTS_FOUND', message: 'Multiple rows were found when exactly one was required.' })
      expect(await rejection(conn.execute(all).oneOrNone())).toMatchObject({ code: 'MULTIPLE_RESULTS_FOUND' })
      expect(await conn.execute(all).first()).toEqual({ id: 1, name: 'a' })
    })
  })

  test('unique()', async () => {
    await using conn = await engine.connect()
    expect(await conn.execute(all).scalars('name').unique().all()).toEqual(['a', 'b', null])
    const names = (await conn.execute(text('SELECT name FROM thing ORDER BY id')))
    expect(names.unique().all()).toEqual([{ name: 'a' }, { name: 'b' }, { name: null }])
    expect(names.tuples().unique().all()).toEqual([['a'], ['b'], [null]])
    expect((await conn.execute(all)).unique((row) => (row as { readonly id: number }).id % 2).all().length).toBe(2)
  })

  test('a statement without rows', async () => {
    await using conn = await engine.connect()
    const result = await conn.execute(text("UPDATE thing SET name = 'z' WHERE id > 2"))
    expect(result.returnsRows).toBe(false)
    expect(result.rowCount).toBe(2)
    expect(() => result.all()).toThrow(expect.objectContaining({ code: 'RESULT_NO_ROWS', message: 'This result object does not return rows. It has been closed automatically.' }) as never)
    expect(() => result.insertedPrimaryKey).toThrow(/Only the result of an INSERT/)
  })

  test('rowCount counts matched rows, changed or not', async () => {
    await using conn = await engine.connect()
    expect((await conn.execute(text("UPDATE thing SET name = 'b' WHERE id = 2"))).rowCount).toBe(1)
  })

  test('two columns of one name: tuples, but no objects', async () => {
    await using conn = await engine.connect()
    const result = await conn.execute(text('SELECT id, name AS id FROM thing WHERE id = 1'))
    expect(result.tuples().all()).toEqual([[1, 'a']])
    expect(() => result.all()).toThrow(expect.objectContaining({ code: 'DUPLICATE_RESULT_KEY', message: expect.stringMatching(/'id'.*column 1.*column 2/) }) as never)
  })

  test('an unknown column', async () => {
    await using conn = await engine.connect()
    expect(await rejection(conn.execute(all).scalars('nmae').all())).toMatchObject({ code: 'NO_SUCH_COLUMN', message: expect.stringContaining("Did you mean 'name'") })
  })

  test('values of SQL text are sent as what they are', async () => {
    await using conn = await engine.connect()
    const id = await conn.execute(text('SELECT id FROM thing WHERE (:on AND id = :id) OR name = :nothing').bindparams({ on: true }), { id: 2, nothing: null }).scalars().all()
    expect(id).toEqual([2])
    const later = new Date(Date.UTC(2040, 0, 1))
    expect(await conn.execute(text("SELECT id FROM thing WHERE id = 1 AND CURRENT_TIMESTAMP < :later"), { later }).scalars().all()).toEqual([1])
  })

  test('what is no statement is not executed', async () => {
    await using conn = await engine.connect()
    expect(await rejection(conn.execute('SELECT 1' as never))).toMatchObject({ code: 'NOT_EXECUTABLE', message: expect.stringContaining('text(') })
    expect(await rejection(conn.execute(undefined as never))).toMatchObject({ code: 'NOT_EXECUTABLE' })
    expect(await rejection(conn.execute(all, 5 as never))).toMatchObject({ code: 'PARAMETERS_INVALID' })
  })
})
