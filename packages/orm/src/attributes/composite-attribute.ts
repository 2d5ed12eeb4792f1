import { UndefinedValueError } from '@athanor/interfaces'
import type { CompositeDefinition } from '../mapping/derived-definitions.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { Attribute } from './attribute.ts'
import type { ColumnAttribute } from './column-attribute.ts'
import { BLANK_HISTORY, hasChanges, type History, unchangedOnly } from './history.ts'
import { sameValue } from './same-value.ts'
import { isAbsent, NO_VALUE } from './sentinels.ts'

/** A value object made of several columns. The columns are the truth; the object is made from them and kept while they agree. */
export class CompositeAttribute extends Attribute {
  readonly kind = 'composite'
  readonly definition: CompositeDefinition
  readonly components: readonly ColumnAttribute[]
  constructor(key: string, slot: number, parent: Mapper, definition: CompositeDefinition, components: readonly ColumnAttribute[]) {
    super(key, slot, parent)
    this.definition = definition
    this.components = components
  }

  override read(state: InstanceState): unknown {
    const values = this.components.map((c) => c.read(state))
    return this.#make(state, values)
  }

  override current(state: InstanceState): unknown {
    const values = this.components.map((c) => state.values[c.slot])
    return values.some(isAbsent) ? NO_VALUE : this.#make(state, values)
  }

  #make(state: InstanceState, values: readonly unknown[]): object | null {
    if (values.every((v) => v === null || v === undefined)) return null
    const kept = state.values[this.slot]
    if (!isAbsent(kept) && kept !== null && sameValue(this.definition.values(kept as object), values)) return kept as object
    return (state.values[this.slot] = new this.definition.constructorOf(...values)) as object
  }

  assign(state: InstanceState, value: unknown): void {
    if (value === undefined) throw new UndefinedValueError(`${this.toString()} was set to undefined. Use null to clear it.`)
    const parts = value === null ? this.components.map(() => null) : this.definition.values(value as object)
    this.components.forEach((component, i) => { component.assign(state, parts[i]) })
    state.values[this.slot] = value
  }

  history(state: InstanceState): History {
    const parts = this.components.map((c) => c.history(state))
    const current = this.current(state)
    if (current === NO_VALUE) return BLANK_HISTORY
    if (!parts.some(hasChanges)) return unchangedOnly([current])
    const before = this.components.map((c) => c.committed(state))
    const known = before.every((v) => typeof v !== 'symbol')
    return { added: [current], unchanged: [], deleted: known ? [before.every((v) => v === null) ? null : new this.definition.constructorOf(...before)] : [] }
  }
}
