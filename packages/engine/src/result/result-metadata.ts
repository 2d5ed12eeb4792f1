import { DuplicateResultKeyError, NoSuchColumnError, StatementError, type DriverColumn, type ValueProcessor } from '@athanor/interfaces'
import type { Compiled, DefaultDialect, ResultColumn } from '@athanor/expressions/compiler'
import type { SqlNode, SqlType } from '@athanor/expressions/elements'
import { describeFailure } from '../execution/describe-failure.ts'
import { hint } from '../internal/suggest.ts'
import { objectRowFactory, scalarFactory, tupleFactory, type DriverRow, type RowFactory } from './row-factory.ts'
import type { RowShape, ShapeField } from './row-shape.ts'

/** A column of a result. */
export interface ResultColumnInfo {
  /** Key in object rows. */
  readonly key: string
  /** Name that the database gave. */
  readonly name: string
  /** Type whose conversion is applied: the statement's, else what the driver says of the column; undefined when nobody knows. */
  readonly type: SqlType | undefined
}

/** Types that never hold an integer beyond 2^53 as the driver sees it. */
const neverBigint = new Set(['string', 'text', 'enum', 'boolean', 'date', 'datetime', 'datetimetz', 'time', 'timetz', 'json', 'uuid', 'binary', 'float', 'double'])

const isUntyped = ({ type }: ResultColumnInfo): boolean => type === undefined || type.affinity === 'null'
const areSame = (a: readonly DriverColumn[], b: readonly DriverColumn[]): boolean =>
  a.length === b.length && a.every((column, i) => column.name === b[i]!.name && column.type === b[i]!.type)

/** Nobody asked for the driver's type, so a value that it can't read is no error. */
const whereReadable = (process: ValueProcessor): ValueProcessor => (value) => {
  try {
    return process(value)
  } catch {
    return value
  }
}

/** What is known of the rows of a statement: columns, conversions, and the factories made of them. Shared by all its executions. */
export class ResultMetadata {
  /** The columns, in order. */
  readonly columns: readonly ResultColumnInfo[]
  readonly #objects: readonly (readonly (SqlNode | string)[])[]
  readonly #processors: readonly (ValueProcessor | undefined)[]
  readonly #shape: RowShape | undefined
  readonly #dialect: DefaultDialect
  /** The database's columns decide, since the statement is text. */
  readonly #isOpen: boolean
  /** Columns have to be found by name. */
  readonly #isUnordered: boolean
  /** Some columns have no type of their own: the driver may know it. */
  readonly #isUntyped: boolean
  /** Whether the driver has to look for integers beyond 2^53; undefined when nobody knows. */
  readonly mayHoldBigints: boolean | undefined
  #objectRows: RowFactory | undefined
  #tuples: RowFactory | undefined
  readonly #scalars: (RowFactory | undefined)[] = []
  #last: { readonly columns: readonly DriverColumn[]; readonly metadata: ResultMetadata } | undefined

  private constructor(
    columns: readonly ResultColumnInfo[], objects: readonly (readonly (SqlNode | string)[])[], dialect: DefaultDialect,
    shape: RowShape | undefined, isOpen: boolean, isUnordered: boolean, driverTypes?: readonly (SqlType | undefined)[],
  ) {
    this.columns = driverTypes === undefined ? columns : columns.map((column, i) => (driverTypes[i] === undefined ? column : { ...column, type: driverTypes[i] }))
    this.#objects = objects
    this.#dialect = dialect
    this.#shape = shape
    this.#isOpen = isOpen
    this.#isUnordered = isUnordered
    this.#isUntyped = driverTypes === undefined && columns.some(isUntyped)
    this.#processors = this.columns.map(({ type }, i) => {
      const process = type?.forDialect(dialect.name).resultProcessor(dialect)
      return process === undefined || driverTypes?.[i] === undefined ? process : whereReadable(process)
    })
    const families = this.columns.map(({ type }) => type?.family)
    this.mayHoldBigints = isOpen ? undefined : families.includes('bigint') ? true : families.every((f) => f !== undefined && neverBigint.has(f)) ? false : undefined
  }

  /** Of a compiled statement. `shape` is given where object rows aren't simply its columns. */
  static forCompiled(compiled: Compiled, dialect: DefaultDialect, shape?: RowShape): ResultMetadata {
    const { resultColumnsOrdered } = compiled
    // Sentinels, by which rows of an executemany are put in order, come last and aren't the user's.
    const sentinels = compiled.dml?.valuesRow?.sentinels?.length ?? 0
    const resultColumns = sentinels === 0 ? compiled.resultColumns : compiled.resultColumns.slice(0, -sentinels)
    return ResultMetadata.#of(resultColumns, dialect, shape, resultColumns.length === 0, !resultColumnsOrdered)
  }

  /** Of textual SQL, from what the driver says. */
  static forDriver(columns: readonly DriverColumn[], dialect: DefaultDialect): ResultMetadata {
    const metadata = new ResultMetadata(
      columns.map(({ name }) => ({ key: name, name, type: undefined })), columns.map(() => []), dialect, undefined, true, false,
      columns.map((column) => dialect.typeOfDriverColumn(column)))
    metadata.#last = { columns, metadata }
    return metadata
  }

  static #of(columns: readonly ResultColumn[], dialect: DefaultDialect, shape: RowShape | undefined, isOpen: boolean, isUnordered: boolean): ResultMetadata {
    return new ResultMetadata(columns.map(({ key, name, type }) => ({ key, name, type })), columns.map(({ objects }) => objects), dialect, shape, isOpen, isUnordered)
  }

  /** The metadata that fits a result: this one, or one with what only the database's columns tell: names, order, types. */
  forResult(columns: readonly DriverColumn[]): ResultMetadata {
    if (!this.#isOpen && !this.#isUnordered && !this.#isUntyped) return this
    if (columns.length === 0) return this
    const known = this.#last
    // Drivers keep the list of a prepared statement.
    if (known !== undefined && (known.columns === columns || areSame(known.columns, columns))) return known.metadata
    const metadata = this.#resolve(columns)
    this.#last = { columns, metadata }
    return metadata
  }

  #resolve(columns: readonly DriverColumn[]): ResultMetadata {
    const dialect = this.#dialect
    if (this.#isOpen) return ResultMetadata.forDriver(columns, dialect)
    const ofDriver = (column: DriverColumn | undefined): SqlType | undefined => (column === undefined ? undefined : dialect.typeOfDriverColumn(column))
    if (!this.#isUnordered) {
      const types = this.columns.map((column, i) => (isUntyped(column) ? ofDriver(columns[i]) : undefined))
      return types.every((type) => type === undefined) ? this : new ResultMetadata(this.columns, this.#objects, dialect, this.#shape, false, false, types)
    }
    // Textual SQL with declared types: by name as the database has it. What wasn't declared is as the driver says.
    const found = columns.map(({ name }) => this.columns.findIndex((column) => column.name === name || column.key === name))
    const infos = columns.map(({ name }, i): ResultColumnInfo => this.columns[found[i]!] ?? { key: name, name, type: undefined })
    return new ResultMetadata(
      infos, columns.map((_, i) => this.#objects[found[i]!] ?? []), dialect, undefined, false, false,
      infos.map((column, i) => (isUntyped(column) ? ofDriver(columns[i]) : undefined)))
  }

  /** Keys of the columns in object rows. */
  get keys(): readonly string[] { return this.columns.map(({ key }) => key) }

  /** Object rows. @throws {DuplicateResultKeyError} when two columns would have one key. */
  get objectRows(): RowFactory { return (this.#objectRows ??= this.#makeObjectRows()) }
  /** Makes rows as arrays. */
  get tuples(): RowFactory { return (this.#tuples ??= this.#guarded(tupleFactory(this.#processors))) }
  /** Makes single values of one column. */
  scalars(column: number): RowFactory { return (this.#scalars[column] ??= this.#guarded(scalarFactory(column, this.#processors))) }

  /**
   * Position of a column, by number, key or expression.
   * @throws {NoSuchColumnError}
   */
  indexOf(column: number | string | SqlNode): number {
    const index = typeof column === 'number' ? (column < 0 ? this.columns.length + column : column)
      : typeof column === 'string' ? this.columns.findIndex(({ key, name }) => key === column || name === column)
        : this.#objects.findIndex((objects) => objects.includes(column))
    if (index >= 0 && index < this.columns.length) return index
    const asked = typeof column === 'object' ? `the expression '${(column as SqlNode & { readonly key?: string }).key ?? column.visitName}'` : `'${column}'`
    throw new NoSuchColumnError(
      `The result has no column ${asked}.` + (typeof column === 'string' ? ` ${hint(column, this.keys)}` : ` It has ${this.columns.length}: ${this.keys.join(', ')}.`))
  }

  #makeObjectRows(): RowFactory {
    const shape = this.#shape ?? this.columns.map(({ key }, column): ShapeField => ({ key, column }))
    this.#checkKeys(shape)
    return this.#guarded(objectRowFactory(shape, this.#processors))
  }

  #checkKeys(shape: RowShape): void {
    const seen = new Map<string, ShapeField>()
    for (const field of shape) {
      const other = seen.get(field.key)
      if (other !== undefined) {
        throw new DuplicateResultKeyError(
          `Two columns of this result have the key '${field.key}': ${this.#describe(other)} and ${this.#describe(field)}. ` +
          `Label one of them, use select({ … }) with keys of your own, or .tuples().`)
      }
      seen.set(field.key, field)
      if ('fields' in field) this.#checkKeys(field.fields)
    }
  }

  #describe(field: ShapeField): string {
    if (!('column' in field)) return `the object '${field.key}'`
    const owner = this.#objects[field.column]!.map((object) => (object as { readonly table?: { readonly name?: unknown } }).table?.name).find((name) => typeof name === 'string')
    const place = `column ${field.column + 1}`
    return owner === undefined ? place : `${owner}.${this.columns[field.column]!.name} (${place})`
  }

  /** Tells which column a failed conversion was about. Costs nothing until one fails. */
  #guarded(factory: RowFactory): RowFactory {
    return {
      one: (row) => {
        try {
          return factory.one(row)
        } catch (error) {
          throw this.#explain(error, [row])
        }
      },
      many: (rows, start, end) => {
        try {
          return factory.many(rows, start, end)
        } catch (error) {
          throw this.#explain(error, rows.slice(start, end))
        }
      },
    }
  }

  #explain(error: unknown, rows: readonly DriverRow[]): unknown {
    for (const row of rows) {
      for (const [i, process] of this.#processors.entries()) {
        if (row[i] === null || process === undefined) continue
        try {
          process(row[i])
        } catch (cause) {
          const { key, type } = this.columns[i]!
          return new StatementError(`The value of the result column '${key}' can't be read as ${type!.toString()}: ${describeFailure(cause)}`, { code: 'RESULT_CONVERSION', cause })
        }
      }
    }
    return error
  }
}
