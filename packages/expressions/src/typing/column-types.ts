import type { ColumnDef } from './column-def.ts'
import type {
  ArrayFactory, CustomTypeFactory, DateFactory, EnumFactory, JsonFactory, NumericFactory, StringFactory, TimestampFactory, UserDefinedTypeFactory,
} from './factories.ts'

/*
 * Signatures of the factories of datatypes. Not published: users see each of them with its docstring, in `types/factories.ts`.
 */

/** Factories of column definitions, by name. */
export interface ColumnTypes {
  readonly smallInteger: () => ColumnDef<number>
  readonly integer: () => ColumnDef<number>
  readonly bigint: () => ColumnDef<bigint>
  readonly numeric: NumericFactory
  readonly decimal: NumericFactory
  readonly real: () => ColumnDef<number>
  readonly float: (precision?: number) => ColumnDef<number>
  readonly double: (precision?: number) => ColumnDef<number>
  readonly char: StringFactory
  readonly varchar: StringFactory
  readonly nchar: StringFactory
  readonly nvarchar: StringFactory
  readonly text: StringFactory
  readonly unicode: StringFactory
  readonly unicodeText: StringFactory
  readonly clob: StringFactory
  readonly binary: (length?: number) => ColumnDef<Uint8Array>
  readonly varbinary: (length?: number) => ColumnDef<Uint8Array>
  readonly blob: (length?: number) => ColumnDef<Uint8Array>
  readonly largeBinary: (length?: number) => ColumnDef<Uint8Array>
  readonly boolean: (options?: { readonly createConstraint?: boolean; readonly name?: string }) => ColumnDef<boolean>
  readonly date: DateFactory
  readonly time: DateFactory
  readonly timestamp: TimestampFactory
  readonly dateTime: TimestampFactory
  readonly interval: (options?: { readonly native?: boolean; readonly secondPrecision?: number; readonly dayPrecision?: number }) => ColumnDef<string>
  readonly uuid: (options?: { readonly nativeUuid?: boolean }) => ColumnDef<string>
  readonly json: JsonFactory
  readonly enumType: EnumFactory
  readonly array: ArrayFactory
  readonly customType: CustomTypeFactory
  readonly userDefinedType: UserDefinedTypeFactory
}

