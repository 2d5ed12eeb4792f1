import { camel } from './dialect-options.ts'
import type { Loader } from './loader.ts'
import { ApiGap, call, constant, construct, dialectExports, given, optionalExport, Unsupported, type Constructor } from './library.ts'

/** A datatype of the corpus. */
export interface IrType {
  readonly t: string
  readonly variants?: Readonly<Record<string, IrType>>
  readonly [argument: string]: unknown
}

type TypeBuilder = (type: IrType, loader: Loader) => unknown

const plain = (name: string): TypeBuilder => () => construct(name)
const text = (name: string): TypeBuilder => (t) => construct(name, given({ length: t['length'], collation: t['collation'], collationSchema: t['collation_schema'] }))
const exact = (name: string): TypeBuilder => (t) => construct(name, given({
  precision: t['precision'], scale: t['scale'], decimalReturnScale: t['decimal_return_scale'],
}))
const temporal = (name: string): TypeBuilder => (t) => construct(name, given({ timezone: t['timezone'], precision: t['precision'] ?? t['fsp'] }))

/** Members' names are what is stored, unless the corpus lists the values. */
export const enumValues = (t: IrType): readonly string[] =>
  (t['values'] as readonly string[] | undefined) ?? (t['members'] as readonly (readonly [string, unknown])[]).map(([name]) => name)

const builders: Readonly<Record<string, TypeBuilder>> = {
  NullType: () => constant('NULL_TYPE'),
  Integer: plain('IntegerType'),
  SmallInteger: plain('SmallIntegerType'),
  BigInteger: plain('BigIntegerType'),
  Numeric: exact('NumericType'),
  Float: exact('FloatType'),
  Double: exact('DoubleType'),
  String: text('StringType'),
  Text: text('TextType'),
  Unicode: text('UnicodeType'),
  UnicodeText: text('UnicodeTextType'),
  Boolean: (t, loader) => construct('BooleanType', given({ createConstraint: t['create_constraint'], name: loader.name(t['name']) ?? undefined })),
  Date: plain('DateType'),
  DateTime: temporal('DateTimeType'),
  Time: temporal('TimeType'),
  Interval: (t) => construct('IntervalType', given({ native: t['native'], secondPrecision: t['second_precision'], dayPrecision: t['day_precision'] })),
  LargeBinary: (t) => construct('LargeBinaryType', t['length']),
  PickleType: plain('PickleType'),
  BLOB: (t) => construct('BLOB_TYPE', t['length']),
  BINARY: (t) => construct('BINARY_TYPE', t['length']),
  VARBINARY: (t) => construct('VARBINARY_TYPE', t['length']),
  Enum: (t, loader) => construct('EnumType', enumValues(t), given({
    name: loader.name(t['name']) ?? undefined, schema: loader.name(t['schema']) ?? undefined, nativeEnum: t['native_enum'], createConstraint: t['create_constraint'], length: t['length'],
  })),
  Uuid: (t) => construct('UuidType', given({ asUuid: t['as_uuid'], nativeUuid: t['native_uuid'] })),
  JSON: (t) => construct('JsonType', given({ noneAsNull: t['none_as_null'] })),
  // SQLite's own JSON type is the generic one
  'sqlite.JSON': (t) => construct('JsonType', given({ noneAsNull: t['none_as_null'] })),
  ARRAY: (t, loader) => construct('ArrayType', buildType(t['item_type'] as IrType, loader), given({ dimensions: t['dimensions'] })),
  MatchType: plain('MatchType'),
  TupleType: (t, loader) => construct('TupleType', (t['types'] as readonly IrType[]).map((item) => buildType(item, loader))),
  // the result is rendered as the wrapped type; what the wrapper converts isn't in the corpus
  TypeDecorator: (t, loader) => construct('TypeDecorator', buildType(t['impl'] as IrType, loader), { name: t['name'] ?? 'decorated' }),
  UserDefined: (t) => construct('UserDefinedType', t['col_spec']),
  'JSON.JSONIntIndexType': () => construct('JsonIndexType', 'index'),
  'JSON.JSONStrIndexType': () => construct('JsonIndexType', 'key'),
  'JSON.JSONPathType': () => construct('JsonIndexType', 'path'),
}

/** Arguments of the exact SQL types and of the dialects' own types, in this library's names. */
const argumentNames: Readonly<Record<string, string>> = {
  collation_schema: 'collationSchema', decimal_return_scale: 'decimalReturnScale', display_width: 'displayWidth', binary_precision: 'binaryPrecision',
  second_precision: 'secondPrecision', day_precision: 'dayPrecision', as_uuid: 'asUuid', native_uuid: 'nativeUuid', none_as_null: 'noneAsNull',
  native_enum: 'nativeEnum', create_constraint: 'createConstraint', use_blob: 'useBlob', retrieve_as_bitwise: 'retrieveAsBitwise',
  storage_format: 'storageFormat', storage_type: 'storageType', item_type: 'itemType', astext_type: 'astextType', text_type: 'textType',
  as_tuple: 'asTuple', data_type: 'dataType', constraint_name: 'constraintName', not_null: 'notNull',
}

export function typeArguments(t: IrType, loader: Loader): Record<string, unknown> {
  const args: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(t)) {
    if (name === 't' || name === 'variants' || name === 'asdecimal' || name === 'enum_class' || name === 'members') continue
    args[argumentNames[name] ?? camel(name)] = argumentValue(value, loader)
  }
  if (t['members'] !== undefined && args['values'] === undefined) args['values'] = enumValues(t)
  return args
}

function argumentValue(value: unknown, loader: Loader): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  if ('t' in value) return buildType(value as IrType, loader)
  if ('$enum' in value) return String((value.$enum as readonly unknown[])[1]).toLowerCase()
  if ('k' in value || '$ref' in value) return loader.build(value)
  if ('name' in value) return loader.name(value)
  return value
}

/** `VARCHAR`, `postgresql.JSONB`: by the name of the exported class, `VARCHAR_TYPE` or `JsonbType` or `PgJsonType`. */
function named(t: IrType, loader: Loader): unknown {
  const [dialect, name] = t.t.includes('.') ? (t.t.split('.') as [string, string]) : [undefined, t.t]
  const plain = name.replaceAll('_', '')
  const candidates = [`${name}_TYPE`, name, `${plain}Type`, `Pg${plain}Type`, `${dialect}${plain}Type`, `My${plain}Type`, `Ms${plain}Type`, plain]
  // a type that a dialect's package doesn't have of its own is the standard's: SQL Server's REAL
  const found = (dialect === undefined ? undefined : dialectClass(dialect, candidates)) ?? optionalExport(`${name}_TYPE`, ...(dialect === undefined ? candidates : []))
  if (typeof found !== 'function') throw new ApiGap(`type ${t.t}`)
  return instantiate(found as Constructor, t.t, name, typeArguments(t, loader))
}

const isClass = (value: unknown): value is Constructor => typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))

/** A class exported by a dialect's package; packages have their own ways of writing `TSRANGE`. */
function dialectClass(dialect: string, candidates: readonly string[]): unknown {
  const classes = [...(dialectExports.get(dialect) ?? [])].filter(([, value]) => isClass(value))
  for (const candidate of candidates) {
    const found = classes.find(([name]) => name.toLowerCase() === candidate.toLowerCase())
    if (found !== undefined) return found[1]
  }
  return undefined
}

/** Arguments that stand before the options. */
const positional: Readonly<Record<string, readonly string[]>> = {
  ENUM: ['values'], SET: ['values'], ARRAY: ['itemType'], DOMAIN: ['name', 'dataType'], HSTORE: ['textType'], 'postgresql.BIT': ['length', 'varying'],
  BIT: ['length', 'varying'], RAW: ['length'], BINARY: ['length'], VARBINARY: ['length'], 'mssql.VARBINARY': [], YEAR: ['displayWidth'],
}

function instantiate(cls: Constructor, type: string, name: string, args: Record<string, unknown>): unknown {
  const rest = { ...args }
  const first = (positional[type] ?? positional[name] ?? []).map((argument) => {
    const value = rest[argument]
    delete rest[argument]
    return value
  })
  while (first.length > 0 && first.at(-1) === undefined && Object.keys(rest).length === 0) first.pop()
  return Object.keys(rest).length === 0 ? new cls(...first) : new cls(...first, rest)
}

/** The library's type for a type of the corpus; undefined for none. */
export function buildType(t: IrType | undefined, loader: Loader): unknown {
  if (t === undefined || t === null) return undefined
  const builder = builders[t.t]
  if (builder === undefined && !/^([a-z]+\.)?_?[A-Z][A-Z0-9_]*$/.test(t.t)) throw new Unsupported(`type ${t.t}`)
  let type = (builder ?? named)(t, loader)
  for (const [dialect, variant] of Object.entries(t.variants ?? {})) type = call(type, 'withVariant', buildType(variant, loader), dialect)
  return type
}
