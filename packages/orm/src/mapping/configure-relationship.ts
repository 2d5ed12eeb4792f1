import { type Column, Table } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import type { Direction, RelationshipAttribute, SyncPair } from '../attributes/relationship-attribute.ts'
import { ScalarRelationship } from '../attributes/scalar-relationship.ts'
import { parseCascade } from './cascade.ts'
import { columnsIn, conditionOf, inferPairs, pairsOf, type FoundPairs } from './join-condition.ts'
import { findMapper } from './mapped-classes.ts'
import type { Mapper } from './mapper.ts'

/**
 * Works out one relationship: target, join condition, which columns follow which, direction, cascades.
 * Source of the rules: SQLAlchemy's `JoinCondition`.
 */
export function configureRelationship(relationship: RelationshipAttribute): void {
  const { parent, definition } = relationship
  const { options } = definition
  const where = relationship.toString()
  const target = targetOf(relationship)
  const secondary = secondaryOf(relationship)
  const foreignKeys = columnsIn(options.foreignKeys)
  const primary = options.primaryJoin === undefined
    ? inferPairs(where, parent, parent.tables, secondary === null ? target.tables : [secondary], { foreignKeys, isSecondary: secondary !== null, ...(secondary === null ? { target } : {}) })
    : pairsOf(where, options.primaryJoin, foreignKeys, secondary)
  let second: FoundPairs | null = null
  if (secondary !== null) {
    second = options.secondaryJoin === undefined
      ? inferPairs(where, target, target.tables, [secondary], { foreignKeys, isSecondary: true })
      : pairsOf(where, options.secondaryJoin, foreignKeys, secondary)
    if (parent.sharesTables(target) && options.primaryJoin === undefined && options.secondaryJoin === undefined) {
      splitSelfReference(where, primary, second)
    }
  }
  const direction = secondary === null ? directionOf(relationship, target, primary.pairs, columnsIn(options.remoteSide)) : 'manyToMany'
  if (direction === 'manyToOne' && relationship.isCollection) {
    throw new ArgumentError(`${where} is a collection, but its foreign key is on ${parent.name}: it can refer to one object only. Use toOne(${target.name}).`)
  }
  const cascade = parseCascade(options.cascade, relationship.viewOnly, where)
  if (cascade.deleteOrphan && direction !== 'oneToMany' && !relationship.singleParent) {
    throw new ArgumentError(
      `${where} has cascade delete-orphan on the many side of a relationship. A child may have many parents there; say singleParent: true if it has one.`, { code: 'ORPHAN_SINGLE_PARENT' })
  }
  if (relationship.passiveDeletes === 'all' && (cascade.delete || cascade.deleteOrphan)) {
    throw new ArgumentError(`${where} has passiveDeletes: 'all' and cascades deletes; only one of them is possible`)
  }
  const keyColumns: Column[] = []
  let targetIsKey = false
  if (direction === 'manyToOne' && options.primaryJoin === undefined || direction === 'manyToOne' && primary.isExact) {
    for (const key of target.root.primaryKeyAttributes) {
      const pair = primary.pairs.find(({ source }) => target.findAttributeOf(source) === key)
      if (pair !== undefined) keyColumns.push(pair.destination)
    }
    targetIsKey = keyColumns.length === target.root.primaryKeyAttributes.length && primary.pairs.length === keyColumns.length
  }
  relationship.config = {
    target, direction, secondary, cascade,
    pairs: primary.pairs,
    secondaryPairs: second?.pairs ?? [],
    primaryJoin: options.primaryJoin ?? conditionOf(primary.pairs),
    secondaryJoin: secondary === null ? undefined : options.secondaryJoin ?? conditionOf(second!.pairs),
    targetIsKey, keyColumns,
  }
  relationship.trackParent = relationship.singleParent || direction === 'oneToMany'
  relationship.activeHistory = options.activeHistory === true || relationship.singleParent
  relationship.deferredHistory = !relationship.activeHistory && relationship instanceof ScalarRelationship && !(direction === 'manyToOne' && targetIsKey)
}

function targetOf(relationship: RelationshipAttribute): Mapper {
  const { target } = relationship.definition
  const where = relationship.toString()
  if (typeof target === 'string') return relationship.parent.registry.byName(target, where)
  const mapper = findMapper(target)
  if (mapper === undefined) throw new ArgumentError(`The target of ${where} is not a mapped class`)
  return mapper
}

function secondaryOf(relationship: RelationshipAttribute): Table | null {
  const { secondary } = relationship.definition.options
  if (secondary === undefined) return null
  const found: unknown = typeof secondary === 'string' ? relationship.parent.registry.table(secondary) : secondary
  if (found instanceof Table) return found
  const mapper = findMapper(found)
  if (mapper !== undefined) return mapper.localTable
  throw new ArgumentError(`The secondary of ${relationship.toString()} ${typeof secondary === 'string' ? `is '${secondary}', but there is no such table in the metadata` : 'is not a table'}`)
}

/** A class that refers to itself through a table: the first foreign key is its own side, the second the other. */
function splitSelfReference(where: string, primary: FoundPairs, second: FoundPairs): void {
  if (primary.pairs.length === second.pairs.length && primary.pairs.every((p, i) => p.destination === second.pairs[i]!.destination)) {
    throw new ArgumentError(
      `${where} refers to its own class through a table, so the two foreign keys can't be told apart. Give primaryJoin and secondaryJoin.`, { code: 'AMBIGUOUS_FOREIGN_KEYS' })
  }
}

function directionOf(relationship: RelationshipAttribute, target: Mapper, pairs: readonly SyncPair[], remoteSide: readonly Column[]): Direction {
  const { parent } = relationship
  const where = relationship.toString()
  if (pairs.length === 0) {
    if (relationship.viewOnly) return relationship.isCollection ? 'oneToMany' : 'manyToOne'
    throw new ArgumentError(`${where}: no foreign key column takes part in its join condition. Name it with foreignKeys.`)
  }
  const onTarget = pairs.every(({ destination }) => target.tables.includes(destination.table as Table))
  const onParent = pairs.every(({ destination }) => parent.tables.includes(destination.table as Table))
  if (onTarget && !onParent) return 'oneToMany'
  if (onParent && !onTarget) return 'manyToOne'
  if (!onTarget && !onParent) {
    throw new ArgumentError(`${where}: its foreign key is neither on ${parent.name} nor on ${target.name}. Through another table, say secondary.`)
  }
  if (remoteSide.length > 0) {
    if (pairs.some(({ destination }) => remoteSide.includes(destination))) return 'oneToMany'
    const keys = pairs.map(({ source }) => target.findAttributeOf(source) ?? source)
    if (remoteSide.some((c) => keys.includes(target.findAttributeOf(c) ?? c))) return 'manyToOne'
    throw new ArgumentError(`${where}: remoteSide names ${remoteSide.map((c) => c.key).join(', ')}, which is not part of the join condition`)
  }
  // a class that refers to itself: a reference to one is the side that has the foreign key
  return relationship.isCollection ? 'oneToMany' : 'manyToOne'
}

