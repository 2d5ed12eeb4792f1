import { SqlType } from '../types/sql-type.ts'
import { typeArgument } from './type-argument.ts'

/** Whether a value names a type: one, or a column definition such as `integer()`. */
export const isColumnSpec = (value: unknown): boolean =>
  value instanceof SqlType || (value !== null && typeof value === 'object' && 'type' in value && value.type instanceof SqlType)

/** The type that a value names. */
export const specType = (value: unknown, what: string): SqlType => typeArgument(value, what)
