// An ORM with an identity map and a unit of work.
export const imports = { sqlite: ['@mikro-orm/core', '@mikro-orm/sqlite'], pg: ['@mikro-orm/core', '@mikro-orm/postgresql'], none: [] }

export async function open({ db, url, pool }) {
  if (db === 'none') return { close: async () => undefined }
  const driver = db === 'sqlite' ? await import('@mikro-orm/sqlite') : await import('@mikro-orm/postgresql')
  const { EntitySchema, MikroORM, raw } = driver
  const time = db === 'sqlite' ? 'datetime' : 'timestamp'
  const person = {
    name: { type: 'string' }, email: { type: 'string' }, country: { type: 'string' }, active: { type: 'boolean' },
    credit: { type: 'decimal', columnType: 'numeric(12,2)' }, created_at: { type: 'datetime', columnType: time, fieldName: 'created_at' }, meta: { type: 'json' },
  }
  const Customer = new EntitySchema({
    name: 'Customer', tableName: 'customers',
    properties: { id: { type: 'integer', primary: true }, ...person, orders: { kind: '1:m', entity: () => Order, mappedBy: 'customer', orderBy: { id: 'asc' } } },
  })
  const Product = new EntitySchema({
    name: 'Product', tableName: 'products',
    properties: { id: { type: 'integer', primary: true }, name: { type: 'string' }, price: { type: 'decimal' }, stock: { type: 'integer' } },
  })
  const Order = new EntitySchema({
    name: 'Order', tableName: 'orders',
    properties: {
      id: { type: 'integer', primary: true }, status: { type: 'string' }, placed_at: { type: 'datetime', columnType: time, fieldName: 'placed_at' },
      total: { type: 'decimal' }, customer: { kind: 'm:1', entity: () => Customer, fieldName: 'customer_id' },
      items: { kind: '1:m', entity: () => OrderItem, mappedBy: 'order', orderBy: { id: 'asc' } },
    },
  })
  const OrderItem = new EntitySchema({
    name: 'OrderItem', tableName: 'order_items',
    properties: {
      id: { type: 'integer', primary: true }, quantity: { type: 'integer' }, unit_price: { type: 'decimal', fieldName: 'unit_price' },
      order: { kind: 'm:1', entity: () => Order, fieldName: 'order_id' }, product: { kind: 'm:1', entity: () => Product, fieldName: 'product_id' },
    },
  })
  const Bulk = new EntitySchema({ name: 'Bulk', tableName: 'bulk', properties: { id: { type: 'integer', primary: true, autoincrement: true }, ...person } })
  const Parent = new EntitySchema({
    name: 'Parent', tableName: 'uow_parent',
    properties: {
      id: { type: 'integer', primary: true, autoincrement: true }, name: { type: 'string' }, n: { type: 'integer' },
      children: { kind: '1:m', entity: () => Child, mappedBy: 'parent', cascade: ['persist'] },
    },
  })
  const Child = new EntitySchema({
    name: 'Child', tableName: 'uow_child',
    properties: {
      id: { type: 'integer', primary: true, autoincrement: true }, name: { type: 'string' }, pos: { type: 'integer' },
      parent: { kind: 'm:1', entity: () => Parent, fieldName: 'parent_id', deleteRule: 'cascade' },
    },
  })
  const orm = await MikroORM.init({
    ...(db === 'sqlite' ? { dbName: url } : { clientUrl: url, pool: { min: 1, max: pool ?? 10 } }),
    entities: [Customer, Product, Order, OrderItem, Bulk, Parent, Child],
    discovery: { warnWhenNoEntities: false }, debug: false, forceUtcTimezone: true,
  })
  const fork = () => orm.em.fork()
  const time1 = db === 'sqlite' ? (date) => `${date.toISOString().slice(0, -1).replace('T', ' ')}000` : (date) => date

  const W1 = async (ids) => {
    const em = fork()
    const out = []
    for (const id of ids) out.push(await em.createQueryBuilder(Customer).where({ id }).execute('get'))
    return out
  }
  const em0 = fork()
  const W3 = (p) => {
    const query = em0.createQueryBuilder(Order, 'o')
      .select(['c.id', 'c.name', raw('count(*) as items'), raw('sum(i.quantity * i.unit_price) as revenue')])
      .join('o.customer', 'c').join('o.items', 'i').join('i.product', 'p')
      .where({ status: { $in: p.statuses }, placed_at: { $gte: time1(p.from), $lte: time1(p.to) } })
      .andWhere({ $or: [{ 'c.name': { $like: p.name } }, { total: { $gt: p.total } }] })
      .andWhere({ 'c.country': p.country, 'i.quantity': { $gte: p.quantity }, 'c.active': true })
      .groupBy(['c.id', 'c.name']).having('count(*) >= ?', [p.count])
      .orderBy([{ [raw('revenue')]: 'desc' }, { 'c.id': 'asc' }])
      .limit(p.limit).offset(p.offset)
    const { sql, params } = query.toQuery()
    return { sql, params }
  }
  return {
    close: () => orm.close(true),
    W1, W1n: W1,
    W1b: async (ids) => {
      const out = []
      for (const id of ids) out.push(await fork().findOneOrFail(Customer, id))
      return out
    },
    W2: () => fork().createQueryBuilder(Customer).select('*').orderBy({ id: 'asc' }).execute('all'),
    W2b: () => fork().find(Customer, {}, { orderBy: { id: 'asc' } }),
    W3, W3n: W3,
    W4s: () => fork().find(Customer, { id: { $lte: 500 } }, { orderBy: { id: 'asc' }, populate: ['orders.items'], strategy: 'select-in' }),
    W5: (rows) => fork().transactional((em) => em.insertMany(Bulk, rows)),
    // Of plain rows it returns the last id only.
    W5r: (rows) => fork().transactional((em) => em.insertMany(rows.map((row) => em.create(Bulk, row, { persist: false })))),
    W6: async (parents) => {
      const em = fork()
      for (const { name, n, children } of parents) {
        const parent = em.create(Parent, { name, n })
        for (const child of children) em.create(Child, { ...child, parent })
      }
      await em.flush()
    },
    W6b: async () => {
      const em = fork()
      for (const parent of await em.find(Parent, {})) parent.name += '!'
      await em.flush()
    },
    W6c: async () => {
      const em = fork()
      // The database deletes the children, as for the others.
      for (const parent of await em.find(Parent, {})) em.remove(parent)
      await em.flush()
    },
  }
}
