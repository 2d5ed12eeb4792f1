// Keeps the types cheap: generates a program with many tables and four statements for each, compiles it against the
// built declarations, as a user would, and fails when tsc instantiates more types per table than the budget allows.
// Usage: node tooling/type-budget/check.mjs [tables]
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const budgetPerTable = 2_000
const tables = Number(process.argv[2] ?? 100)
const root = path.resolve(import.meta.dirname, '../..')
// Below the repository, so that @athanor/core resolves.
const folder = path.join(import.meta.dirname, '.programs')

/** Each table refers to another one, far away in the file. */
const referenced = (i) => (i * 7 + 3) % tables

function program() {
  const lines = [
    "import { boolean, func, insert, integer, select, table, text, timestamp, update, varchar, type Connection } from '@athanor/core'",
    'declare const conn: Connection',
  ]
  for (let i = 0; i < tables; i++) {
    lines.push(`export const t${i} = table('t${i}', {
  id: integer().primaryKey(), name: varchar(30), email: varchar(100), bio: text().nullable(), age: integer(),
  score: integer().nullable(), active: boolean().default(true), createdAt: timestamp().serverDefault(func.now()),
  updatedAt: timestamp().nullable(), refId: integer().references('t${referenced(i)}.id'),
})`)
  }
  for (let i = 0; i < tables; i++) {
    const t = `t${i}`
    const r = `t${referenced(i)}`
    lines.push(`export async function q${i}() {
  const whole = await conn.execute(select(${t}).where(${t}.c.name.eq('x'), ${t}.c.age.gt(3))).all()
  const joined = await conn.execute(
    select(${t}.c.id, ${t}.c.name.label('n'), ${r}.c.email, ${r}.c.score, func.count(${t}.c.id).label('cnt'))
      .outerJoin(${r}, ${t}.c.refId.eq(${r}.c.id))
      .where(${t}.c.name.like('%x%')).groupBy(${t}.c.id).orderBy(${t}.c.name.desc()).limit(10),
  ).all()
  await conn.execute(insert(${t}).values({ name: 'a', email: 'b', age: 1, refId: 2 }))
  await conn.execute(update(${t}).set({ age: ${t}.c.age.add(1) }).where(${t}.c.id.eq(1)))
  return [whole[0]!.name.length, joined[0]!.n.length, joined[0]!.email?.length, joined[0]!.cnt + 1] as const
}`)
  }
  return `${lines.join('\n')}\n`
}

fs.rmSync(folder, { recursive: true, force: true })
fs.mkdirSync(folder, { recursive: true })
fs.writeFileSync(path.join(folder, 'schema.ts'), program())
fs.writeFileSync(
  path.join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig/base.json',
    compilerOptions: { customConditions: [], composite: false, declaration: false, declarationMap: false, noEmit: true },
    files: ['schema.ts'],
  }),
)
const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const result = spawnSync(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics', '--pretty', 'false'], { encoding: 'utf8' })
const number = (label) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(result.stdout)?.[1] ?? NaN)
const instantiations = number('Instantiations')
const perTable = instantiations / tables
const errors = result.stdout.split('\n').filter((line) => /error TS/.test(line))
for (const line of errors.slice(0, 10)) console.error(line)
console.log(
  `type budget: ${tables} tables, ${instantiations} instantiations, ${perTable.toFixed(0)} per table ` +
    `(budget ${budgetPerTable}), ${number('Types')} types, check ${number('Check time')} s`,
)
if (errors.length > 0) console.error(`type budget: the generated program does not compile (${errors.length} errors)`)
// Negated, so that a missing number fails too.
if (errors.length > 0 || !(perTable <= budgetPerTable)) process.exitCode = 1
