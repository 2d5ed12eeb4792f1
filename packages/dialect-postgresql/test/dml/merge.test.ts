import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import '@athanor/dialect-postgresql'
import { createEngine, type Connection, type Engine } from '@athanor/engine'
import { bindparam, func, insert, integer, literal, merge, MetaData, select, table, values, varchar } from '@athanor/expressions'

const metadata = new MetaData()
let calls = 0
const stock = table('merge_stock', metadata, {
  item: varchar(20).primaryKey(), amount: integer(), note: varchar(20).default(() => `made ${++calls}`).onUpdate(() => 'changed'),
})

onDatabases({ databases: ['postgresql'] }, (db) => {
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
    conn = await engine.connect()
  })
  beforeEach(async () => {
    await conn.rollback()
    await conn.exec('DELETE FROM merge_stock')
    await conn.execute(insert(stock), [{ item: 'nail', amount: 5, note: 'old' }, { item: 'screw', amount: 1, note: 'old' }, { item: 'bolt', amount: 9, note: 'old' }])
    calls = 0
  })
  afterAll(async () => {
    await conn.close()
    await metadata.dropAll(engine)
    await engine.dispose()
  })
  const rows = (): Promise<unknown[][]> => conn.execute(select(stock).orderBy(stock.c.item)).tuples().all() as unknown as Promise<unknown[][]>

  test('each row has the consequence of its branch, and columns get their defaults', async () => {
    const delivery = values({ item: varchar(20), amount: integer() }, 'delivery').data([['nail', 10], ['screw', -1], ['hook', 3], ['bolt', 0]])
    const result = await conn.execute(merge(stock).using(delivery, delivery.c.item.eq(stock.c.item))
      .whenMatched(delivery.c.amount.eq(0)).thenDoNothing()
      .whenMatched(stock.c.amount.add(delivery.c.amount).le(0)).thenDelete()
      .whenMatched().thenUpdate({ amount: stock.c.amount.add(delivery.c.amount) })
      .whenNotMatched(delivery.c.amount.gt(0)).thenInsert({ item: delivery.c.item, amount: delivery.c.amount }))
    expect(result.rowCount).toBe(3)
    expect(await rows()).toEqual([['bolt', 9, 'old'], ['hook', 3, 'made 1'], ['nail', 15, 'changed']])
  })

  test('parameters may be given at execution, for many sets too', async () => {
    const one = select(bindparam<string>('i', { type: varchar(20) }).label('item'), bindparam<number>('n', { type: integer() }).label('amount')).subquery('one')
    const statement = merge(stock).using(one, one.c.item.eq(stock.c.item))
      .whenMatched().thenUpdate({ amount: one.c.amount, note: 'set' })
      .whenNotMatched().thenInsert({ item: one.c.item, amount: one.c.amount, note: func.upper(literal('new')) })
    await conn.execute(statement, { i: 'nail', n: 50 })
    await conn.execute(statement, [{ i: 'screw', n: 60 }, { i: 'hook', n: 70 }])
    expect(await rows()).toEqual([['bolt', 9, 'old'], ['hook', 70, 'NEW'], ['nail', 50, 'set'], ['screw', 60, 'set']])
  })
})
