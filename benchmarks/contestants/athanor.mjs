// Through the public API only.
export const imports = {
  sqlite: ['@athanor/core', '@athanor/orm', '@athanor/dialect-sqlite'], pg: ['@athanor/core', '@athanor/orm', '@athanor/dialect-postgresql'], none: ['@athanor/core-pool'],
}

export async function open({ db, url, pool }) {
  if (db === 'none') return poolOnly(pool ?? 10)
  const { bindparam, boolean, createEngine, double, func, insert, integer, json, MetaData, numeric, or, select, table, text, timestamp, varchar } = await import('@athanor/core')
  const metadata = new MetaData()
  const person = () => ({
    name: varchar(80), email: varchar(120), country: varchar(2), active: boolean(), credit: numeric(12, 2), created_at: timestamp(), meta: json(),
  })
  const customers = table('customers', metadata, { id: integer().primaryKey(), ...person() })
  const products = table('products', metadata, { id: integer().primaryKey(), name: varchar(80), price: numeric(12, 2), stock: integer() })
  const orders = table('orders', metadata, {
    id: integer().primaryKey(), customer_id: integer().references('customers.id'), status: varchar(10), placed_at: timestamp(), total: numeric(12, 2),
  })
  const items = table('order_items', metadata, {
    id: integer().primaryKey(), order_id: integer().references('orders.id'), product_id: integer().references('products.id'), quantity: integer(), unit_price: numeric(12, 2),
  })
  const bulk = table('bulk', metadata, { id: integer().primaryKey(), ...person() })

  const { declarativeBase, selectinload, Session, toMany, toOne } = await import('@athanor/orm')
  class Base extends declarativeBase() {}
  class Customer extends Base.entity('customers', { id: integer().primaryKey(), ...person(), orders: () => toMany(Order, { backPopulates: 'customer', orderBy: Order.c.id }) }) {}
  class Product extends Base.entity('products', { id: integer().primaryKey(), name: varchar(80), price: numeric(12, 2), stock: integer() }) {}
  class Order extends Base.entity('orders', {
    id: integer().primaryKey(), customer_id: integer().references('customers.id'), status: varchar(10), placed_at: timestamp(), total: numeric(12, 2),
    customer: () => toOne(Customer, { backPopulates: 'orders' }),
    items: () => toMany(OrderItem, { backPopulates: 'order', orderBy: OrderItem.c.id }),
  }) {}
  class OrderItem extends Base.entity('order_items', {
    id: integer().primaryKey(), order_id: integer().references('orders.id'), product_id: integer().references('products.id'), quantity: integer(), unit_price: numeric(12, 2),
    order: () => toOne(Order, { backPopulates: 'items' }),
    product: () => toOne(Product),
  }) {}
  class Parent extends Base.entity('uow_parent', {
    id: integer().primaryKey(), name: varchar(80), n: integer(),
    children: () => toMany(Child, { backPopulates: 'parent', cascade: 'all, delete-orphan', passiveDeletes: true }),
  }) {}
  class Child extends Base.entity('uow_child', {
    id: integer().primaryKey(), parent_id: integer().references('uow_parent.id', { onDelete: 'CASCADE' }), name: varchar(80), pos: integer(),
    parent: () => toOne(Parent, { backPopulates: 'children' }),
  }) {}

  const engine = createEngine(db === 'sqlite' ? `sqlite+better-sqlite3:///${url}` : url.replace(/^postgres(ql)?:/, 'postgresql+pg:'), { poolSize: pool ?? 10 })
  // Columns as the driver gives them: what is left is the library's own cost.
  const asStored = table('customers', new MetaData(), {
    id: integer().primaryKey(), name: text(), email: text(), country: text(), active: integer(), credit: double(), created_at: text(), meta: text(),
  })
  const conn = await engine.connect()
  // Single reads need no transaction; the peers open none either.
  const reading = engine.executionOptions({ isolationLevel: 'AUTOCOMMIT' })
  const customerById = select(customers).where(customers.c.id.eq(bindparam('id')))

  const o = orders.c
  const c = customers.c
  const i = items.c
  const p = products.c
  const report = ({ statuses, from, to, name, total, country, quantity, count, limit, offset }) => {
    const revenue = func.sum(i.quantity.mul(i.unit_price)).label('revenue')
    return select(c.id, c.name, func.count().label('items'), revenue)
      .selectFrom(orders)
      .join(customers, c.id.eq(o.customer_id))
      .join(items, i.order_id.eq(o.id))
      .join(products, p.id.eq(i.product_id))
      .where(
        o.status.in(statuses),
        o.placed_at.between(from, to),
        or(c.name.like(name), o.total.gt(total)),
        c.country.eq(country),
        i.quantity.ge(quantity),
        c.active.eq(true),
      )
      .groupBy(c.id, c.name).having(func.count().ge(count))
      .orderBy(revenue.desc(), c.id).limit(limit).offset(offset)
  }

  /** Only SQLite's driver leaves values unconverted. */
  const plain = db !== 'sqlite' ? {} : {
    W2p: async () => {
      const rows = await conn.execute(select(asStored).orderBy(asStored.c.id)).all()
      await conn.commit()
      return rows
    },
  }

  return {
    ...plain,
    close: async () => {
      await conn.close()
      await engine.dispose()
    },
    W1: async (ids) => {
      const out = []
      for (const id of ids) out.push(await conn.execute(customerById, { id }).one())
      await conn.commit()
      return out
    },
    W1n: async (ids) => {
      const out = []
      for (const id of ids) out.push(await conn.execute(select(customers).where(c.id.eq(id))).one())
      await conn.commit()
      return out
    },
    W1b: async (ids) => {
      const out = []
      for (const id of ids) {
        await using session = new Session(reading)
        out.push(await session.getOne(Customer, id))
      }
      return out
    },
    W2: async () => {
      const rows = await conn.execute(select(customers).orderBy(c.id)).all()
      await conn.commit()
      return rows
    },
    W2b: async () => {
      await using session = new Session(engine)
      return await session.scalars(select(Customer).orderBy(Customer.c.id)).all()
    },
    build: (values) => report(values),
    compileOnly: (statement) => engine.compile(statement),
    W3: (values) => {
      const { sql, parameters } = engine.compile(report(values))
      return { sql, params: parameters }
    },
    W3n: (values) => {
      const { sql, parameters } = engine.compile(report(values), undefined, { compiledCache: null })
      return { sql, params: parameters }
    },
    W4s: async () => {
      await using session = new Session(engine)
      return await session.scalars(
        select(Customer).where(Customer.c.id.le(500)).orderBy(Customer.c.id).options(selectinload(Customer.c.orders).selectinload(Order.c.items))).all()
    },
    W5: (rows) => engine.begin((conn) => conn.execute(insert(bulk), rows)),
    W5r: (rows) => engine.begin((conn) => conn.execute(insert(bulk).returning(bulk.c.id).sortByParameterOrder(), rows).scalars().all()),
    W6: async (parents) => {
      await using session = new Session(engine)
      for (const { name, n, children } of parents) session.add(new Parent({ name, n, children: children.map((child) => new Child(child)) }))
      await session.commit()
    },
    W6b: async () => {
      await using session = new Session(engine)
      for (const parent of await session.scalars(select(Parent)).all()) parent.name += '!'
      await session.commit()
    },
    W6c: async () => {
      await using session = new Session(engine)
      for (const parent of await session.scalars(select(Parent)).all()) await session.delete(parent)
      await session.commit()
    },
  }
}

async function poolOnly(size) {
  const { QueuePool } = await import('@athanor/core-pool')
  const pool = new QueuePool({ create: () => ({}), close: () => undefined, destroy: () => undefined }, { size })
  return { pool: { acquire: () => pool.checkout(), release: (lease) => lease.release() }, close: () => pool.dispose() }
}
