import type { ConnectParameters, Driver, ParamStyle } from '../driver/driver.ts'
import type { DriverColumn, DriverConnection, MaybePromise } from '../driver/driver-connection.ts'
import type { Capabilities } from './capabilities.ts'
import type { ConversionTable, ConvertibleType } from './value-conversion.ts'

/** What the server says about itself at the first connection. */
export interface ServerInfo {
  /** As the server writes it. */
  readonly versionText: string
  /** Numbers of the version, most significant first. */
  readonly version: readonly number[]
  /** Schema of tables that name none. */
  readonly defaultSchema: string | null
  /** Name of the product where one protocol serves several (`mariadb`, `mysql`). */
  readonly product?: string | undefined
}

/**
 * One database: what it can do, how its SQL is written, how values travel, how its driver is reached.
 * The base class in `@athanor/expressions` implements all of it with overridable parts; write a subclass.
 */
export interface Dialect {
  /** Name in URLs, and in options such as `{ mysql: … }`. */
  readonly name: string
  /** Adapter of the npm driver. */
  readonly driver: Driver
  /** How placeholders are written. Default: as the driver wants them. */
  readonly paramStyle: ParamStyle
  /** What the database can do; changed by `initialize` when the version is known. */
  readonly capabilities: Capabilities
  /** How values travel to the driver and back, by family of types. */
  readonly conversions: ConversionTable
  /** Longest identifier, in characters; labels beyond it are shortened. */
  readonly maxIdentifierLength: number
  /** What the server said of itself; null before the first connection. */
  readonly serverInfo: ServerInfo | null

  /** Connect parameters from a URL's parts, with the dialect's defaults (port, file name). Pure. */
  connectParameters(params: ConnectParameters): ConnectParameters
  /**
   * The pool that fits these parameters when `createEngine` isn't told one: `static` for a database that lives and dies with
   * its one connection. Default `queue`.
   */
  preferredPool?(params: ConnectParameters): 'queue' | 'static' | 'null'
  /** Runs on every new physical connection (session settings). */
  onConnect(connection: DriverConnection): MaybePromise<void>
  /** Runs once per engine, on its first connection: reads the version and adjusts the capabilities. */
  initialize(connection: DriverConnection): MaybePromise<void>
  /**
   * The type that a driver's column is read as when the statement doesn't tell one: rows of `text()`, `sql`, `exec()`, and
   * expressions without a type. Undefined: its values stay as the driver gives them. Asked once for each shape of result; the
   * same answer for the same column. One rule for all dialects: integers are numbers, those beyond 2^53 bigint; exact decimals
   * text; timestamps `Date`; dates and times text; JSON parsed. What a type can't read (`infinity`, a zero date) stays as it is.
   */
  typeOfDriverColumn?(column: DriverColumn): ConvertibleType | undefined
  /** Compiles a statement or a DDL element. */
  compile(element: object, options?: CompileOptions): CompiledForm
}

export interface CompileOptions {
  /** Keys of the parameters that an INSERT or UPDATE will be executed with, in order. */
  readonly columnKeys?: readonly string[] | undefined
  /** The statement will be run with many parameter sets. */
  readonly forExecutemany?: boolean | undefined
  /** Values in place of parameters. For reading and DDL only. */
  readonly literalBinds?: boolean | undefined
  /** Schema names to replace: `null` stands for "no schema". */
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined
  readonly renderSchemaTranslate?: boolean | undefined
  /** Look for FROM elements that nothing joins to the others; findings are in the compiled form's `warnings`. */
  readonly lintFroms?: boolean | undefined
}

/** The least that every compiled form has. `@athanor/expressions` has the full one. */
export interface CompiledForm {
  readonly sql: string
}
