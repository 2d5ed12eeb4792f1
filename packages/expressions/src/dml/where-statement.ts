import { AmbiguousColumnError, InvalidRequestError } from '@athanor/interfaces'
import { condition } from '../elements/coercion.ts'
import { isGiven, type ColumnElement } from '../elements/column-element.ts'
import { whereClause } from '../elements/operate.ts'
import { FromClause } from '../selectable/from-clause.ts'
import type { SqlNode } from '../structure/node.ts'
import { DmlStatement } from './dml-statement.ts'

/** A clause of one dialect that places itself in an UPDATE or DELETE. */
export interface DmlExtension extends SqlNode {
  applyToDml<S extends DmlWhereStatement>(statement: S): S
}

/** UPDATE and DELETE: they have criteria, which may mention other tables. */
export abstract class DmlWhereStatement extends DmlStatement {
  readonly whereCriteria: readonly ColumnElement[]
  /** Clauses of extensions, behind the criteria. */
  readonly postCriteria: readonly SqlNode[]

  constructor(target: unknown, what: string) {
    super(target, what)
    this.whereCriteria = target instanceof DmlWhereStatement ? target.whereCriteria : []
    this.postCriteria = target instanceof DmlWhereStatement ? target.postCriteria : []
  }

  /** `WHERE …`; several criteria, and several calls, are joined by AND. `undefined` and `false` are skipped. */
  where(...criteria: readonly unknown[]): this {
    const added = criteria.filter(isGiven).map((c) => condition(c, 'A criterion of where()'))
    return added.length === 0 ? this : this.with('whereCriteria', [...this.whereCriteria, ...added] as this['whereCriteria'])
  }
  /** The same as `where()`. */
  filter(...criteria: readonly unknown[]): this { return this.where(...criteria) }
  /** `WHERE key = value AND …`; keys are looked up in the statement's table and in those that the criteria mention. */
  filterBy(values: Readonly<Record<string, unknown>>): this {
    return this.where(...Object.entries(values).map(([key, value]) => this.#attribute(key).eq(value)))
  }
  #attribute(key: string): ColumnElement {
    const froms = new Set([...this.table.fromObjects, ...this.whereCriteria.flatMap((c) => c.fromObjects)])
    const found = [...froms].flatMap((f) => (f instanceof FromClause ? f.columns.get(key) ?? [] : []))
    if (found.length === 1) return found[0]!
    const names = [...froms].map((f) => (f instanceof FromClause ? `'${f.description}'` : 'SQL text')).join(', ')
    throw found.length === 0 ? new InvalidRequestError(`filterBy(): ${names} has no column '${key}'`)
      : new AmbiguousColumnError(`filterBy(): '${key}' is a column of more than one of ${names}. Use where() with the column you mean.`)
  }
  /** Applies a clause that one dialect has, such as MySQL's `limit()`. */
  ext(extension: DmlExtension): this { return extension.applyToDml(this) }
  /** @internal For extensions. */
  withPostCriteria(clauses: readonly SqlNode[]): this { return this.with('postCriteria', clauses as this['postCriteria']) }
  /** The whole condition of WHERE; null without one. */
  get whereClause(): ColumnElement | null { return whereClause(this.whereCriteria) }
}
