import { TypeCompiler } from '@athanor/expressions/compiler'
import type { SqlType } from '@athanor/expressions/elements'
import type { StorageFormat } from '../types/storage-format.ts'

/** Names of types for SQLite, which keeps any name and derives an affinity from it. */
export class SqliteTypeCompiler extends TypeCompiler {
  // a format of digits alone would become a number: the name of the type gives it a text's affinity
  override visitDATETIME(type: SqlType | undefined): string { return storedAsNumber(type) ? 'DATETIME_CHAR' : 'DATETIME' }
  override visitDATE(type: SqlType | undefined): string { return storedAsNumber(type) ? 'DATE_CHAR' : 'DATE' }
  override visitTIME(type: SqlType | undefined): string { return storedAsNumber(type) ? 'TIME_CHAR' : 'TIME' }
  visitJSON(): string { return 'JSON' }
  visitJson(): string { return 'JSON' }
  visitJSONB(): string { return 'JSONB' }
}

const storedAsNumber = (type: SqlType | undefined): boolean =>
  (type as (SqlType & { readonly storageFormat?: StorageFormat | undefined }) | undefined)?.storageFormat?.isText === false
