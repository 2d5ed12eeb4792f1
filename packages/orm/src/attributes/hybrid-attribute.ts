import { InvalidRequestError } from '@athanor/interfaces'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { Attribute } from './attribute.ts'
import { BLANK_HISTORY, type History } from './history.ts'

/** SQL on the class, a function on objects. Holds no value. */
export class HybridAttribute extends Attribute {
  readonly kind = 'hybrid'
  readonly expression: unknown
  readonly getter: ((self: object) => unknown) | undefined
  constructor(key: string, slot: number, parent: Mapper, expression: unknown, getter: ((self: object) => unknown) | undefined) {
    super(key, slot, parent)
    this.expression = expression
    this.getter = getter
  }

  override read(state: InstanceState): unknown {
    if (this.getter === undefined) {
      throw new InvalidRequestError(`${this.toString()} has no JavaScript side: give hybrid() a second argument, (self) => value`)
    }
    return this.getter(state.object)
  }

  assign(): void { throw new InvalidRequestError(`${this.toString()} is a hybrid and can't be set; set the attributes it is made of`) }
  history(): History { return BLANK_HISTORY }
}
