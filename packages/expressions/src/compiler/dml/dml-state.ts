import { CompileError } from '@athanor/interfaces'
import { Assignment } from '../../dml/assignments.ts'
import type { Delete } from '../../dml/delete.ts'
import { Insert } from '../../dml/insert.ts'
import { Update } from '../../dml/update.ts'
import { NULL } from '../../elements/constants.ts'
import { FromGrouping } from '../../selectable/from-grouping.ts'
import type { FromElement } from '../../selectable/arguments.ts'
import { FromClause } from '../../selectable/from-clause.ts'
import { Join } from '../../selectable/join.ts'
import { Table } from '../../schema/table.ts'
import type { SqlNode } from '../../structure/node.ts'

/** What is known of an INSERT, UPDATE or DELETE before its columns are looked at (source: SQLAlchemy's `DMLState`). */
export class DmlState {
  readonly statement: Insert | Update | Delete
  readonly kind: 'insert' | 'update' | 'delete'
  /** The table that is changed: the first of a join. */
  readonly primaryTable: FromClause
  /** Other tables, from the criteria, the values and explicit lists. */
  readonly extraFroms: readonly SqlNode[]
  /** Values of the first row; null: the statement says nothing about values. */
  readonly assignments: readonly Assignment[] | null
  /** Rows of a multi-row VALUES; null for other statements. */
  readonly rows: readonly (readonly Assignment[])[] | null
  /** SET names columns with their table, as MySQL needs it when there are several. */
  readonly includeTable: boolean

  constructor(statement: Insert | Update | Delete, tablesInSet: boolean) {
    this.statement = statement
    this.kind = statement instanceof Insert ? 'insert' : statement instanceof Update ? 'update' : 'delete'
    this.rows = statement instanceof Insert ? statement.rows : null
    if (statement instanceof Insert) {
      this.assignments = statement.selectKeys?.map((key) => new Assignment(key, NULL)) ?? this.rows?.[0] ?? statement.assignments
      this.primaryTable = statement.table
      this.extraFroms = NONE
    } else {
      this.assignments = statement instanceof Update ? statement.assignments : null
      const { primary, extra } = extraFroms(statement, this.assignments)
      this.primaryTable = primary
      this.extraFroms = extra
    }
    this.includeTable = this.kind === 'update' && this.extraFroms.length > 0 && tablesInSet
  }
  get isMultiTable(): boolean { return this.extraFroms.length > 0 }
  get isOrdered(): boolean { return this.statement instanceof Update && this.statement.isOrdered }
  get isInline(): boolean { return this.statement instanceof Insert && this.statement.isInline }
  /** The schema's knowledge of the table, if it is a table of a schema. */
  get schemaTable(): Table | undefined { return this.statement.table instanceof Table ? this.statement.table : undefined }
  /** RETURNING may be added without being asked for. */
  get allowsImplicitReturning(): boolean { return this.primaryTable instanceof Table && this.primaryTable.implicitReturning }

  /** @throws {CompileError} for values of a column that the table doesn't have */
  unconsumed(keys: readonly string[]): never {
    const { table, keyword } = this.statement
    throw new CompileError(
      `${keyword}: the table '${table.description}' has no column ${keys.map((k) => `'${k.split('\u0000').at(-1)!}'`).join(', ')}. Its columns are: ${table.columns.keys().join(', ')}.`,
      { code: 'UNKNOWN_COLUMN' })
  }
}
const NONE: readonly never[] = []

/** Tables of a join from left to right; a single table is itself. */
export function* joinedTables(from: FromClause): Generator<FromClause> {
  if (from instanceof Join) {
    yield* joinedTables(from.left)
    yield* joinedTables(from.right)
  } else if (from instanceof FromGrouping) yield* joinedTables(from.element as FromClause)
  else yield from
}

function extraFroms(statement: Update | Delete, values: readonly Assignment[] | null): { readonly primary: FromClause; readonly extra: readonly SqlNode[] } {
  const [primary, ...others] = [...joinedTables(statement.table)] as [FromClause, ...FromClause[]]
  const seen = new Set<SqlNode>([primary])
  const extra: SqlNode[] = []
  const consider = (from: SqlNode): void => {
    if (!seen.has(from)) extra.push(from)
    seen.add(from)
  }
  for (const from of statement.fromClauses) {
    consider(from)
    // what a join contains isn't listed again
    if (from instanceof FromClause) for (const inner of surface(from)) seen.add(inner)
  }
  for (const criterion of statement.whereCriteria) for (const from of criterion.fromObjects) consider(from)
  for (const { value } of values ?? NONE) for (const from of value.fromObjects) consider(from)
  return { primary, extra: [...extra, ...others] }
}

/** A FROM object and, for a join, its sides. */
export function* surface(from: FromElement): Generator<SqlNode> {
  yield from
  if (from instanceof Join) {
    yield* surface(from.left)
    yield* surface(from.right)
  } else if (from instanceof FromGrouping) yield* surface(from.element as FromClause)
}
