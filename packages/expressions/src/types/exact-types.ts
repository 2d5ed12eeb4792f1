import { ColumnDefinition } from '../schema/column-definition.ts'
import type { ExactTypes } from '../typing/exact-types.ts'
import { binaryOf, numericOf, stringOf, temporalOf } from './factories.ts'
import type { SqlType } from './sql-type.ts'
import {
  BIGINT_TYPE, BINARY_TYPE, BLOB_TYPE, BOOLEAN_TYPE, CHAR_TYPE, CLOB_TYPE, DATETIME_TYPE, DATE_TYPE, DECIMAL_TYPE, DOUBLE_PRECISION_TYPE,
  DOUBLE_TYPE, FLOAT_TYPE, INTEGER_TYPE, NCHAR_TYPE, NCLOB_TYPE, NUMERIC_TYPE, NVARCHAR_TYPE, REAL_TYPE, SMALLINT_TYPE, TEXT_TYPE,
  TIMESTAMP_TYPE, TIME_TYPE, UUID_TYPE, VARBINARY_TYPE, VARCHAR_TYPE,
} from './standard-types.ts'

const one = (cls: new () => SqlType) => () => new ColumnDefinition(new cls())
const floating = (cls: new (options: { readonly precision?: number | undefined }) => SqlType) => (precision?: number) => new ColumnDefinition(new cls({ precision }))

/**
 * The types of the SQL standard under their exact names: a dialect writes them as they are, where the others are what the database
 * has best (`timestamp()` is `DATETIME` on MySQL, `exact.timestamp()` is `TIMESTAMP`).
 * @example new CreateTable(table('c', new MetaData(), { a: timestamp(), b: exact.timestamp() }))   // MySQL: CREATE TABLE c ( a DATETIME NOT NULL, b TIMESTAMP NOT NULL )
 */
export const exact: ExactTypes = {
  integer: one(INTEGER_TYPE),
  smallint: one(SMALLINT_TYPE),
  bigint: one(BIGINT_TYPE),
  numeric: numericOf(NUMERIC_TYPE),
  decimal: numericOf(DECIMAL_TYPE),
  real: one(REAL_TYPE),
  float: floating(FLOAT_TYPE),
  double: floating(DOUBLE_TYPE),
  doublePrecision: floating(DOUBLE_PRECISION_TYPE),
  char: stringOf(CHAR_TYPE),
  varchar: stringOf(VARCHAR_TYPE),
  nchar: stringOf(NCHAR_TYPE),
  nvarchar: stringOf(NVARCHAR_TYPE),
  text: stringOf(TEXT_TYPE),
  clob: stringOf(CLOB_TYPE),
  nclob: stringOf(NCLOB_TYPE),
  boolean: one(BOOLEAN_TYPE),
  date: temporalOf(DATE_TYPE),
  time: temporalOf(TIME_TYPE),
  datetime: temporalOf(DATETIME_TYPE),
  timestamp: temporalOf(TIMESTAMP_TYPE),
  blob: binaryOf(BLOB_TYPE),
  binary: binaryOf(BINARY_TYPE),
  varbinary: binaryOf(VARBINARY_TYPE),
  uuid: one(UUID_TYPE),
} as unknown as ExactTypes
