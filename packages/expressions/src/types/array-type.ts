import type { Dialect, ValueConversion } from '@athanor/interfaces'
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
  /** How deep arrays are nested before their elements begin; undefined: as deep as there are arrays. */
  get depth(): number | undefined {
    // elements that may be arrays themselves
    return this.dimensions ?? (this.itemType.affinity === 'json' || 'implFor' in this.itemType ? 1 : undefined)
  }
  protected override conversion(dialect: Dialect): ValueConversion | undefined {
    const item = this.itemType.forDialect(dialect.name) as SqlType & { implFor?(dialect: string): SqlType }
    const convert = dialect.conversions[this.family] as ((type: object) => ValueConversion | undefined) | undefined
    return convert?.({
      family: this.family, itemType: item.implFor?.(dialect.name) ?? item, itemConversion: { bind: item.bindProcessor(dialect), result: item.resultProcessor(dialect) }, depth: this.depth,
    })
  }
  /** Type of `array[i]`: an element, or an array with a dimension less. */
  get elementType(): SqlType {
    return this.dimensions === undefined || this.dimensions === 1 ? this.itemType : this.copyWith({ dimensions: this.dimensions - 1 })
  }
  override literalProcessor(dialect: Dialect): ((value: unknown) => string) | undefined {
    const item = this.itemType.literalProcessor(dialect)
    if (item === undefined) return undefined
    const write = (value: unknown, depth: number | undefined): string => {
      if (value === null || value === undefined) return 'NULL'
      return Array.isArray(value) && depth !== 0 ? `[${value.map((v) => write(v, depth === undefined ? undefined : depth - 1)).join(', ')}]` : item(value)
    }
    return (value) => write(value, this.depth)
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
