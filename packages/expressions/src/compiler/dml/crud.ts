import { CompileError } from '@athanor/interfaces'
import type { Assignment } from '../../dml/assignments.ts'
import { Insert } from '../../dml/insert.ts'
import { BindParameter } from '../../elements/bind-parameter.ts'
import { ColumnClause } from '../../elements/column-clause.ts'
import type { ColumnElement } from '../../elements/column-element.ts'
import type { Column } from '../../schema/column.ts'
import type { ColumnDefault } from '../../schema/column-default.ts'
import type { Sequence } from '../../schema/sequence.ts'
import { FromClause } from '../../selectable/from-clause.ts'
import { Select } from '../../selectable/select.ts'
import { nameText } from '../../structure/names.ts'
import type { SqlNode } from '../../structure/node.ts'
import type { PrefetchColumn } from '../compiled.ts'
import type { DmlCompiler } from '../dml-compiler.ts'
import type { FromContext } from '../from-context.ts'
import type { DmlState } from './dml-state.ts'
import { resolveDmlColumns } from './dml-columns.ts'
import { fetchStrategy, type FetchStrategy } from './fetch-strategy.ts'

/** A column with its value in VALUES or SET. */
export interface CrudEntry {
  readonly column: ColumnElement
  /** The column as SQL. */
  readonly target: string
  /** The value as SQL; empty for a column that INSERT … SELECT fills. */
  readonly value: string
  /** Name of the parameter that is the value, if it is one. */
  readonly parameter?: string | undefined
}
/** A value comes at execution. */
const REQUIRED = Symbol('required')
type Given = ColumnElement | typeof REQUIRED

/** Columns, values and what has to be fetched, for one INSERT, UPDATE or DELETE. */
export interface CrudResult {
  readonly entries: readonly CrudEntry[]
  /** Further rows of VALUES. */
  readonly moreRows: readonly (readonly CrudEntry[])[]
  /** The query of INSERT … SELECT, with the columns of defaults. */
  readonly select: SqlNode | null
  /** `INSERT INTO t (first) VALUES (DEFAULT)`: there was nothing to insert. */
  readonly isDefaultMetavalueOnly: boolean
  readonly strategy: FetchStrategy | undefined
  readonly prefetch: readonly PrefetchColumn[]
  readonly postfetch: readonly ColumnClause[]
  readonly implicitReturning: readonly SqlNode[]
  readonly postfetchLastrowid: boolean
}

/**
 * Decides which columns an INSERT or UPDATE names and where their values come from: values of the statement, parameters of
 * the execution, defaults on this side or on the server's (source: SQLAlchemy's `crud.py`).
 */
export class Crud {
  readonly #compiler: DmlCompiler
  readonly #state: DmlState
  readonly #toplevel: boolean
  readonly #context: FromContext
  readonly #isInCte: boolean
  readonly #entries: CrudEntry[] = []
  readonly #prefetch: PrefetchColumn[] = []
  readonly #postfetch: ColumnClause[] = []
  readonly #implicitReturning: SqlNode[] = []
  #postfetchLastrowid = false
  /** Columns of other tables that a multi-table UPDATE has set already. */
  readonly #done = new Set<string>()
  readonly #extra: ReadonlySet<SqlNode>

  constructor(compiler: DmlCompiler, state: DmlState, toplevel: boolean, context: FromContext) {
    this.#compiler = compiler
    this.#state = state
    this.#toplevel = toplevel
    this.#context = context
    this.#isInCte = context.visitingCte !== undefined
    this.#extra = new Set(state.kind === 'update' ? state.extraFroms : [])
  }

  build(): CrudResult {
    const { statement } = this.#state
    if (statement.returningItems.length > 0 && statement.returnsDefaults) {
      throw new CompileError(`An ${statement.keyword} can't have returning() and returnDefaults() at the same time`, { code: 'RETURNING_CONFLICT' })
    }
    if (this.#state.kind === 'delete') return this.#result(this.#deleteDefaults())
    const { columnKeys } = this.#compiler.options
    const given = this.#state.assignments
    if (columnKeys === undefined && given === null) {
      // nothing is known: every column gets a parameter
      for (const column of statement.table.columns.all as readonly ColumnClause[]) {
        if (!schemaColumn(column).omitFromStatements) this.#entries.push({ column, target: this.#target(column, false), ...this.#parameter(column, column.key, REQUIRED, false) })
      }
      return this.#result(undefined)
    }
    const parameters = new Map<string, Given>()
    const own = new Set(given?.map((a) => this.#assignmentKey(a)))
    for (const key of columnKeys ?? []) if (!own.has(key)) parameters.set(key, REQUIRED)
    for (const assignment of given ?? []) this.#take(assignment, parameters)
    if (this.#state.kind === 'update' && this.#state.isMultiTable) this.#otherTables(given ?? [])

    let strategy: FetchStrategy | undefined
    let select: SqlNode | null = null
    if (statement instanceof Insert && statement.select !== null) select = this.#insertSelect(statement, parameters)
    else strategy = this.#columns(parameters)
    this.#checkConsumed(parameters, own)
    return this.#rows(strategy, select)
  }

  #result(strategy: FetchStrategy | undefined, more: Partial<CrudResult> = {}): CrudResult {
    return {
      entries: this.#entries, moreRows: [], select: null, isDefaultMetavalueOnly: false, strategy,
      prefetch: this.#prefetch, postfetch: this.#postfetch, implicitReturning: this.#implicitReturning, postfetchLastrowid: this.#postfetchLastrowid,
      ...more,
    }
  }

  // keys -------------------------------------------------------------------------------------------------------------

  /** Columns of other tables in an UPDATE are known by table and key, the statement's own by key. */
  #key(column: ColumnClause): string {
    return column.table !== null && this.#extra.has(column.table) ? `${nameText(column.table.name)}\u0000${column.key}` : column.key
  }
  /** Undefined for an expression that is no column. */
  #assignmentKey({ key }: Assignment): string | undefined { return typeof key === 'string' ? key : key instanceof ColumnClause ? this.#key(key) : undefined }
  #bindName(column: ColumnClause): string {
    return column.table !== null && this.#extra.has(column.table) ? `${nameText(column.table.name)}_${column.key}` : column.key
  }
  #target(column: ColumnClause, withTable = this.#state.includeTable): string {
    const { preparer } = this.#compiler
    const name = column.isLiteral ? nameText(column.name) : preparer.quote(column.name)
    return withTable && column.table !== null ? `${this.#compiler.quoteName('alias', column.table.name)}.${name}` : name
  }
  get #isMultiRow(): boolean { return this.#state.rows !== null }

  // parameters -------------------------------------------------------------------------------------------------------

  /** A parameter for a column, made by the compiler. */
  #parameter(column: { readonly type: ColumnElement['type'] }, name: string, value: null | typeof REQUIRED, literal = this.#context.literalBinds === true): Pick<CrudEntry, 'value' | 'parameter'> {
    if (literal && value === REQUIRED) {
      throw new CompileError(`The value of '${name}' comes at execution: it can't be written into the text (literalBinds)`, { code: 'PARAMETER_REQUIRED' })
    }
    // names within a CTE would clash with those outside
    const anonymous = this.#isInCte
    const bind = BindParameter.of(anonymous ? null : name, { type: column.type, ...(value === REQUIRED ? {} : { value }) }, undefined, true)
    return { value: this.#compiler.process(bind, literal ? this.#context : { ...this.#context, literalBinds: false }), parameter: this.#compiler.bindParameterName(bind) }
  }
  /** A parameter of the statement, which takes the column's name and, if it has none, its type. */
  #ownParameter(column: ColumnElement, given: BindParameter, name: string): Pick<CrudEntry, 'value' | 'parameter'> {
    const bind = given.type.affinity === 'null' ? given.withType(column.type) : given
    // names within a CTE would clash with those outside
    if (!this.#isInCte && given.unique) this.#compiler.nameParameter(bind, name)
    return { value: this.#compiler.process(bind, this.#context), parameter: this.#compiler.bindParameterName(bind) }
  }
  #prefetched(column: Column, source: ColumnDefault | null, name: string, row = 0): Pick<CrudEntry, 'value' | 'parameter'> {
    const made = this.#parameter(column, name, null)
    this.#prefetch.push(row === 0 ? { column, parameter: made.parameter!, default: source } : { column, parameter: made.parameter!, default: source, row })
    return made
  }
  #expression(value: SqlNode): string { return this.#compiler.process(value.selfGroup(), this.#context) }
  #sequence(sequence: Sequence): string { return this.#compiler.process(sequence.nextValue(), this.#context) }
  /** A sequence that this database has, and that isn't merely a stopgap for others. */
  #usesSequence(sequence: Sequence): boolean {
    const { supportsSequences, sequencesOptional } = this.#compiler.dialect.capabilities
    return supportsSequences && (!sequence.optional || !sequencesOptional)
  }

  // values of the statement ------------------------------------------------------------------------------------------

  #take(assignment: Assignment, parameters: Map<string, Given>): void {
    const key = this.#assignmentKey(assignment)
    if (key !== undefined) {
      if (!parameters.has(key)) parameters.set(key, assignment.value)
      return
    }
    // an expression on the left, such as an element of an array
    const column = assignment.key as ColumnElement
    const target = this.#compiler.process(column, { ...this.#context, literalBinds: false, includeTable: this.#state.includeTable })
    const { value } = assignment
    this.#entries.push({ column, target, value: this.#expression(value instanceof BindParameter && value.type.affinity === 'null' ? value.withType(column.type) : value) })
  }

  /** Columns of the other tables of a multi-table UPDATE. */
  #otherTables(given: readonly Assignment[]): void {
    const values = new Map(given.map(({ key, value }) => [key, value]))
    const affected = new Set<FromClause>()
    const { includeTable, statement, extraFroms } = this.#state
    for (const table of extraFroms) {
      if (!(table instanceof FromClause)) continue
      const isForeign = !includeTable && !statement.table.isDerivedFrom(table)
      for (const column of table.columns.all as readonly ColumnClause[]) {
        const value = values.get(column)
        if (value === undefined) continue
        if (isForeign) {
          throw new CompileError(`The dialect '${this.#compiler.dialect.name}' can't set columns of other tables; SET has a column of '${table.description}'`, { code: 'COMPILE_UNSUPPORTED' })
        }
        affected.add(table)
        this.#done.add(this.#key(column))
        const target = this.#compiler.process(column, { ...this.#context, includeTable })
        if (value instanceof BindParameter) this.#entries.push({ column, target, ...this.#ownParameter(column, value, this.#bindName(column)) })
        else {
          this.#postfetch.push(column)
          this.#entries.push({ column, target, value: this.#expression(value) })
        }
      }
    }
    for (const table of affected) {
      for (const column of table.columns.all as readonly ColumnClause[]) {
        if (values.has(column)) continue
        const { onUpdate, serverOnUpdate } = schemaColumn(column)
        const target = (): string => this.#compiler.process(column, { ...this.#context, includeTable })
        if (onUpdate !== null && onUpdate.kind !== 'sequence') {
          if (onUpdate.kind === 'expression') {
            this.#entries.push({ column, target: target(), value: this.#expression(onUpdate.expression) })
            this.#postfetch.push(column)
          } else this.#entries.push({ column, target: target(), ...this.#prefetched(column as Column, onUpdate, this.#bindName(column)) })
        } else if (serverOnUpdate !== null) this.#postfetch.push(column)
      }
    }
  }

  #checkConsumed(parameters: ReadonlyMap<string, Given>, own: ReadonlySet<string | undefined>): void {
    const left = [...parameters.keys()].filter((key) => own.has(key) && !this.#done.has(key))
    if (left.length === 0) return
    const { assignments, kind, statement } = this.#state
    if (kind === 'update') {
      const foreign = new Set((assignments ?? []).flatMap(({ key }) => (key instanceof ColumnClause && key.table !== null && key.table !== statement.table ? [key.table] : [])))
      if (foreign.size > 0) {
        const names = [...foreign].map((t) => `'${t.description}'`).join(', ')
        throw new CompileError(this.#compiler.setNamesTables
          ? `SET has columns of ${names}, which the criteria of the UPDATE don't mention`
          : `The dialect '${this.#compiler.dialect.name}' can't set columns of other tables; SET has columns of ${names}`, { code: 'COMPILE_UNSUPPORTED' })
      }
    }
    this.#state.unconsumed(left)
  }

  // INSERT … SELECT --------------------------------------------------------------------------------------------------

  #insertSelect(statement: Insert, parameters: Map<string, Given>): SqlNode {
    const columns = statement.selectKeys!.map((key) => statement.table.columns.get(key) as ColumnClause | undefined ?? this.#state.unconsumed([key]))
    if (statement.includeDefaults) {
      for (const column of statement.table.columns.all as readonly ColumnClause[]) {
        const own = schemaColumn(column).default
        if (own !== null && own.kind !== 'sentinel' && !columns.includes(column)) columns.push(column)
      }
    }
    const added: { readonly column: ColumnClause; readonly expression: SqlNode }[] = []
    for (const column of columns) {
      if (parameters.delete(column.key)) {
        this.#entries.push({ column, target: this.#target(column), value: '' })
        continue
      }
      const own = schemaColumn(column).default!
      if (own.kind === 'sequence') {
        if (this.#usesSequence(own)) added.push({ column, expression: own.nextValue() })
      } else if (own.kind === 'expression') added.push({ column, expression: own.expression.selfGroup() })
      else {
        const bind = BindParameter.of(column.key, { type: column.type, value: null }, undefined, true)
        this.#prefetch.push({ column: column as Column, parameter: column.key, default: own })
        added.push({ column, expression: bind })
      }
    }
    if (added.length === 0) return statement.select!
    this.#entries.push(...added.map(({ column }) => ({ column, target: this.#target(column), value: '' })))
    if (!(statement.select instanceof Select)) {
      throw new CompileError(
        `fromSelect() can't add the defaults of ${added.map(({ column }) => `'${column.key}'`).join(', ')} to this query. ` +
        'Select from it as a subquery(), or give { includeDefaults: false }.', { code: 'COMPILE_UNSUPPORTED' })
    }
    return statement.select.addColumns(...added.map((a) => a.expression))
  }

  // columns of the table ---------------------------------------------------------------------------------------------

  #columns(parameters: Map<string, Given>): FetchStrategy {
    const state = this.#state
    const { statement } = state
    const strategy = fetchStrategy(this.#compiler, state, this.#toplevel)
    const table = state.schemaTable
    const supplemental = new Set(statement.supplementalReturning)
    for (const column of this.#columnOrder()) {
      const key = this.#key(column)
      const given = this.#done.has(key) ? undefined : parameters.get(key)
      if (given !== undefined) {
        parameters.delete(key)
        this.#given(column, given, strategy)
      } else if (state.kind === 'update') this.#update(column, strategy)
      else if (column.primaryKey && strategy.needsKeys) {
        if (strategy.implicitReturning) this.#keyByReturning(column as Column)
        else this.#keyWithoutReturning(column as Column)
      } else {
        const { default: own, serverDefault } = schemaColumn(column)
        if (own !== null) {
          if (own.kind !== 'sentinel' || strategy.sentinels !== undefined) this.#insertDefault(column as Column, own, strategy)
        } else if (serverDefault !== null) {
          if (strategy.defaults?.has(column)) this.#implicitReturning.push(column)
          else if (!column.primaryKey) this.#postfetch.push(column)
        } else if (strategy.defaults?.has(column)) this.#implicitReturning.push(column)
        else if (column.primaryKey && column !== table?.autoincrementColumn && !(column as Column).nullable) this.#warnOfMissingKey(column as Column)
      }
      if (supplemental.has(column) && !this.#implicitReturning.includes(column)) this.#implicitReturning.push(column)
    }
    // what is no column of the table comes last
    for (const item of statement.supplementalReturning) if (!this.#implicitReturning.includes(item)) this.#implicitReturning.push(item)
    return table === undefined ? { ...strategy, sentinels: undefined } : strategy
  }
  #columnOrder(): readonly ColumnClause[] {
    const { columns } = this.#state.statement.table
    if (!this.#state.isOrdered) return columns.all as readonly ColumnClause[]
    const keys = this.#state.assignments!.flatMap((a) => this.#assignmentKey(a) ?? [])
    const first = keys.flatMap((key) => columns.get(key) ?? [])
    return [...first, ...columns.all.filter((c) => !first.includes(c))] as readonly ColumnElement[] as readonly ColumnClause[]
  }

  /** The column has a value. */
  #given(column: ColumnClause, given: Given, strategy: FetchStrategy): void {
    const { kind, statement, schemaTable } = this.#state
    const { capabilities } = this.#compiler.dialect
    const name = this.#isMultiRow ? `${this.#bindName(column)}_m0` : this.#bindName(column)
    const target = this.#target(column)
    const makesKeyOfNull = this.#compiler.makesKeyOfNull && kind === 'insert' && !this.#isMultiRow && column.primaryKey && column === schemaTable?.autoincrementColumn
    if (given === REQUIRED) {
      if (makesKeyOfNull) {
        if (strategy.postfetchLastrowid) this.#postfetchLastrowid = true
        else if (strategy.implicitReturning) this.#implicitReturning.push(column)
      }
      this.#entries.push({ column, target, ...this.#parameter(column, name, REQUIRED) })
    } else if (given instanceof BindParameter) {
      if (makesKeyOfNull && (statement as Insert).givesNullKey) {
        if (strategy.implicitReturning) this.#implicitReturning.push(column)
        else if (capabilities.postfetchLastrowid) this.#postfetchLastrowid = true
      }
      this.#entries.push({ column, target, ...this.#ownParameter(column, given, name) })
    } else {
      const value = this.#expression(given)
      if (kind === 'insert' && column.primaryKey) {
        if (strategy.implicitReturning) this.#implicitReturning.push(column)
        else if (capabilities.postfetchLastrowid) this.#postfetchLastrowid = true
      } else if (strategy.defaults?.has(column)) this.#implicitReturning.push(column)
      else this.#postfetch.push(column)
      this.#entries.push({ column, target, value })
    }
  }

  /** A column of the primary key without a value: it is generated inside the statement and returned. */
  #keyByReturning(column: Column): void {
    const { default: own, serverDefault } = column
    if (own !== null) {
      if (own.kind === 'sequence') {
        if (this.#usesSequence(own)) this.#entries.push({ column, target: this.#target(column), value: this.#sequence(own) })
        this.#implicitReturning.push(column)
      } else if (own.kind === 'expression') {
        this.#entries.push({ column, target: this.#target(column), value: this.#expression(own.expression) })
        this.#implicitReturning.push(column)
      } else this.#entries.push({ column, target: this.#target(column), ...this.#prefetched(column, own, column.key) })
    } else if (column === this.#state.schemaTable?.autoincrementColumn || serverDefault !== null) this.#implicitReturning.push(column)
    else if (!column.nullable) this.#warnOfMissingKey(column)
  }

  /** Nothing is known to give this column of the primary key a value: the database will most likely say so. */
  #warnOfMissingKey(column: Column): void {
    const table = this.#state.schemaTable
    const several = (table?.primaryKey.length ?? 0) > 1 ? ' In a key of several columns one is generated only with autoincrement: true.' : ''
    this.#compiler.warnings.push(
      `The column '${table?.fullName ?? ''}.${column.key}' is part of the primary key, and the INSERT gives it no value, nor has it a default. Give it one, or let the database generate it.${several}`)
  }

  /** The same where nothing can be returned: the value is computed first, or is the last insert id. */
  #keyWithoutReturning(column: Column): void {
    const { default: own, serverDefault } = column
    const { supportsSequences, preexecuteAutoincrementSequences, postfetchLastrowid } = this.#compiler.dialect.capabilities
    const isGenerated = column === this.#state.schemaTable?.autoincrementColumn
    if ((own !== null && (own.kind !== 'sequence' || this.#usesSequence(own)))
      || (isGenerated && !postfetchLastrowid && ((own?.kind === 'sequence' && supportsSequences) || (own === null && preexecuteAutoincrementSequences)))) {
      this.#entries.push({ column, target: this.#target(column), ...this.#prefetched(column, own, column.key) })
    } else if (own === null && serverDefault === null && !column.nullable && !isGenerated) {
      this.#warnOfMissingKey(column)
    } else if (postfetchLastrowid) this.#postfetchLastrowid = true
  }

  #insertDefault(column: Column, own: ColumnDefault, strategy: FetchStrategy): void {
    if (own.kind === 'sequence' && !this.#usesSequence(own)) return
    if (own.kind !== 'sequence' && own.kind !== 'expression') {
      this.#entries.push({ column, target: this.#target(column), ...this.#prefetched(column, own, column.key) })
      return
    }
    this.#entries.push({ column, target: this.#target(column), value: own.kind === 'sequence' ? this.#sequence(own) : this.#expression(own.expression) })
    if (strategy.defaults?.has(column)) this.#implicitReturning.push(column)
    else if (!column.primaryKey) this.#postfetch.push(column)
  }

  #update(column: ColumnClause, strategy: FetchStrategy): void {
    const { onUpdate, serverOnUpdate } = schemaColumn(column)
    const isReturned = strategy.defaults?.has(column) === true
    if (onUpdate !== null && onUpdate.kind !== 'sequence') {
      if (onUpdate.kind === 'expression') {
        this.#entries.push({ column, target: this.#target(column), value: this.#expression(onUpdate.expression) })
        if (isReturned) this.#implicitReturning.push(column)
        else this.#postfetch.push(column)
      } else this.#entries.push({ column, target: this.#target(column), ...this.#prefetched(column as Column, onUpdate, column.key) })
    } else if (serverOnUpdate !== null) {
      if (isReturned) this.#implicitReturning.push(column)
      else this.#postfetch.push(column)
    } else if (isReturned && this.#state.statement.returnDefaultColumns.length > 0) this.#implicitReturning.push(column)
  }

  #deleteDefaults(): FetchStrategy {
    const { statement } = this.#state
    const strategy = fetchStrategy(this.#compiler, this.#state, this.#toplevel)
    if (strategy.defaults === undefined) return strategy
    if (statement.returnDefaultColumns.length > 0) this.#implicitReturning.push(...strategy.defaults)
    for (const item of statement.supplementalReturning) if (!this.#implicitReturning.includes(item)) this.#implicitReturning.push(item)
    return strategy
  }

  // rows -------------------------------------------------------------------------------------------------------------

  #rows(strategy: FetchStrategy | undefined, select: SqlNode | null): CrudResult {
    const { rows, statement } = this.#state
    const more = rows?.slice(1).map((row, i) => resolveDmlColumns(this.#row(row, i + 1), this.#compiler, this.#state, this.#context))
    const first = resolveDmlColumns(this.#entries, this.#compiler, this.#state, this.#context)
    if (more !== undefined) return this.#result(strategy, { entries: first, moreRows: more })
    const { options, dialect } = this.#compiler
    if (this.#entries.length === 0 && options.forExecutemany && dialect.capabilities.supportsDefaultMetavalue && this.#state.kind === 'insert') {
      // a form that can have many rows
      const column = statement.table.columns.at(0) as ColumnClause | undefined
      if (column !== undefined) {
        return this.#result(strategy, { entries: [{ column, target: this.#target(column), value: this.#compiler.defaultMetavalue }], isDefaultMetavalueOnly: true })
      }
    }
    return this.#result(strategy, { entries: first, select })
  }
  /** A further row of VALUES has the columns of the first one. */
  #row(row: readonly Assignment[], index: number): CrudEntry[] {
    const values = new Map(row.map((a) => [this.#assignmentKey(a), a.value]))
    for (const key of values.keys()) {
      if (this.#entries.some((entry) => (entry.column as Column).key === key)) continue
      throw new CompileError(
        `Row ${index + 1} of values() has a value for the column '${String(key)}', which the first row doesn't have. Every row needs the same columns; use null for SQL NULL.`,
        { code: 'ROW_INCOMPLETE' })
    }
    return this.#entries.map(({ column: element, target }) => {
      const column = element as Column
      const value = values.get(column.key)
      const name = `${column.key}_m${index}`
      if (value === undefined) return { column, target, ...this.#rowDefault(column, name, index) }
      return value instanceof BindParameter && value.isCrud ? { column, target, ...this.#ownParameter(column, value, name) }
        : { column, target, value: this.#expression(value instanceof BindParameter && value.type.affinity === 'null' ? value.withType(column.type) : value) }
    })
  }
  #rowDefault(column: Column, name: string, index: number): Pick<CrudEntry, 'value' | 'parameter'> {
    const own = schemaColumn(column).default
    if (own === null) {
      throw new CompileError(
        `Row ${index + 1} of values() has no value for the column '${column.key}', which the first row has. Every row needs the same columns; use null for SQL NULL.`,
        { code: 'ROW_INCOMPLETE' })
    }
    if (own.kind === 'expression') return { value: this.#expression(own.expression) }
    return own.kind === 'sequence' ? { value: this.#sequence(own) } : this.#prefetched(column, own, name, index)
  }
}

/** What only columns of a schema have. */
type SchemaFields = Pick<Column, 'default' | 'onUpdate' | 'serverDefault' | 'serverOnUpdate' | 'omitFromStatements'>
const noFields: SchemaFields = { default: null, onUpdate: null, serverDefault: null, serverOnUpdate: null, omitFromStatements: false }
const schemaColumn = (column: ColumnClause): SchemaFields => ('serverOnUpdate' in column ? (column as Column) : noFields)
