import { ColumnElement } from '../elements/column-element.ts'
import { defineNode, Field } from '../structure/node.ts'
import { IntegerType } from '../types/numeric-types.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { Sequence } from './sequence.ts'

const INTEGER = new IntegerType()

/** The next value of a sequence. */
export class NextValue extends ColumnElement {
  readonly sequence: Sequence
  readonly type: SqlType
  constructor(sequence: Sequence) {
    super()
    this.sequence = sequence
    this.type = sequence.dataType ?? INTEGER
  }
  override get bindName(): string { return 'next_value' }
  protected override get anonBase(): string { return 'next_value' }
}
defineNode(NextValue, 'visitNextValue', [['sequence', Field.node]])
