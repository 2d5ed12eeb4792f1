import { asNode, Column, type ColumnElement, type FromClause, replacementTraverse, type SqlNode, type Table } from '@athanor/expressions/elements'
import type { RelationshipAttribute, SyncPair } from '../attributes/relationship-attribute.ts'
import type { EntitySource } from './entity-source.ts'

/** The conditions by which a relationship joins two sources. */
export interface RelationshipJoin {
  /** Association table (an alias of it), for many-to-many. */
  readonly secondary: FromClause | null
  /** Parent to target, or parent to secondary. */
  readonly primary: ColumnElement
  /** Secondary to target. */
  readonly second: ColumnElement | null
}

/** A pair of columns of a relationship, by side. */
export interface SidePair { readonly local: Column; readonly remote: Column }

/** Pairs by side: of the parent, and of the target or the secondary table. */
export function sidePairs(relationship: RelationshipAttribute): readonly SidePair[] {
  return relationship.config.pairs.map(({ source, destination }: SyncPair) =>
    (relationship.direction === 'manyToOne' ? { local: destination, remote: source } : { local: source, remote: destination }))
}

const exact = new WeakMap<RelationshipAttribute, boolean>()

/** Whether the primary condition says nothing but that its pairs are equal. */
export function isExact(relationship: RelationshipAttribute): boolean {
  let known = exact.get(relationship)
  if (known === undefined) {
    const { primaryJoin } = relationship.definition.options
    known = primaryJoin === undefined || isConjunctionOfPairs(asNode(primaryJoin)!, relationship)
    exact.set(relationship, known)
  }
  return known
}

function isConjunctionOfPairs(node: SqlNode, relationship: RelationshipAttribute): boolean {
  const { pairs } = relationship.config
  if (pairs.length === 0) return false
  let seen = 0
  const check = (part: SqlNode): boolean => {
    const { left, right, operator, clauses, element } = part as { left?: SqlNode; right?: SqlNode; operator?: { name: string }; clauses?: readonly SqlNode[]; element?: SqlNode }
    if (clauses !== undefined) return operator?.name === 'and' && clauses.every(check)
    if (part.visitName === 'visitGrouping' && element !== undefined) return check(element)
    if (left === undefined || right === undefined || operator?.name !== 'eq') return false
    seen++
    return pairs.some(({ source, destination }) => (left === source && right === destination) || (left === destination && right === source))
  }
  return check(node) && seen === pairs.length
}

/**
 * The join of a relationship between two sources.
 * @param secondary the association table's FROM object, where it isn't the table itself
 */
export function relationshipJoin(relationship: RelationshipAttribute, parent: EntitySource, target: EntitySource, secondary?: FromClause): RelationshipJoin {
  const { config } = relationship
  if (config.secondary !== null) {
    const table = config.secondary
    const from = secondary ?? table
    const through = (column: Column): ColumnElement | undefined => (column.table === table ? from.columns.get(column.key) : undefined)
    const adapt = (condition: unknown, side: EntitySource): ColumnElement => replacementTraverse(asNode(condition) as ColumnElement, (n) =>
      (n instanceof Column ? through(n) ?? (side.mapper.tables.includes(n.table as Table) ? side.find(n) : undefined) : undefined))
    return { secondary: from, primary: adapt(config.primaryJoin, parent), second: adapt(config.secondaryJoin, target) }
  }
  const pairs = sidePairs(relationship)
  const condition = asNode(config.primaryJoin) as ColumnElement
  if (isExact(relationship)) {
    const parts = config.pairs.map(({ source, destination }) => (relationship.direction === 'manyToOne'
      ? target.column(source).eq(parent.column(destination))
      : parent.column(source).eq(target.column(destination))))
    const [first, ...rest] = parts
    return { secondary: null, primary: rest.length === 0 ? first! : first!.and(...rest), second: null }
  }
  const side = sideOf(relationship, parent, target, pairs)
  return { secondary: null, primary: replacementTraverse(condition, (n) => (n instanceof Column ? side(n)?.find(n) : undefined)), second: null }
}

/**
 * Which side a column of a written condition is on. Where a class refers to itself, both sides have the same columns: the
 * remote ones are those that `remoteSide` or the foreign keys name, all others are the parent's.
 */
function sideOf(relationship: RelationshipAttribute, parent: EntitySource, target: EntitySource, pairs: readonly SidePair[]): (column: Column) => EntitySource | undefined {
  const { remoteSide } = relationship.definition.options
  const remote = new Set<unknown>(pairs.map((p) => p.remote))
  for (const given of remoteSide === undefined ? [] : Array.isArray(remoteSide) ? remoteSide as unknown[] : [remoteSide]) remote.add(asNode(given))
  const ofParent = parent.mapper.tables
  const ofTarget = target.mapper.tables
  return (column) => {
    const inParent = ofParent.includes(column.table as Table)
    const inTarget = ofTarget.includes(column.table as Table)
    if (inParent && inTarget) return remote.has(column) ? target : parent
    return inTarget ? target : inParent ? parent : undefined
  }
}
