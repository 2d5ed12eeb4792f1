import { UndefinedValueError } from '@athanor/interfaces'
import type { Column } from '@athanor/expressions/elements'
import { CLAUSE, SqlNode } from '@athanor/expressions/elements'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { Attribute } from './attribute.ts'
import { BLANK_HISTORY, type History, unchangedOnly } from './history.ts'
import { NOT_LOADED, NO_RESULT, NO_VALUE } from './sentinels.ts'
import { sameValue } from './same-value.ts'

export interface ColumnAttributeOptions {
  /** Not loaded with the object. */
  readonly deferred?: boolean
  /** Deferred columns of one group are loaded together. */
  readonly group?: string | undefined
  readonly activeHistory?: boolean
  /** Belongs to a composite: has no accessor of its own in the class. */
  readonly isComponent?: boolean
}

/** An attribute that is a column, or several equated columns (the key of a joined hierarchy). */
export class ColumnAttribute extends Attribute {
  readonly kind = 'column'
  /** First the column of the topmost table. */
  readonly columns: Column[]
  readonly deferred: boolean
  readonly group: string | undefined
  readonly isComponent: boolean

  constructor(key: string, slot: number, parent: Mapper, column: Column, options: ColumnAttributeOptions = {}) {
    super(key, slot, parent)
    this.columns = [column]
    this.deferred = options.deferred ?? false
    this.group = options.group
    this.isComponent = options.isComponent ?? false
  }

  get column(): Column { return this.columns[0]! }

  override read(state: InstanceState): unknown {
    const value = state.values[this.slot]
    if (value === NOT_LOADED) return super.read(state)
    // never given: what the database would say of a nullable column; nothing at all of the others
    return value === undefined && this.column.nullable ? null : value
  }

  assign(state: InstanceState, value: unknown): void {
    if (value === undefined) {
      throw new UndefinedValueError(`${this.toString()} was set to undefined. Use null for SQL NULL, or leave the assignment out.`)
    }
    this.set(state, value)
  }

  /** Sets the value, with events. */
  set(state: InstanceState, value: unknown): void {
    const { values } = state
    const old = values[this.slot]
    const hooks = state.mapper.attributeEvents(this)
    const next = hooks === undefined ? value : hooks.set(state, this, value, old === undefined || old === NOT_LOADED ? undefined : old)
    state.changed(this.slot, old === undefined || old === NOT_LOADED ? this.#knownKey(state) : old)
    values[this.slot] = next
  }

  /** The old value of an expired primary key is known from the identity. */
  #knownKey(state: InstanceState): unknown {
    if (state.key !== undefined && this.column.primaryKey) {
      const at = state.mapper.primaryKeyAttributes.indexOf(this)
      if (at >= 0) return state.identity[at]
    }
    return NO_VALUE
  }

  history(state: InstanceState): History {
    const value = state.values[this.slot]
    const original = state.committedValue(this.slot)
    if (original === undefined) {
      return value === undefined || value === NOT_LOADED ? BLANK_HISTORY : unchangedOnly([value])
    }
    if (value === undefined || value === NOT_LOADED) {
      return original === NO_VALUE ? BLANK_HISTORY : { added: [], unchanged: [], deleted: [original] }
    }
    if (original !== NO_VALUE && this.isEqual(value, original)) return unchangedOnly([value])
    return { added: [value], unchanged: [], deleted: original === NO_VALUE || original === NO_RESULT ? [] : [original] }
  }

  /** Whether a value is what the database has; an SQL expression never is. */
  isEqual(left: unknown, right: unknown): boolean {
    return left === right || (!isExpression(left) && sameValue(left, right))
  }
}

/** An SQL expression assigned to an attribute: `user.n = User.c.n.add(1)`. */
export const isExpression = (value: unknown): boolean =>
  value instanceof SqlNode || (typeof value === 'object' && value !== null && CLAUSE in value)
