#!/usr/bin/env node
// Peers side by side: npm run bench -- [--db sqlite,pg] [--workload W1,W2] [--contestant athanor,kysely] [--rounds N] [--json FILE] [--profile FOLDER]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildPg, buildSqlite } from './data.mjs'
import { workloads } from './workloads.mjs'

const all = { db: ['sqlite', 'pg'], workload: Object.keys(workloads), contestant: ['athanor', 'kysely', 'drizzle', 'knex', 'mikro-orm', 'pg-pool'] }
const list = (text, known) => {
  if (text === undefined) return known
  const names = text.split(',')
  for (const name of names) if (!known.includes(name)) throw new Error(`unknown: ${name}; there are ${known.join(', ')}`)
  return names
}
const { values: options } = parseArgs({
  options: { db: { type: 'string' }, workload: { type: 'string' }, contestant: { type: 'string' }, rounds: { type: 'string', default: '11' }, json: { type: 'string' }, profile: { type: 'string' } },
})
const rounds = Number(options.rounds)
const chosen = list(options.workload, all.workload)
const contestants = ['raw', ...list(options.contestant, all.contestant).filter((name) => name !== 'raw')]
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'athanor-bench-'))
const closers = [async () => fs.rmSync(folder, { recursive: true, force: true })]

/** A contestant's process. */
class Worker {
  constructor(name, db, url) {
    this.name = name
    this.errors = ''
    const profile = options.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', path.join(options.profile, `${name}-${db}`)]
    this.child = fork(new URL('worker.mjs', import.meta.url), [name, db, url ?? ''], {
      execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning', ...profile],
      // One zone for all: drivers read timestamps without a zone in the process's own.
      env: { ...process.env, TZ: 'UTC', NODE_ENV: 'production' }, stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    this.child.stderr.on('data', (data) => { this.errors += data })
    this.exited = once(this.child, 'exit').then(([code]) => { throw new Error(`${name} ended with ${code}\n${this.errors}`) })
    this.exited.catch(() => undefined)
  }
  async receive() {
    const [message] = await Promise.race([once(this.child, 'message'), this.exited])
    if (message.error !== undefined) throw new Error(`${this.name}: ${message.error}`)
    return message.value
  }
  ask(command, values) {
    const answer = this.receive()
    this.child.send({ command, ...values })
    return answer
  }
  async close() {
    if (this.child.exitCode !== null || !this.child.connected) return
    this.child.send({ command: 'close' })
    const timer = setTimeout(() => this.child.kill(), 5_000)
    await this.exited.catch(() => undefined)
    clearTimeout(timer)
  }
}

const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Each contestant's database: a copy of one file, or the same one on the server. */
async function prepareDatabases(db) {
  if (db === 'none') return () => undefined
  if (db === 'sqlite') {
    const { default: Database } = await import('better-sqlite3')
    const file = path.join(folder, 'data.db')
    const database = new Database(file)
    database.pragma('journal_mode = WAL')
    buildSqlite(database)
    database.close()
    return (name) => {
      const copy = path.join(folder, `${name}.db`)
      fs.copyFileSync(file, copy)
      return copy
    }
  }
  const { findSource } = await import('../tooling/databases/src/servers/source.ts')
  const { adminOf } = await import('../tooling/databases/src/admin.ts')
  const { default: driver } = await import('pg')
  const source = await findSource('postgresql')
  if (!('how' in source)) throw new Error(`PostgreSQL is not available: ${source.reason}`)
  const server = await source.open()
  closers.unshift(() => server.dispose())
  const admin = adminOf('postgresql', server.url)
  const name = `athanor_bench_${process.pid}`
  const url = (await admin.create(name)).replace(/^postgresql\+[^:]+:/, 'postgresql:')
  closers.unshift(() => admin.drop(name))
  const client = new driver.Client({ connectionString: url })
  await client.connect()
  await buildPg(client)
  await client.end()
  return () => url
}

const results = {}
const failures = []

async function runDatabase(db) {
  const ids = chosen.filter((id) => (workloads[id].isPool === true) === (db === 'none'))
  if (ids.length === 0) return
  console.error(`[bench] ${db}: preparing`)
  const urlOf = await prepareDatabases(db)
  const workers = []
  try {
    for (const name of contestants) {
      const { imports } = await import(`./contestants/${name}.mjs`)
      if (imports[db] === undefined) continue
      const worker = new Worker(name, db, urlOf(name))
      workers.push(worker)
      await worker.receive()
    }
    for (const id of ids) await runWorkload(db, id, workers)
  } finally {
    await Promise.all(workers.map((worker) => worker.close()))
  }
}

async function runWorkload(db, id, workers) {
  const samples = new Map()
  let expected
  for (const worker of workers) {
    // Without the driver's own there is nothing to compare with.
    if (!(await worker.ask('has', { id })) || (worker.name !== 'raw' && expected === undefined && id !== 'W7a')) continue
    try {
      const answer = await worker.ask('answer', { id, round: 0 })
      expected ??= answer
      if (answer !== expected) throw new Error(`${worker.name}: the answer differs from the driver's`)
      samples.set(worker, [])
    } catch (error) {
      failures.push(`${db} ${id} ${error.message}`)
      console.error(`[bench] ${db} ${id} ${error.message}`)
    }
  }
  if (samples.size === 0) return
  for (const worker of samples.keys()) await worker.ask('warmUp', { id })
  for (let round = 1; round <= rounds; round++) {
    // Nobody always runs first, or always behind the same one.
    const order = [...samples.keys()]
    for (let i = 0; i < order.length; i++) {
      const worker = order[(i + round) % order.length]
      samples.get(worker).push(await worker.ask('measure', { id, round }))
    }
  }
  const found = (results[db] ??= {})[id] = {}
  for (const [{ name }, list] of samples) {
    found[name] = {
      cpu: median(list.map((one) => one.cpu)), wall: median(list.map((one) => one.wall)),
      bestCpu: Math.min(...list.map((one) => one.cpu)), bestWall: Math.min(...list.map((one) => one.wall)),
    }
  }
  for (const one of Object.values(found)) {
    one.cpuRatio = one.cpu / found.raw.cpu
    one.wallRatio = one.wall / found.raw.wall
  }
  console.error(`[bench] ${db} ${id}: ${Object.entries(found).map(([name, one]) => `${name} ${one.cpuRatio.toFixed(2)} (${time(one.cpu)})`).join(', ')}`)
}

const time = (us) => (us < 10 ? `${us.toFixed(2)} µs` : us < 10_000 ? `${us.toFixed(0)} µs` : `${(us / 1000).toFixed(1)} ms`)
const ratio = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)

function print() {
  const names = contestants.filter((name) => name !== 'raw')
  for (const [db, found] of Object.entries(results)) {
    console.log(`\n${db}: CPU time by the driver's${db === 'pg' ? ' (wall time by the driver\'s)' : ''}, medians of ${rounds} rounds\n`)
    console.log(`| workload | driver | ${names.join(' | ')} |`)
    console.log(`|---|---:|${names.map(() => '---:|').join('')}`)
    for (const [id, one] of Object.entries(found)) {
      const cells = names.map((name) => (one[name] === undefined ? '–' : ratio(one[name].cpuRatio) + (db === 'pg' ? ` (${ratio(one[name].wallRatio)})` : '')))
      console.log(`| ${id} ${workloads[id].title} | ${time(one.raw.cpu)} | ${cells.join(' | ')} |`)
    }
  }
}

let isClosing = false
async function close() {
  if (isClosing) return
  isClosing = true
  for (const closer of closers) await closer().catch((error) => console.error(error))
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void close().finally(() => process.exit(130)))
try {
  for (const db of [...list(options.db, [...all.db, 'none']), ...(options.db === undefined ? [] : ['none'])].filter((db, i, dbs) => dbs.indexOf(db) === i)) await runDatabase(db)
  print()
  if (options.json !== undefined) {
    fs.writeFileSync(options.json, `${JSON.stringify({ node: process.version, date: new Date().toISOString(), rounds, results, failures }, undefined, 2)}\n`)
  }
} finally {
  await close()
}
if (failures.length > 0) {
  console.error(`\n${failures.length} failed:\n${failures.join('\n')}`)
  process.exitCode = 1
}
