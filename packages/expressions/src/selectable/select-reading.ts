import type { ColumnElement } from '../elements/column-element.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { FromElement } from './arguments.ts'
import type { ColumnCollection } from './column-collection.ts'
import type { Select } from './select.ts'

/** A column of a result, for reading. */
export interface ColumnDescription {
  readonly name: string
  readonly type: SqlType
  readonly expr: ColumnElement
}
export const describeColumns = (columns: ColumnCollection): readonly ColumnDescription[] =>
  columns.entries().map(([name, expr]) => ({ name, type: expr.type, expr }))

/** What only the compiler works out; installed by it. */
export const selectReading = {} as { finalFroms(select: Select): readonly FromElement[] }
