import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { BindParameter } from '../elements/bind-parameter.ts'
import { condition } from '../elements/coercion.ts'
import { isGiven, type ColumnElement } from '../elements/column-element.ts'
import { whereClause } from '../elements/operate.ts'
import { fromClause } from '../selectable/arguments.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import type { Writable } from '../selectable/statement.ts'
import { defineNode, Field, SqlNode } from '../structure/node.ts'
import { Assignment, assignments } from './assignments.ts'
import { DmlStatement, dmlStructure } from './dml-statement.ts'

/** Which rows a branch of a MERGE is about. */
export type MergeMatch = 'matched' | 'notMatched' | 'notMatchedBySource'
export type MergeAction = 'update' | 'delete' | 'insert' | 'nothing'

/** `WHEN [NOT] MATCHED [BY SOURCE] [AND …] THEN …` */
export class MergeBranch extends SqlNode {
  readonly match: MergeMatch
  readonly condition: ColumnElement | null
  readonly action: MergeAction
  /** Values of UPDATE and INSERT. */
  readonly assignments: readonly Assignment[]
  constructor(match: MergeMatch, criterion: ColumnElement | null, action: MergeAction, values: readonly Assignment[]) {
    super()
    this.match = match
    this.condition = criterion
    this.action = action
    this.assignments = values
  }
}
defineNode(MergeBranch, 'visitMergeBranch', [['match', Field.value], ['condition', Field.node], ['action', Field.value], ['assignments', Field.nodes]])

/** A branch that still has to say what it does. */
export class MergeWhen<S extends Merge = Merge> {
  readonly #statement: S
  readonly #match: MergeMatch
  readonly #condition: ColumnElement | null
  constructor(statement: S, match: MergeMatch, criterion: ColumnElement | null) {
    this.#statement = statement
    this.#match = match
    this.#condition = criterion
  }
  /** `THEN UPDATE SET …` */
  thenUpdate(values: unknown): S { return this.#then('update', values, 'thenUpdate()') }
  /** `THEN DELETE` */
  thenDelete(): S { return this.#then('delete') }
  /** `THEN INSERT (…) VALUES (…)` */
  thenInsert(values: unknown): S { return this.#then('insert', values, 'thenInsert()') }
  /** `THEN DO NOTHING` */
  thenDoNothing(): S { return this.#then('nothing') }
  #then(action: MergeAction, values: unknown = {}, method = ''): S {
    return this.#statement.withBranch(new MergeBranch(this.#match, this.#condition, action, method === '' ? [] : this.#statement.branchValues(values, method)))
  }
}

/**
 * A MERGE statement: rows of a source are compared with those of a table, and each match or miss has its own consequence.
 * Source: the SQL standard; SQLAlchemy has none.
 */
export class Merge extends DmlStatement {
  readonly source: FromClause | null
  readonly on: ColumnElement | null
  /** Evaluated in this order: the first whose condition holds decides. */
  readonly branches: readonly MergeBranch[]

  constructor(target: unknown) {
    super(target, 'The target of merge()')
    const from = target instanceof Merge ? target : undefined
    this.source = from === undefined ? null : from.source
    this.on = from === undefined ? null : from.on
    this.branches = from === undefined ? [] : from.branches
  }
  protected copy(): this { return new Merge(this) as this }
  get keyword(): 'MERGE' { return 'MERGE' }
  override get description(): string { return 'a MERGE' }

  /** `USING source ON condition` */
  using(source: unknown, ...criteria: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.source = fromClause(source, 'The source of using()')
    const on = whereClause(criteria.filter(isGiven).map((c) => condition(c, 'The condition of using()')))
    if (on === null) throw new ArgumentError('using() of a MERGE needs the condition under which a row of the source matches one of the table')
    next.on = on
    return next as this
  }
  whenMatched(...criteria: readonly unknown[]): MergeWhen<this> { return this.#when('matched', criteria, 'whenMatched()') }
  whenNotMatched(...criteria: readonly unknown[]): MergeWhen<this> { return this.#when('notMatched', criteria, 'whenNotMatched()') }
  whenNotMatchedBySource(...criteria: readonly unknown[]): MergeWhen<this> { return this.#when('notMatchedBySource', criteria, 'whenNotMatchedBySource()') }
  #when(match: MergeMatch, criteria: readonly unknown[], method: string): MergeWhen<this> {
    if (this.source === null) throw new InvalidRequestError(`${method} of a MERGE comes after using(source, condition)`)
    return new MergeWhen(this, match, whereClause(criteria.filter(isGiven).map((c) => condition(c, `A criterion of ${method}`))))
  }

  /** @internal */
  withBranch(branch: MergeBranch): this {
    const wrong = branch.match === 'notMatched' ? branch.action === 'update' || branch.action === 'delete' : branch.action === 'insert'
    if (wrong) {
      throw new ArgumentError(branch.match === 'notMatched'
        ? `A row that isn't in the table can't be ${branch.action === 'update' ? 'updated' : 'deleted'}: whenNotMatched() has thenInsert() and thenDoNothing()`
        : 'A row that is in the table can\'t be inserted: whenMatched() has thenUpdate(), thenDelete() and thenDoNothing()')
    }
    const earlier = this.branches.find((b) => b.match === branch.match && b.condition === null)
    if (earlier !== undefined) throw new InvalidRequestError('This MERGE has a branch for all of these rows already: a branch without criteria comes last')
    return this.with('branches', [...this.branches, branch] as this['branches'])
  }
  /** @internal Plain values become parameters named after their columns, numbered: several branches may set one column. */
  branchValues(given: unknown, method: string): readonly Assignment[] {
    const values = assignments(given, this.assignmentTarget, method)
    if (values.length === 0 && method === 'thenUpdate()') throw new ArgumentError('thenUpdate() sets no column; to leave the row alone use thenDoNothing()')
    return values.map((one) => (typeof one.key === 'string' && one.value instanceof BindParameter && one.value.isCrud
      ? new Assignment(one.key, BindParameter.of(one.key, { value: one.value.value, type: one.value.type, unique: true })) : one))
  }
}
defineNode(Merge, 'visitMerge', [...dmlStructure, ['source', Field.node], ['on', Field.node], ['branches', Field.nodes]])
