import { compile } from '@athanor/expressions'
import type { DefaultDialect } from '@athanor/expressions/compiler'
import type { Actual } from '../compare/compare.ts'
import { compareSql, isAccident } from '../compare/compare.ts'
import { normaliseSql } from '../compare/normalise-sql.ts'
import type { Expected, GoldenCase } from '../corpus/case.ts'
import { Loader } from '../loader/loader.ts'
import { QuotedNames } from '../loader/names.ts'
import { nodeTable } from '../loader/node-table.ts'
import { deviationRules } from './deviations.ts'
import { isGap, type DialectOrGap } from './dialects.ts'
import type { Outcome } from './outcome.ts'
import { errorReason, groupOfDifference, groupOfError, isLibraryError, isLoaderError } from './reasons.ts'

/** What building or compiling gave. */
export type Attempt = { readonly value: unknown } | { readonly error: unknown }

export function buildCase(golden: GoldenCase): Attempt {
  try {
    return { value: new Loader(golden, nodeTable).build(golden.ir.root) }
  } catch (error) {
    return { error }
  }
}

export interface EvaluateOptions {
  /** Also compare the names of parameters. */
  readonly names?: boolean
  /** Compare the entry with literal values. */
  readonly literal?: boolean
}

/** Text and parameters that the library gives. */
export function compileCase(element: unknown, golden: GoldenCase, dialect: DefaultDialect, literal: boolean): Actual {
  const o = golden.options ?? {}
  const { sql, parameters } = compile(element, {
    dialect,
    ...(literal || o.literal_binds === true ? { literalBinds: true } : {}),
    ...(o.column_keys === undefined ? {} : { columnKeys: o.column_keys }),
    ...(o.for_executemany === true ? { forExecutemany: true } : {}),
    ...(o.schema_translate_map === undefined ? {} : { schemaTranslateMap: translateMap(o.schema_translate_map) }),
    ...(o.render_schema_translate === true ? { renderSchemaTranslate: true } : {}),
  })
  return { sql, binds: parameters }
}

/** Schema names by schema name; a name may have its quotes forced. */
const translateMap = (pairs: readonly (readonly [string | null, unknown])[]): ReadonlyMap<string | null, string | null> =>
  // the option takes text only; a quoted name is what a user would try
  new Map(pairs.map(([from, to]) => [from, QuotedNames.decode(to) as string | null]))

/** Compares one case under one dialect. */
export function evaluate(golden: GoldenCase, built: Attempt, name: string, dialect: DialectOrGap, expected: Expected, options: EvaluateOptions = {}): Outcome {
  const base = { id: golden.id, area: golden.area, root: golden.root, dialect: name }
  const failed = (reason: string, group: string): Outcome => ({ ...base, status: 'failed', reason, group })
  if (isGap(dialect)) return failed(dialect.gap, dialect.gap)
  let error: unknown
  let actual: Actual | undefined
  if ('error' in built) error = built.error
  else {
    try {
      actual = compileCase(built.value, golden, dialect, options.literal === true)
    } catch (thrown) {
      error = thrown
    }
  }
  let reason: string | undefined
  let group = ''
  if (actual === undefined) {
    if (expected.error !== undefined && !isLoaderError(error) && (isLibraryError(error) || isAccident(expected.error))) return { ...base, status: 'passed' }
    reason = errorReason(error)
    group = groupOfError(reason)
    if (expected.error !== undefined && !isLoaderError(error)) {
      reason = `expected ${expected.error}, but an internal error: ${reason}`
      group = reason
    }
  } else if (expected.error !== undefined) {
    if (isAccident(expected.error)) return { ...base, status: 'passed' }
    reason = `expected ${expected.error} (${expected.message?.split('\n')[0]?.slice(0, 100) ?? ''}), got SQL`
    group = groupOfError(reason)
  } else {
    reason = compareSql(actual, expected, name, options)
    if (reason === undefined) return { ...base, status: 'passed' }
    group = reason.startsWith('after ') ? groupOfDifference(reason) : groupOfError(reason)
  }
  const text = (sql: string | undefined, binds: readonly (readonly [string, unknown])[] = []): string | undefined =>
    sql === undefined ? undefined : normaliseSql(sql, binds.map(([bind]) => bind), name).text.trim()
  const isLiteral = options.literal === true || golden.options?.literal_binds === true
  const deviation = { golden, dialect: name, isLiteral, actual: text(actual?.sql, actual?.binds), expected: text(expected.sql, expected.binds), expectedMessage: expected.message }
  const rule = deviationRules.find((r) => r.matches(deviation))
  return rule === undefined ? failed(reason, group) : { ...base, status: 'deviates', reason: rule.name }
}
