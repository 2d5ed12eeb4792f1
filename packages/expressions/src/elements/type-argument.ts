import { ArgumentError } from '@athanor/interfaces'
import { SqlType } from '../types/sql-type.ts'
import { describe } from './coercion.ts'

/** The type that an argument names: a type, or anything that has one (a column definition, an expression). */
export function typeArgument(value: unknown, what: string): SqlType {
  if (value instanceof SqlType) return value
  if (value !== null && typeof value === 'object' && 'type' in value && value.type instanceof SqlType) return value.type
  throw new ArgumentError(`${what} needs a type such as integer() or varchar(30), not ${describe(value)}`)
}
