import { CompileError } from '@athanor/interfaces'
import type { DmlColumn } from '../../dml/dml-column.ts'
import { ColumnClause } from '../../elements/column-clause.ts'
import type { DmlCompiler } from '../dml-compiler.ts'
import type { FromContext } from '../from-context.ts'
import type { CrudEntry } from './crud.ts'
import type { DmlState } from './dml-state.ts'

// The value of a column may be needed in the value of another one before it is known, so its place is marked first.
const MARK = '\u0003'
const MARKER = /\u0003(\d+):([^\u0003]*)\u0003/g

/** @param depth number of statements around it: it means the innermost of them */
export const dmlColumnMarker = (node: DmlColumn, depth: number): string => `${MARK}${depth}:${node.column.key}${MARK}`

/** A place that nothing filled is outside of `values()` and `set()`. */
export function refuseStrayDmlColumns(raw: string): void {
  const [, , key] = (raw.includes(MARK) ? new RegExp(MARKER.source).exec(raw) : null) ?? []
  if (key !== undefined) {
    throw new CompileError(`fromDmlColumn('${key}') stands for a value of an INSERT or UPDATE: it can be used inside values() and set() only`, { code: 'DML_COLUMN_MISSING' })
  }
}

/** Fills the marked places of one row. */
export function resolveDmlColumns(entries: readonly CrudEntry[], compiler: DmlCompiler, state: DmlState, context: FromContext): CrudEntry[] {
  if (!entries.some((e) => e.value.includes(MARK))) return [...entries]
  const values = new Map(entries.flatMap(({ column, value }) => (column instanceof ColumnClause ? [[column.key, value] as const] : [])))
  const depth = String(compiler.stack.length)
  const fill = (text: string, seen: readonly string[]): string => text.replaceAll(MARKER, (marker, level: string, key: string) => {
    if (level !== depth) return marker
    const value = values.get(key)
    if (value !== undefined) {
      if (seen.includes(key)) throw new CompileError(`The values of ${[...seen, key].map((k) => `'${k}'`).join(' and ')} depend on one another`, { code: 'DML_COLUMN_CYCLE' })
      return fill(value, [...seen, key])
    }
    const column = state.statement.table.columns.get(key)
    if (state.kind === 'update' && column !== undefined) return compiler.process(column, context)
    throw new CompileError(`This ${state.statement.keyword} gives no value to the column '${key}' that fromDmlColumn() refers to`, { code: 'DML_COLUMN_MISSING' })
  })
  return entries.map((e) => ({ ...e, value: e.column instanceof ColumnClause ? fill(e.value, [e.column.key]) : fill(e.value, []) }))
}
