import type { GoldenCase } from '../corpus/case.ts'
import { irNodes } from './ir-nodes.ts'

/** What a rule may look at: never the id of a case. */
export interface Deviation {
  readonly golden: GoldenCase
  readonly dialect: string
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
    matches: ({ dialect, actual, expected }) => dialect === 'mssql' && actual !== undefined && expected !== undefined
      && actual !== expected && actual.replaceAll(/\b(?:DATE|TIME)\b/g, 'DATETIME') === expected,
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
