import { InvalidRequestError } from '@athanor/interfaces'
import { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { naturalName, tableLabel } from '../elements/naming.ts'
import { isTextual } from '../elements/textual.ts'
import type { FromElement } from '../selectable/arguments.ts'
import type { ColumnPlusNames } from '../selectable/columns-plus-names.ts'
import { FromClause } from '../selectable/from-clause.ts'
import { FromGrouping } from '../selectable/from-grouping.ts'
import { Join } from '../selectable/join.ts'
import { canJoin, joinCondition } from '../selectable/join-condition.ts'
import type { CompoundSelect } from '../selectable/compound-select.ts'
import type { JoinStep } from '../selectable/join-step.ts'
import { flat, normalizedFroms, type Select } from '../selectable/select.ts'
import { selectReading } from '../selectable/select-reading.ts'
import { Subquery, UnnamedSubquery } from '../selectable/subquery.ts'
import { nameKey } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import { iterate } from '../structure/traversal.ts'

/** Elements by the names that ORDER BY and GROUP BY may use. */
export interface LabelResolution {
  /** Columns clause first, then the columns of FROM. */
  readonly withColumns: ReadonlyMap<string, ColumnElement>
  readonly onlyFroms: ReadonlyMap<string, ColumnElement>
  readonly onlyColumns: ReadonlyMap<string, ColumnElement>
}

/** What is worked out when a SELECT is compiled: its FROM list with joins placed, and the names of its columns. */
export class SelectState {
  readonly statement: Select
  /** Explicit FROM objects, with joins put into them. */
  fromClauses: readonly FromElement[]
  /** All FROM objects, before correlation. */
  readonly froms: readonly FromElement[]
  readonly columns: readonly ColumnPlusNames[]
  #labels: LabelResolution | undefined

  constructor(statement: Select) {
    this.statement = statement
    this.fromClauses = statement.fromClauses
    for (const previous of statement.previousEntities) this.#placeJoins(previous.joins, previous.rawColumns)
    if (statement.joins.length > 0) this.#placeJoins(statement.joins, statement.rawColumns)
    this.froms = this.#allFroms()
    this.columns = statement.columnsPlusNames(true)
  }

  #allFroms(): readonly FromElement[] {
    const { statement } = this
    const all: FromElement[] = [...this.fromClauses]
    for (const node of statement.rawColumns) all.push(...(node.fromObjects as readonly FromElement[]))
    for (const node of statement.whereCriteria) all.push(...(node.fromObjects as readonly FromElement[]))
    for (const from of all) {
      if (from instanceof Subquery && from.element === statement) throw new InvalidRequestError('A query can\'t select from itself')
    }
    return normalizedFroms(all)
  }

  /**
   * The FROM list to render: without what is left to an enclosing statement.
   * @param explicit FROM objects that `correlate()` may name
   * @param implicit FROM objects of the directly enclosing statement, for automatic correlation
   * @throws {InvalidRequestError} when automatic correlation would leave nothing
   */
  displayFroms(explicit: ReadonlySet<SqlNode>, implicit: ReadonlySet<SqlNode>): readonly FromElement[] {
    const { statement } = this
    let { froms } = this
    if (statement.correlateTo.length > 0) froms = froms.filter((f) => !(explicit.has(f) && statement.correlateTo.includes(f)))
    const except = statement.correlateExceptTo
    if (except !== null) froms = froms.filter((f) => !explicit.has(f) || except.includes(f))
    if (statement.autoCorrelate && implicit.size > 0 && froms.length > 1) {
      const names = froms.map(describeFrom).join(', ')
      froms = froms.filter((f) => !implicit.has(f))
      if (froms.length === 0) {
        throw new InvalidRequestError(
          `A subquery over ${names} has nothing left in its FROM, since the enclosing query selects from all of these. ` +
          'Say which to leave out with correlate(), or alias the tables that are meant to be the subquery\'s own.', { code: 'CORRELATED_AWAY' })
      }
    }
    return froms
  }

  get labelResolution(): LabelResolution { return (this.#labels ??= new SelectLabels(this)) }

  // joins ------------------------------------------------------------------------------------------------------------

  #placeJoins(joins: readonly JoinStep[], rawColumns: readonly SqlNode[]): void {
    for (const { target, on, left: explicit, isOuter, full } of joins) {
      const right = target as FromClause
      let left = explicit as FromClause | null
      let place: number | undefined
      let condition: ColumnElement | undefined = on ?? undefined
      if (left === null) [left, place] = this.#leftSide(rawColumns, right, condition)
      else place = this.#placeOf(left)
      if (place === undefined) this.fromClauses = [...this.fromClauses, new Join(left, right, condition, { isOuter, full })]
      else {
        if (explicit !== null && condition === undefined) condition = joinCondition(explicit as FromClause, right)
        const joined = new Join(this.fromClauses[place] as FromClause, right, condition, { isOuter, full })
        this.fromClauses = this.fromClauses.with(place, joined)
      }
    }
  }

  /** The left side of a join that doesn't name it: the one FROM object that can be joined to the right side. */
  #leftSide(rawColumns: readonly SqlNode[], right: FromClause, on: ColumnElement | undefined): [left: FromClause, place: number | undefined] {
    const explicit = this.fromClauses.length > 0
    const candidates = (explicit ? this.fromClauses
      : [...new Set([...rawColumns, ...this.statement.whereCriteria].flatMap((n) => n.fromObjects))]) as readonly FromClause[]
    const matches = joinable(candidates, right, on)
    if (matches.length === 1) return [candidates[matches[0]!]!, explicit ? matches[0] : undefined]
    if (matches.length > 1) {
      throw new InvalidRequestError(
        `Can't decide what to join ${describeFrom(right)} to: ${matches.map((i) => describeFrom(candidates[i]!)).join(', ')} could all be its left side. ` +
        'Use joinFrom(left, right, condition), or selectFrom() for the left side with an ON condition.', { code: 'JOIN_AMBIGUOUS' })
    }
    throw new InvalidRequestError(
      `Don't know how to join to ${describeFrom(right)}: ${candidates.length === 0 ? 'there is nothing to join it to' : `there is no foreign key between it and ${candidates.map(describeFrom).join(', ')}`}. ` +
      'Give the ON condition, and the left side with joinFrom() or selectFrom() if there is more than one.', { code: 'JOIN_IMPOSSIBLE' })
  }

  /** The place in FROM where a given left side is; undefined when it isn't there. */
  #placeOf(left: FromClause): number | undefined {
    const places = matching(this.fromClauses as readonly FromClause[], left)
    if (places.length > 1) {
      throw new InvalidRequestError(`${describeFrom(left)} occurs more than once in FROM; can't decide which to join. Use an alias for the one that is meant.`, { code: 'JOIN_AMBIGUOUS' })
    }
    return places[0]
  }
}

/** The same for a set operation: names are the columns of its first query. */
export class CompoundState {
  readonly statement: CompoundSelect
  #labels: LabelResolution | undefined
  constructor(statement: CompoundSelect) {
    this.statement = statement
  }
  get labelResolution(): LabelResolution {
    if (this.#labels === undefined) {
      const columns = new UnnamedSubquery(this.statement.disambiguated(), null).columns
      const map = new Map(columns.all.map((c) => [(c as ColumnClause).key, c]))
      this.#labels = { withColumns: map, onlyFroms: map, onlyColumns: map }
    }
    return this.#labels
  }
}

const describeFrom = (from: SqlNode): string => (from instanceof FromClause ? `'${from.description}'` : 'SQL text')

const elementsOf = (nodes: readonly SqlNode[]): readonly ColumnElement[] =>
  nodes.filter((n): n is ColumnElement => n instanceof ColumnElement && !isTextual(n))

/** Indexes of the FROM objects that the right side can be joined to (source: SQLAlchemy's `find_left_clause_to_join_from`). */
function joinable(candidates: readonly FromClause[], right: FromClause, on: ColumnElement | undefined): readonly number[] {
  const targets = right.fromObjects as readonly FromClause[]
  const columnsOfOn = candidates.length > 1 && on !== undefined ? new Set([...iterate(on)].filter((n) => n instanceof ColumnClause)) : undefined
  let found: number[] = []
  candidates.forEach((candidate, i) => {
    const matches = targets.some((target) => {
      if (target === candidate) return false
      if (columnsOfOn !== undefined) {
        const known = new Set<SqlNode>([...columnsIn(candidate), ...columnsIn(target)])
        return [...columnsOfOn].every((c) => known.has(c))
      }
      return on !== undefined || (candidate instanceof FromClause && target instanceof FromClause
        && canJoin(candidate, target, candidate instanceof Join ? candidate.right : undefined))
    })
    if (matches) found.push(i)
  })
  if (found.length > 1) {
    const hidden = new Set<SqlNode>(candidates.flatMap((c) => (c instanceof FromClause ? c.hiddenFroms : [])))
    found = found.filter((i) => !hidden.has(candidates[i]!))
  }
  // a condition that says nothing about the sides (ON true) may join anything but the target itself
  return found.length === 0 && on !== undefined ? candidates.flatMap((c, i) => (c === right ? [] : [i])) : found
}
const columnsIn = (from: SqlNode): readonly SqlNode[] => (from instanceof FromClause ? from.columns.all : [])

/** Indexes of the FROM objects that contain the given one, or are made from it (source: `find_left_clause_that_matches_given`). */
function matching(froms: readonly FromClause[], given: FromClause): readonly number[] {
  const parts = given.fromObjects
  const liberal = froms.flatMap((f, i) => (f instanceof FromClause && parts.some((p) => f.isDerivedFrom(p)) ? [i] : []))
  if (liberal.length < 2) return liberal
  const surfaces = parts.map((p) => new Set(surface(p)))
  const strict = liberal.filter((i) => surfaces.some((s) => surface(froms[i]!).some((f) => s.has(f))))
  return strict.length > 0 ? strict : liberal
}

/** A FROM object and what is joined in it. */
function surface(from: SqlNode): readonly SqlNode[] {
  if (from instanceof Join) return [from, ...surface(from.left), ...surface(from.right)]
  if (from instanceof FromGrouping) return [from, ...surface(from.element)]
  return [from]
}

/** Made when a name is looked up: most statements order by columns, which need none. */
class SelectLabels implements LabelResolution {
  readonly #state: SelectState
  #columns: ReadonlyMap<string, ColumnElement> | undefined
  #froms: ReadonlyMap<string, ColumnElement> | undefined
  #both: ReadonlyMap<string, ColumnElement> | undefined

  constructor(state: SelectState) { this.#state = state }

  get withColumns(): ReadonlyMap<string, ColumnElement> { return (this.#both ??= new Map([...this.onlyFroms, ...this.onlyColumns])) }

  get onlyColumns(): ReadonlyMap<string, ColumnElement> {
    if (this.#columns !== undefined) return this.#columns
    const columns = new Map<string, ColumnElement>()
    for (const column of elementsOf(this.#state.statement.allSelectedColumns)) {
      const label = tableLabel(column)
      // what has no name of its own (a function) can't be meant by one
      const key = label === undefined ? undefined : nameKey(label)
      if (key !== undefined) columns.set(key, column)
    }
    return (this.#columns = columns)
  }

  get onlyFroms(): ReadonlyMap<string, ColumnElement> {
    if (this.#froms !== undefined) return this.#froms
    const froms = new Map<string, ColumnElement>()
    for (const column of elementsOf(flat(this.#state.froms))) {
      const { key } = column as { readonly key?: unknown }
      if (typeof key === 'string' && naturalName(column) !== undefined) froms.set(key, column)
    }
    return (this.#froms = froms)
  }
}

selectReading.finalFroms = (select) => new SelectState(select).displayFroms(NO_FROMS, NO_FROMS)
const NO_FROMS: ReadonlySet<SqlNode> = new Set()
