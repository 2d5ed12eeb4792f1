import {
  BIGINT_TYPE, BLOB_TYPE, BOOLEAN_TYPE, CHAR_TYPE, DECIMAL_TYPE, DOUBLE_PRECISION_TYPE, DOUBLE_TYPE, FLOAT_TYPE, INTEGER_TYPE, NCHAR_TYPE, NULL_TYPE, NUMERIC_TYPE,
  NVARCHAR_TYPE, REAL_TYPE, SMALLINT_TYPE, TEXT_TYPE, TIME_TYPE, TIMESTAMP_TYPE, VARCHAR_TYPE, type SqlType,
} from '@athanor/expressions/elements'
import { SqliteDatetimeType, SqliteDateType, SqliteJsonType } from '../types/sqlite-types.ts'

const types: Readonly<Record<string, (a?: number, b?: number) => SqlType>> = {
  INTEGER: () => new INTEGER_TYPE(), INT: () => new INTEGER_TYPE(), SMALLINT: () => new SMALLINT_TYPE(), BIGINT: () => new BIGINT_TYPE(),
  TEXT: () => new TEXT_TYPE(), VARCHAR: (length) => new VARCHAR_TYPE({ length }), NVARCHAR: (length) => new NVARCHAR_TYPE({ length }),
  CHAR: (length) => new CHAR_TYPE({ length }), NCHAR: (length) => new NCHAR_TYPE({ length }),
  BLOB: () => new BLOB_TYPE(), REAL: () => new REAL_TYPE(), FLOAT: () => new FLOAT_TYPE(), DOUBLE: () => new DOUBLE_TYPE(),
  'DOUBLE PRECISION': () => new DOUBLE_PRECISION_TYPE(), NUMERIC: (precision, scale) => new NUMERIC_TYPE({ precision, scale }),
  DECIMAL: (precision, scale) => new DECIMAL_TYPE({ precision, scale }), BOOLEAN: () => new BOOLEAN_TYPE(), BOOL: () => new BOOLEAN_TYPE(),
  DATE: () => new SqliteDateType(), DATETIME: () => new SqliteDatetimeType(), TIMESTAMP: () => new TIMESTAMP_TYPE(), TIME: () => new TIME_TYPE(), JSON: () => new SqliteJsonType(),
}

/**
 * The type that a declaration names. Declarations are free text; those that aren't known go by SQLite's rules of affinity
 * (https://www.sqlite.org/datatype3.html, 3.1).
 */
export function typeOfText(text: string): SqlType {
  const [, name = '', a, b] = /^\s*([\w ]+?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/.exec(text) ?? []
  const written = (name === '' ? text : name).toUpperCase()
  const make = types[written]
  if (make !== undefined) return make(a === undefined ? undefined : Number(a), b === undefined ? undefined : Number(b))
  if (written.trim() === '') return NULL_TYPE
  if (written.includes('INT')) return new INTEGER_TYPE()
  if (/CHAR|CLOB|TEXT/.test(written)) return new TEXT_TYPE()
  if (written.includes('BLOB')) return new BLOB_TYPE()
  if (/REAL|FLOA|DOUB/.test(written)) return new REAL_TYPE()
  return new NUMERIC_TYPE()
}
