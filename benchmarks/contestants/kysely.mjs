// A query builder: no entities, no unit of work.
export const imports = { sqlite: ['kysely', 'better-sqlite3'], pg: ['kysely', 'pg'], none: ['kysely'] }

export async function open({ db, url, pool }) {
  const { Kysely, SqliteDialect, PostgresDialect } = await import('kysely')
  const isSqlite = db !== 'pg'
  let dialect
  if (db === 'sqlite') {
    const { default: Database } = await import('better-sqlite3')
    dialect = new SqliteDialect({ database: new Database(url) })
  } else if (db === 'pg') {
    const { default: driver } = await import('pg')
    dialect = new PostgresDialect({ pool: new driver.Pool({ connectionString: url, max: pool ?? 10 }) })
  } else return { close: async () => undefined }
  const k = new Kysely({ dialect })
  /** better-sqlite3 takes neither Date nor boolean nor objects, and kysely converts nothing. */
  const time = isSqlite ? (date) => `${date.toISOString().slice(0, -1).replace('T', ' ')}000` : (date) => date
  const bool = isSqlite ? Number : (value) => value
  const row = isSqlite
    ? (one) => ({ ...one, active: bool(one.active), created_at: time(one.created_at), meta: JSON.stringify(one.meta) })
    : (one) => one
  // One statement takes 65,535 parameters in PostgreSQL, 32,766 in SQLite.
  const size = isSqlite ? 4_000 : 9_000

  const W1 = async (ids) => {
    const out = []
    for (const id of ids) out.push(await k.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst())
    return out
  }
  const W3 = (p) => {
    const { sql: text, parameters } = k.selectFrom('orders as o')
      .innerJoin('customers as c', 'c.id', 'o.customer_id')
      .innerJoin('order_items as i', 'i.order_id', 'o.id')
      .innerJoin('products as p', 'p.id', 'i.product_id')
      .select(['c.id', 'c.name'])
      .select((eb) => [eb.fn.countAll().as('items'), eb.fn.sum(eb('i.quantity', '*', eb.ref('i.unit_price'))).as('revenue')])
      .where('o.status', 'in', p.statuses)
      .where((eb) => eb.between('o.placed_at', time(p.from), time(p.to)))
      .where((eb) => eb.or([eb('c.name', 'like', p.name), eb('o.total', '>', p.total)]))
      .where('c.country', '=', p.country)
      .where('i.quantity', '>=', p.quantity)
      .where('c.active', '=', bool(true))
      .groupBy(['c.id', 'c.name'])
      .having((eb) => eb.fn.countAll(), '>=', p.count)
      .orderBy('revenue', 'desc').orderBy('c.id')
      .limit(p.limit).offset(p.offset)
      .compile()
    return { sql: text, params: parameters }
  }
  return {
    close: () => k.destroy(),
    W1, W1n: W1,
    ...(isSqlite ? { W2p: () => k.selectFrom('customers').selectAll().orderBy('id').execute() } : {}),
    W2: () => k.selectFrom('customers').selectAll().orderBy('id').execute(),
    W3, W3n: W3,
    W5: (rows) => k.transaction().execute(async (trx) => {
      for (let start = 0; start < rows.length; start += size) await trx.insertInto('bulk').values(rows.slice(start, start + size).map(row)).execute()
    }),
    W5r: (rows) => k.transaction().execute(async (trx) => {
      const ids = []
      for (let start = 0; start < rows.length; start += size) {
        for (const one of await trx.insertInto('bulk').values(rows.slice(start, start + size).map(row)).returning('id').execute()) ids.push(one.id)
      }
      return ids
    }),
  }
}
