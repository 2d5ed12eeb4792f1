import { ArgumentError } from '@athanor/interfaces'
import { condition, describe } from '../elements/coercion.ts'
import { BindParameter } from '../elements/bind-parameter.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { nameText, type Name } from '../structure/names.ts'
import { asNode, defineNode, Field, SqlNode, type FieldSpec } from '../structure/node.ts'
import { iterate } from '../structure/traversal.ts'
import { assignments, type Assignment, type AssignmentTarget } from './assignments.ts'

/** Which conflict is meant. */
export interface ConflictTargetOptions {
  /** Columns or expressions of a unique index. */
  readonly indexElements?: readonly unknown[] | undefined
  /** Predicate of a partial unique index. */
  readonly indexWhere?: unknown
  /** Name of a constraint, or a constraint or index of the schema. */
  readonly constraint?: unknown
}
export interface ConflictUpdateOptions extends ConflictTargetOptions {
  /** New values by key, or a function of the proposed row's columns. */
  readonly set: unknown
  /** Only rows for which this is true are updated. */
  readonly where?: unknown
}

/** What the schema's constraints and indexes have in common here. */
interface ConstraintLike {
  readonly name: Name | null
  readonly columns?: readonly SqlNode[]
  readonly expressions?: readonly SqlNode[]
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
  readonly where?: unknown
}

/** `ON CONFLICT …` of PostgreSQL and SQLite (source: SQLAlchemy's `OnConflictClause`). SQLite can do without a target, PostgreSQL only for DO NOTHING. */
export abstract class OnConflict extends SqlNode {
  readonly constraint: string | null
  /** Names of columns are text. */
  readonly elements: readonly (string | SqlNode)[] | null
  readonly elementsWhere: ColumnElement | null

  constructor(options: ConflictTargetOptions, method: string) {
    super()
    let { constraint } = options
    let { indexElements, indexWhere } = options
    if (constraint !== undefined && constraint !== null && indexElements !== undefined) throw new ArgumentError(`${method} takes either 'constraint' or 'indexElements', not both`)
    const node = asNode(constraint) as (SqlNode & ConstraintLike) | undefined
    if (node !== undefined) {
      constraint = undefined
      if ('expressions' in node) [indexElements, indexWhere] = [node.expressions!, node.options?.['postgresql']?.['where']]
      else if (node.name !== null) constraint = nameText(node.name)
      else [indexElements, indexWhere] = [node.columns!, node.where ?? node.options?.['postgresql']?.['where']]
    }
    if (constraint !== undefined && constraint !== null && typeof constraint !== 'string') {
      throw new ArgumentError(`${method}: 'constraint' is the name of a constraint, or a constraint or index, not ${describe(constraint)}`)
    }
    this.constraint = (constraint as string | undefined) ?? null
    this.elements = indexElements === undefined ? null : indexElements.map((element) => {
      if (typeof element === 'string') return element
      const column = asNode(element)
      if (column === undefined) throw new ArgumentError(`${method}: 'indexElements' are names of columns or expressions, not ${describe(element)}`)
      return column
    })
    this.elementsWhere = indexWhere === undefined || indexWhere === null ? null : condition(indexWhere, `'indexWhere' of ${method}`)
  }
}
const conflictStructure: readonly FieldSpec[] = [['constraint', Field.value], ['elements', Field.data], ['elementsWhere', Field.node]]

export class OnConflictDoNothing extends OnConflict {
  constructor(options: ConflictTargetOptions = {}) {
    super(options, 'onConflictDoNothing()')
  }
}
defineNode(OnConflictDoNothing, 'visitOnConflictDoNothing', conflictStructure)

export class OnConflictDoUpdate extends OnConflict {
  readonly set: readonly Assignment[]
  readonly where: ColumnElement | null
  constructor(options: ConflictUpdateOptions, target: AssignmentTarget, excluded: unknown) {
    super(options, 'onConflictDoUpdate()')
    this.set = updateValues(options.set, target, excluded, 'set of onConflictDoUpdate()')
    this.where = options.where === undefined || options.where === null ? null : condition(options.where, '\'where\' of onConflictDoUpdate()')
  }
}
defineNode(OnConflictDoUpdate, 'visitOnConflictDoUpdate', [...conflictStructure, ['set', Field.nodes], ['where', Field.node]])

/** `ON DUPLICATE KEY UPDATE …` of MySQL and MariaDB. */
export class OnDuplicateKeyUpdate extends SqlNode {
  readonly set: readonly Assignment[]
  /** In the order as given, rather than in that of the table's columns. */
  readonly ordered: boolean
  constructor(set: unknown, target: AssignmentTarget, excluded: unknown) {
    super()
    this.set = updateValues(set, target, excluded, 'onDuplicateKeyUpdate()')
    this.ordered = Array.isArray(set)
  }
}
defineNode(OnDuplicateKeyUpdate, 'visitOnDuplicateKeyUpdate', [['set', Field.nodes], ['ordered', Field.value]])

/**
 * The update of an `upsert()`: every database that has one of the two clauses above renders it in its own way.
 * Columns take the values of the proposed row.
 */
export class Upsert extends SqlNode {
  /** Keys of the columns of the unique constraint. */
  readonly keys: readonly string[]
  /** Keys of the columns that are updated; none: an existing row stays as it is. Null: those that have a value, but for `keys`. */
  readonly updated: readonly string[] | null
  constructor(keys: readonly string[], updated: readonly string[] | null) {
    super()
    this.keys = keys
    this.updated = updated
  }
}
defineNode(Upsert, 'visitUpsert', [['keys', Field.data], ['updated', Field.data]])

function updateValues(set: unknown, target: AssignmentTarget, excluded: unknown, what: string): readonly Assignment[] {
  const given: unknown = typeof set === 'function' ? (set as (excluded: unknown) => unknown)(excluded) : set
  const values = assignments(given, target, what)
  if (values.length === 0) throw new ArgumentError(`${what} sets no column; to leave the existing row alone use onConflictDoNothing()`)
  return values
}

/** Whether the update has parameters whose values come at execution, one set for each row. */
export function hasRequiredParameters(node: SqlNode): boolean {
  for (const inner of iterate(node)) if (inner instanceof BindParameter && inner.required) return true
  return false
}
