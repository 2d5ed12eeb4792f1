// One contestant in a process of its own. The parent asks for one sample at a time, so that rounds of all contestants alternate.
import { sqliteValue } from './data.mjs'
import { fingerprint, reports, reportTables, workloads } from './workloads.mjs'

const [name, db, url] = process.argv.slice(2)
/** Shorter samples are repeated until they take this long: clocks and collectors make short ones useless. */
const shortest = 25_000

/** The database through the plain driver, for what isn't measured. */
async function openStore() {
  if (db === 'sqlite') {
    const { default: Database } = await import('better-sqlite3')
    const database = new Database(url)
    return {
      db, close: () => database.close(), run: (sql) => void database.prepare(sql).run(),
      all: (sql, params = []) => database.prepare(sql).all(params.map(sqliteValue)),
    }
  }
  if (db === 'pg') {
    const { default: driver } = await import('pg')
    const client = new driver.Client({ connectionString: url })
    await client.connect()
    return { db, close: () => client.end(), run: (sql) => client.query(sql), all: async (sql, params) => (await client.query(sql, params)).rows }
  }
  return { db, close: () => undefined }
}

const { open } = await import(`./contestants/${name}.mjs`)
const contestant = await open({ db, url: db === 'none' ? undefined : url, pool: 10 })
const store = await openStore()
const repeats = new Map()
/** Holds the last answer, so that none is optimised away. */
export let sink

/** What one sample does, and how many of the unit it did. */
function sampleOf(id, round) {
  const workload = workloads[id]
  if (workload.isPool) {
    const { acquire, release } = contestant.pool
    const { calls } = workload
    return { units: 1, run: async () => { for (let i = 0; i < calls; i++) release(await acquire()) } }
  }
  const run = contestant[id]
  if (workload.isReport) {
    const list = reports(round, workload.calls)
    return { units: workload.calls, run: async () => { for (let i = 0; i < list.length; i++) sink = run(list[i]) } }
  }
  const argument = workload.argument(round)
  return { units: 1, run: async () => run(argument) }
}

async function answerOf(id, round) {
  const workload = workloads[id]
  if (workload.isPool) return undefined
  if (workload.isReport) {
    const answers = []
    for (const report of reports(round, 4)) {
      const { sql, params } = contestant[id](report)
      // The same work: products change no row, and dates are given to this driver as text.
      for (const table of reportTables) if (!sql.includes(table)) throw new Error(`the report doesn't read ${table}: ${sql}`)
      if (db === 'sqlite' && params.some((value) => value instanceof Date)) throw new Error(`the report's dates are not converted: ${sql}`)
      let n = 0
      // One contestant leaves numbering to its driver.
      const text = db === 'pg' ? sql.replaceAll('?', () => `$${++n}`) : sql
      const rows = await store.all(text, [...params])
      // Statements agree on nothing all too easily.
      if (rows.length === 0) throw new Error(`the report has no rows: ${sql}`)
      answers.push(rows.map((row) => [row.id, row.name, Number(row.items), Number(row.revenue).toFixed(2)]))
    }
    return fingerprint(answers)
  }
  await workload.before?.(store)
  return fingerprint(await workload.answer(await contestant[id](workload.argument(round)), store))
}

/** CPU time and wall time of one sample, in microseconds for each unit. */
async function measure(id, round) {
  const workload = workloads[id]
  const { units, run } = sampleOf(id, round)
  const times = workload.before === undefined ? (repeats.get(id) ?? 1) : 1
  await workload.before?.(store)
  const cpu = process.cpuUsage()
  const wall = performance.now()
  for (let i = 0; i < times; i++) await run()
  const elapsed = (performance.now() - wall) * 1000
  const { user, system } = process.cpuUsage(cpu)
  if (workload.before === undefined) repeats.set(id, Math.max(times, Math.min(200, Math.ceil(shortest / (elapsed / times)))))
  return { cpu: (user + system) / times / units, wall: elapsed / times / units }
}

/** Until the code is compiled: 10 samples at least, then 1.5 s or 40 samples; reports, which are nothing but code, 4 s or 160. */
async function warmUp(id) {
  const [time, samples] = workloads[id].isReport ? [4_000, 160] : [1_500, 40]
  const end = performance.now() + time
  for (let i = 1; i <= 10 || (i <= samples && performance.now() < end); i++) await measure(id, -i)
}

const commands = {
  warmUp: ({ id }) => warmUp(id),
  has: ({ id }) => (workloads[id].isPool ? contestant.pool !== undefined : typeof contestant[id] === 'function'),
  answer: ({ id, round }) => answerOf(id, round),
  measure: ({ id, round }) => measure(id, round),
  close: async () => {
    await contestant.close()
    await store.close()
    process.disconnect()
  },
}
async function answer(message) {
  try {
    const value = await commands[message.command](message)
    if (message.command !== 'close') process.send({ value })
  } catch (error) {
    process.send({ error: error?.stack ?? String(error) })
  }
}
process.on('message', (message) => void answer(message))
process.send({ value: 'ready' })
