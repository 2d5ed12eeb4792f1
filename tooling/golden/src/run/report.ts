import { isDeepStrictEqual } from 'node:util'
import type { GoldenCase } from '../corpus/case.ts'
import { normaliseSql } from '../compare/normalise-sql.ts'
import { DIALECTS, entryFor, isGap, loadDialects, VARIANTS } from './dialects.ts'
import { buildCase, compileCase } from './evaluate.ts'
import type { Outcome } from './outcome.ts'
import { errorReason } from './reasons.ts'

export interface Count { passed: number; deviates: number; total: number }
const zero = (): Count => ({ passed: 0, deviates: 0, total: 0 })

/** Counts by a property of the outcomes. */
export function countBy(outcomes: readonly Outcome[], key: (outcome: Outcome) => string): Map<string, Count> {
  const counts = new Map<string, Count>()
  for (const outcome of outcomes) {
    let count = counts.get(key(outcome))
    if (count === undefined) counts.set(key(outcome), count = zero())
    count.total++
    if (outcome.status !== 'failed') count[outcome.status]++
  }
  return counts
}

export const percent = (passed: number, total: number): string => (total === 0 ? '0' : ((passed / total) * 100).toFixed(2).replace(/\.?0+$/, ''))
const shown = ({ passed, deviates, total }: Count): string => `${passed}/${total} (${percent(passed, total)} %)${deviates === 0 ? '' : `, ${deviates} deviate`}`

/** A line per area, a line per dialect, the variants, and the total at the end. */
export function summary(outcomes: readonly Outcome[], variants: readonly Outcome[], literals: readonly Outcome[]): string {
  const lines: string[] = []
  const width = 22
  for (const [area, count] of [...countBy(outcomes, (o) => o.area)].sort((a, b) => b[1].total - a[1].total)) {
    const perDialect = countBy(outcomes.filter((o) => o.area === area), (o) => o.dialect)
    const cells = DIALECTS.filter((d) => perDialect.has(d)).map((d) => `${d} ${percent(perDialect.get(d)!.passed, perDialect.get(d)!.total)}`)
    lines.push(`area ${area}`.padEnd(width) + shown(count).padEnd(38) + cells.join('  '))
  }
  for (const [dialect, count] of countBy(outcomes, (o) => o.dialect)) lines.push(`dialect ${dialect}`.padEnd(width) + shown(count))
  for (const variant of VARIANTS) {
    const count = countBy(variants, (o) => o.dialect).get(variant)
    if (count !== undefined) lines.push(`variant ${variant} `.padEnd(width) + shown(count))
  }
  if (literals.length > 0) lines.push('literal values'.padEnd(width) + shown(countBy(literals, () => '').get('')!))
  const total = countBy(outcomes, () => '').get('') ?? zero()
  if (total.deviates > 0) lines.push(`documented deviations: ${total.deviates} (${percent(total.deviates, total.total)} %)`)
  lines.push(`golden: ${total.passed} of ${total.total} (${percent(total.passed, total.total)} %)`)
  return lines.join('\n')
}

/** Groups of failures of one reason, the largest first. */
export interface FailureGroup {
  readonly group: string
  readonly outcomes: readonly Outcome[]
}

export function failureGroups(outcomes: readonly Outcome[]): readonly FailureGroup[] {
  const groups = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    if (outcome.status !== 'failed') continue
    const list = groups.get(outcome.group!)
    if (list === undefined) groups.set(outcome.group!, [outcome])
    else list.push(outcome)
  }
  return [...groups].map(([group, list]) => ({ group, outcomes: list })).sort((a, b) => b.outcomes.length - a.outcomes.length)
}

const distribution = (outcomes: readonly Outcome[], key: (outcome: Outcome) => string): string =>
  [...countBy(outcomes, key)].sort((a, b) => b[1].total - a[1].total).slice(0, 8).map(([name, { total }]) => `${name} ${total}`).join(', ')

/** The groups with counts, where they occur, and cases to look at. */
export function failureReport(outcomes: readonly Outcome[], limit: number): string {
  const groups = failureGroups(outcomes)
  const failed = groups.reduce((sum, { outcomes: list }) => sum + list.length, 0)
  const lines = [`${failed} failures in ${groups.length} groups${groups.length > limit ? `, the largest ${limit}:` : ':'}`]
  for (const { group, outcomes: list } of groups.slice(0, limit)) {
    const ids = [...new Map(list.map((o) => [o.id, o])).values()]
    lines.push('', `${String(list.length).padStart(5)}  ${group}`)
    if (list[0]!.reason !== group) lines.push(`       e.g. ${list[0]!.reason!.slice(0, 300)}`)
    lines.push(`       dialects: ${distribution(list, (o) => o.dialect)}; areas: ${distribution(list, (o) => o.area)}`)
    lines.push(`       ids: ${ids.slice(0, 4).map((o) => o.id).join(' ')}${ids.length > 4 ? ` … ${ids.length} cases` : ''}`)
  }
  return lines.join('\n')
}

/** One case in full: expected and actual under each dialect, one above the other. */
export async function caseReport(golden: GoldenCase, dialectNames: readonly string[], options: { readonly literal: boolean; readonly ir: boolean }): Promise<string> {
  const dialects = await loadDialects()
  const built = buildCase(golden)
  const lines = [`${golden.id}  area ${golden.area}, root ${golden.root}, ${golden.tags.join(' ')}`, `options ${JSON.stringify(golden.options ?? {})}, raw_literals ${String(golden.raw_literals ?? 'absent')}`]
  if (options.ir) lines.push(JSON.stringify(golden.ir, null, 1))
  const out = (options.literal ? golden.out_literal : golden.out) ?? {}
  let previous: unknown
  for (const name of dialectNames) {
    const expected = entryFor(out, name)
    if (expected === undefined) continue
    const dialect = dialects.get(name)
    let actual: string
    let same = false
    if (dialect === undefined || isGap(dialect)) actual = dialect?.gap ?? 'no dialect'
    else if ('error' in built) actual = stackOf(built.error)
    else {
      try {
        const { sql, binds } = compileCase(built.value, golden, dialect, options.literal)
        const normal = normaliseSql(sql, binds.map(([bind]) => bind), name).text.trim()
        same = normal === normaliseSql(expected.sql ?? '', (expected.binds ?? []).map(([bind]) => bind), name).text.trim()
        actual = `${sql}\n           ${JSON.stringify(binds, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`
      } catch (error) {
        actual = stackOf(error)
      }
    }
    const want = expected.sql === undefined ? `${expected.error ?? ''}: ${expected.message ?? ''}` : `${expected.sql}\n           ${JSON.stringify(expected.binds)}`
    const key = [want, actual]
    if (isDeepStrictEqual(key, previous)) {
      lines.push(`${name}: as above`)
      continue
    }
    previous = key
    lines.push('', `${name}${same ? '  (same text)' : ''}`, `  expected ${want}`, `  actual   ${actual}`)
  }
  return lines.join('\n')
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 7).map((line) => line.replace(/file:\/\/.*?\/(packages|tooling)\//, '$1/')).join('\n') : ''
  return `${errorReason(error)}\n${stack}`
}
