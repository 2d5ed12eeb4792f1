import type { Dialect } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { unwritable } from './literals.ts'
import { defineType, NULL_TYPE, SqlType } from './sql-type.ts'

/** `BOOLEAN`. */
export class BooleanType extends SqlType {
  readonly createConstraint: boolean
  readonly name: string | undefined
  constructor(options: { readonly createConstraint?: boolean | undefined; readonly name?: string | undefined } = {}) {
    super()
    this.createConstraint = options.createConstraint ?? false
    this.name = options.name
  }
  protected get args(): readonly unknown[] { return [this.createConstraint, this.name] }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const [yes, no] = dialect.capabilities.supportsNativeBoolean ? ['true', 'false'] : ['1', '0']
    const own = (dialect as Dialect & { booleanLiteral?(value: boolean): string }).booleanLiteral?.bind(dialect)
    return (value) => {
      if (value !== true && value !== false && value !== 1 && value !== 0) throw unwritable(value, 'a boolean')
      return own === undefined ? (value ? yes : no) : own(value === true || value === 1)
    }
  }
}
defineType(BooleanType, 'visitBoolean', 'boolean')

/** The result of full-text matching: a boolean or, on some databases, a number. */
export class MatchType extends BooleanType {}
defineType(MatchType, 'visitMatchType', 'boolean')

/** Types of the elements of a row value. */
export class TupleType extends SqlType {
  readonly types: readonly SqlType[]
  constructor(types: readonly SqlType[]) {
    super()
    this.types = types
  }
  protected get args(): readonly unknown[] { return this.types }
  override coerceComparedValue(_operator: Operator, value: unknown): SqlType {
    return Array.isArray(value) ? this : NULL_TYPE
  }
}
defineType(TupleType, 'visitTupleType', 'tuple')

export const BOOLEAN = new BooleanType()
export const MATCH = new MatchType()
