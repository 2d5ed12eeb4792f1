import type { ColumnDef, EnumOptions, TypeOf } from '@athanor/expressions'
import { ColumnDefinition, typeArgument, type SqlType } from '@athanor/expressions/elements'
import {
  BitType, ByteaType, CidrType, CitextType, DomainType, HstoreType, InetType, JsonbType, JsonpathType, Macaddr8Type, MacaddrType, MoneyType, OidType, PgArrayType, PgEnumType, PgIntervalType,
  RegclassType, RegconfigType, TsqueryType, TsvectorType, type DomainOptions,
} from './pg-types.ts'
import {
  DateMultirangeType, DateRangeType, Int4MultirangeType, Int4RangeType, Int8MultirangeType, Int8RangeType, NumMultirangeType, NumRangeType, TsMultirangeType,
  TsRangeType, TstzMultirangeType, TstzRangeType, type Range,
} from './range-types.ts'

/** Options of `pgEnum`. */
export type PgEnumOptions = Pick<EnumOptions, 'schema' | 'inheritSchema' | 'metadata' | 'createType' | 'validateStrings'>

// The definitions don't know their JavaScript type; their public face does. That is the reason of the cast.
const column = <T>(type: SqlType): ColumnDef<T> => new ColumnDefinition(type) as unknown as ColumnDef<T>

/** `JSONB`. @example cast(t.c.a, jsonb<{ color: string }>())   // PostgreSQL: CAST(t.a AS JSONB) */
export const jsonb = <T = unknown>(options: { readonly noneAsNull?: boolean } = {}): ColumnDef<T> => column(new JsonbType(options))
/** `HSTORE`; a plain object of strings. @example cast(t.c.a, hstore())   // PostgreSQL: CAST(t.a AS HSTORE) */
export const hstore = (): ColumnDef<Record<string, string | null>> => column(new HstoreType())
/** An array column with PostgreSQL's operators. @example cast(t.c.numbers, pgArray(integer(), { dimensions: 2 }))   // PostgreSQL: CAST(t.numbers AS INTEGER[][]) */
export const pgArray = <T>(item: TypeOf<T>, options: { readonly dimensions?: number; readonly zeroIndexes?: boolean } = {}): ColumnDef<T[]> =>
  column(new PgArrayType(typeArgument(item, 'pgArray()'), options))
/** A named enum type, created before its table. @example cast(users.c.name, pgEnum('role', ['admin', 'user']))   // PostgreSQL: CAST(user_account.name AS role) */
export const pgEnum = <const V extends readonly string[]>(name: string, values: V, options: PgEnumOptions = {}): ColumnDef<V[number]> => {
  const { metadata, ...rest } = options
  const type = new PgEnumType(values, { name, ...rest, schema: rest.schema ?? metadata?.schema ?? undefined })
  // the runtime collection behind the public face keeps its types
  ;(metadata as unknown as { addType(type: SqlType): void } | undefined)?.addType(type)
  return column(type)
}
/** A domain. @example cast(users.c.name, domain('us_zip', varchar(), { check: "VALUE ~ '^[0-9]{5}$'" }))   // PostgreSQL: CAST(user_account.name AS us_zip) */
export const domain = <T>(name: string, type: TypeOf<T>, options: DomainOptions = {}): ColumnDef<T> => column(new DomainType(name, typeArgument(type, 'domain()'), options))
/** `CITEXT`; compares without regard to case. @example cast(users.c.name, citext())   // PostgreSQL: CAST(user_account.name AS CITEXT) */
export const citext = (): ColumnDef<string> => column(new CitextType())
/** `INET`; an address with a network mask, as a string. @example cast(users.c.name, inet())   // PostgreSQL: CAST(user_account.name AS INET) */
export const inet = (): ColumnDef<string> => column(new InetType())
/** `CIDR`; a network, as a string. @example cast(users.c.name, cidr())   // PostgreSQL: CAST(user_account.name AS CIDR) */
export const cidr = (): ColumnDef<string> => column(new CidrType())
/** `MACADDR`; a hardware address, as a string. @example cast(users.c.name, macaddr())   // PostgreSQL: CAST(user_account.name AS MACADDR) */
export const macaddr = (): ColumnDef<string> => column(new MacaddrType())
/** `MACADDR8`; a hardware address of eight bytes, as a string. @example cast(users.c.name, macaddr8())   // PostgreSQL: CAST(user_account.name AS MACADDR8) */
export const macaddr8 = (): ColumnDef<string> => column(new Macaddr8Type())
/** `MONEY`; a string in the server's currency format. @example cast(users.c.age, money())   // PostgreSQL: CAST(user_account.age AS MONEY) */
export const money = (): ColumnDef<string> => column(new MoneyType())
/** `JSONPATH`; an expression of that language. @example cast('$.a[*]', jsonpath())   // PostgreSQL: CAST(:param_1 AS JSONPATH) */
export const jsonpath = (): ColumnDef<string> => column(new JsonpathType())
/** `OID`; the number of an object in the catalog, as a string. @example cast(users.c.age, oid())   // PostgreSQL: CAST(user_account.age AS OID) */
export const oid = (): ColumnDef<string> => column(new OidType())
/** `BYTEA`; a `Uint8Array`. `largeBinary()` is the same on PostgreSQL, and has a name on every other database too. @example cast(users.c.name, bytea())   // PostgreSQL: CAST(user_account.name AS BYTEA) */
export const bytea = (): ColumnDef<Uint8Array> => column(new ByteaType())
/** `REGCLASS`; the name of a table. @example cast(users.c.name, regclass())   // PostgreSQL: CAST(user_account.name AS REGCLASS) */
export const regclass = (): ColumnDef<string> => column(new RegclassType())
/** `REGCONFIG`; the name of a text search configuration. @example cast(users.c.name, regconfig())   // PostgreSQL: CAST(user_account.name AS REGCONFIG) */
export const regconfig = (): ColumnDef<string> => column(new RegconfigType())
/** `TSVECTOR`; a document for text search. @example cast(users.c.name, tsvector())   // PostgreSQL: CAST(user_account.name AS TSVECTOR) */
export const tsvector = (): ColumnDef<string> => column(new TsvectorType())
/** `TSQUERY`; a query of text search. @example cast(users.c.name, tsquery())   // PostgreSQL: CAST(user_account.name AS TSQUERY) */
export const tsquery = (): ColumnDef<string> => column(new TsqueryType())
/** `BIT(length)`. @example cast(users.c.name, bit(8))   // PostgreSQL: CAST(user_account.name AS BIT(8)) */
export const bit = (length?: number): ColumnDef<string> => column(new BitType(length))
/** `BIT VARYING(length)`. @example cast(users.c.name, bitVarying(8))   // PostgreSQL: CAST(user_account.name AS BIT VARYING(8)) */
export const bitVarying = (length?: number): ColumnDef<string> => column(new BitType(length, true))
/** `INTERVAL` with fields: `pgInterval({ fields: 'DAY TO SECOND', precision: 3 })`. @example cast(users.c.name, pgInterval({ fields: 'DAY TO SECOND', precision: 3 }))   // PostgreSQL: CAST(user_account.name AS INTERVAL DAY TO SECOND (3)) */
export const pgInterval = (options: { readonly fields?: string; readonly precision?: number } = {}): ColumnDef<string> => column(new PgIntervalType(options))
/** `INT4RANGE`; a `Range` of numbers. @example cast('[1,5)', int4range())   // PostgreSQL: CAST(:param_1::INT4RANGE AS INT4RANGE) */
export const int4range = (): ColumnDef<Range<number>> => column(new Int4RangeType())
/** `INT8RANGE`; a `Range` of bigints. @example cast('[1,5)', int8range())   // PostgreSQL: CAST(:param_1::INT8RANGE AS INT8RANGE) */
export const int8range = (): ColumnDef<Range<bigint>> => column(new Int8RangeType())
/** `NUMRANGE`; a `Range` of exact numbers, as strings. @example cast('[1.5,2.5)', numrange())   // PostgreSQL: CAST(:param_1::NUMRANGE AS NUMRANGE) */
export const numrange = (): ColumnDef<Range<string>> => column(new NumRangeType())
/** `DATERANGE`; a `Range` of dates, as strings. @example cast('[2024-05-06,)', daterange())   // PostgreSQL: CAST(:param_1::DATERANGE AS DATERANGE) */
export const daterange = (): ColumnDef<Range<string>> => column(new DateRangeType())
/** `TSRANGE`; a `Range` of `Date`s, in UTC. @example cast('[2024-05-06,)', tsrange())   // PostgreSQL: CAST(:param_1::TSRANGE AS TSRANGE) */
export const tsrange = (): ColumnDef<Range<Date>> => column(new TsRangeType())
/** `TSTZRANGE`; a `Range` of `Date`s. @example cast('[2024-05-06,)', tstzrange())   // PostgreSQL: CAST(:param_1::TSTZRANGE AS TSTZRANGE) */
export const tstzrange = (): ColumnDef<Range<Date>> => column(new TstzRangeType())
/** `INT4MULTIRANGE`; `Range`s of numbers. @example cast('{[1,5)}', int4multirange())   // PostgreSQL: CAST(:param_1::INT4MULTIRANGE AS INT4MULTIRANGE) */
export const int4multirange = (): ColumnDef<Range<number>[]> => column(new Int4MultirangeType())
/** `INT8MULTIRANGE`; `Range`s of bigints. @example cast('{[1,5)}', int8multirange())   // PostgreSQL: CAST(:param_1::INT8MULTIRANGE AS INT8MULTIRANGE) */
export const int8multirange = (): ColumnDef<Range<bigint>[]> => column(new Int8MultirangeType())
/** `NUMMULTIRANGE`; `Range`s of exact numbers, as strings. @example cast('{[1.5,2.5)}', nummultirange())   // PostgreSQL: CAST(:param_1::NUMMULTIRANGE AS NUMMULTIRANGE) */
export const nummultirange = (): ColumnDef<Range<string>[]> => column(new NumMultirangeType())
/** `DATEMULTIRANGE`; `Range`s of dates, as strings. @example cast('{[2024-05-06,)}', datemultirange())   // PostgreSQL: CAST(:param_1::DATEMULTIRANGE AS DATEMULTIRANGE) */
export const datemultirange = (): ColumnDef<Range<string>[]> => column(new DateMultirangeType())
/** `TSMULTIRANGE`; `Range`s of `Date`s, in UTC. @example cast('{[2024-05-06,)}', tsmultirange())   // PostgreSQL: CAST(:param_1::TSMULTIRANGE AS TSMULTIRANGE) */
export const tsmultirange = (): ColumnDef<Range<Date>[]> => column(new TsMultirangeType())
/** `TSTZMULTIRANGE`; `Range`s of `Date`s. @example cast('{[2024-05-06,)}', tstzmultirange())   // PostgreSQL: CAST(:param_1::TSTZMULTIRANGE AS TSTZMULTIRANGE) */
export const tstzmultirange = (): ColumnDef<Range<Date>[]> => column(new TstzMultirangeType())
