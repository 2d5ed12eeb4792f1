import type { GoldenCase } from '../corpus/case.ts'
import { irNodes } from './ir-nodes.ts'

/** What a rule may look at: never the id of a case. */
export interface Deviation {
  readonly golden: GoldenCase
  readonly dialect: string
  /** Values were to be written into the text. */
  readonly isLiteral: boolean
  /** Normalised texts; undefined where there was an error. */
  readonly actual: string | undefined
  readonly expected: string | undefined
  /** Message of the recorded error. */
  readonly expectedMessage: string | undefined
}

/** A documented difference in meaning; the reasons are in `docs/differences.md`, under the same name. */
export interface DeviationRule {
  readonly name: string
  matches(deviation: Deviation): boolean
}

/** Share of all comparisons that may fall under the rules. */
export const MAXIMAL_SHARE = 0.02

const mentions = (golden: GoldenCase, text: string): boolean => JSON.stringify(golden.ir).includes(text)
const isMySQL = (dialect: string): boolean => dialect.startsWith('mysql') || dialect.startsWith('mariadb')
const withoutParentheses = (sql: string): string => sql.replaceAll(/[()]/g, '')
/** Whether a text is a recorded one in which values stand where the recorded one has parameters. */
const isFilledIn = (actual: string, expected: string): boolean =>
  new RegExp(`^${expected.replaceAll(/[.*+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('?', String.raw`(?:\?|N?'(?:[^']|'')*'|-?\d+(?:\.\d+)?|NULL)`)}$`).test(actual)
/** A parameter, or the column of a batch that stands for one, with its cast. */
const castParameter = /(\?|\bp\d+)(::(?:DOUBLE PRECISION|TIME(?:STAMP)? WITH(?:OUT)? TIME ZONE|[A-Z]\w*)(?: ?\(\d+\))?(?:\[\])?)?/g
const uncast = (sql: string): string => sql.replaceAll(castParameter, '$1')
/** Casts by the place of their parameter; types that are another name of a type count as that. */
const casts = (sql: string): ReadonlyMap<number, string> => {
  let place = 0
  const found = new Map<number, string>()
  for (const [, parameter, type] of sql.matchAll(castParameter)) {
    if (type !== undefined) found.set(place, parameter !== '?' ? type.replace('TEXT', 'VARCHAR').replace('DOUBLE PRECISION', 'FLOAT') : type)
    place++
  }
  return found
}
/** Keys of the columns of a table of the corpus. */
const columnKeys = (golden: GoldenCase, table: unknown): readonly unknown[] => {
  const reference = (table as { readonly $ref?: string } | undefined)?.$ref
  const columns = (reference === undefined ? table : golden.ir.defs[reference]) as { readonly columns?: readonly { readonly key?: unknown; readonly name: unknown }[] } | undefined
  return (columns?.columns ?? []).map((column) => column.key ?? column.name)
}
interface RowOfValues { readonly dict?: readonly (readonly [key: unknown, value: unknown])[] }
interface OnConflict { readonly constraint?: unknown; readonly set?: readonly (readonly [key: unknown, value: unknown])[] }

/** A parameter as `text()` finds it: neither after nor before a colon, a word or a backslash. */
const parameter = (name: string): RegExp => new RegExp(`(?<![:\\w\\\\]):${name}(?![:\\w])`)

export const deviationRules: readonly DeviationRule[] = [
  {
    name: 'interval-values-are-text',
    matches: ({ golden, actual }) => actual !== undefined && mentions(golden, '$interval_us'),
  },
  {
    name: 'literals-of-more-types',
    matches: ({ actual, expectedMessage }) => actual !== undefined && (expectedMessage ?? '').startsWith('No literal value renderer'),
  },
  {
    name: 'text-parameters-must-exist',
    matches: ({ golden, actual }) => actual === undefined && irNodes(golden).some((node) =>
      node.k === 'text' && ((node['binds'] ?? []) as readonly { readonly name: string }[]).some((bind) => !parameter(bind.name).test(node['text'] as string))),
  },
  {
    name: 'rows-have-the-same-columns',
    matches: ({ golden, actual }) => actual === undefined && irNodes(golden).some((node) => node.k === 'insert' && ((node['multi_values'] ?? []) as readonly (readonly RowOfValues[])[])
      .some(([first, ...others]) => others.some((row) => (row.dict ?? []).some(([key]) => !(first?.dict ?? []).some(([known]) => known === key))))),
  },
  {
    name: 'parameter-names-are-kept',
    matches: ({ golden, expected }) => {
      if (expected === undefined) return false
      const names = new Set(irNodes(golden).filter((node) => node.k === 'bind' && node['unique'] !== true).map((node) => String(node['name'])))
      return new Set([...names].map((name) => name.replaceAll(/[%():.[\] ]/g, '_'))).size < names.size
    },
  },
  {
    name: 'empty-lists-of-rows-are-valid',
    matches: ({ dialect, expected }) => dialect === 'sqlite' && expected !== undefined && expected.includes('IN (VALUES SELECT '),
  },
  {
    name: 'empty-arrays-have-a-type',
    matches: ({ dialect, actual, expected }) => dialect.startsWith('postgresql') && expected !== undefined && /ARRAY\s*\[\s*\](?!\s*::)/.test(expected)
      && (actual === undefined || actual.replaceAll(/(ARRAY\s*\[\s*\])\s*::\s*[\w ]+\[\s*\]/g, '$1') === expected),
  },
  {
    name: 'sqlite-xor-has-parentheses',
    matches: ({ golden, dialect, actual, expected }) => dialect === 'sqlite' && mentions(golden, 'bitwise_xor_op')
      && actual !== undefined && expected !== undefined && withoutParentheses(actual) === withoutParentheses(expected),
  },
  {
    name: 'mysql-regexp-flags-stand-last',
    matches: ({ dialect, actual, expected }) => dialect.startsWith('mysql') && actual !== undefined && expected !== undefined
      && actual !== expected && actual.includes('REGEXP_REPLACE(') && actual.replace(', 1, 0, ', ', ') === expected,
  },
  {
    name: 'sql-server-has-date-and-time',
    matches: ({ dialect, actual, expected }) => dialect.startsWith('mssql') && actual !== undefined && expected !== undefined
      && actual !== expected && actual.replaceAll(/\b(?:DATE|TIME)\b/g, 'DATETIME') === expected,
  },
  {
    name: 'literals-are-complete',
    matches: ({ isLiteral, actual, expected }) => isLiteral && actual !== undefined && expected !== undefined && actual !== expected && isFilledIn(actual, expected),
  },
  {
    name: 'values-come-at-execution',
    matches: ({ golden, isLiteral, actual, expected, expectedMessage }) => isLiteral
      ? actual === undefined && expected !== undefined && (golden.options?.column_keys ?? []).length > 0
      : actual !== undefined && actual.includes('?') && (expectedMessage ?? '').startsWith('A value is required for bind parameter'),
  },
  {
    name: 'values-by-name-are-written-too',
    matches: ({ golden, isLiteral, expected }) => isLiteral && expected !== undefined && expected.includes('NULL') && irNodes(golden).some((node) => node['params'] !== undefined),
  },
  {
    name: 'more-parameters-are-cast',
    matches: ({ dialect, actual, expected }) => {
      if (dialect !== 'postgresql+bindcasts' || actual === undefined || expected === undefined || uncast(actual) !== uncast(expected)) return false
      const own = casts(actual)
      return [...casts(expected)].every(([place, type]) => own.get(place) === type)
    },
  },
  {
    name: 'types-are-checked-where-they-are-written',
    matches: ({ actual, expectedMessage }) => actual !== undefined && /^(?:INSERT|SELECT|UPDATE|DELETE) /.test(actual)
      && (expectedMessage ?? '').startsWith('You must specify both precision and scale'),
  },
  {
    name: 'sqlite-extracts-what-it-can',
    matches: ({ golden, dialect, actual, expected }) => dialect === 'sqlite' && actual === undefined && expected !== undefined
      && irNodes(golden).some((node) => node.k === 'extract' && expected.includes(`STRFTIME('${String(node['field'])}'`)),
  },
  {
    name: 'upserts-set-columns-of-the-table',
    matches: ({ golden, actual }) => actual === undefined && irNodes(golden).some((node) => {
      const known = node['on_conflict'] === undefined ? [] : columnKeys(golden, node['table'])
      return ((node['on_conflict'] as OnConflict | undefined)?.set ?? []).some(([key]) => typeof key === 'string' && !known.includes(key))
    }),
  },
  {
    name: 'sqlite-conflicts-have-no-constraint',
    matches: ({ golden, dialect, actual }) => dialect === 'sqlite' && actual === undefined
      && irNodes(golden).some((node) => (node['on_conflict'] as OnConflict | undefined)?.constraint !== undefined),
  },
  {
    name: 'oracle-locks-tables-by-a-column',
    matches: ({ dialect, actual, expected }) => dialect === 'oracle' && actual !== undefined && expected !== undefined && expected.includes('FOR UPDATE OF')
      && actual.split('FOR UPDATE OF')[0] === expected.split('FOR UPDATE OF')[0],
  },
  {
    name: 'json-paths-as-text-are-kept',
    matches: ({ actual, expected }) => actual !== undefined && expected !== undefined && expected.includes(`'$."$"."`),
  },
  {
    name: 'options-of-other-dialects-are-ignored',
    matches: ({ golden, dialect, actual, expected }) =>
      actual !== undefined && expected === undefined && !isMySQL(dialect) && irNodes(golden).some((node) => node['mysql_limit'] !== undefined),
  },
  {
    name: 'functions-of-packages-are-not-renamed',
    matches: ({ golden, actual, expected }) =>
      actual !== undefined && expected !== undefined && irNodes(golden).some((node) => node.k === 'func' && node['packages'] !== undefined),
  },
]
