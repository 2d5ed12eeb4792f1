// A query builder with relational reads: no entities, no unit of work.
import { timeText } from '../data.mjs'

export const imports = {
  sqlite: ['drizzle-orm', 'drizzle-orm/better-sqlite3', 'better-sqlite3'], pg: ['drizzle-orm', 'drizzle-orm/node-postgres', 'pg'], none: ['drizzle-orm'],
}

/** The tables, with every column converted, and what differs between the databases. */
async function sqliteSchema() {
  const { customType, integer, numeric, sqliteTable, text } = await import('drizzle-orm/sqlite-core')
  // Its own modes for dates store numbers; these are texts.
  const time = customType({ dataType: () => 'datetime', toDriver: timeText, fromDriver: (value) => new Date(`${value.replace(' ', 'T')}Z`) })
  return schemaOf(sqliteTable, {
    id: () => integer().primaryKey(), integer, text: () => text(), numeric: () => numeric(), boolean: () => integer({ mode: 'boolean' }), time: () => time(),
    json: () => text({ mode: 'json' }),
  })
}
async function pgSchema() {
  const { boolean, integer, jsonb, numeric, pgTable, serial, timestamp, varchar } = await import('drizzle-orm/pg-core')
  return schemaOf(pgTable, {
    id: () => serial().primaryKey(), integer, text: () => varchar(), numeric: () => numeric({ precision: 12, scale: 2 }), boolean, time: () => timestamp(), json: () => jsonb(),
  })
}
function schemaOf(table, type) {
  const person = () => ({
    name: type.text().notNull(), email: type.text().notNull(), country: type.text().notNull(), active: type.boolean().notNull(),
    credit: type.numeric().notNull(), created_at: type.time().notNull(), meta: type.json().notNull(),
  })
  return {
    customers: table('customers', { id: type.id(), ...person() }),
    products: table('products', { id: type.id(), name: type.text().notNull(), price: type.numeric().notNull(), stock: type.integer().notNull() }),
    orders: table('orders', {
      id: type.id(), customer_id: type.integer().notNull(), status: type.text().notNull(), placed_at: type.time().notNull(), total: type.numeric().notNull(),
    }),
    order_items: table('order_items', {
      id: type.id(), order_id: type.integer().notNull(), product_id: type.integer().notNull(), quantity: type.integer().notNull(), unit_price: type.numeric().notNull(),
    }),
    bulk: table('bulk', { id: type.id(), ...person() }),
  }
}

export async function open({ db, url, pool }) {
  const { and, asc, between, count, desc, eq, gt, gte, inArray, like, lte, or, relations, sql, sum } = await import('drizzle-orm')
  const schema = db === 'sqlite' ? await sqliteSchema() : await pgSchema()
  const { customers, products, orders, order_items: items, bulk } = schema
  const related = {
    ...schema,
    customersRelations: relations(customers, ({ many }) => ({ orders: many(orders) })),
    ordersRelations: relations(orders, ({ one, many }) => ({
      customer: one(customers, { fields: [orders.customer_id], references: [customers.id] }), items: many(items),
    })),
    itemsRelations: relations(items, ({ one }) => ({ order: one(orders, { fields: [items.order_id], references: [orders.id] }) })),
  }

  const reportOn = (d) => (p) => {
    const revenue = sum(sql`${items.quantity} * ${items.unit_price}`).as('revenue')
    const { sql: text, params } = d.select({ id: customers.id, name: customers.name, items: count().as('items'), revenue })
      .from(orders)
      .innerJoin(customers, eq(customers.id, orders.customer_id))
      .innerJoin(items, eq(items.order_id, orders.id))
      .innerJoin(products, eq(products.id, items.product_id))
      .where(and(
        inArray(orders.status, p.statuses),
        between(orders.placed_at, p.from, p.to),
        or(like(customers.name, p.name), gt(orders.total, p.total)),
        eq(customers.country, p.country),
        gte(items.quantity, p.quantity),
        eq(customers.active, true),
      ))
      .groupBy(customers.id, customers.name).having(gte(count(), p.count))
      .orderBy(desc(revenue), customers.id).limit(p.limit).offset(p.offset)
      .toSQL()
    return { sql: text, params }
  }
  /** Related rows come by one statement that aggregates JSON in the database. */
  const treesOf = (d) => d.query.customers.findMany({
    where: lte(customers.id, 500), orderBy: asc(customers.id),
    with: { orders: { orderBy: asc(orders.id), with: { items: { orderBy: asc(items.id) } } } },
  })
  const placeholders = Object.fromEntries(['name', 'email', 'country', 'active', 'credit', 'created_at', 'meta'].map((name) => [name, sql.placeholder(name)]))

  if (db === 'sqlite') {
    const { default: Database } = await import('better-sqlite3')
    const { drizzle } = await import('drizzle-orm/better-sqlite3')
    const { integer, numeric, sqliteTable, text } = await import('drizzle-orm/sqlite-core')
    const d = drizzle({ client: new Database(url), schema: related })
    const asStored = sqliteTable('customers', {
      id: integer(), name: text(), email: text(), country: text(), active: integer(), credit: numeric({ mode: 'number' }), created_at: text(), meta: text(),
    })
    const byId = d.select().from(customers).where(eq(customers.id, sql.placeholder('id'))).prepare()
    // The driver is synchronous: a prepared statement for each row is faster than one long text of many.
    const insert = d.insert(bulk).values(placeholders).prepare()
    const W3 = reportOn(d)
    return {
      close: async () => void d.$client.close(),
      W1: async (ids) => ids.map((id) => byId.get({ id })),
      W1n: async (ids) => ids.map((id) => d.select().from(customers).where(eq(customers.id, id)).get()),
      W2: async () => d.select().from(customers).orderBy(customers.id).all(),
      W2p: async () => d.select().from(asStored).orderBy(asStored.id).all(),
      W3, W3n: W3,
      W4s: async () => treesOf(d).sync(),
      W5: async (rows) => d.transaction(() => { for (const row of rows) insert.run(row) }),
      W5r: async (rows) => d.transaction(() => rows.map((row) => insert.run(row).lastInsertRowid)),
    }
  }

  const { drizzle } = await import('drizzle-orm/node-postgres')
  if (db === 'none') {
    const W3 = reportOn(drizzle.mock())
    return { close: async () => undefined, W3, W3n: W3 }
  }
  const { default: driver } = await import('pg')
  const clients = new driver.Pool({ connectionString: url, max: pool ?? 10 })
  const d = drizzle({ client: clients, schema: related })
  // Reads one after another: a connection of their own.
  const client = await clients.connect()
  const reading = drizzle({ client, schema: related })
  const byId = reading.select().from(customers).where(eq(customers.id, sql.placeholder('id'))).prepare('customer_by_id')
  const W3 = reportOn(d)
  // Thousands take longer, hundreds the same.
  const size = 500
  const parts = (rows) => Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size))
  return {
    close: async () => {
      client.release()
      await clients.end()
    },
    W1: async (ids) => {
      const out = []
      for (const id of ids) out.push((await byId.execute({ id }))[0])
      return out
    },
    W1n: async (ids) => {
      const out = []
      for (const id of ids) out.push((await reading.select().from(customers).where(eq(customers.id, id)))[0])
      return out
    },
    W2: () => reading.select().from(customers).orderBy(customers.id),
    W3, W3n: W3,
    W4s: () => treesOf(d),
    W5: (rows) => d.transaction(async (tx) => { for (const part of parts(rows)) await tx.insert(bulk).values(part) }),
    W5r: (rows) => d.transaction(async (tx) => {
      const ids = []
      for (const part of parts(rows)) for (const { id } of await tx.insert(bulk).values(part).returning({ id: bulk.id })) ids.push(id)
      return ids
    }),
  }
}
