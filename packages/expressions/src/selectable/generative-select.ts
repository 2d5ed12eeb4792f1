import { ArgumentError, CompileError } from '@athanor/interfaces'
import type { ColumnElement } from '../elements/column-element.ts'
import type { FieldSpec, SqlNode } from '../structure/node.ts'
import { Field } from '../structure/node.ts'
import { groupByTerm, isSimpleCount, orderByTerm, rowCount } from './arguments.ts'
import { ForUpdate, type ForUpdateOptions } from './for-update.ts'
import type { LabelStyle } from './label-style.ts'
import { keepAsRare, rare } from './rare-clauses.ts'
import { SelectBase } from './select-base.ts'
import { appended, type Writable } from './statement.ts'

export interface FetchOptions {
  /** `WITH TIES` */
  readonly withTies?: boolean | undefined
  /** The count is a percentage. */
  readonly percent?: boolean | undefined
  /** Options of one dialect, e.g. `oracle_fetch_approximate`. */
  readonly [dialectOption: string]: unknown
}

/** Set operations; installed by `compound-select.ts`, so that a SELECT doesn't import what is made of SELECTs. */
export type CompoundKeyword = 'UNION' | 'UNION ALL' | 'EXCEPT' | 'EXCEPT ALL' | 'INTERSECT' | 'INTERSECT ALL'
export interface CompoundOperations {
  compound(keyword: CompoundKeyword, queries: readonly unknown[]): SelectBase
}
export const compoundOperations = {} as CompoundOperations

/** What SELECT and set operations have in common: ORDER BY, GROUP BY, limits, FOR UPDATE, names of columns. */
export abstract class GenerativeSelect extends SelectBase {
  readonly orderByClauses: readonly SqlNode[]
  readonly groupByClauses: readonly SqlNode[]
  readonly limitClause: ColumnElement | null
  readonly offsetClause: ColumnElement | null
  declare readonly fetchClause: ColumnElement | null
  declare readonly fetchOptions: FetchOptions | null
  declare readonly forUpdate: ForUpdate | null
  readonly style: LabelStyle

  constructor(from?: GenerativeSelect) {
    super(from)
    this.orderByClauses = from === undefined ? NONE : from.orderByClauses
    this.groupByClauses = from === undefined ? NONE : from.groupByClauses
    this.limitClause = from === undefined ? null : from.limitClause
    this.offsetClause = from === undefined ? null : from.offsetClause
    this.style = from === undefined ? 'disambiguate' : from.style
  }

  override get labelStyle(): LabelStyle { return this.style }
  /** LIMIT, OFFSET or FETCH is set. */
  get hasRowLimit(): boolean { return this.limitClause !== null || this.offsetClause !== null || this.fetchClause !== null }
  /** LIMIT as a number; null without one. @throws {CompileError} when it is an expression */
  get limitValue(): number | null { return plainCount(this.limitClause, 'LIMIT') }
  /** OFFSET as a number; null without one. @throws {CompileError} when it is an expression */
  get offsetValue(): number | null { return plainCount(this.offsetClause, 'OFFSET') }

  /** `ORDER BY …`, appended to earlier terms. A string is the name of a label or column. `orderBy(null)` removes all. */
  orderBy(...terms: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.orderByClauses = terms.length === 1 && terms[0] === null ? NONE : appended(this.orderByClauses, terms.map(orderByTerm))
    return next as this
  }
  /** `GROUP BY …`, appended to earlier terms. `groupBy(null)` removes all. */
  groupBy(...terms: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.groupByClauses = terms.length === 1 && terms[0] === null ? NONE : appended(this.groupByClauses, terms.map(groupByTerm))
    return next as this
  }

  /** `LIMIT n` or the dialect's form; null removes it. Replaces `fetch()`. */
  limit(count: unknown): this {
    const next: Writable<this> = this.copy()
    next.fetchClause = next.fetchOptions = null
    next.limitClause = rowCount(count, 'limit()')
    return next as this
  }
  /** `OFFSET n` or the dialect's form; null removes it. */
  offset(count: unknown): this {
    const next: Writable<this> = this.copy()
    next.offsetClause = rowCount(count, 'offset()')
    return next as this
  }
  /** `FETCH FIRST n ROWS ONLY`; null removes it. Replaces `limit()`. */
  fetch(count: unknown, options: FetchOptions = {}): this {
    const next: Writable<this> = this.copy()
    next.limitClause = null
    next.fetchClause = rowCount(count, 'fetch()')
    next.fetchOptions = next.fetchClause === null ? null : { ...options, withTies: options.withTies ?? false, percent: options.percent ?? false }
    return next as this
  }
  /** Rows from `start` up to, not including, `stop`, counted from 0 within what an earlier `offset` left. */
  slice(start: number | null, stop: number | null): this {
    if (start === null && stop === null) throw new ArgumentError('slice() needs a start or a stop')
    const next: Writable<this> = this.copy()
    next.fetchClause = next.fetchOptions = null
    if (stop !== null) next.limitClause = rowCount(stop - (start ?? 0), 'slice()')
    if (start !== null) {
      const existing = this.offsetClause
      const first: unknown = existing === null ? start : isSimpleCount(existing) ? existing.simpleValue + start : start === 0 ? existing : existing.add(start)
      next.offsetClause = first === 0 ? null : rowCount(first, 'slice()')
    }
    return next as this
  }

  /** `FOR UPDATE …`, in the dialect's form; databases without it leave it out. `null` removes it. */
  withForUpdate(options: ForUpdateOptions | null = {}): this {
    return this.with('forUpdate', (options === null ? null : new ForUpdate(options)) as this['forUpdate'])
  }

  union(...others: readonly unknown[]): SelectBase { return compoundOperations.compound('UNION', [this, ...others]) }
  unionAll(...others: readonly unknown[]): SelectBase { return compoundOperations.compound('UNION ALL', [this, ...others]) }
  except(...others: readonly unknown[]): SelectBase { return compoundOperations.compound('EXCEPT', [this, ...others]) }
  exceptAll(...others: readonly unknown[]): SelectBase { return compoundOperations.compound('EXCEPT ALL', [this, ...others]) }
  intersect(...others: readonly unknown[]): SelectBase { return compoundOperations.compound('INTERSECT', [this, ...others]) }
  intersectAll(...others: readonly unknown[]): SelectBase { return compoundOperations.compound('INTERSECT ALL', [this, ...others]) }
}
keepAsRare(GenerativeSelect, 'fetchClause', 'fetchOptions', 'forUpdate')
const NONE: readonly never[] = []

function plainCount(clause: ColumnElement | null, what: string): number | null {
  if (clause === null) return null
  if (isSimpleCount(clause)) return clause.simpleValue
  throw new CompileError(`${what} of this query is an expression; here only a plain number can be used`, { code: 'COMPILE_UNSUPPORTED' })
}

export const generativeStructure: readonly FieldSpec[] = [
  ['orderByClauses', Field.nodes], ['groupByClauses', Field.nodes], ['limitClause', Field.node], ['offsetClause', Field.node],
  rare('fetchClause', Field.node), rare('fetchOptions', Field.data), rare('forUpdate', Field.node), ['style', Field.value],
]
