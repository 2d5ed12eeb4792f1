import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases, type PrivateServer } from '@athanor-internal/databases'
import { compile, createEngine, exists, func, insert, integer, MetaData, select, table, text, varchar, type Engine } from '@athanor/core'
import { failure } from './support/secrets.ts'

/*
 * The acceptance list of behaviours that cut through layers, by number. Those of Core have more of their own tests beside the
 * engine; here each is told as one story. Those of the ORM are with the ORM, in its own scenarios.
 */
const metadata = new MetaData()
const a = table('sc_a', metadata, { id: integer().primaryKey({ autoincrement: false }), x: integer().nullable() })
const b = table('sc_b', metadata, { id: integer().primaryKey({ autoincrement: false }), aId: integer() })
const item = table('sc_item', metadata, { id: integer().primaryKey(), name: varchar(20) })

onDatabases((db) => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine(db.url, { poolSize: 1, maxOverflow: 0 })
    await metadata.createAll(engine)
    await engine.begin(async (conn) => {
      await conn.execute(insert(a), [{ id: 1, x: 10 }, { id: 2, x: 20 }, { id: 3, x: null }])
      await conn.execute(insert(b), [{ id: 7, aId: 1 }, { id: 8, aId: 1 }])
    })
  })
  afterAll(async () => {
    await metadata.dropAll(engine)
    await engine.dispose()
  })
  const count = async (): Promise<number> => Number(await engine.begin((conn) => conn.execute(select(func.count()).selectFrom(a)).scalar()))

  test('14.1 begin() after a statement is an error, since that began a transaction; what isn\'t committed is gone', async () => {
    {
      await using conn = await engine.connect()
      await conn.execute(select(a.c.id))
      expect(await failure(conn.begin())).toMatchObject({ code: 'TRANSACTION_BEGUN' })
    }
    const conn = await engine.connect()
    await conn.execute(insert(a), { id: 99 })
    await conn.close()
    expect(await count()).toBe(3)
  })

  test('14.2 an error inside beginNested() undoes the savepoint alone', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(a), { id: 50 })
    expect(await failure(conn.beginNested(async () => {
      await conn.execute(insert(a), { id: 51 })
      await conn.execute(insert(a), { id: 1 })
    }))).toMatchObject({ name: 'IntegrityError' })
    await conn.execute(insert(a), { id: 52 })
    expect(await conn.execute(select(a.c.id).where(a.c.id.ge(50)).orderBy(a.c.id)).scalars().all()).toEqual([50, 52])
    await conn.rollback()
    expect(Number(await conn.execute(select(func.count()).selectFrom(a)).scalar())).toBe(3)
  })

  test('14.5 an isolation level is back to the default at the next checkout of the same socket', async () => {
    const other = db.name === 'sqlite' ? 'READ UNCOMMITTED' : 'SERIALIZABLE'
    let socket: unknown
    let standard: string
    {
      await using conn = await engine.connect()
      socket = conn.driverConnection
      standard = await conn.getIsolationLevel()
      conn.executionOptions({ isolationLevel: other })
      await conn.execute(select(a.c.id))
      expect(await conn.getIsolationLevel()).toBe(other)
    }
    await using conn = await engine.connect()
    expect(conn.driverConnection).toBe(socket)
    expect(await conn.getIsolationLevel()).toBe(standard)
  })

  test('14.6 in([]) finds nothing, notIn([]) everything, and one text serves 0, 1 and 1000 values', async () => {
    await using conn = await engine.connect()
    engine.clearCompiledCache()
    const within = (ids: number[]) => conn.execute(select(a.c.id).where(a.c.id.in(ids)).orderBy(a.c.id)).scalars().all()
    expect(await within([])).toEqual([])
    expect(await within([2])).toEqual([2])
    expect(await within(Array.from({ length: 1000 }, (_, i) => i))).toEqual([1, 2, 3])
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 1, hits: 2 })
    expect(await conn.execute(select(a.c.id).where(a.c.x.notIn([])).orderBy(a.c.id)).scalars().all()).toEqual([1, 2, 3])
    expect(await conn.execute(select(a.c.id).where(a.c.x.notIn([10])).orderBy(a.c.id)).scalars().all()).toEqual([2])
  })

  test('14.7 statements that differ in a value share a compiled form, IS NULL has its own', async () => {
    await using conn = await engine.connect()
    engine.clearCompiledCache()
    const found = (x: number | null) => conn.execute(select(a.c.id).where(a.c.x.eq(x))).scalars().all()
    expect(await found(10)).toEqual([1])
    expect(await found(20)).toEqual([2])
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 1, hits: 1 })
    expect(await found(null)).toEqual([3])
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 2, hits: 1 })
  })

  test('14.8 EXISTS takes the outer table from outside; a subquery of one table alone doesn\'t', async () => {
    await using conn = await engine.connect()
    const correlated = select(a.c.id).where(exists().where(b.c.aId.eq(a.c.id)))
    expect(compile(correlated).sql.match(/FROM [^\n)]*/g)?.map((text) => text.trim())).toEqual(['FROM sc_a', 'FROM sc_b'])
    expect(await conn.execute(correlated).scalars().all()).toEqual([1])
    const alone = select(a.c.id).where(a.c.x.eq(select(func.max(a.c.x)).scalarSubquery()))
    expect(compile(alone).sql.match(/FROM sc_a/g)?.length).toBe(2)
    expect(await conn.execute(alone).scalars().all()).toEqual([2])
  })

  test('14.9 two columns of one name: keys id and id_1, each found by its column', async () => {
    await using conn = await engine.connect()
    const statement = select(a.c.id, b.c.id).join(b, b.c.aId.eq(a.c.id)).where(b.c.id.eq(8))
    const result = await conn.execute(statement)
    expect(result.columns.map(({ name }) => name)).toEqual(['id', 'id_1'])
    expect(result.scalars(a.c.id as never).all()).toEqual([1])
    expect(result.scalars(b.c.id as never).all()).toEqual([8])
    expect(result.tuples().all()).toEqual([[1, 8]])
  })

  test('14.10 2,500 rows with generated keys: few statements where the database returns keys in order, and each row has its own', async () => {
    await using conn = await engine.connect()
    let statements = 0
    const off = engine.on('beforeCursorExecute', () => { statements++ })
    const names = Array.from({ length: 2500 }, (_, i) => `n${i}`)
    const sets = names.map((name) => ({ name }))
    const { insertExecutemanyReturningSortByParameterOrder: returnsInOrder } = engine.dialect.capabilities
    // Where no keys are returned the rows are sent all the same, and read back.
    const result = await conn.execute(returnsInOrder ? insert(item).returning(item.c.id, item.c.name).sortByParameterOrder() : insert(item), sets)
    off()
    const sent = statements
    const stored = await conn.execute(select(item.c.id, item.c.name).orderBy(item.c.id)).tuples().all()
    await conn.rollback()
    expect(stored.length).toBe(2500)
    expect(new Set(stored.map(([, name]) => name)).size).toBe(2500)
    const byKey = new Map(stored)
    const rows = returnsInOrder ? (result.all() as unknown as { id: number; name: string }[]) : stored.map(([id, name]) => ({ id, name }))
    expect(rows.map(({ id }) => byKey.get(id))).toEqual(returnsInOrder ? names : rows.map(({ name }) => name))
    // SQLite has no round trips to save, and sends rows that return their keys one by one.
    expect(sent).toBeLessThanOrEqual(db.name === 'sqlite' ? 2500 : 3)
  }, 30_000)

  test('14.25 tables of one name in two collections are two tables', async () => {
    await using conn = await engine.connect()
    engine.clearCompiledCache()
    const twin = table('sc_a', new MetaData(), { id: integer().primaryKey() })
    expect(twin).not.toBe(a)
    expect(await conn.execute(select(a).where(a.c.id.eq(1))).one()).toEqual({ id: 1, x: 10 })
    expect(await conn.execute(select(twin).where(twin.c.id.eq(1))).one()).toEqual({ id: 1 })
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 2, hits: 0 })
    // both are in FROM: they are joined as two, which only aliases make legal SQL
    expect(compile(select(a.c.id, twin.c.id)).sql).toMatch(/FROM sc_a, sc_a/)
  })
})

onDatabases({ databases: ['postgresql', 'mariadb'], requires: ['privateServer'] }, (db) => {
  let server: PrivateServer
  beforeAll(async () => { server = await db.startPrivateServer() }, 60_000)
  const one = text('SELECT 1')

  /** An engine with ten idle connections, after a restart of the server. */
  async function afterRestart(poolPrePing: boolean): Promise<Engine> {
    const engine = createEngine(server.url, { poolSize: 10, poolPrePing })
    const held = await Promise.all(Array.from({ length: 10 }, () => engine.connect()))
    for (const conn of held) await conn.execute(one)
    for (const conn of held) await conn.close()
    await server.restart()
    return engine
  }
  const use = (engine: Engine): Promise<string> => engine.begin((conn) => conn.execute(one).scalar()).then(() => 'ok', (error: { code: string }) => error.code)

  test('14.3 a restart under ten idle connections costs the first use at most, and nothing with poolPrePing', async () => {
    const plain = await afterRestart(false)
    const outcomes: string[] = []
    for (let i = 0; i < 12; i++) outcomes.push(await use(plain))
    // None, where the driver has noticed the closed sockets before; else the first, which condemns all the others.
    expect(outcomes.slice(1)).toEqual(Array.from({ length: 11 }, () => 'ok'))
    await plain.dispose()
    const pinged = await afterRestart(true)
    for (let i = 0; i < 12; i++) expect(await use(pinged)).toBe('ok')
    await pinged.dispose()
  }, 90_000)

  test('14.4 a query that is cancelled leaves a slot that works and counters that are right', async () => {
    const engine = createEngine(server.url, { poolSize: 1, maxOverflow: 0 })
    const slow = text(db.name === 'postgresql' ? 'SELECT pg_sleep(20)' : 'SELECT SLEEP(20)')
    expect(await failure(engine.begin((conn) => conn.execute(slow, {}, { signal: AbortSignal.timeout(100) })))).toMatchObject({ code: 'ABORTED' })
    expect(engine.pool.statistics()).toMatchObject({ checkedOut: 0, waiting: 0 })
    for (let i = 0; i < 3; i++) expect(await use(engine)).toBe('ok')
    expect(engine.pool.statistics()).toMatchObject({ checkedOut: 0 })
    await engine.dispose()
  }, 60_000)
})
