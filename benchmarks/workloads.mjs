// What is measured: arguments, preparation before each sample, the part of the answer that has to be right.
import { createHash } from 'node:crypto'
import { inputs, randomFrom } from './data.mjs'

// answers -------------------------------------------------------------------------------------------------------------

const person = ['name', 'email', 'country', 'active', 'credit', 'created_at', 'meta']
const customer = ['id', ...person]

/** One spelling for what drivers and libraries give in several: 1 and true, text and Date, '1.50' and 1.5. */
const spelling = {
  active: (value) => Boolean(value),
  credit: Number, total: Number, unit_price: Number,
  created_at: time, placed_at: time,
  meta: (value) => canonical(typeof value === 'string' ? JSON.parse(value) : value),
}
function time(value) {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number') return new Date(value).toISOString()
  return new Date(/Z|[+-]\d\d:?\d\d$/.test(value) ? value : `${value.replace(' ', 'T')}Z`).toISOString()
}
const canonical = (value) => Array.isArray(value) ? value.map(canonical)
  : typeof value === 'object' && value !== null ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key])])) : value

const pick = (names) => (object) => names.map((name) => (spelling[name] ? spelling[name](object[name]) : object[name]))
const pickOrder = pick(['id', 'customer_id', 'status', 'placed_at', 'total'])
const pickItem = pick(['id', 'order_id', 'product_id', 'quantity', 'unit_price'])
/** Foreign keys aren't compared in trees: object mappers show them as objects. */
const tree = (customers) => customers.map((one) => [
  ...pick(customer)(one),
  [...one.orders].map((order) => [pickOrder({ ...toPlain(order, ['id', 'status', 'placed_at', 'total']), customer_id: one.id }),
    [...order.items].map((item) => pickItem({ ...toPlain(item, ['id', 'quantity', 'unit_price']), order_id: order.id, product_id: 0 }))]),
])
const toPlain = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]))
const people = (objects) => objects.map(pick(customer))

/** Fingerprint of an answer in its one spelling. */
export const fingerprint = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

// workloads -----------------------------------------------------------------------------------------------------------

const none = () => undefined
const uowRows = (store) => store.all('SELECT p.name, p.n, c.name AS child, c.pos FROM uow_parent p LEFT JOIN uow_child c ON c.parent_id = p.id ORDER BY p.n, c.pos')
const clearUow = async (store) => {
  await store.run('DELETE FROM uow_child')
  await store.run('DELETE FROM uow_parent')
}
const fillUow = async (store) => {
  await clearUow(store)
  await store.run(`INSERT INTO uow_parent (id, name, n) SELECT id, 'before', id FROM customers WHERE id <= 1000`)
  await store.run(`INSERT INTO uow_child (parent_id, name, pos) SELECT (id - 1) / 3 + 1, 'child', (id - 1) % 3 FROM customers WHERE id <= 3000`)
}
const clearBulk = (store) => store.run(store.db === 'pg' ? 'TRUNCATE bulk' : 'DELETE FROM bulk')
const bulkRows = (store, order) => store.all(`SELECT ${person.join(', ')} FROM bulk ORDER BY ${order}`)

/**
 * `argument(round)` makes the argument; `before` and `after` see the database through the plain driver, unmeasured.
 * `answer(result, store)` is what contestants must agree on. `calls` of a workload without a database are run in one sample.
 */
export const workloads = {
  W1: { title: '500 look-ups by key, objects', argument: inputs.ids, answer: people },
  W1n: { title: 'the same, the statement built anew for each', argument: inputs.ids, answer: people },
  W1b: { title: '500 look-ups by key, entities, a session each', argument: inputs.ids, answer: people },
  W2: { title: '10,000 rows, objects', argument: none, answer: people },
  W2p: { title: '10,000 rows, objects, columns as the driver gives them', argument: none, answer: people },
  W2b: { title: '10,000 rows, entities in an identity map', argument: none, answer: people },
  W3: { title: 'build and compile a report', isReport: true, calls: 2_000 },
  W3n: { title: 'the same without a cache', isReport: true, calls: 500 },
  W4s: { title: '500 customers with orders and items, batched', argument: none, answer: tree },
  W5: { title: 'insert 10,000 rows', argument: inputs.rows, before: clearBulk, answer: async (_, store) => (await bulkRows(store, 'email')).map(pick(person)) },
  W5r: {
    title: 'insert 10,000 rows, ids returned in order', argument: inputs.rows, before: clearBulk,
    answer: async (ids, store) => {
      const byId = new Map((await store.all(`SELECT id, ${person.join(', ')} FROM bulk`)).map((row) => [Number(row.id), row]))
      return [...ids].map((id) => pick(person)(byId.get(Number(id)) ?? {}))
    },
  },
  W6: { title: 'unit of work: create 1,000 × (1 + 3)', argument: inputs.parents, before: clearUow, answer: (_, store) => uowRows(store) },
  W6b: { title: 'unit of work: load 1,000, rename, flush', argument: none, before: fillUow, answer: (_, store) => uowRows(store) },
  W6c: { title: 'unit of work: load and delete 1,000 with children', argument: none, before: fillUow, answer: (_, store) => uowRows(store) },
  W7a: { title: '20,000 uncontended pool cycles', isPool: true, calls: 20_000 },
}

/** Reports of one sample: made beforehand, so that only building and compiling is measured. */
export const reports = (round, calls) => {
  const random = randomFrom(400 + round)
  return Array.from({ length: calls }, () => inputs.report(random))
}
export const reportTables = ['customers', 'orders', 'order_items', 'products']
