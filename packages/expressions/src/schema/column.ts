import { ArgumentError } from '@athanor/interfaces'
import { ColumnClause } from '../elements/column-clause.ts'
import { nameText, QuotedName, type Name } from '../structure/names.ts'
import { defineNode, Field } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { CheckConstraint } from './check-constraint.ts'
import { columnDefault, type ColumnDefault } from './column-default.ts'
import type { ColumnDefinition, ColumnSpec } from './column-definition.ts'
import type { DialectOptions } from './dialect-options.ts'
import { ForeignKey } from './foreign-key.ts'
import { Computed, Identity, serverDefault, type FetchedValue } from './server-default.ts'
import type { Sequence } from './sequence.ts'

/** Options of `new Column()`: what a column definition says, and what only Core needs. */
export interface ColumnOptions extends Omit<ColumnSpec, 'quote'> {
  /** Name within the program. Default: the name. */
  readonly key?: string | undefined
  /** Forces quotes on or off. */
  readonly quote?: boolean | undefined
  readonly foreignKeys?: readonly ForeignKey[] | undefined
  /** CHECK constraints written beside the column. */
  readonly constraints?: readonly CheckConstraint[] | undefined
  /** The column tells the rows of a multi-row INSERT apart. */
  readonly insertSentinel?: boolean | undefined
  /** SELECT and INSERT leave the column out unless it is named. */
  readonly omitFromStatements?: boolean | undefined
}

/**
 * A column of a table. `table()` makes them from definitions; Core users may make them directly, then NULL is allowed unless
 * `nullable: false` or `primaryKey: true` is given (as in SQLAlchemy).
 */
export class Column extends ColumnClause {
  override foreignKeys: readonly ForeignKey[]
  /** NULL is allowed. */
  nullable: boolean
  readonly autoincrement: boolean | 'auto' | 'ignoreForeignKey'
  /** Value for INSERT when none is given, computed by this library. */
  readonly default: ColumnDefault | null
  /** Value for UPDATE when none is given. */
  readonly onUpdate: ColumnDefault | null
  /** What the server does on INSERT when no value is given. */
  readonly serverDefault: FetchedValue | null
  readonly serverOnUpdate: FetchedValue | null
  readonly index: boolean | string
  readonly unique: boolean | string
  /** Made by the database itself: not in CREATE TABLE. */
  readonly system: boolean
  readonly comment: string | undefined
  readonly options: DialectOptions
  readonly info: Readonly<Record<string, unknown>>
  /** CHECK constraints written beside the column. */
  readonly constraints: readonly CheckConstraint[]
  readonly insertSentinel: boolean
  readonly omitFromStatements: boolean
  /** The mapper's marks. */
  readonly discriminator: boolean
  readonly version: boolean
  /** @internal Whether `nullable` was said, or follows from the primary key. */
  readonly nullableGiven: boolean

  constructor(name: Name, type?: SqlType, options: ColumnOptions = {}) {
    const finalName = options.quote === undefined ? name : new QuotedName(nameText(name), options.quote)
    if (nameText(finalName) === '') throw new ArgumentError('A column needs a name')
    super(finalName, type, { key: options.key, primaryKey: options.primaryKey })
    this.foreignKeys = [
      ...(options.references ?? []).map(({ target, options: o }) => new ForeignKey(target, o)), ...(options.foreignKeys ?? []),
    ]
    for (const reference of this.foreignKeys) reference.parent = this
    this.autoincrement = options.autoincrement ?? 'auto'
    this.default = columnDefault(options.default, `The default of column '${nameText(finalName)}'`)
    this.onUpdate = columnDefault(options.onUpdate, `onUpdate of column '${nameText(finalName)}'`)
    const generated = generatedValue(options, this)
    this.serverDefault = generated ?? serverDefault(options.serverDefault, false, this)
    this.serverOnUpdate = generated instanceof Computed ? generated : serverDefault(options.serverOnUpdate, true, this)
    if (this.serverDefault instanceof Computed || this.serverDefault instanceof Identity) this.serverDefault.column = this
    this.nullableGiven = options.nullable !== undefined
    this.nullable = options.nullable ?? !(this.primaryKey || this.identity !== null)
    this.index = options.index ?? false
    this.unique = options.unique ?? false
    this.system = options.system ?? false
    this.comment = options.comment
    this.options = options.options ?? {}
    this.info = options.info ?? {}
    this.constraints = [...(options.checks ?? []).map(({ condition, name: n }) => new CheckConstraint(condition, { name: n })), ...(options.constraints ?? [])]
    for (const constraint of this.constraints) constraint.column = this
    this.insertSentinel = options.insertSentinel ?? false
    this.omitFromStatements = options.omitFromStatements ?? false
    this.discriminator = options.discriminator ?? false
    this.version = options.version ?? false
    for (const value of [this.default, this.onUpdate]) if (value?.kind === 'sequence') value.column ??= this
    if (this.identity !== null && (this.default?.kind === 'sequence' || this.onUpdate?.kind === 'sequence')) {
      throw new ArgumentError(`The column '${nameText(finalName)}' can't have both an identity and a sequence`)
    }
    if (type === undefined || type.affinity === 'null') this.#typeFromReference()
  }

  /** The column that a definition describes. */
  static from(definition: ColumnDefinition, key: string, name: Name = definition.spec.dbName ?? key): Column {
    const column = new Column(name, definition.type, { ...definition.spec, nullable: definition.spec.nullable ?? false, key })
    // NOT NULL is what a definition is by itself: nobody said it
    if (definition.spec.nullable === undefined) Object.assign(column, { nullableGiven: false })
    return column
  }

  get computed(): Computed | null { return this.serverDefault instanceof Computed ? this.serverDefault : null }
  get identity(): Identity | null { return this.serverDefault instanceof Identity ? this.serverDefault : null }
  get sequence(): Sequence | null { return this.default?.kind === 'sequence' ? this.default : null }

  /** Whether a foreign key of this column refers to the other one. */
  referencesColumn(other: Column): boolean { return this.foreignKeys.some((reference) => reference.isResolvable && reference.column === other) }

  /** @internal Named by a PRIMARY KEY constraint. */
  markPrimaryKey(): void {
    Object.assign(this, { primaryKey: true })
    if (!this.nullableGiven) this.nullable = false
  }

  /** A column like this without a table. */
  copy(options: { readonly name?: Name; readonly key?: string; /** Without its own index and UNIQUE. */ readonly isPlain?: boolean } = {}): Column {
    const generated = this.computed ?? this.identity
    return new Column(options.name ?? this.name, this.type, {
      key: options.key ?? this.key,
      nullable: this.nullable,
      primaryKey: this.primaryKey,
      autoincrement: this.autoincrement,
      ...(this.default === null ? {} : { default: defaultArgument(this.default) }),
      ...(this.onUpdate === null ? {} : { onUpdate: defaultArgument(this.onUpdate) }),
      ...(generated instanceof Computed ? { computed: { expression: generated.sqlText, persisted: generated.persisted } } : {}),
      ...(generated instanceof Identity ? { identity: generated.settings } : {}),
      ...(generated !== null || this.serverDefault === null ? {} : { serverDefault: this.serverDefault }),
      ...(generated !== null || this.serverOnUpdate === null ? {} : { serverOnUpdate: this.serverOnUpdate }),
      ...(options.isPlain ? {} : { index: this.index, unique: this.unique }),
      system: this.system,
      ...(this.comment === undefined ? {} : { comment: this.comment }),
      options: this.options,
      info: this.info,
      constraints: this.constraints.map((c) => new CheckConstraint(c.sqlText, { name: c.givenName, deferrable: c.deferrable, initially: c.initially, options: c.options })),
      references: options.isPlain ? [] : this.foreignKeys.map(({ target, options: o }) => ({ target, options: o })),
      insertSentinel: this.insertSentinel,
      omitFromStatements: this.omitFromStatements,
      discriminator: this.discriminator,
      version: this.version,
    })
  }

  /** A column without a type takes that of the column it refers to, as soon as that one is known. */
  #typeFromReference(): void {
    if (this.foreignKeys.length === 0) return
    Object.defineProperty(this, 'type', {
      configurable: true,
      enumerable: true,
      get: () => {
        const reference = this.foreignKeys.find((r) => r.isResolvable && r.column !== this)
        if (reference === undefined) return NULL_TYPE
        const { type } = reference.column
        if (type.affinity !== 'null') Object.defineProperty(this, 'type', { value: type, configurable: true, enumerable: true, writable: true })
        return type
      },
    })
  }
}
defineNode(Column, 'visitColumn', [['name', Field.name], ['type', Field.type], ['table', Field.value], ['isLiteral', Field.value]])

function generatedValue(options: ColumnOptions, column: Column): FetchedValue | null {
  const { computed, identity } = options
  if (computed === undefined && identity === undefined) {
    const given = options.serverDefault
    return given instanceof Computed || given instanceof Identity ? given : null
  }
  const name = nameText(column.name)
  if (computed !== undefined && identity !== undefined) throw new ArgumentError(`The column '${name}' can't be both computed and an identity`)
  const kind = computed === undefined ? 'an identity' : 'computed'
  if (options.serverDefault !== undefined) throw new ArgumentError(`The column '${name}' is ${kind} and can't have a server default too`)
  if (computed !== undefined) {
    if (options.serverOnUpdate !== undefined) throw new ArgumentError(`The column '${name}' is computed and can't have serverOnUpdate too`)
    return new Computed(computed.expression, computed.persisted)
  }
  if (options.autoincrement === false) throw new ArgumentError(`The column '${name}' is an identity and can't have autoincrement: false`)
  return new Identity(identity)
}

function defaultArgument(value: ColumnDefault): unknown {
  switch (value.kind) {
    case 'value': return value.value
    case 'expression': return value.expression
    case 'function': return value.compute
    default: return value
  }
}
