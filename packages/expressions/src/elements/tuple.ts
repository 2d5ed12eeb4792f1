import { ArgumentError } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import { TupleType } from '../types/core-types.ts'
import type { SqlType } from '../types/sql-type.ts'
import { ColumnElement } from './column-element.ts'
import { expression } from './coercion.ts'

/** A row value: `(a, b)`. */
export class Tuple extends ColumnElement {
  readonly clauses: readonly ColumnElement[]
  readonly type: TupleType
  constructor(clauses: readonly ColumnElement[], types?: readonly SqlType[]) {
    super()
    this.clauses = clauses
    this.type = new TupleType(types ?? clauses.map((c) => c.type))
  }
  override get fromObjects(): readonly SqlNode[] { return this.clauses.flatMap((c) => c.fromObjects) }
  override selfGroup(_against?: Operator): ColumnElement { return this }
  /** A list of plain values as a row value of the same types, for comparisons. */
  rowOf(values: readonly unknown[]): Tuple {
    if (values.length !== this.clauses.length) {
      throw new ArgumentError(`A row value of ${this.clauses.length} items was compared with a list of ${values.length}: "${this.toString()}"`)
    }
    return buildTuple(values, this.type.types)
  }
}
defineNode(Tuple, 'visitTuple', [['clauses', Field.nodes]])

/** Builds a row value from plain arguments. */
export const buildTuple = (items: readonly unknown[], types?: readonly SqlType[]): Tuple =>
  new Tuple(items.map((item, i) => expression(item, `Item ${i + 1} of tuple()`, { type: types?.[i] })), types)
