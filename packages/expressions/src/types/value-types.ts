import { setDefaultType } from './adaptations.ts'
import { BOOLEAN } from './core-types.ts'
import { BigIntegerType, FloatType, IntegerType, NumericType } from './numeric-types.ts'
import { LargeBinaryType } from './other-types.ts'
import { NULL_TYPE, setValueTypes } from './sql-type.ts'
import { StringType } from './string-types.ts'
import { DateTimeType, DateType, IntervalType, TimeType } from './temporal-types.ts'

export const INTEGER = new IntegerType()
export const BIG_INTEGER = new BigIntegerType()
export const NUMERIC = new NumericType()
export const FLOAT = new FloatType()
export const STRING = new StringType()
export const BINARY = new LargeBinaryType()
export const DATETIME = new DateTimeType()

for (const type of [INTEGER, NUMERIC, FLOAT, STRING, BINARY, DATETIME, new DateType(), new TimeType(), new IntervalType(), BOOLEAN]) setDefaultType(type)

// what a plain value is when nothing else says it
setValueTypes({
  number: (value) => (Number.isInteger(value) ? INTEGER : FLOAT),
  bigint: () => BIG_INTEGER,
  string: () => STRING,
  boolean: () => BOOLEAN,
  object: (value) => (value instanceof Date ? DATETIME : value instanceof Uint8Array ? BINARY : NULL_TYPE),
})
