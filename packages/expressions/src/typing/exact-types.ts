import type { ColumnDef } from './column-def.ts'
import type { DateFactory, NumericFactory, StringFactory, TimestampFactory } from './factories.ts'

/** The types of the SQL standard under their exact names (source: SQLAlchemy's types in capitals). */
export interface ExactTypes {
  /** `INTEGER`; a number. @example cast(t.c.a, exact.integer())   // CAST(t.a AS INTEGER) */
  readonly integer: () => ColumnDef<number>
  /** `SMALLINT`; a number. @example cast(t.c.a, exact.smallint())   // CAST(t.a AS SMALLINT) */
  readonly smallint: () => ColumnDef<number>
  /** `BIGINT`; a bigint. @example cast(t.c.a, exact.bigint())   // CAST(t.a AS BIGINT) */
  readonly bigint: () => ColumnDef<bigint>
  /** `NUMERIC(10, 2)`; a string that keeps every digit, unless told otherwise. @example cast(t.c.a, exact.numeric(10, 2))   // CAST(t.a AS NUMERIC(10, 2)) */
  readonly numeric: NumericFactory
  /** `DECIMAL(10, 2)`; as `numeric`. @example cast(t.c.a, exact.decimal(10, 2))   // CAST(t.a AS DECIMAL(10, 2)) */
  readonly decimal: NumericFactory
  /** `REAL`; a number. @example cast(t.c.a, exact.real())   // CAST(t.a AS REAL) */
  readonly real: () => ColumnDef<number>
  /** `FLOAT`; a number. @example cast(t.c.a, exact.float())   // CAST(t.a AS FLOAT) */
  readonly float: (precision?: number) => ColumnDef<number>
  /** `DOUBLE`; a number. @example cast(t.c.a, exact.double())   // CAST(t.a AS DOUBLE) */
  readonly double: (precision?: number) => ColumnDef<number>
  /** `DOUBLE PRECISION`; a number. @example cast(t.c.a, exact.doublePrecision())   // CAST(t.a AS DOUBLE PRECISION) */
  readonly doublePrecision: (precision?: number) => ColumnDef<number>
  /** `CHAR(3)`; a string. @example cast(t.c.a, exact.char(3))   // CAST(t.a AS CHAR(3)) */
  readonly char: StringFactory
  /** `VARCHAR(30)`; a string. @example cast(t.c.a, exact.varchar(30))   // CAST(t.a AS VARCHAR(30)) */
  readonly varchar: StringFactory
  /** `NCHAR(3)`; a string. @example cast(t.c.a, exact.nchar(3))   // CAST(t.a AS NCHAR(3)) */
  readonly nchar: StringFactory
  /** `NVARCHAR(30)`; a string. @example cast(t.c.a, exact.nvarchar(30))   // CAST(t.a AS NVARCHAR(30)) */
  readonly nvarchar: StringFactory
  /** `TEXT`; a string. @example cast(t.c.a, exact.text())   // CAST(t.a AS TEXT) */
  readonly text: StringFactory
  /** `CLOB`; a string. @example cast(t.c.a, exact.clob())   // CAST(t.a AS CLOB) */
  readonly clob: StringFactory
  /** `NCLOB`; a string. @example cast(t.c.a, exact.nclob())   // CAST(t.a AS NCLOB) */
  readonly nclob: StringFactory
  /** `BOOLEAN`; a boolean. @example cast(t.c.a, exact.boolean())   // CAST(t.a AS BOOLEAN) */
  readonly boolean: () => ColumnDef<boolean>
  /** `DATE`; a string, unless told otherwise. @example cast(t.c.a, exact.date())   // CAST(t.a AS DATE) */
  readonly date: DateFactory
  /** `TIME`; a string, unless told otherwise. @example cast(t.c.a, exact.time())   // CAST(t.a AS TIME) */
  readonly time: DateFactory
  /** `DATETIME`; a `Date`, unless told otherwise. @example cast(t.c.a, exact.datetime())   // CAST(t.a AS DATETIME) */
  readonly datetime: TimestampFactory
  /** `TIMESTAMP`; a `Date`, unless told otherwise. @example cast(t.c.a, exact.timestamp())   // CAST(t.a AS TIMESTAMP) */
  readonly timestamp: TimestampFactory
  /** `BLOB`; a `Uint8Array`. @example cast(t.c.a, exact.blob())   // CAST(t.a AS BLOB) */
  readonly blob: (length?: number) => ColumnDef<Uint8Array>
  /** `BINARY(16)`; a `Uint8Array`. @example cast(t.c.a, exact.binary(16))   // CAST(t.a AS BINARY(16)) */
  readonly binary: (length?: number) => ColumnDef<Uint8Array>
  /** `VARBINARY(16)`; a `Uint8Array`. @example cast(t.c.a, exact.varbinary(16))   // CAST(t.a AS VARBINARY(16)) */
  readonly varbinary: (length?: number) => ColumnDef<Uint8Array>
  /** `UUID`; a string. @example cast(t.c.a, exact.uuid())   // CAST(t.a AS UUID) */
  readonly uuid: () => ColumnDef<string>
}
