import { setDefaultType } from './adaptations.ts'
import { BOOLEAN } from './core-types.ts'
import { BigIntegerType, FloatType, IntegerType, NumericType } from './numeric-types.ts'
import { LargeBinaryType } from './other-types.ts'
import { NULL_TYPE, setValueTypes } from './sql-type.ts'
import { StringType, UnicodeType } from './string-types.ts'
import { DateTimeType, DateType, IntervalType, TimeType } from './temporal-types.ts'

export const INTEGER = new IntegerType()
export const BIG_INTEGER = new BigIntegerType()
export const NUMERIC = new NumericType()
export const FLOAT = new FloatType()
export const STRING = new StringType()
export const UNICODE = new UnicodeType()
export const BINARY = new LargeBinaryType()
export const DATETIME = new DateTimeType()

for (const type of [INTEGER, NUMERIC, FLOAT, STRING, BINARY, DATETIME, new DateType(), new TimeType(), new IntervalType(), BOOLEAN]) setDefaultType(type)

const ASCII = /^[\u0000-\u007f]*$/

// what a plain value is when nothing else says it
setValueTypes({
  number: (value) => (Number.isInteger(value) ? INTEGER : FLOAT),
  bigint: () => BIG_INTEGER,
  // as SQLAlchemy: a text beyond ASCII needs the type for Unicode where the database has two
  string: (value) => (ASCII.test(value as string) ? STRING : UNICODE),
  boolean: () => BOOLEAN,
  object: (value) => (value instanceof Date ? DATETIME : value instanceof Uint8Array ? BINARY : NULL_TYPE),
})
