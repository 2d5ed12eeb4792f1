import { ArgumentError } from '@athanor/interfaces'
import type { DdlCompiler } from '../compiler/ddl-compiler.ts'
import { describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { asNode, defineNode, SqlNode } from '../structure/node.ts'
import { iterate } from '../structure/traversal.ts'
import { translateColumns } from './check-constraint.ts'
import type { Column } from './column.ts'
import { resolveColumn } from './constraint.ts'
import type { ConstraintName } from './constraint-name.ts'
import { nextCreationOrder } from './creation-order.ts'
import { ddlConditionHolds, type DdlCondition } from './ddl-condition.ts'
import type { DialectOptions } from './dialect-options.ts'
import { conventionName, requireNameFor, type ConventionKind } from './naming-convention.ts'
import type { Table } from './table.ts'

/** Options of an index. */
export interface IndexOptions {
  /** Default: by the naming convention, `ix_<table>_<first column>`. */
  readonly name?: ConstraintName | null | undefined
  readonly unique?: boolean | undefined
  readonly options?: DialectOptions | undefined
  readonly info?: Readonly<Record<string, unknown>> | undefined
}

/**
 * An index over columns (given as objects or by key) and expressions. It belongs to the table of its columns.
 * @example
 * index({ name: 'ix_lower_email', unique: true }, func.lower(users.c.email))
 */
export class Index extends SqlNode {
  readonly givenName: ConstraintName | null
  readonly unique: boolean
  readonly options: DialectOptions
  readonly info: Readonly<Record<string, unknown>>
  readonly creationOrder: number = nextCreationOrder()
  table: Table | null = null
  /** @internal */ condition: DdlCondition | undefined = undefined
  /** @internal */ readonly expressionArguments: readonly (SqlNode | string)[]
  /** @internal */ conventionNameMemo: ConstraintName | null | undefined = undefined

  constructor(expressions: readonly unknown[], options: IndexOptions = {}) {
    super()
    this.givenName = options.name ?? null
    this.unique = options.unique ?? false
    this.options = options.options ?? {}
    this.info = options.info ?? {}
    this.expressionArguments = expressions.map((e) => {
      if (typeof e === 'string') return e
      const node = asNode(e)
      if (node === undefined) throw new ArgumentError(`index() needs columns, their keys, or expressions, not ${describe(e)}`)
      return node
    })
    const tables = new Set(this.mentioned.map((c) => c.table).filter((t) => t !== null && 'appendIndex' in t)) as unknown as Set<Table>
    if (tables.size > 1) throw new ArgumentError(`An index can't be over columns of several tables: ${[...tables].map((t) => t.fullName).join(', ')}`)
    for (const table of tables) table.appendIndex(this)
  }
  get conventionKind(): ConventionKind { return 'ix' }

  /** Name in the database. */
  get name(): ConstraintName | null {
    if (this.table === null) return this.givenName
    return (this.conventionNameMemo ??= conventionName(this, this.table))
  }
  /** Columns and expressions, in order. */
  get expressions(): readonly SqlNode[] {
    const { table } = this
    return this.expressionArguments.map((e) => {
      if (typeof e !== 'string') return e
      if (table === null) throw new ArgumentError(`The index '${String(this.givenName)}' names the column '${e}', but belongs to no table yet`)
      return resolveColumn(e, table, 'index()')
    })
  }
  protected get mentioned(): readonly ColumnClause[] {
    return this.expressionArguments.flatMap((e) => (typeof e === 'string' ? [] : [...iterate(e)].filter((n) => n instanceof ColumnClause)))
  }
  /** One column for each expression: the first that it mentions. */
  get columns(): readonly Column[] {
    return this.expressions.map((e) => [...iterate(e)].find((n) => n instanceof ColumnClause && n.table !== null)).filter((c) => c !== undefined) as Column[]
  }

  /** Creates the index only under a dialect, or if a function says so. */
  ddlIf(condition: DdlCondition): this {
    this.condition = condition
    return this
  }
  isRendered(compiler: DdlCompiler): boolean { return ddlConditionHolds(this.condition, this, compiler.dialect) }

  /** Called once by the table. */
  attach(table: Table): void {
    if (this.table === table) return
    if (this.table !== null) throw new ArgumentError(`The index '${String(this.name)}' belongs to table '${this.table.fullName}'; it can't be added to '${table.fullName}'`)
    this.table = table
    requireNameFor(this, table)
    void this.expressions
  }
  copyFor(table: Table): Index {
    const source = this.table
    const copy = new Index(this.expressionArguments.map((e) => (typeof e === 'string' || source === null ? e : translateColumns(e, source, table))), {
      name: this.givenName, unique: this.unique, options: this.options, info: this.info,
    })
    if (this.condition !== undefined) copy.ddlIf(this.condition)
    table.appendIndex(copy)
    return copy
  }
}
defineNode(Index, 'visitIndex', null)
