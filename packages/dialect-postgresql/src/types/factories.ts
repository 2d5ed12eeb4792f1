import type { ColumnDef, TypeOf } from '@athanor/expressions'
import { ColumnDefinition, typeArgument, type SqlType } from '@athanor/expressions/elements'
import {
  BitType, CidrType, CitextType, DomainType, HstoreType, InetType, JsonbType, Macaddr8Type, MacaddrType, MoneyType, OidType, PgArrayType, PgEnumType, PgIntervalType,
  RegclassType, RegconfigType, TsqueryType, TsvectorType, type DomainOptions,
} from './pg-types.ts'
import {
  DateMultirangeType, DateRangeType, Int4MultirangeType, Int4RangeType, Int8MultirangeType, Int8RangeType, NumMultirangeType, NumRangeType, TsMultirangeType,
  TsRangeType, TstzMultirangeType, TstzRangeType, type Range,
} from './range-types.ts'

// The definitions don't know their JavaScript type; their public face does. That is the reason of the cast.
const column = <T>(type: SqlType): ColumnDef<T> => new ColumnDefinition(type) as unknown as ColumnDef<T>

/** `JSONB`. @example attributes: jsonb<{ color: string }>() */
export const jsonb = <T = unknown>(options: { readonly noneAsNull?: boolean } = {}): ColumnDef<T> => column(new JsonbType(options))
/** `HSTORE`; a plain object of strings. */
export const hstore = (): ColumnDef<Record<string, string | null>> => column(new HstoreType())
/** An array column with PostgreSQL's operators. */
export const pgArray = <T>(item: TypeOf<T>, options: { readonly dimensions?: number; readonly zeroIndexes?: boolean } = {}): ColumnDef<T[]> =>
  column(new PgArrayType(typeArgument(item, 'pgArray()'), options))
/** A named enum type, created before its table. */
export const pgEnum = <const V extends readonly string[]>(name: string, values: V, options: { readonly schema?: string } = {}): ColumnDef<V[number]> =>
  column(new PgEnumType(values, { name, ...options }))
/** A domain. @example domain('us_zip', varchar(), { check: "VALUE ~ '^\\d{5}$'" }) */
export const domain = <T>(name: string, type: TypeOf<T>, options: DomainOptions = {}): ColumnDef<T> => column(new DomainType(name, typeArgument(type, 'domain()'), options))
/** `CITEXT`; compares without regard to case. */
export const citext = (): ColumnDef<string> => column(new CitextType())
export const inet = (): ColumnDef<string> => column(new InetType())
export const cidr = (): ColumnDef<string> => column(new CidrType())
export const macaddr = (): ColumnDef<string> => column(new MacaddrType())
export const macaddr8 = (): ColumnDef<string> => column(new Macaddr8Type())
export const money = (): ColumnDef<string> => column(new MoneyType())
export const oid = (): ColumnDef<string> => column(new OidType())
export const regclass = (): ColumnDef<string> => column(new RegclassType())
export const regconfig = (): ColumnDef<string> => column(new RegconfigType())
export const tsvector = (): ColumnDef<string> => column(new TsvectorType())
export const tsquery = (): ColumnDef<string> => column(new TsqueryType())
/** `BIT(length)`. */
export const bit = (length?: number): ColumnDef<string> => column(new BitType(length))
/** `BIT VARYING(length)`. */
export const bitVarying = (length?: number): ColumnDef<string> => column(new BitType(length, true))
/** `INTERVAL` with fields: `pgInterval({ fields: 'DAY TO SECOND', precision: 3 })`. */
export const pgInterval = (options: { readonly fields?: string; readonly precision?: number } = {}): ColumnDef<string> => column(new PgIntervalType(options))
export const int4range = (): ColumnDef<Range<number>> => column(new Int4RangeType())
export const int8range = (): ColumnDef<Range<bigint>> => column(new Int8RangeType())
export const numrange = (): ColumnDef<Range<string>> => column(new NumRangeType())
export const daterange = (): ColumnDef<Range<string>> => column(new DateRangeType())
export const tsrange = (): ColumnDef<Range<Date>> => column(new TsRangeType())
export const tstzrange = (): ColumnDef<Range<Date>> => column(new TstzRangeType())
export const int4multirange = (): ColumnDef<Range<number>[]> => column(new Int4MultirangeType())
export const int8multirange = (): ColumnDef<Range<bigint>[]> => column(new Int8MultirangeType())
export const nummultirange = (): ColumnDef<Range<string>[]> => column(new NumMultirangeType())
export const datemultirange = (): ColumnDef<Range<string>[]> => column(new DateMultirangeType())
export const tsmultirange = (): ColumnDef<Range<Date>[]> => column(new TsMultirangeType())
export const tstzmultirange = (): ColumnDef<Range<Date>[]> => column(new TstzMultirangeType())
