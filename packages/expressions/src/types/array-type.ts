import type { Dialect } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { defineType, SqlType, typeOfValue, type TypeOwner } from './sql-type.ts'

export interface ArrayOptions {
  /** Number of dimensions; unknown when absent. */
  readonly dimensions?: number | undefined
  /** `at(0)` is the first element. Default false: indexes are the database's, from 1. */
  readonly zeroIndexes?: boolean | undefined
}

/** An array of another type. */
export class ArrayType extends SqlType {
  readonly itemType: SqlType
  readonly dimensions: number | undefined
  readonly zeroIndexes: boolean
  constructor(itemType: SqlType, options: ArrayOptions = {}) {
    super()
    this.itemType = itemType
    this.dimensions = options.dimensions
    this.zeroIndexes = options.zeroIndexes ?? false
  }
  protected get args(): readonly unknown[] { return [this.itemType, this.dimensions, this.zeroIndexes] }
  override get isIndexable(): boolean { return true }
  override inSchemaOf(owner: TypeOwner): this {
    const itemType = this.itemType.inSchemaOf(owner)
    return itemType === this.itemType ? super.inSchemaOf(owner) : this.copyWith({ itemType }).inSchemaOf(owner)
  }
  /** Type of `array[i]`: an element, or an array with a dimension less. */
  get elementType(): SqlType {
    return this.dimensions === undefined || this.dimensions === 1 ? this.itemType : this.copyWith({ dimensions: this.dimensions - 1 })
  }
  override literalProcessor(dialect: Dialect): ((value: unknown) => string) | undefined {
    const item = this.itemType.literalProcessor(dialect)
    if (item === undefined) return undefined
    const write = (value: unknown): string => (Array.isArray(value) ? `[${value.map(write).join(', ')}]` : value === null ? 'NULL' : item(value))
    return write
  }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    if (operator === op.getitem) return [operator, this.elementType]
    if (operator === op.add && (other.affinity === 'array' || other.affinity === 'null')) return [op.concat, this]
    return [operator, this]
  }
  override coerceComparedValue(operator: Operator, value: unknown): SqlType {
    if (operator === op.getitem) return typeOfValue(value)
    if (Array.isArray(value) || value === null) return this
    return super.coerceComparedValue(operator, value)
  }
}
defineType(ArrayType, 'visitArray', 'array')
