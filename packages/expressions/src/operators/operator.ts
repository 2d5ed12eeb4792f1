import type { SqlType } from '../types/sql-type.ts'

/** An operator, as data. How it is spelt is the compiler's business, except for custom ones. */
export interface Operator {
  /** Stable name, equal to SQLAlchemy's where it has one, in camelCase. */
  readonly name: string
  /** Identifies the operator within cache keys; equals the name except for custom operators. */
  readonly key: string
  readonly keyHash: number
  /** Higher binds tighter. Undefined: no parentheses are ever needed. */
  readonly precedence: number | undefined
  /** Yields a boolean from two operands; a comparison. */
  readonly isComparison: boolean
  /** Always yields a boolean that every database knows to be one. */
  readonly isBoolean: boolean
  readonly isAssociative: boolean
  /** `a op (b op c)` needs no parentheses. */
  readonly isNaturalSelfPrecedent: boolean
  /** The operator that says the opposite, e.g. `=` and `!=`. */
  readonly negation: Operator | undefined
  /** Set for operators whose text is given by the user. */
  readonly custom: CustomOperator | undefined
}

export interface CustomOperator {
  readonly opString: string
  readonly returnType?: SqlType | undefined
  readonly eagerGrouping: boolean
  /** Name of a compiler method `visit<Name>OpBinary` for operators that a dialect spells in a way of its own. */
  readonly visitName?: string | undefined
  readonly isComparison: boolean
}
