import type { Dialect, ValueProcessor } from '@athanor/interfaces'
import {
  ArrayType, DateTimeType, defineType, EnumType, IntervalType, JsonIndexType, JsonType, LargeBinaryType, op, SqlType, STRING, StringType, TextType, TimeType, typeOfValue,
  type ArrayOptions, type ColumnElement, type EnumOptions, type Operator, type TypeOwner,
} from '@athanor/expressions/elements'
import { hstoreText, parseHstore } from './hstore-text.ts'
import { pgOperators } from '../operators/pg-operators.ts'
import { arrayLiteral } from './array-literal.ts'

// PostgreSQL's own types, under their own names.

/** `JSONB`: JSON in a decomposed form, with operators and indexes. @example new JsonbType()   // PostgreSQL: JSONB */
export class JsonbType extends JsonType {}
defineType(JsonbType, 'visitJSONB', 'json')
/** `JSON`, with PostgreSQL's operators. @example new PgJsonType()   // PostgreSQL: JSON */
export class PgJsonType extends JsonType {}
defineType(PgJsonType, 'visitJSON', 'json')

/** An array, with PostgreSQL's operators. @example new PgArrayType(new JsonbType(), { dimensions: 2 })   // PostgreSQL: JSONB[][] */
export class PgArrayType extends ArrayType {
  constructor(itemType: SqlType, options: ArrayOptions = {}) {
    super(itemType, options)
  }
  override literalProcessor(dialect: Dialect): ((value: unknown) => string) | undefined { return arrayLiteral(this, dialect) }
}
defineType(PgArrayType, 'visitArray', 'array')

/** `JSONPATH`: a path with conditions, for `@?` and `@@`; the paths of `#>` are arrays of texts. @example new JsonpathType()   // PostgreSQL: JSONPATH */
export class JsonpathType extends JsonIndexType {
  constructor() {
    super('path')
  }
}
defineType(JsonpathType, 'visitJSONPATH', 'jsonindex')

/** A type that is text on our side and has a name of its own. */
export abstract class NamedType extends SqlType {
  protected get args(): readonly unknown[] { return [] }
  override coerceComparedValue(): SqlType { return this }
  override literalProcessor(dialect: Dialect): (value: unknown) => string { return new StringType().literalProcessor(dialect) }
}
/** `INET`: an address, with a network mask. @example new InetType()   // PostgreSQL: INET */
export class InetType extends NamedType {}
defineType(InetType, 'visitINET', 'inet', 'string')
/** `CIDR`: a network. @example new CidrType()   // PostgreSQL: CIDR */
export class CidrType extends NamedType {}
defineType(CidrType, 'visitCIDR', 'cidr', 'string')
/** `MACADDR`: a hardware address of six bytes. @example new MacaddrType()   // PostgreSQL: MACADDR */
export class MacaddrType extends NamedType {}
defineType(MacaddrType, 'visitMACADDR', 'macaddr', 'string')
/** `MACADDR8`: a hardware address of eight bytes. @example new Macaddr8Type()   // PostgreSQL: MACADDR8 */
export class Macaddr8Type extends NamedType {}
defineType(Macaddr8Type, 'visitMACADDR8', 'macaddr8', 'string')
/** `MONEY`; a string in the server's currency format. @example new MoneyType()   // PostgreSQL: MONEY */
export class MoneyType extends NamedType {}
defineType(MoneyType, 'visitMONEY', 'money', 'string')
/** `OID`: the number of an object in the catalog. @example new OidType()   // PostgreSQL: OID */
export class OidType extends NamedType {
  // some drivers give a number
  override resultProcessor(): ValueProcessor { return String }
}
defineType(OidType, 'visitOID', 'oid', 'string')
/** `BYTEA`: bytes; PostgreSQL's name for what `largeBinary()` is there. @example new ByteaType()   // PostgreSQL: BYTEA */
export class ByteaType extends LargeBinaryType {}
defineType(ByteaType, 'visitBYTEA', 'binary', 'bytes')
/** `REGCLASS`: an `OID` that is written as the name of a table. @example new RegclassType()   // PostgreSQL: REGCLASS */
export class RegclassType extends NamedType {}
defineType(RegclassType, 'visitREGCLASS', 'regclass', 'string')
/** `REGCONFIG`: the name of a text search configuration. @example new RegconfigType()   // PostgreSQL: REGCONFIG */
export class RegconfigType extends NamedType {}
defineType(RegconfigType, 'visitREGCONFIG', 'regconfig', 'string')
/** `TSVECTOR`: a document for text search. @example new TsvectorType()   // PostgreSQL: TSVECTOR */
export class TsvectorType extends NamedType {
  /** `match()` makes a query of a text. */
  override coerceComparedValue(operator?: Operator): SqlType { return operator === op.match || operator === op.notMatch ? STRING : this }
}
defineType(TsvectorType, 'visitTSVECTOR', 'tsvector', 'string')
/** `TSQUERY`: a query of text search. @example new TsqueryType()   // PostgreSQL: TSQUERY */
export class TsqueryType extends NamedType {}
defineType(TsqueryType, 'visitTSQUERY', 'tsquery', 'string')

/** `CITEXT`: text that compares without regard to case. @example new CitextType()   // PostgreSQL: CITEXT */
export class CitextType extends TextType {}
defineType(CitextType, 'visitCITEXT', 'string')

/** `BIT(n)` or `BIT VARYING(n)`; a string of 0 and 1. @example new BitType(8, true)   // PostgreSQL: BIT VARYING(8) */
export class BitType extends SqlType {
  /** Number of bits. Default: 1, or any where it varies. */
  readonly length: number | undefined
  /** `BIT VARYING` in place of `BIT`. */
  readonly varying: boolean
  constructor(length?: number, varying = false) {
    super()
    this.length = length ?? (varying ? undefined : 1)
    this.varying = varying
  }
  protected get args(): readonly unknown[] { return [this.length, this.varying] }
  override coerceComparedValue(): SqlType { return this }
  override literalProcessor(dialect: Dialect): (value: unknown) => string { return new StringType().literalProcessor(dialect) }
}
defineType(BitType, 'visitBIT', 'bit', 'string')

/** `INTERVAL` with fields and precision: `INTERVAL DAY TO SECOND (3)`. @example new PgIntervalType({ fields: 'DAY TO SECOND', precision: 3 })   // PostgreSQL: INTERVAL DAY TO SECOND (3) */
export class PgIntervalType extends IntervalType {
  /** Fields that are kept, e.g. `DAY TO SECOND`. Default: all. */
  readonly fields: string | undefined
  /** Digits of fractional seconds. Default: the server's, 6. */
  readonly precision: number | undefined
  constructor(options: { readonly fields?: string | undefined; readonly precision?: number | undefined } = {}) {
    super({ secondPrecision: options.precision })
    this.fields = options.fields
    this.precision = options.precision
  }
  protected override get args(): readonly unknown[] { return [this.fields, this.precision] }
}
defineType(PgIntervalType, 'visitINTERVAL', 'interval')

/** `TIMESTAMP(n)` by its exact name. @example new PgTimestampType({ precision: 3, timezone: true })   // PostgreSQL: TIMESTAMP(3) WITH TIME ZONE */
export class PgTimestampType extends DateTimeType {}
defineType(PgTimestampType, 'visitTIMESTAMP', 'datetime')
/** `TIME(n)` by its exact name. @example new PgTimeType({ precision: 3 })   // PostgreSQL: TIME(3) WITHOUT TIME ZONE */
export class PgTimeType extends TimeType {}
defineType(PgTimeType, 'visitTIME', 'time')

/** A named enum type. @example new PgEnumType(['admin', 'user'], { name: 'role', schema: 'app' })   // PostgreSQL: app.role */
export class PgEnumType extends EnumType {
  constructor(values: readonly string[], options: EnumOptions = {}) {
    super(values, options)
  }
}
// other databases take it for an enum of any kind
defineType(PgEnumType, 'visitEnum', 'string', 'enum')

/** Options of a domain. */
export interface DomainOptions {
  /** `COLLATE …` */
  readonly collation?: string | undefined
  /** Schema of the collation. */
  readonly collationSchema?: string | undefined
  /** `DEFAULT …`: text is SQL, an expression is rendered. */
  readonly default?: unknown
  /** `CHECK (…)`: text is SQL, an expression is rendered; the value is called `VALUE`. */
  readonly check?: unknown
  /** Name of the CHECK constraint. */
  readonly constraintName?: string | undefined
  /** `NOT NULL`. Default false. */
  readonly notNull?: boolean | undefined
  /** Schema of the domain. Default: that of the metadata. */
  readonly schema?: string | undefined
  /** `createAll` and `dropAll` include the domain. Default true. */
  readonly createType?: boolean | undefined
}
/** A domain: another type with a default and constraints, under a name. @example new DomainType('us_zip', new CitextType(), { schema: 'app' })   // PostgreSQL: app.us_zip */
export class DomainType extends SqlType {
  /** Name in the database. */
  readonly name: string
  /** Type that the domain restricts. */
  readonly dataType: SqlType
  /** What it adds to that type. */
  readonly options: DomainOptions
  constructor(name: string, dataType: SqlType, options: DomainOptions = {}) {
    super()
    this.name = name
    this.dataType = dataType
    this.options = options
    this.schema = options.schema
  }
  /** Schema of the domain; undefined: the connection's. */
  readonly schema: string | undefined
  /** `createAll` and `dropAll` include the domain. */
  get createType(): boolean { return this.options.createType ?? true }
  protected get args(): readonly unknown[] { return [this.name, this.dataType, this.options, this.schema] }
  override inSchemaOf(owner: TypeOwner): this {
    const schema = this.options.schema ?? owner.metadataSchema ?? undefined
    const dataType = this.dataType.inSchemaOf(owner)
    return schema === this.schema && dataType === this.dataType ? super.inSchemaOf(owner) : this.copyWith({ schema, dataType }).inSchemaOf(owner)
  }
  override bindProcessor(dialect: Dialect) { return this.dataType.bindProcessor(dialect) }
  override resultProcessor(dialect: Dialect) { return this.dataType.resultProcessor(dialect) }
  override literalProcessor(dialect: Dialect) { return this.dataType.literalProcessor(dialect) }
}
defineType(DomainType, 'visitDOMAIN', 'domain', 'string')

/** `HSTORE`: a map of texts. @example new HstoreType()   // PostgreSQL: HSTORE */
export class HstoreType extends SqlType {
  /** Type of the values of `at()`. */
  readonly textType: SqlType
  constructor(textType: SqlType = new TextType()) {
    super()
    this.textType = textType
  }
  protected get args(): readonly unknown[] { return [this.textType] }
  override get isIndexable(): boolean { return true }
  /** `column.at('key')`. */
  at(expr: ColumnElement, key: unknown): ColumnElement { return expr.operate(pgOperators.hstoreGetitem, key) }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    if (operator === op.add && (other.affinity === 'hstore' || other.affinity === 'null')) return [op.concat, this]
    return [operator, this]
  }
  override coerceComparedValue(operator: Operator, value: unknown): SqlType {
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? this : typeOfValue(value)
  }
  override bindProcessor(): ValueProcessor { return hstoreText }
  override resultProcessor(): ValueProcessor { return (value) => parseHstore(value as string) }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const write = new StringType().literalProcessor(dialect)
    return (value) => `${write(hstoreText(value))}::HSTORE`
  }
}
defineType(HstoreType, 'visitHSTORE', 'hstore', 'hstore')

