import { defineNode } from '../../structure/node.ts'
import type { Sequence } from '../sequence.ts'
import { DdlElement } from './ddl-element.ts'

/** `CREATE SEQUENCE …`. */
export class CreateSequence extends DdlElement {
  readonly sequence: Sequence
  readonly ifNotExists: boolean
  constructor(sequence: Sequence, options: { readonly ifNotExists?: boolean | undefined } = {}) {
    super()
    this.sequence = sequence
    this.ifNotExists = options.ifNotExists ?? false
  }
}
defineNode(CreateSequence, 'visitCreateSequence', null)

/** `DROP SEQUENCE …`. */
export class DropSequence extends DdlElement {
  readonly sequence: Sequence
  readonly ifExists: boolean
  constructor(sequence: Sequence, options: { readonly ifExists?: boolean | undefined } = {}) {
    super()
    this.sequence = sequence
    this.ifExists = options.ifExists ?? false
  }
}
defineNode(DropSequence, 'visitDropSequence', null)
