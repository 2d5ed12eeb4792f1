import { CompileError } from '@athanor/interfaces'
import type { Assignment } from '../../dml/assignments.ts'
import type { Insert } from '../../dml/insert.ts'
import { excludedRow } from '../../dml/excluded.ts'
import type { OnConflict, OnConflictDoUpdate, Upsert } from '../../dml/on-conflict.ts'
import { BindParameter } from '../../elements/bind-parameter.ts'
import { ColumnClause } from '../../elements/column-clause.ts'
import type { ColumnElement } from '../../elements/column-element.ts'
import type { FromContext } from '../from-context.ts'
import type { DmlCompiler } from '../dml-compiler.ts'

// `ON CONFLICT` as PostgreSQL and SQLite write it.

/** What differs between databases. */
export interface OnConflictStyle {
  /** Name of a constraint, as SQL; databases without `ON CONSTRAINT` refuse. */
  readonly constraint: (name: string) => string
  /** The predicate of an index is written with its values. */
  readonly literalPredicate: boolean
}

function conflictTarget(compiler: DmlCompiler, node: OnConflict, context: FromContext, style: OnConflictStyle): string {
  if (node.constraint !== null) return `ON CONSTRAINT ${style.constraint(node.constraint)} `
  if (node.elements === null) return ''
  const inner: FromContext = { ...context, includeTable: false, useSchema: false }
  let sql = `(${node.elements.map((e) => (typeof e === 'string' ? compiler.preparer.quote(e) : compiler.process(e, inner))).join(', ')})`
  if (node.elementsWhere !== null) sql += ` WHERE ${compiler.process(node.elementsWhere, style.literalPredicate ? { ...inner, literalExecute: true } : inner)}`
  return `${sql} `
}

/** `ON CONFLICT (…) DO NOTHING` */
export const onConflictDoNothing = (compiler: DmlCompiler, node: OnConflict, context: FromContext, style: OnConflictStyle): string =>
  `ON CONFLICT ${conflictTarget(compiler, node, context, style)}DO NOTHING`

/** `ON CONFLICT (…) DO UPDATE SET … WHERE …` */
export function onConflictDoUpdate(compiler: DmlCompiler, node: OnConflictDoUpdate, context: FromContext, style: OnConflictStyle): string {
  const target = conflictTarget(compiler, node, context, style)
  const insert = compiler.stack.at(-1)!.selectable as Insert
  const set = setClauses(compiler, insert, node.set, { ...context, useSchema: false })
  const where = node.where === null ? '' : ` WHERE ${compiler.process(node.where, { ...context, includeTable: true, useSchema: false })}`
  return `ON CONFLICT ${target}DO UPDATE SET ${set.join(', ')}${where}`
}

/** An upsert without a clause of its own: `ON CONFLICT (keys) DO UPDATE SET name = excluded.name`. */
export function upsertOnConflict(compiler: DmlCompiler, node: Upsert, context: FromContext): string {
  const { table } = compiler.stack.at(-1)!.selectable as Insert
  const name = (key: string): string => compiler.preparer.quote((table.columns.get(key) as ColumnClause).name)
  const head = `ON CONFLICT (${node.keys.map(name).join(', ')})`
  const updated = upsertedKeys(compiler, node)
  if (updated.length === 0) return `${head} DO NOTHING`
  return `${head} DO UPDATE SET ${updated.map((key) => `${name(key)} = ${compiler.process(excludedRow(table).columns.get(key)!, context)}`).join(', ')}`
}

/** Keys of the columns that an upsert updates: those that were asked for, or that have a value. Defaults don't count. */
export function upsertedKeys(compiler: DmlCompiler, node: Upsert): readonly string[] {
  if (node.updated !== null) return node.updated
  const { assignments, rows, selectKeys, table } = compiler.stack.at(-1)!.selectable as Insert
  const own = selectKeys ?? (rows?.[0] ?? assignments)?.flatMap(({ key }) => (typeof key === 'string' ? [key] : []))
  const { columnKeys } = compiler.options
  const given = own === undefined && columnKeys === undefined ? table.columns.keys() : new Set([...own ?? [], ...columnKeys ?? []])
  return table.columns.keys().filter((key) => [...given].includes(key) && !node.keys.includes(key))
}

/**
 * `name = value` of the columns, in the order of the table; what is no column of it comes last.
 * @param ordered keep the given order
 */
export function setClauses(
  compiler: DmlCompiler, insert: Insert, set: readonly Assignment[], context: FromContext,
  options: { readonly ordered?: boolean; readonly replace?: (value: ColumnElement, column: ColumnElement) => ColumnElement } = {},
): readonly string[] {
  const { columns } = insert.table
  const keyOf = ({ key }: Assignment): string | undefined => (typeof key === 'string' ? key : key instanceof ColumnClause && columns.get(key.key) === key ? key.key : undefined)
  const known = set.filter((a) => columns.has(keyOf(a) ?? ''))
  const sorted = options.ordered ? known : columns.keys().flatMap((key) => known.find((a) => keyOf(a) === key) ?? [])
  const unknown = set.filter((a) => !known.includes(a))
  const text = (value: ColumnElement): string => compiler.process(value.selfGroup(), context)
  return [
    ...sorted.map((a) => {
      const column = columns.get(keyOf(a)!) as ColumnClause
      let { value } = a
      if (value instanceof BindParameter && value.type.affinity === 'null') value = value.withType(column.type)
      return `${compiler.preparer.quote(column.name)} = ${text(options.replace?.(value, column) ?? value)}`
    }),
    ...unknown.map(({ key, value }) => {
      if (typeof key === 'string') throw new CompileError(`The table '${insert.table.description}' has no column '${key}'`, { code: 'UNKNOWN_COLUMN' })
      return `${compiler.process(key, { ...context, useSchema: false })} = ${text(value)}`
    }),
  ]
}
