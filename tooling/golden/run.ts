// Rebuilds the cases of a golden corpus through the public API and compares the SQL with what SQLAlchemy gave.
// Usage: npm run golden -- [--corpus FILE] [--dialect D] [--area A] [--tag T] [--id ID [--ir]] [--failures N] [--literal]
//        [--names] [--json] [--raise-floor]
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readCorpus } from './src/corpus/read-corpus.ts'
import { MAXIMAL_SHARE } from './src/run/deviations.ts'
import { DIALECTS, VARIANTS } from './src/run/dialects.ts'
import { belowFloor, raisedFloor, readFloor, writeFloor } from './src/run/floor.ts'
import { caseReport, countBy, failureGroups, failureReport, summary } from './src/run/report.ts'
import { runGolden } from './src/run/runner.ts'

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))
const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    dialect: { type: 'string', multiple: true },
    area: { type: 'string' },
    tag: { type: 'string' },
    id: { type: 'string', multiple: true },
    ir: { type: 'boolean', default: false },
    failures: { type: 'string' },
    /** The statements with literal values in place of the ordinary ones. */
    literal: { type: 'boolean', default: false },
    names: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'raise-floor': { type: 'boolean', default: false },
  },
})
const corpus = path.resolve(root, values.corpus ?? process.env['ATHANOR_GOLDEN_CORPUS'] ?? '../shared/golden/dev.jsonl.gz')
if (!fs.existsSync(corpus)) {
  console.error(`There is no corpus at ${corpus}. Give one with --corpus FILE or ATHANOR_GOLDEN_CORPUS.`)
  process.exit(2)
}

if (values.id !== undefined) {
  const wanted = new Set(values.id)
  for await (const golden of readCorpus(corpus)) {
    if (!wanted.delete(golden.id)) continue
    console.log(await caseReport(golden, values.dialect ?? [...DIALECTS, ...VARIANTS], { literal: values.literal, ir: values.ir }))
    if (wanted.size === 0) break
  }
  for (const id of wanted) console.error(`There is no case ${String(id)}`)
  process.exit(wanted.size === 0 ? 0 : 2)
}

const result = await runGolden({ corpus, dialects: values.dialect, area: values.area, tag: values.tag, names: values.names })
const main = values.literal ? result.literals : [...result.outcomes, ...(values.dialect === undefined ? [] : result.variants)]
if (values.json) {
  const groups = failureGroups(main).slice(0, Number(values.failures ?? 50))
  console.log(JSON.stringify({
    total: countBy(main, () => 'all').get('all') ?? null,
    areas: Object.fromEntries(countBy(main, (o) => o.area)),
    dialects: Object.fromEntries(countBy(main, (o) => o.dialect)),
    variants: Object.fromEntries(countBy(result.variants, (o) => o.dialect)),
    failures: groups.map(({ group, outcomes }) => ({ group, count: outcomes.length, ids: [...new Set(outcomes.map((o) => o.id))].slice(0, 5) })),
  }, null, 1))
} else {
  if (values.failures !== undefined) console.log(`${failureReport(main, Number(values.failures))}\n`)
  console.log(summary(values.literal ? result.literals : result.outcomes, result.variants, values.literal ? [] : result.literals))
}

const floor = readFloor()
const deviating = result.outcomes.filter((o) => o.status === 'deviates').length
if (deviating > result.outcomes.length * MAXIMAL_SHARE) {
  console.error(`Too many deviations: ${deviating} of ${result.outcomes.length}`)
  process.exitCode = 1
}
if (values['raise-floor']) {
  if (!result.isComplete || values.names) throw new Error('--raise-floor needs a run over everything')
  writeFloor(raisedFloor(result.outcomes, floor))
} else if (result.isComplete && !values.names && floor.total === result.outcomes.length) {
  for (const line of belowFloor(result.outcomes, floor)) {
    console.error(`below the floor: ${line}`)
    process.exitCode = 1
  }
}
