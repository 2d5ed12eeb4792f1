import type { DriverColumn } from '@athanor/interfaces'
import { DateTimeType, defineType, IntegerType, JsonType, TimeType, type SqlType } from '@athanor/expressions/elements'

/** An integer of unknown size: a number, or a bigint beyond 2^53. Counts and BIGINT columns look alike on the wire. */
export class AnyIntegerType extends IntegerType {}
defineType(AnyIntegerType, 'visitBigInteger', 'integer', 'anyinteger')

const datetime = new DateTimeType()

/** By number of the protocol: LONGLONG, TIMESTAMP, DATETIME (and their newer forms), TIME, JSON. */
const types = new Map<number, SqlType>([
  [8, new AnyIntegerType()], [7, datetime], [12, datetime], [17, datetime], [18, datetime], [11, new TimeType()], [19, new TimeType()], [245, new JsonType()],
])

/**
 * What a column of SQL without declared types is read as: integers as numbers, beyond 2^53 as bigint; DATETIME and TIMESTAMP as
 * `Date` (UTC); JSON parsed. DECIMAL (and with it sums of integers), dates and times are text; a zero date stays text. MySQL has
 * no booleans: they are 0 and 1. MariaDB's JSON is a text column, and stays text.
 */
export const typeOfMysqlColumn = ({ type }: DriverColumn): SqlType | undefined => (typeof type === 'number' ? types.get(type) : undefined)
