// The data that every workload runs on: deterministic, so that two runs, and two contestants, see the same.

/** A small generator of numbers in [0, 1) (mulberry32): the same for the same seed, everywhere. */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const counts = { customers: 10_000, products: 1_000, orders: 50_000, order_items: 150_000 }
export const countries = ['AT', 'BE', 'BR', 'CA', 'CH', 'DE', 'DK', 'ES', 'FR', 'GB', 'IN', 'IT', 'JP', 'NL', 'PL', 'SE', 'US']
export const statuses = ['new', 'paid', 'packed', 'shipped', 'returned', 'closed']

const day = 86_400_000
const epoch = Date.UTC(2022, 0, 1)
const money = (cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'ki', 'lo', 'mu', 'na', 'po', 'ra', 'si', 'to', 've', 'zu']
const word = (random) => Array.from({ length: 2 + Math.floor(random() * 3) }, () => syllables[Math.floor(random() * syllables.length)]).join('')
const capital = (text) => text[0].toUpperCase() + text.slice(1)

/** A customer without an id: also what is inserted into `bulk`. */
export function customerOf(random, number) {
  const name = `${capital(word(random))} ${capital(word(random))}`
  return {
    name,
    email: `${name.toLowerCase().replace(' ', '.')}.${number}@example.org`,
    country: countries[Math.floor(random() * countries.length)],
    active: random() < 0.8,
    credit: money(Math.floor(random() * 1_000_000)),
    created_at: new Date(epoch + Math.floor(random() * 700 * day)),
    meta: { tags: [word(random), word(random)], level: Math.floor(random() * 10), note: random() < 0.5 ? null : word(random) },
  }
}

export function* customers() {
  const random = randomFrom(1)
  for (let id = 1; id <= counts.customers; id++) yield { id, ...customerOf(random, id) }
}

export function* products() {
  const random = randomFrom(2)
  for (let id = 1; id <= counts.products; id++) yield { id, name: `${capital(word(random))} ${id}`, price: money(100 + Math.floor(random() * 50_000)), stock: Math.floor(random() * 500) }
}

export function* orders() {
  const random = randomFrom(3)
  for (let id = 1; id <= counts.orders; id++) {
    yield {
      id, customer_id: 1 + Math.floor(random() * counts.customers), status: statuses[Math.floor(random() * statuses.length)],
      placed_at: new Date(epoch + Math.floor(random() * 700 * day)), total: money(500 + Math.floor(random() * 200_000)),
    }
  }
}

export function* orderItems() {
  const random = randomFrom(4)
  for (let id = 1; id <= counts.order_items; id++) {
    yield {
      id, order_id: 1 + Math.floor(random() * counts.orders), product_id: 1 + Math.floor(random() * counts.products),
      quantity: 1 + Math.floor(random() * 9), unit_price: money(100 + Math.floor(random() * 50_000)),
    }
  }
}

/** Arguments of the workloads; `round` changes them, the contestant doesn't. */
export const inputs = {
  ids: (round) => {
    const random = randomFrom(100 + round)
    return Array.from({ length: 500 }, () => 1 + Math.floor(random() * counts.customers))
  },
  rows: (round) => {
    const random = randomFrom(200 + round)
    return Array.from({ length: 10_000 }, (_, i) => customerOf(random, i))
  },
  parents: (round) => {
    const random = randomFrom(300 + round)
    return Array.from({ length: 1_000 }, (_, n) => ({
      name: word(random), n, children: Array.from({ length: 3 }, (_, pos) => ({ name: word(random), pos })),
    }))
  },
  /** Parameters of the report (W3), different at each call. */
  report: (random) => ({
    statuses: [statuses[Math.floor(random() * 3)], statuses[3 + Math.floor(random() * 3)]],
    from: new Date(epoch + Math.floor(random() * 300 * day)),
    to: new Date(epoch + Math.floor((300 + random() * 400) * day)),
    country: countries[Math.floor(random() * countries.length)],
    name: `${capital(syllables[Math.floor(random() * syllables.length)])}%`,
    total: 500 + Math.floor(random() * 1_500),
    quantity: 1 + Math.floor(random() * 4),
    count: 1 + Math.floor(random() * 3),
    limit: 10 + Math.floor(random() * 40),
    offset: Math.floor(random() * 20),
  }),
}

const columns = {
  customers: ['id', 'name', 'email', 'country', 'active', 'credit', 'created_at', 'meta'],
  products: ['id', 'name', 'price', 'stock'],
  orders: ['id', 'customer_id', 'status', 'placed_at', 'total'],
  order_items: ['id', 'order_id', 'product_id', 'quantity', 'unit_price'],
}
const sources = { customers, products, orders, order_items: orderItems }

/** Types by database; the rest of the tables is the same. */
const types = {
  sqlite: { serial: 'INTEGER PRIMARY KEY AUTOINCREMENT', id: 'INTEGER PRIMARY KEY', bool: 'BOOLEAN', time: 'DATETIME', json: 'JSON' },
  pg: { serial: 'SERIAL PRIMARY KEY', id: 'INTEGER PRIMARY KEY', bool: 'BOOLEAN', time: 'TIMESTAMP', json: 'JSONB' },
}

function tables(db) {
  const t = types[db]
  const person = `name VARCHAR(80) NOT NULL, email VARCHAR(120) NOT NULL, country VARCHAR(2) NOT NULL, active ${t.bool} NOT NULL, credit NUMERIC(12, 2) NOT NULL, created_at ${t.time} NOT NULL, meta ${t.json} NOT NULL`
  return [
    `CREATE TABLE customers (id ${t.id}, ${person})`,
    `CREATE TABLE products (id ${t.id}, name VARCHAR(80) NOT NULL, price NUMERIC(12, 2) NOT NULL, stock INTEGER NOT NULL)`,
    `CREATE TABLE orders (id ${t.id}, customer_id INTEGER NOT NULL REFERENCES customers (id), status VARCHAR(10) NOT NULL, placed_at ${t.time} NOT NULL, total NUMERIC(12, 2) NOT NULL)`,
    `CREATE TABLE order_items (id ${t.id}, order_id INTEGER NOT NULL REFERENCES orders (id), product_id INTEGER NOT NULL REFERENCES products (id), quantity INTEGER NOT NULL, unit_price NUMERIC(12, 2) NOT NULL)`,
    `CREATE TABLE bulk (id ${t.serial}, ${person})`,
    `CREATE TABLE uow_parent (id ${t.serial}, name VARCHAR(80) NOT NULL, n INTEGER NOT NULL)`,
    `CREATE TABLE uow_child (id ${t.serial}, parent_id INTEGER NOT NULL REFERENCES uow_parent (id) ON DELETE CASCADE, name VARCHAR(80) NOT NULL, pos INTEGER NOT NULL)`,
    'CREATE INDEX orders_customer ON orders (customer_id)',
    'CREATE INDEX order_items_order ON order_items (order_id)',
    'CREATE INDEX uow_child_parent ON uow_child (parent_id)',
  ]
}

/** `2022-01-02 03:04:05.678000`: how SQLAlchemy, and so every contestant, stores timestamps in SQLite. */
export const timeText = (date) => `${date.toISOString().slice(0, -1).replace('T', ' ')}000`
export const sqliteValue = (value) =>
  typeof value === 'boolean' ? Number(value) : value instanceof Date ? timeText(value) : typeof value === 'object' && value !== null ? JSON.stringify(value) : value

/** Fills a SQLite database. @param database of better-sqlite3 */
export function buildSqlite(database) {
  for (const sql of tables('sqlite')) database.exec(sql)
  database.transaction(() => {
    for (const [table, source] of Object.entries(sources)) {
      const names = columns[table]
      const insert = database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      for (const row of source()) insert.run(names.map((name) => sqliteValue(row[name])))
    }
  })()
  database.exec('ANALYZE')
}

/** Fills a PostgreSQL database. @param client of pg */
export async function buildPg(client) {
  for (const sql of tables('pg')) await client.query(sql)
  for (const [table, source] of Object.entries(sources)) {
    const names = columns[table]
    const insert = async (rows) => client.query(
      `INSERT INTO ${table} SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${names.map((name) => `${name} ${castOf(table, name)}`).join(', ')})`,
      [JSON.stringify(rows)])
    let rows = []
    for (const row of source()) {
      rows.push(row)
      if (rows.length === 10_000) {
        await insert(rows)
        rows = []
      }
    }
    if (rows.length > 0) await insert(rows)
  }
  await client.query('ANALYZE')
}

const castOf = (table, name) => {
  if (name === 'id' || name.endsWith('_id') || name === 'stock' || name === 'quantity') return 'INTEGER'
  return { active: 'BOOLEAN', credit: 'NUMERIC(12,2)', total: 'NUMERIC(12,2)', price: 'NUMERIC(12,2)', unit_price: 'NUMERIC(12,2)', created_at: 'TIMESTAMP', placed_at: 'TIMESTAMP', meta: 'JSONB' }[name] ?? 'TEXT'
}
