import { ArgumentError } from '@athanor/interfaces'
import { typeArgument } from '../elements/type-argument.ts'
import { ColumnDefinition } from '../schema/column-definition.ts'
import type { ColumnDef } from '../typing/column-def.ts'
import type { TypeOf } from '../typing/sql.ts'
import { ArrayType } from './array-type.ts'
import { BooleanType } from './core-types.ts'
import { JsonType } from './json-type.ts'
import { BigIntegerType, DoubleType, FloatType, IntegerType, NumericType, SmallIntegerType } from './numeric-types.ts'
import { LargeBinaryType, UuidType } from './other-types.ts'
import type { SqlType } from './sql-type.ts'
import { EnumType, StringType, TextType, UnicodeTextType, UnicodeType } from './string-types.ts'
import { DateTimeType, DateType, IntervalType, TimeType } from './temporal-types.ts'

/** The fields of a type under the names of its options, so that a type of one class gives those of another. */
const options = (type: SqlType): never => Object.assign({}, type) as never

/** The generic types, each before those that it is a kind of. */
const generic: readonly (readonly [cls: new (...args: never[]) => SqlType, make: (type: never) => SqlType])[] = [
  [BigIntegerType, () => new BigIntegerType()],
  [SmallIntegerType, () => new SmallIntegerType()],
  [IntegerType, (type: SqlType) => (type.family === 'bigint' ? new BigIntegerType() : type.visitName === 'visitSMALLINT' ? new SmallIntegerType() : new IntegerType())],
  [DoubleType, (type: DoubleType) => new DoubleType(options(type))],
  [FloatType, (type: FloatType) => (type.visitName === 'visitDOUBLE' ? new DoubleType(options(type)) : new FloatType(options(type)))],
  [NumericType, (type: NumericType) => new NumericType(options(type))],
  [EnumType, (type: EnumType) => new EnumType(type.values, Object.assign({}, type, { textWithoutName: true }))],
  [UnicodeTextType, (type: StringType) => new UnicodeTextType(options(type))],
  [TextType, (type: StringType) => new TextType({ collation: type.collation, collationSchema: type.collationSchema })],
  [UnicodeType, (type: StringType) => new UnicodeType(options(type))],
  [StringType, (type: StringType) => (type.visitName.endsWith('TEXT') ? new TextType({ collation: type.collation }) : new StringType(options(type)))],
  [BooleanType, () => new BooleanType()],
  [DateTimeType, (type: DateTimeType) => new DateTimeType(options(type))],
  [DateType, (type: DateType) => new DateType(options(type))],
  [TimeType, (type: TimeType) => new TimeType(options(type))],
  [IntervalType, (type: IntervalType) => new IntervalType(options(type))],
  [LargeBinaryType, (type: LargeBinaryType) => new LargeBinaryType(type.length)],
  [UuidType, (type: UuidType) => new UuidType(options(type))],
  [JsonType, (type: JsonType) => new JsonType(options(type))],
  [ArrayType, (type: ArrayType) => new ArrayType(genericOf(type.itemType), options(type))],
]

function genericOf(type: SqlType): SqlType {
  for (const [cls, make] of generic) if (type instanceof cls) return make(type as never)
  throw new ArgumentError(`There is no generic type for ${type.toString()}`)
}

/**
 * The generic type of one that a single database has: for tables that were read from one database and are created in another
 * (source: SQLAlchemy's `as_generic`).
 *
 * @throws {ArgumentError} for a type that only one database has, such as a network address
 * @example cast(t.c.a, asGeneric(exact.timestamp()))   // CAST(t.a AS DATETIME)
 */
export const asGeneric = <T>(type: TypeOf<T>): ColumnDef<T> => new ColumnDefinition(genericOf(typeArgument(type, 'asGeneric()'))) as unknown as ColumnDef<T>
