// The driver by hand: the unit of every ratio.
import { sqliteValue, timeText } from '../data.mjs'

export const imports = { sqlite: ['better-sqlite3'], pg: ['pg'], none: [] }

const people = ['name', 'email', 'country', 'active', 'credit', 'created_at', 'meta']
const list = people.join(', ')
const customerById = `SELECT id, ${list} FROM customers WHERE id = `

function report(p, placeholder, value) {
  const params = []
  const $ = (one) => placeholder(params.push(one))
  const sql = `SELECT c.id, c.name, count(*) AS items, sum(i.quantity * i.unit_price) AS revenue
FROM orders o JOIN customers c ON c.id = o.customer_id JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id
WHERE o.status IN (${p.statuses.map($).join(', ')}) AND o.placed_at BETWEEN ${$(value(p.from))} AND ${$(value(p.to))}
AND (c.name LIKE ${$(p.name)} OR o.total > ${$(p.total)}) AND c.country = ${$(p.country)} AND i.quantity >= ${$(p.quantity)} AND c.active = ${$(value(true))}
GROUP BY c.id, c.name HAVING count(*) >= ${$(p.count)} ORDER BY revenue DESC, c.id LIMIT ${$(p.limit)} OFFSET ${$(p.offset)}`
  return { sql, params }
}

function stitch(customers, orders, items) {
  const byOrder = new Map()
  const byCustomer = new Map()
  for (const customer of customers) byCustomer.set(customer.id, customer.orders = [])
  for (const order of orders) {
    byOrder.set(order.id, order.items = [])
    byCustomer.get(order.customer_id).push(order)
  }
  for (const item of items) byOrder.get(item.order_id).push(item)
  return customers
}

const few = `SELECT id, ${list} FROM customers WHERE id <= 500 ORDER BY id`
const fewOrders = (places) => `SELECT id, customer_id, status, placed_at, total FROM orders WHERE customer_id IN (${places}) ORDER BY id`
const fewItems = (places) => `SELECT id, order_id, product_id, quantity, unit_price FROM order_items WHERE order_id IN (${places}) ORDER BY id`

export async function open({ db, url, pool }) {
  if (db === 'sqlite') return sqlite(url)
  if (db === 'pg') return pg(url)
  const free = Array.from({ length: pool ?? 10 }, (_, i) => ({ i }))
  return {
    pool: { acquire: async () => free.pop(), release: (one) => void free.push(one) },
    close: async () => undefined,
  }
}

async function sqlite(url) {
  const { default: Database } = await import('better-sqlite3')
  const database = new Database(url)
  database.pragma('foreign_keys = ON')
  const one = database.prepare(`${customerById}?`)
  const insert = database.prepare(`INSERT INTO bulk (${list}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const parent = database.prepare('INSERT INTO uow_parent (name, n) VALUES (?, ?)')
  const child = database.prepare('INSERT INTO uow_child (parent_id, name, pos) VALUES (?, ?, ?)')
  const values = (row) => [row.name, row.email, row.country, row.active ? 1 : 0, row.credit, timeText(row.created_at), JSON.stringify(row.meta)]
  const question = () => '?'
  const places = (rows) => rows.map(question).join(', ')
  const keys = (rows) => rows.map((row) => row.id)
  const W1 = async (ids) => ids.map((id) => one.get(id))
  const W2 = async () => database.prepare(`SELECT id, ${list} FROM customers ORDER BY id`).all()
  const W3 = (p) => report(p, question, sqliteValue)
  return {
    close: async () => void database.close(),
    W1, W1n: W1, W1b: W1, W2, W2p: W2, W2b: W2, W3, W3n: W3,
    W4s: async () => {
      const customers = database.prepare(few).all()
      const orders = database.prepare(fewOrders(places(customers))).all(keys(customers))
      return stitch(customers, orders, database.prepare(fewItems(places(orders))).all(keys(orders)))
    },
    W5: async (rows) => database.transaction(() => { for (const row of rows) insert.run(values(row)) })(),
    W5r: async (rows) => database.transaction(() => rows.map((row) => insert.run(values(row)).lastInsertRowid))(),
    W6: async (parents) => database.transaction(() => {
      for (const one of parents) {
        const id = parent.run(one.name, one.n).lastInsertRowid
        for (const { name, pos } of one.children) child.run(id, name, pos)
      }
    })(),
    W6b: async () => database.transaction(() => {
      const update = database.prepare('UPDATE uow_parent SET name = ? WHERE id = ?')
      for (const row of database.prepare('SELECT id, name, n FROM uow_parent').all()) update.run(`${row.name}!`, row.id)
    })(),
    W6c: async () => database.transaction(() => {
      const remove = database.prepare('DELETE FROM uow_parent WHERE id = ?')
      for (const row of database.prepare('SELECT id, name, n FROM uow_parent').all()) remove.run(row.id)
    })(),
  }
}

async function pg(url) {
  const { default: driver } = await import('pg')
  const client = new driver.Client({ connectionString: url })
  await client.connect()
  const dollar = (i) => `$${i}`
  const all = async (sql, params) => (await client.query(sql, params)).rows
  const transaction = async (work) => {
    await client.query('BEGIN')
    try {
      const result = await work()
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK')
      throw error
    }
  }
  /** Multi-row VALUES, as many rows as 65,535 parameters allow. */
  const insertMany = async (table, columns, rows, suffix = '') => {
    const out = []
    const size = Math.min(1_000, Math.floor(65_535 / columns.length))
    for (let start = 0; start < rows.length; start += size) {
      const part = rows.slice(start, start + size)
      let n = 0
      const text = part.map((row) => `(${row.map(() => `$${++n}`).join(', ')})`).join(', ')
      out.push(...(await client.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${text}${suffix}`, part.flat())).rows)
    }
    return out
  }
  const values = (row) => [row.name, row.email, row.country, row.active, row.credit, row.created_at, row.meta]
  const W1 = async (ids) => {
    const out = []
    for (const id of ids) out.push((await client.query(`${customerById}$1`, [id])).rows[0])
    return out
  }
  const W2 = () => all(`SELECT id, ${list} FROM customers ORDER BY id`)
  const W3 = (p) => report(p, dollar, (value) => value)
  return {
    close: () => client.end(),
    W1, W1n: W1, W1b: W1, W2, W2b: W2, W3, W3n: W3,
    W4s: async () => {
      const customers = await all(few)
      const orders = await all('SELECT id, customer_id, status, placed_at, total FROM orders WHERE customer_id = ANY ($1) ORDER BY id', [customers.map((c) => c.id)])
      const items = await all('SELECT id, order_id, product_id, quantity, unit_price FROM order_items WHERE order_id = ANY ($1) ORDER BY id', [orders.map((o) => o.id)])
      return stitch(customers, orders, items)
    },
    W5: (rows) => transaction(() => insertMany('bulk', people, rows.map(values))),
    W5r: (rows) => transaction(async () => (await insertMany('bulk', people, rows.map(values), ' RETURNING id')).map((row) => row.id)),
    W6: (parents) => transaction(async () => {
      const ids = await insertMany('uow_parent', ['name', 'n'], parents.map((one) => [one.name, one.n]), ' RETURNING id')
      await insertMany('uow_child', ['parent_id', 'name', 'pos'], parents.flatMap((one, i) => one.children.map(({ name, pos }) => [ids[i].id, name, pos])))
    }),
    W6b: () => transaction(async () => {
      const rows = await all('SELECT id, name, n FROM uow_parent')
      await client.query('UPDATE uow_parent AS p SET name = v.name FROM unnest($1::int[], $2::text[]) AS v(id, name) WHERE p.id = v.id',
        [rows.map((row) => row.id), rows.map((row) => `${row.name}!`)])
    }),
    W6c: () => transaction(async () => {
      const rows = await all('SELECT id, name, n FROM uow_parent')
      await client.query('DELETE FROM uow_parent WHERE id = ANY ($1)', [rows.map((row) => row.id)])
    }),
  }
}
