import {
  CompileError, NotImplementedByDialectError, type Capabilities, type CompileOptions, type ConnectParameters, type ConversionTable, type Dialect, type Driver,
  type DriverColumn, type DriverConnection, type MaybePromise, type ParamStyle, type ServerInfo,
} from '@athanor/interfaces'
import type { Compiled } from '../compiler/compiled.ts'
import { IdentifierPreparer, type QuotingRules } from '../compiler/identifier-preparer.ts'
import { SqlCompiler } from '../compiler/sql-compiler.ts'
import { DdlCompiler } from '../compiler/ddl-compiler.ts'
import { TypeCompiler } from '../compiler/type-compiler.ts'
import type { BindParameter } from '../elements/bind-parameter.ts'
import { op } from '../operators/operators.ts'
import type { SqlNode } from '../structure/node.ts'
import { stringLiteral } from '../types/literals.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { TupleType } from '../types/core-types.ts'
import { NUMERIC, STRING } from '../types/value-types.ts'
import { defaultCapabilities } from './default-capabilities.ts'
import { noDriver } from './no-driver.ts'
import type { CatalogQuery, Reflector } from './reflector.ts'
import { genericReservedWords } from './reserved-words.ts'

/** Options that every dialect has. */
export interface DialectConfig {
  /** Adapter of the npm driver. Default: none; such a dialect compiles only. */
  readonly driver?: Driver | undefined
  /** Overrides the driver's; for reading SQL with named parameters. */
  readonly paramStyle?: ParamStyle | undefined
  /** Longest label; default the longest identifier. */
  readonly labelLength?: number | undefined
  /** Writes the values of JSON columns. Default: `JSON.stringify`. */
  readonly jsonSerializer?: ((value: unknown) => string) | undefined
  /** Reads the texts of JSON columns. Default: `JSON.parse`. */
  readonly jsonDeserializer?: ((text: string) => unknown) | undefined
}

/**
 * A dialect that knows no database: it renders generic SQL. Real dialects subclass it and override what differs:
 * the compilers, the quoting rules, the capabilities, the conversions.
 */
export class DefaultDialect implements Dialect {
  readonly name: string = 'default'
  readonly driver: Driver
  readonly paramStyle: ParamStyle
  capabilities: Capabilities = defaultCapabilities
  readonly conversions: ConversionTable = {}
  readonly maxIdentifierLength: number = 9999
  /** Longest names of indexes and constraints, where they differ from other identifiers'. */
  readonly maxIndexNameLength: number | undefined = undefined
  /** Longest name of a constraint; undefined: as other identifiers. */
  readonly maxConstraintNameLength: number | undefined = undefined
  /** `/` of two integers is an integer. */
  readonly divIsFloordiv: boolean = true
  /** Parameters aren't allowed in the columns clause, nor on both sides of a comparison. */
  readonly ansiBindRules: boolean = false
  serverInfo: ServerInfo | null = null
  /** Schema that a new connection has, where it is known without asking. */
  readonly defaultSchemaName: string | undefined = undefined
  /** Writes the values of JSON columns; undefined: `JSON.stringify`. */
  readonly jsonSerializer: ((value: unknown) => string) | undefined
  /** Reads the texts of JSON columns; undefined: `JSON.parse`. */
  readonly jsonDeserializer: ((text: string) => unknown) | undefined
  readonly #labelLength: number | undefined
  #preparer: IdentifierPreparer | undefined
  #types: TypeCompiler | undefined

  constructor(config: DialectConfig = {}) {
    this.driver = config.driver ?? noDriver
    this.paramStyle = config.paramStyle ?? this.driver.paramStyle
    this.#labelLength = config.labelLength
    this.jsonSerializer = config.jsonSerializer
    this.jsonDeserializer = config.jsonDeserializer
  }

  get labelLength(): number { return this.#labelLength ?? this.maxIdentifierLength }
  get identifierPreparer(): IdentifierPreparer { return (this.#preparer ??= this.createIdentifierPreparer()) }
  get typeCompiler(): TypeCompiler { return (this.#types ??= this.createTypeCompiler()) }
  /** Types used where the compiler needs one itself. */
  get numericType(): SqlType { return NUMERIC }
  get stringType(): SqlType { return STRING }

  // parts to override ------------------------------------------------------------------------------------------------

  protected get quotingRules(): QuotingRules { return { initialQuote: '"', finalQuote: '"', reservedWords: genericReservedWords } }
  protected createIdentifierPreparer(): IdentifierPreparer { return new IdentifierPreparer(this.quotingRules) }
  protected createTypeCompiler(): TypeCompiler { return new TypeCompiler(this) }
  /** Makes the compiler of one statement. */
  createSqlCompiler(options: CompileOptions): SqlCompiler { return new SqlCompiler(this, options) }
  /** Makes the compiler of one DDL element. */
  createDdlCompiler(options: CompileOptions): DdlCompiler { return new DdlCompiler(this, options) }
  /** Changes capabilities when the server's version is known. */
  protected withCapabilities(changes: Partial<Capabilities>): void { this.capabilities = { ...this.capabilities, ...changes } }

  connectParameters(params: ConnectParameters): ConnectParameters { return params }
  onConnect(_connection: DriverConnection): MaybePromise<void> {}
  initialize(_connection: DriverConnection): MaybePromise<void> {}
  /**
   * What reads the database's catalog, for the inspector.
   * @throws {NotImplementedByDialectError} when the dialect can't
   */
  createReflector(_query: CatalogQuery): Reflector {
    throw new NotImplementedByDialectError(`The dialect '${this.name}' can't read the database's catalog.`)
  }
  typeOfDriverColumn(_column: DriverColumn): SqlType | undefined { return undefined }

  // compilation ------------------------------------------------------------------------------------------------------

  compile(element: object, options: CompileOptions = {}): Compiled {
    const node = element as SqlNode
    return 'isDdl' in node ? this.createDdlCompiler(options).compile(node) : this.createSqlCompiler(options).compile(node)
  }

  /** Name of a parameter as it may stand in the text of a `named` style. */
  quoteBindName(name: string): string { return name }

  /** `true` or `false` as the compiler writes the constants. */
  booleanLiteral(value: boolean): string {
    const compiler = this.createSqlCompiler({})
    return value ? compiler.visitTrue() : compiler.visitFalse()
  }

  /** A string literal. */
  quoteStringLiteral(text: string): string { return stringLiteral(text) }

  /** A literal of bytes: `X'00ff'` in the SQL standard. */
  bytesLiteral(bytes: Uint8Array): string { return `X'${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}'` }

  /**
   * A value as SQL text.
   * @throws {CompileError} when the type can't write values, or the value isn't of the type.
   */
  renderLiteral(value: unknown, type: SqlType): string {
    const actual = type.forDialect(this.name)
    if ((value === null || value === undefined) && !actual.shouldEvaluateNone) return 'NULL'
    const processor = actual.literalProcessor(this)
    if (processor === undefined) {
      throw new CompileError(`Values of type ${actual.toString()} can't be written into SQL; give the parameter a type, or don't use literal binds`, { code: 'LITERAL_UNSUPPORTED' })
    }
    return processor(value)
  }

  /** The values of a list, for IN. */
  renderLiteralList(bind: BindParameter, values: readonly unknown[]): string {
    if (values.length === 0) return this.emptySet(bind, values)
    if (bind.type.affinity === 'tuple') {
      const types = (bind.type as TupleType).types
      const rows = (values as readonly (readonly unknown[])[]).map((row) => `(${row.map((v, i) => this.renderLiteral(v, types[i]!)).join(', ')})`)
      return (this.capabilities.tupleInValues ? 'VALUES ' : '') + rows.join(', ')
    }
    return values.map((v) => this.renderLiteral(v, bind.type)).join(', ')
  }

  /** What stands in the parentheses of an IN without values: never true, and for NOT IN always. */
  emptySet(bind: BindParameter, _values: readonly unknown[]): string {
    const types = bind.type.affinity === 'tuple' ? (bind.type as TupleType).types : [bind.type]
    const nulls = types.length > 1 ? `(${types.map(() => 'NULL').join(', ')})` : 'NULL'
    if (bind.expandOp === op.notIn) return `${nulls}) OR (1 = 1`
    if (bind.expandOp === op.in) return `${bind.type.affinity === 'tuple' && this.capabilities.tupleInValues ? 'VALUES ' : ''}${nulls}) AND (1 != 1`
    return this.emptySetQuery(types)
  }

  /** A query without rows, for an empty list outside of IN. */
  protected emptySetQuery(_types: readonly SqlType[]): string {
    throw new CompileError(`The dialect '${this.name}' has no expression for an empty set`, { code: 'COMPILE_UNSUPPORTED' })
  }
}
