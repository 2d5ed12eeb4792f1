import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { integer, literalColumn, select, text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

const all = text('SELECT id, name FROM thing ORDER BY id')

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await makeTable(engine)
    await engine.begin((conn) => conn.execute(text('INSERT INTO thing (id, name) VALUES (:id, :name)'), Array.from({ length: 250 }, (_, i) => ({ id: i, name: `n${i}` }))))
  })
  afterAll(() => engines.dispose())

  test('gives all rows in order, and frees the connection', async () => {
    await using conn = await engine.connect()
    const seen: unknown[] = []
    for await (const row of conn.stream(all, undefined, { yieldPer: 20 })) seen.push(row)
    expect(seen.length).toBe(250)
    expect(seen[249]).toEqual({ id: 249, name: 'n249' })
    expect(Number(await conn.execute(text('SELECT count(*) FROM thing')).scalar())).toBe(250)
  })

  test('other forms and partitions', async () => {
    await using conn = await engine.connect()
    expect((await conn.stream(all).tuples().all())[3]).toEqual([3, 'n3'])
    expect((await conn.stream(all).scalars().all()).length).toBe(250)
    const sizes: number[] = []
    for await (const part of conn.stream(all, {}, { yieldPer: 7 }).partitions(100)) sizes.push(part.length)
    expect(sizes).toEqual([100, 100, 50])
    expect(await conn.stream(all).first()).toEqual({ id: 0, name: 'n0' })
    expect(await conn.stream(all).scalar()).toBe(0)
    expect(await rejection(conn.stream(all).one())).toMatchObject({ code: 'MULTIPLE_RESULTS_FOUND' })
    expect((await (await conn.stream(all)).buffer()).all().length).toBe(250)
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
  })

  test('execute() with streamResults reads in batches too', async () => {
    await using conn = await engine.connect()
    let n = 0
    const codes: unknown[] = []
    for await (const row of conn.execute(all, {}, { streamResults: true, yieldPer: 20 })) {
      expect(row).toEqual({ id: n, name: `n${n}` })
      if (n++ === 30) codes.push((await rejection(conn.exec('SELECT 1'))).code)
    }
    expect([n, codes]).toEqual([250, ['STREAM_OPEN']])
    expect((await conn.execute(select(literalColumn('id', integer())).selectFrom(text('thing') as never).executionOptions({ streamResults: true })).scalars().all()).length).toBe(250)
    conn.executionOptions({ streamResults: true })
    const result = await conn.execute(all)
    expect([result.all().length, result.tuples().first()]).toEqual([250, [0, 'n0']])
    expect(await rejection(conn.execute(text('SELECT * FROM nowhere')).all())).toMatchObject({ name: 'ProgrammingError' })
    await conn.rollback()
    void conn.execute(all)
  })

  test('break ends it early', async () => {
    await using conn = await engine.connect()
    let n = 0
    for await (const _row of conn.stream(all, {}, { yieldPer: 10 })) if (++n === 15) break
    expect(n).toBe(15)
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
  })

  test('nothing else can be asked of the connection while it is open', async () => {
    await using conn = await engine.connect()
    const codes: unknown[] = []
    for await (const _row of conn.stream(all, {}, { yieldPer: 10 })) {
      for (const work of [conn.execute(all), conn.stream(all), conn.exec('SELECT 1'), conn.commit(), conn.begin()]) codes.push((await rejection(work)).code)
      break
    }
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'STREAM_OPEN'))
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
  })

  test('what is asked for before it opens waits for its end', async () => {
    await using conn = await engine.connect()
    const stream = conn.stream(all, {}, { yieldPer: 10 })
    const waiting = db.name === 'sqlite' ? undefined : conn.execute(text('SELECT 1 AS one')).scalar()
    const opened = await stream
    expect((await opened.all()).length).toBe(250)
    expect(await waiting?.then(Number) ?? 1).toBe(1)
    expect(await rejection(opened.all())).toMatchObject({ code: 'RESULT_CLOSED' })
  })

  test('one that nobody reads keeps neither close() nor rollback() waiting', async () => {
    const conn = await engine.connect()
    const first = rejection(conn.stream(all).all())
    await conn.rollback()
    expect((await first).code).toBe('STREAM_CUT')
    void conn.stream(all)
    await conn.close()
    expect(engine.pool.statistics().checkedOut).toBe(0)
  })

  test('rollback() ends it', async () => {
    await using conn = await engine.connect()
    const stream = await conn.stream(all, {}, { yieldPer: 10 })
    await conn.rollback()
    expect(await rejection(stream.all())).toMatchObject({ code: 'STREAM_CUT' })
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
  })

  test('closing the connection ends an open stream', async () => {
    const conn = await engine.connect()
    const stream = await conn.stream(all, {}, { yieldPer: 10 })
    const rows = stream[Symbol.asyncIterator]()
    await rows.next()
    await conn.close()
    expect(engine.pool.statistics().checkedOut).toBe(0)
    await using next = await engine.connect()
    expect(Number(await next.execute(text('SELECT count(*) FROM thing')).scalar())).toBe(250)
  })

  test('a failing statement', async () => {
    await using conn = await engine.connect()
    expect(await rejection(conn.stream(text('SELECT * FROM nowhere')).all())).toMatchObject({ name: 'ProgrammingError' })
    await conn.rollback()
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
  })
})
