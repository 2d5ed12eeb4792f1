import { ArgumentError } from '@athanor/interfaces'
import { typeArgument } from '../elements/type-argument.ts'
import { ColumnDefinition } from '../schema/column-definition.ts'
import type { MetaData } from '../schema/meta-data.ts'
import type { ColumnTypes } from '../typing/column-types.ts'
import type { CustomTypeOptions, EnumOptions, NumericOptions, StringOptions, TimeOptions, ValueCodec } from '../typing/factories.ts'
import { ArrayType, type ArrayOptions } from './array-type.ts'
import { BooleanType } from './core-types.ts'
import { JsonType } from './json-type.ts'
import { BigIntegerType, DoubleType, FloatType, IntegerType, NumericType, SmallIntegerType } from './numeric-types.ts'
import { LargeBinaryType, UuidType } from './other-types.ts'
import type { SqlType } from './sql-type.ts'
import { BINARY_TYPE, CHAR_TYPE, CLOB_TYPE, DECIMAL_TYPE, NCHAR_TYPE, NVARCHAR_TYPE, REAL_TYPE, VARBINARY_TYPE } from './standard-types.ts'
import { EnumType, StringType, TextType, UnicodeTextType, UnicodeType } from './string-types.ts'
import { DateTimeType, DateType, IntervalType, TimeType, type TemporalMode } from './temporal-types.ts'
import { TypeDecorator, UserDefinedType, type UserTypeOptions } from './type-decorator.ts'

// Column definitions are immutable, so a type without options has one definition for ever. Their public types say which
// JavaScript value a column has; the definitions themselves don't know (hence the casts).
const column = (type: SqlType): ColumnDefinition => new ColumnDefinition(type)
const constant = (type: SqlType) => {
  const definition = column(type)
  return () => definition
}
const withCodec = (type: SqlType, codec: ValueCodec<unknown> | undefined): ColumnDefinition =>
  column(codec === undefined ? type : new TypeDecorator(type, codec as never))

/** Numbers in the names of types: nothing else gets into DDL, also from programs without types. @throws {ArgumentError} */
function wholeNumber(value: number | undefined, what: string): number | undefined {
  if (value !== undefined && (!Number.isInteger(value) || value < 0)) throw new ArgumentError(`A ${what} must be a whole number, not ${String(value)}`)
  return value
}

/** @internal */
export const numericOf = (cls: typeof NumericType) => (precision?: number, scale?: number, options: Partial<NumericOptions<unknown>> = {}) => {
  if (scale !== undefined && !Number.isInteger(scale)) throw new ArgumentError(`A scale must be a whole number, not ${String(scale)}`)
  return withCodec(new cls({ precision: wholeNumber(precision, 'precision'), scale, mode: options.as ?? 'string' }), options.codec as ValueCodec<unknown> | undefined)
}
/** @internal */
export const stringOf = (cls: typeof StringType) => (length?: number, options: StringOptions = {}) => {
  return column(new cls({ length: wholeNumber(length ?? options.length, 'length'), collation: options.collation, collationSchema: options.collationSchema }))
}
type As = TimeOptions & { readonly as?: TemporalMode; readonly codec?: ValueCodec<unknown> }
/** @internal */
export const temporalOf = (cls: new (options: { timezone?: boolean | undefined; precision?: number | undefined; mode?: TemporalMode | undefined }) => SqlType) =>
  (options: As = {}) => withCodec(new cls({ timezone: options.timezone, precision: wholeNumber(options.precision, 'precision'), mode: options.codec === undefined ? options.as : 'string' }), options.codec)
/** @internal */
export const binaryOf = (cls: typeof LargeBinaryType) => (length?: number) => column(new cls(wholeNumber(length, 'length')))

const types = {
  smallInteger: constant(new SmallIntegerType()),
  integer: constant(new IntegerType()),
  bigint: constant(new BigIntegerType()),
  numeric: numericOf(NumericType),
  decimal: numericOf(DECIMAL_TYPE),
  real: constant(new REAL_TYPE()),
  float: (precision?: number) => column(new FloatType({ precision: wholeNumber(precision, 'precision') })),
  double: (precision?: number) => column(new DoubleType({ precision: wholeNumber(precision, 'precision') })),
  char: stringOf(CHAR_TYPE),
  varchar: stringOf(StringType),
  nchar: stringOf(NCHAR_TYPE),
  nvarchar: stringOf(NVARCHAR_TYPE),
  text: stringOf(TextType),
  unicode: stringOf(UnicodeType),
  unicodeText: stringOf(UnicodeTextType),
  clob: stringOf(CLOB_TYPE),
  binary: binaryOf(BINARY_TYPE),
  varbinary: binaryOf(VARBINARY_TYPE),
  blob: binaryOf(LargeBinaryType),
  largeBinary: binaryOf(LargeBinaryType),
  boolean: (options?: { readonly createConstraint?: boolean; readonly name?: string }) => column(new BooleanType(options)),
  date: temporalOf(DateType),
  time: temporalOf(TimeType),
  timestamp: temporalOf(DateTimeType),
  dateTime: temporalOf(DateTimeType),
  interval: (options?: ConstructorParameters<typeof IntervalType>[0]) => column(new IntervalType(options)),
  uuid: (options?: { readonly nativeUuid?: boolean }) => column(new UuidType(options)),
  json: (options?: { readonly noneAsNull?: boolean }) => column(new JsonType(options)),
  enumType: (...args: readonly unknown[]) => {
    const isList = typeof args[0] === 'object' && args[0] !== null
    // aliases of a value are the value
    const values = [...new Set(isList ? Object.values(args[0] as object) : args)] as readonly string[]
    if (values.length === 0 || values.some((v) => typeof v !== 'string')) throw new ArgumentError('enumType() needs its values as strings')
    const { metadata, ...options } = ((isList ? args[1] : undefined) ?? {}) as EnumOptions & { readonly metadata?: MetaData }
    // written inline an enum has no name, and yet has to work everywhere
    const type = new EnumType(values, { textWithoutName: true, ...options, schema: options.schema ?? metadata?.schema ?? undefined })
    metadata?.addType(type)
    return column(type)
  },
  array: (item: unknown, options?: ArrayOptions) => column(new ArrayType(typeArgument(item, 'array()'), options)),
  customType: (implementation: unknown, options: CustomTypeOptions<never, never>) => {
    const { forDialect } = options
    const variant = forDialect === undefined ? {} : {
      forDialect: (dialect: string) => {
        const type = forDialect(dialect)
        return type === undefined ? undefined : typeArgument(type, 'forDialect of customType()')
      },
    }
    return column(new TypeDecorator(typeArgument(implementation, 'customType()'), { ...(options as object), ...variant }))
  },
  userDefinedType: (name: string, options?: object) => {
    if (typeof name !== 'string' || name === '') throw new ArgumentError('userDefinedType() needs the name of the type as the database has it')
    return column(new UserDefinedType(name, options as UserTypeOptions | undefined))
  },
}
const published = types as unknown as ColumnTypes

/** `SMALLINT`; a number. @example cast(t.c.a, smallInteger())   // CAST(t.a AS SMALLINT) */
export const smallInteger: ColumnTypes['smallInteger'] = published.smallInteger
/** `INTEGER`; a number. @example cast(t.c.a, integer())   // CAST(t.a AS INTEGER) */
export const integer: ColumnTypes['integer'] = published.integer
/** `BIGINT`; a bigint. @example cast(t.c.a, bigint())   // CAST(t.a AS BIGINT) */
export const bigint: ColumnTypes['bigint'] = published.bigint
/** `NUMERIC(precision, scale)`; a string that keeps every digit, unless told otherwise. @example cast(t.c.a, numeric(10, 2))   // CAST(t.a AS NUMERIC(10, 2)) */
export const numeric: ColumnTypes['numeric'] = published.numeric
/** `DECIMAL(precision, scale)`; as `numeric`. @example cast(t.c.a, decimal(10, 2))   // CAST(t.a AS DECIMAL(10, 2)) */
export const decimal: ColumnTypes['decimal'] = published.decimal
/** `REAL`; a number. @example cast(t.c.a, real())   // CAST(t.a AS REAL) */
export const real: ColumnTypes['real'] = published.real
/** `FLOAT`; a number. @example cast(t.c.a, float(24))   // CAST(t.a AS FLOAT) */
export const float: ColumnTypes['float'] = published.float
/** `DOUBLE`, `DOUBLE PRECISION`; a number. @example cast(t.c.a, double())   // CAST(t.a AS DOUBLE) */
export const double: ColumnTypes['double'] = published.double
/** `CHAR(length)`. @example cast(t.c.a, char(3))   // CAST(t.a AS CHAR(3)) */
export const char: ColumnTypes['char'] = published.char
/**
 * `VARCHAR(length)`.
 * @throws {ArgumentError} for a length that is no whole number
 * @example cast(t.c.a, varchar(30))   // CAST(t.a AS VARCHAR(30))
 */
export const varchar: ColumnTypes['varchar'] = published.varchar
/** `NCHAR(length)`. @example cast(t.c.a, nchar(3))   // CAST(t.a AS NCHAR(3)) */
export const nchar: ColumnTypes['nchar'] = published.nchar
/** `NVARCHAR(length)`. @example cast(t.c.a, nvarchar(30))   // CAST(t.a AS NVARCHAR(30)) */
export const nvarchar: ColumnTypes['nvarchar'] = published.nvarchar
/** `VARCHAR`, or the database's type for Unicode. @example cast(t.c.a, unicode(30))   // CAST(t.a AS VARCHAR(30)) */
export const unicode: ColumnTypes['unicode'] = published.unicode
/** `TEXT`, or the database's type for long Unicode texts. @example cast(t.c.a, unicodeText())   // CAST(t.a AS TEXT) */
export const unicodeText: ColumnTypes['unicodeText'] = published.unicodeText
/** `CLOB`. @example cast(t.c.a, clob())   // CAST(t.a AS CLOB) */
export const clob: ColumnTypes['clob'] = published.clob
/** `BINARY(length)`; a `Uint8Array`. @example cast(t.c.a, binary(16))   // CAST(t.a AS BINARY(16)) */
export const binary: ColumnTypes['binary'] = published.binary
/** `VARBINARY(length)`; a `Uint8Array`. @example cast(t.c.a, varbinary(16))   // CAST(t.a AS VARBINARY(16)) */
export const varbinary: ColumnTypes['varbinary'] = published.varbinary
/** `BLOB`, `BYTEA`; a `Uint8Array`. @example cast(t.c.a, blob())   // CAST(t.a AS BLOB) */
export const blob: ColumnTypes['blob'] = published.blob
/** `BLOB`, `BYTEA`; a `Uint8Array`. @example cast(t.c.a, largeBinary())   // PostgreSQL: CAST(t.a AS BYTEA) */
export const largeBinary: ColumnTypes['largeBinary'] = published.largeBinary
/** `BOOLEAN`. @example cast(t.c.a, boolean())   // CAST(t.a AS BOOLEAN) */
export const boolean: ColumnTypes['boolean'] = published.boolean
/** `DATE`; a string such as `2024-05-06`. @example cast(t.c.a, date())   // CAST(t.a AS DATE) */
export const date: ColumnTypes['date'] = published.date
/** `TIME`; a string. @example cast(t.c.a, time({ precision: 3 }))   // PostgreSQL: CAST(t.a AS TIME(3) WITHOUT TIME ZONE) */
export const time: ColumnTypes['time'] = published.time
/** `TIMESTAMP` or `DATETIME`; a `Date`. Without time zone it is read and written as UTC. @example cast(t.c.a, timestamp({ timezone: true }))   // PostgreSQL: CAST(t.a AS TIMESTAMP WITH TIME ZONE) */
export const timestamp: ColumnTypes['timestamp'] = published.timestamp
/** `TIMESTAMP` or `DATETIME`; a `Date`. @example cast(t.c.a, dateTime())   // CAST(t.a AS DATETIME) */
export const dateTime: ColumnTypes['dateTime'] = published.dateTime
/** `INTERVAL`; a string. @example cast(t.c.a, interval())   // PostgreSQL: CAST(t.a AS INTERVAL) */
export const interval: ColumnTypes['interval'] = published.interval
/** `UUID`, or `CHAR(32)`; a string. @example cast(t.c.a, uuid())   // PostgreSQL: CAST(t.a AS UUID) */
export const uuid: ColumnTypes['uuid'] = published.uuid
/** `JSON`; any value that JSON can hold. @example cast(t.c.a, json())   // PostgreSQL: CAST(t.a AS JSON) */
export const json: ColumnTypes['json'] = published.json
/**
 * `VARCHAR` or the database's enum; one of the given strings.
 * @throws {ArgumentError} without values
 * @example cast(t.c.a, enumType('admin', 'user'))   // CAST(t.a AS VARCHAR(5))
 */
export const enumType: ColumnTypes['enumType'] = published.enumType
/** An array of another type. @example cast(t.c.a, array(integer()))   // PostgreSQL: CAST(t.a AS INTEGER[]) */
export const array: ColumnTypes['array'] = published.array
/** A type of your own over another one: other values, SQL around them, operators. @example cast(t.c.a, customType(integer(), { bind: (euro: number) => Math.round(euro * 100), result: (cents) => cents / 100 }))   // CAST(t.a AS INTEGER) */
export const customType: ColumnTypes['customType'] = published.customType
/** A type of the database that has no function here, by its name: `userDefinedType<string>('ltree')`. @example cast(t.c.a, userDefinedType<string>('ltree'))   // CAST(t.a AS ltree) */
export const userDefinedType: ColumnTypes['userDefinedType'] = published.userDefinedType

/** The `TEXT` column type; exported as part of `text`. */
export const textColumn = published.text
