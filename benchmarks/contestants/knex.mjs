// A query builder: no entities, no unit of work.
import { sqliteValue } from '../data.mjs'

export const imports = { sqlite: ['knex', 'better-sqlite3'], pg: ['knex', 'pg'], none: ['knex'] }

export async function open({ db, url, pool }) {
  const { default: knex } = await import('knex')
  const isSqlite = db === 'sqlite'
  const k = isSqlite
    ? knex({ client: 'better-sqlite3', connection: { filename: url }, useNullAsDefault: true })
    : knex({ client: 'pg', ...(db === 'pg' ? { connection: url, pool: { min: 0, max: pool ?? 10 } } : {}) })
  /** It would store dates as numbers in SQLite, and convert nothing else. */
  const value = isSqlite ? sqliteValue : (one) => one
  const row = isSqlite
    ? (one) => ({ ...one, active: value(one.active), created_at: value(one.created_at), meta: value(one.meta) })
    : (one) => one
  // No other size that was tried was clearly faster; 501 rows are more SELECTs than SQLite unites.
  const size = 250

  const W1 = async (ids) => {
    const out = []
    for (const id of ids) out.push(await k('customers').where('id', id).first())
    return out
  }
  const W2 = () => k('customers').orderBy('id').then((rows) => rows)
  const W3 = (p) => {
    const { sql, bindings } = k('orders as o')
      .join('customers as c', 'c.id', 'o.customer_id')
      .join('order_items as i', 'i.order_id', 'o.id')
      .join('products as p', 'p.id', 'i.product_id')
      .select('c.id', 'c.name', k.raw('count(*) as items'), k.raw('sum(i.quantity * i.unit_price) as revenue'))
      .whereIn('o.status', p.statuses)
      .whereBetween('o.placed_at', [value(p.from), value(p.to)])
      .where((either) => void either.where('c.name', 'like', p.name).orWhere('o.total', '>', p.total))
      .where('c.country', p.country)
      .where('i.quantity', '>=', p.quantity)
      .where('c.active', value(true))
      .groupBy('c.id', 'c.name').havingRaw('count(*) >= ?', [p.count])
      .orderBy([{ column: 'revenue', order: 'desc' }, 'c.id'])
      .limit(p.limit).offset(p.offset)
      .toSQL().toNative()
    return { sql, params: bindings }
  }
  if (db === 'none') return { close: () => k.destroy(), W3, W3n: W3 }
  return {
    close: () => k.destroy(),
    W1, W1n: W1,
    ...(isSqlite ? { W2p: W2 } : {}),
    W2,
    W3, W3n: W3,
    // Both in a transaction of their own.
    W5: (rows) => k.batchInsert('bulk', rows.map(row), size),
    W5r: async (rows) => (await k.batchInsert('bulk', rows.map(row), size).returning('id')).map(({ id }) => id),
  }
}
