import {
  BOOLEAN_TYPE, BIGINT_TYPE, CHAR_TYPE, DATE_TYPE, DOUBLE_PRECISION_TYPE, INTEGER_TYPE, LargeBinaryType, NULL_TYPE, NUMERIC_TYPE, REAL_TYPE, SMALLINT_TYPE,
  TEXT_TYPE, UUID_TYPE, VARCHAR_TYPE, type SqlType,
} from '@athanor/expressions/elements'
import {
  BitType, CidrType, CitextType, DomainType, HstoreType, InetType, JsonbType, Macaddr8Type, MacaddrType, MoneyType, OidType, PgArrayType, PgEnumType, PgIntervalType,
  PgJsonType, PgTimestampType, PgTimeType, RegclassType, RegconfigType, TsqueryType, TsvectorType,
} from '../types/pg-types.ts'
import {
  DateMultirangeType, DateRangeType, Int4MultirangeType, Int4RangeType, Int8MultirangeType, Int8RangeType, NumMultirangeType, NumRangeType, TsMultirangeType,
  TsRangeType, TstzMultirangeType, TstzRangeType,
} from '../types/range-types.ts'

/** A type that somebody has created, by the name that `format_type` gives it. */
export type CustomType =
  | { readonly kind: 'enum'; readonly name: string; readonly schema: string | undefined; readonly values: readonly string[] }
  | { readonly kind: 'domain'; readonly name: string; readonly schema: string | undefined; readonly base: string; readonly notNull: boolean }

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))

/** By the name without its arguments; `a` and `b` are the numbers in parentheses. */
const types: Readonly<Record<string, (a?: number, b?: number) => SqlType>> = {
  'integer': () => new INTEGER_TYPE(), 'smallint': () => new SMALLINT_TYPE(), 'bigint': () => new BIGINT_TYPE(),
  'numeric': (precision, scale) => new NUMERIC_TYPE({ precision, scale }),
  'real': () => new REAL_TYPE(), 'double precision': () => new DOUBLE_PRECISION_TYPE(),
  'boolean': () => new BOOLEAN_TYPE(), 'text': () => new TEXT_TYPE(), 'character varying': (length) => new VARCHAR_TYPE({ length }),
  'character': (length) => new CHAR_TYPE({ length }), '"char"': () => new CHAR_TYPE(), 'name': () => new VARCHAR_TYPE({ length: 63 }), 'bytea': () => new LargeBinaryType(),
  'date': () => new DATE_TYPE(), 'uuid': () => new UUID_TYPE(), 'json': () => new PgJsonType(), 'jsonb': () => new JsonbType(),
  'timestamp without time zone': (precision) => new PgTimestampType({ precision }),
  'timestamp with time zone': (precision) => new PgTimestampType({ precision, timezone: true }),
  'time without time zone': (precision) => new PgTimeType({ precision }), 'time with time zone': (precision) => new PgTimeType({ precision, timezone: true }),
  'bit': (length) => new BitType(length), 'bit varying': (length) => new BitType(length, true),
  'inet': () => new InetType(), 'cidr': () => new CidrType(), 'macaddr': () => new MacaddrType(), 'macaddr8': () => new Macaddr8Type(), 'money': () => new MoneyType(),
  'oid': () => new OidType(), 'regclass': () => new RegclassType(), 'regconfig': () => new RegconfigType(), 'tsvector': () => new TsvectorType(),
  'tsquery': () => new TsqueryType(), 'citext': () => new CitextType(), 'hstore': () => new HstoreType(),
  'int4range': () => new Int4RangeType(), 'int8range': () => new Int8RangeType(), 'numrange': () => new NumRangeType(), 'daterange': () => new DateRangeType(),
  'tsrange': () => new TsRangeType(), 'tstzrange': () => new TstzRangeType(), 'int4multirange': () => new Int4MultirangeType(),
  'int8multirange': () => new Int8MultirangeType(), 'nummultirange': () => new NumMultirangeType(), 'datemultirange': () => new DateMultirangeType(),
  'tsmultirange': () => new TsMultirangeType(), 'tstzmultirange': () => new TstzMultirangeType(),
}

/** The type that `format_type` names: `character varying(30)`, `timestamp(3) with time zone`, `integer[]`, `"my enum"`. */
export function typeOfText(text: string, custom: ReadonlyMap<string, CustomType>): SqlType {
  if (text.endsWith('[]')) {
    const item = typeOfText(text.replace(/(?:\[\])+$/, ''), custom)
    return item === NULL_TYPE ? item : new PgArrayType(item)
  }
  const known = custom.get(text)
  if (known !== undefined) {
    const { name, schema } = known
    if (known.kind === 'enum') return new PgEnumType(known.values, { name, schema })
    const base = typeOfText(known.base, custom)
    return base === NULL_TYPE ? base : new DomainType(name, base, { schema, notNull: known.notNull })
  }
  const interval = /^interval(?: ([a-z ]+?))?(?:\((\d+)\))?$/.exec(text)
  if (interval !== null) return new PgIntervalType({ fields: interval[1]?.toUpperCase(), precision: number(interval[2]) })
  const [, before, a, b, after] = /^("?[a-z0-9_ ]+?"?)(?:\((\d+)(?:,(-?\d+))?\))?( with(?:out)? time zone)?$/.exec(text) ?? []
  if (before === undefined) return NULL_TYPE
  return types[`${before}${after ?? ''}`]?.(number(a), number(b)) ?? NULL_TYPE
}
