import type { DriverColumn } from '@athanor/interfaces'
import { ArrayType, BOOLEAN, DateTimeType, defineType, DoubleType, INTEGER, IntegerType, IntervalType, JsonType, LargeBinaryType, STRING, type SqlType } from '@athanor/expressions/elements'

/** An integer of unknown size: a number, or a bigint beyond 2^53. Counts and BIGINT columns look alike on the wire. */
export class AnyIntegerType extends IntegerType {}
defineType(AnyIntegerType, 'visitBigInteger', 'integer', 'anyinteger')

const anyInteger = new AnyIntegerType()
const json = new JsonType()
const timestamp = new DateTimeType()
const timestamptz = new DateTimeType({ timezone: true })
const interval = new IntervalType()
const double = new DoubleType()

/** By OID: types whose text needs reading. Those that the driver reads itself, and those that are text, need none. */
const scalars: Readonly<Record<number, SqlType>> = {
  20: anyInteger, 114: json, 3802: json, 1114: timestamp, 1184: timestamptz, 1186: interval,
}

/** Arrays always come as text; by OID of the array type, the type of their elements. */
const elements: Readonly<Record<number, SqlType>> = {
  1000: BOOLEAN, 1001: new LargeBinaryType(), 1005: INTEGER, 1007: INTEGER, 1028: INTEGER, 1016: anyInteger, 1021: double, 1022: double,
  199: json, 3807: json, 1115: timestamp, 1185: timestamptz, 1187: interval,
  // text, varchar, char, name, numeric, date, time, timetz, uuid, inet, cidr, macaddr, xml: elements as they are written
  1009: STRING, 1015: STRING, 1014: STRING, 1002: STRING, 1003: STRING, 1231: STRING, 1182: STRING, 1183: STRING, 1270: STRING, 2951: STRING,
  1041: STRING, 651: STRING, 1040: STRING, 143: STRING,
}
const types = new Map<number, SqlType>([
  ...Object.entries(scalars).map(([oid, type]) => [Number(oid), type] as const),
  ...Object.entries(elements).map(([oid, item]) => [Number(oid), new ArrayType(item)] as const),
])

/**
 * What a column of SQL without declared types is read as, by its OID: integers as numbers, beyond 2^53 as bigint; timestamps as
 * `Date`; JSON parsed; intervals as ISO 8601; arrays of these, and of texts, as arrays. `numeric`, dates, times and UUIDs are
 * text. Types that the database doesn't come with (enums, domains over them, their arrays) stay text.
 */
export const typeOfPgColumn = ({ type }: DriverColumn): SqlType | undefined => (typeof type === 'number' ? types.get(type) : undefined)
