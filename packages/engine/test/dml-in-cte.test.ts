import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { insert, integer, MetaData, select, table, update, varchar } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines } from './support/engines.ts'

let calls = 0
const metadata = new MetaData()
const things = table('cte_thing', metadata, {
  id: integer().primaryKey(), name: varchar(20), token: varchar(20).default(() => `t${++calls}`), state: varchar(20).nullable().onUpdate(() => `u${++calls}`),
})
const logs = table('cte_log', metadata, { id: integer().primaryKey(), text: varchar(20), token: varchar(20).default(() => `log${++calls}`) })

/** Statements that write inside a CTE need their client-side defaults as any other does. */
onDatabases({ databases: ['postgresql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await metadata.createAll(engine)
  })
  beforeEach(() => { calls = 0 })
  afterAll(() => engines.dispose())

  test('an INSERT in the CTE of a SELECT', async () => {
    await using conn = await engine.connect()
    const statement = (name: string) => {
      const made = insert(things).values({ name }).returning(things.c.id, things.c.name, things.c.token).cte('made')
      return select(made.c.name, made.c.token)
    }
    expect(await conn.execute(statement('a')).all()).toEqual([{ name: 'a', token: 't1' }])
    expect(await conn.execute(statement('b')).all()).toEqual([{ name: 'b', token: 't2' }])
    expect(await conn.stream(statement('c')).all()).toEqual([{ name: 'c', token: 't3' }])
    // Several at once: each takes its own.
    expect(await Promise.all([conn.execute(statement('d')).all(), conn.execute(statement('e')).all()])).toEqual([[{ name: 'd', token: 't4' }], [{ name: 'e', token: 't5' }]])
    expect(await conn.execute(select(things.c.token).orderBy(things.c.token)).scalars().all()).toEqual(['t1', 't2', 't3', 't4', 't5'])
  })

  test('an UPDATE in the CTE of a SELECT', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(things).values({ id: 50, name: 'x' }))
    const changed = update(things).set({ name: 'y' }).where(things.c.id.eq(50)).returning(things.c.name, things.c.state).cte('changed')
    expect(await conn.execute(select(changed.c.name, changed.c.state)).all()).toEqual([{ name: 'y', state: 'u2' }])
  })

  test('an INSERT in the CTE of an INSERT, both with defaults for columns of one name', async () => {
    await using conn = await engine.connect()
    const log = insert(logs).values({ text: 'made' }).cte('log')
    const row = await conn.execute(insert(things).values({ name: 'z' }).returning(things.c.name, things.c.token).addCte(log)).one()
    const logged = await conn.execute(select(logs.c.token)).scalarOne()
    expect([row.token, logged].sort()).toEqual(['log1', 't2'])
    expect(row.token).toMatch(/^t/)
  })

  test('stream() of an INSERT has its defaults, too', async () => {
    await using conn = await engine.connect()
    expect(await conn.stream(insert(things).values({ name: 's' }).returning(things.c.token)).all()).toEqual([{ token: 't1' }])
  })
})
