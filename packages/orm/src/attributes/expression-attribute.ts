import { InvalidRequestError } from '@athanor/interfaces'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { Attribute } from './attribute.ts'
import { BLANK_HISTORY, type History, unchangedOnly } from './history.ts'

/** An attribute that is selected with the object and can't be set (`columnProperty`). Forgotten at each flush of the object. */
export class ExpressionAttribute extends Attribute {
  readonly kind = 'expression'
  readonly expression: unknown
  constructor(key: string, slot: number, parent: Mapper, expression: unknown) {
    super(key, slot, parent)
    this.expression = expression
  }

  assign(): void { throw new InvalidRequestError(`${this.toString()} is computed by the database and can't be set`) }

  history(state: InstanceState): History {
    return state.holds(this.slot) ? unchangedOnly([state.values[this.slot]]) : BLANK_HISTORY
  }
}
