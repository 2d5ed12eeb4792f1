import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { insert, integer, MetaData, select, table, text, varchar } from '@athanor/expressions'
import type { Connection, Engine } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

const metadata = new MetaData()
let calls = 0
const things = table('em_thing', metadata, { id: integer().primaryKey(), name: varchar(30), n: integer().nullable(), token: varchar(40).default(() => `t${++calls}`) })
const keyed = table('em_keyed', metadata, { code: varchar(20).primaryKey(), n: integer() })

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'], requires: ['insertReturning'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  let conn: Connection
  const sent: { readonly sql: string; readonly isExecutemany: boolean }[] = []
  beforeAll(async () => {
    engine = engines.open(db.url)
    await metadata.createAll(engine)
    engine.on('beforeCursorExecute', (_conn, sql, _parameters, context) => { if (sql.startsWith('INSERT')) sent.push({ sql, isExecutemany: context.isExecutemany }) })
    conn = await engine.connect()
  })
  beforeEach(async () => {
    await conn.rollback()
    sent.length = 0
    calls = 0
  })
  afterAll(async () => {
    await conn.close()
    await metadata.dropAll(engine)
    await engines.dispose()
  })
  const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `name ${i}` }))

  test('2,500 rows; defaults are computed for each', async () => {
    const result = await conn.execute(insert(things), rows(2500))
    expect(result.rowCount).toBe(2500)
    expect(calls).toBe(2500)
    expect(sent.length).toBe(db.name === 'sqlite' ? 1 : 3)
    expect(await conn.execute(select(things.c.name, things.c.token).orderBy(things.c.id).limit(2).offset(2498)).tuples().all())
      .toEqual([['name 2498', 't2499'], ['name 2499', 't2500']])
    expect(() => result.insertedPrimaryKeyRows).toThrow(expect.objectContaining({ code: 'NO_INSERTED_PRIMARY_KEY' }) as never)
  })

  test('scenario 10: returned keys belong to their own rows', async () => {
    const values = rows(2500)
    const ids = await conn.execute(insert(things).returning(things.c.id).sortByParameterOrder(), values).scalars().all()
    expect(new Set(ids).size).toBe(2500)
    const names = new Map(await conn.execute(select(things.c.id, things.c.name)).tuples().all())
    expect(ids.map((id) => names.get(id))).toEqual(values.map(({ name }) => name))
    expect(sent.length).toBe(db.name === 'sqlite' ? 2500 : 3)
  }, 30_000)

  test('returned rows hold what was asked for, and nothing else', async () => {
    const result = await conn.execute(insert(things).returning(things.c.name, things.c.id).sortByParameterOrder(), rows(3))
    expect(result.keys).toEqual(['name', 'id'])
    expect(result.tuples().all().map((row) => row.length)).toEqual([2, 2, 2])
    expect(result.all().map(({ name }) => name)).toEqual(['name 0', 'name 1', 'name 2'])
    expect(result.rowCount).toBe(3)
  })

  test('without an order, rows are returned all the same', async () => {
    const ids = await conn.execute(insert(things).returning(things.c.id), rows(1200)).scalars().all()
    expect(new Set(ids).size).toBe(1200)
    expect(sent.length).toBe(2)
  })

  test('keys made by the program tell rows apart', async () => {
    const values = Array.from({ length: 1500 }, (_, i) => ({ code: `c${(i * 7919) % 1500}`, n: i }))
    const returned = await conn.execute(insert(keyed).returning(keyed.c.n, keyed.c.code).sortByParameterOrder(), values).all()
    expect(returned).toEqual(values.map(({ code, n }) => ({ n, code })))
    expect(sent.length).toBe(2)
  })

  test('one set in a list', async () => {
    expect(await conn.execute(insert(things).returning(things.c.name).sortByParameterOrder(), [{ name: 'only' }]).all()).toEqual([{ name: 'only' }])
    expect((await conn.execute(insert(things), [{ name: 'only' }])).rowCount).toBe(1)
    expect(await conn.execute(insert(things), []).then(() => 'done', (error: unknown) => (error as Error).name)).toBe('IntegrityError')
  })

  test('the page size is an option', async () => {
    await conn.execute(insert(things).returning(things.c.id), rows(25), { insertmanyvaluesPageSize: 10 })
    expect(sent.length).toBe(3)
  })

  test('all sets must have the keys of the first', async () => {
    expect(await rejection(conn.execute(insert(things), [{ name: 'a', n: 1 }, { name: 'b' }]))).toMatchObject({
      code: 'PARAMETER_REQUIRED', message: expect.stringMatching(/A value is required for bind parameter 'n', in parameter group 1/),
    })
    expect(await rejection(conn.execute(insert(things), [{ name: 'a' }, { name: 'b', n: 5 }]))).toMatchObject({
      code: 'PARAMETER_SETS_DIFFER', message: expect.stringContaining("Parameter set 1 has a value for 'n'"),
    })
    expect(await conn.execute(select(things)).all()).toEqual([])
  })

  test('text with many sets', async () => {
    const result = await conn.execute(text('INSERT INTO em_keyed (code, n) VALUES (:code, :n)'), [{ code: 'a', n: 1 }, { code: 'b', n: 2 }])
    expect(result.rowCount).toBe(2)
    expect(sent).toEqual([expect.objectContaining({ isExecutemany: true })])
  })
})
