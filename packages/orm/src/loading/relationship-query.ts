import { type ColumnElement, BindParameter, buildTuple, Join, Select, type SqlNode } from '@athanor/expressions/elements'
import type { ColumnAttribute } from '../attributes/column-attribute.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { entitySource, isAliased } from '../querying/entity-argument.ts'
import { EntitySource } from '../querying/entity-source.ts'
import { keyed } from '../querying/keyed.ts'
import { singleTable } from '../querying/relationship-element.ts'
import { isExact, relationshipJoin, sidePairs } from '../querying/relationship-join.ts'
import { criteriaFor } from './loader-criteria.ts'
import { LoadNode, type LoadRule } from './load-node.ts'
import { orderOf, PlanBuilder } from './plan-builder.ts'
import type { QueryPlan } from './plan.ts'

/** Name of the parameter that takes the list of keys. */
export const KEYS = 'orm_keys'

/** How the targets of a relationship are selected for many parents at once. */
export interface RelationshipQuery {
  readonly plan: QueryPlan
  /** Attributes of the parent whose values are the keys. */
  readonly locals: readonly ColumnAttribute[]
  /** Positions of the same values in the rows. */
  readonly group: readonly number[]
  /** A row may occur twice for one parent. */
  readonly mayRepeat: boolean
  readonly chunkSize: number
  readonly readers: Map<string, unknown>
}

/** Options of an entity without any. */
export const NO_OPTIONS = new LoadNode()

const queries = new WeakMap<LoadNode, Map<string, RelationshipQuery>>()

/** The query of a relationship under the options of its parent; worked out once for the same options. */
export function relationshipQuery(relationship: RelationshipAttribute, node: LoadNode, path: readonly Mapper[]): RelationshipQuery {
  let known = queries.get(node)
  if (known === undefined) queries.set(node, known = new Map())
  const key = `${keyed(relationship).key}|${path.map((m) => keyed(m.root).key).join()}`
  let query = known.get(key)
  if (query === undefined) known.set(key, query = plan(relationship, node, path))
  return query
}

/** What is loaded with the targets of a relationship. */
export function nextNode(rule: LoadRule | null | undefined, node: LoadNode): LoadNode {
  if (rule === null || rule === undefined) return node.criteria.length === 0 ? NO_OPTIONS : criteriaNode(node)
  const depth = rule.options.recursionDepth
  if (depth === undefined || depth === 1 || depth === 0) return rule.next
  return recursive(rule, depth)
}

const criteriaNodes = new WeakMap<readonly unknown[], LoadNode>()
function criteriaNode(node: LoadNode): LoadNode {
  let made = criteriaNodes.get(node.criteria)
  if (made === undefined) criteriaNodes.set(node.criteria, made = new LoadNode(node.criteria))
  return made
}

const recursiveNodes = new WeakMap<LoadRule, LoadNode>()
/** The rule again for the targets of a relationship of a class to itself; one level less, unless it is unlimited. */
function recursive(rule: LoadRule, depth: number): LoadNode {
  let node = recursiveNodes.get(rule)
  if (node === undefined) {
    node = new LoadNode(rule.next.criteria)
    for (const [relationship, next] of rule.next.rules) node.rules.set(relationship, next)
    for (const [from, to] of [[rule.next.loadOnly, node.loadOnly], [rule.next.deferred, node.deferred], [rule.next.undeferred, node.undeferred]] as const) for (const a of from) to.add(a)
    for (const mapper of rule.next.subclasses) node.subclasses.add(mapper)
    recursiveNodes.set(rule, node)
    node.rules.set(rule.relationship, depth < 0 ? rule : { ...rule, options: { ...rule.options, recursionDepth: depth - 1 } })
  }
  return node
}

function targetOf(relationship: RelationshipAttribute, rule: LoadRule | undefined): EntitySource {
  return rule?.target === undefined ? EntitySource.of(relationship.target) : isAliased(rule.target) ? entitySource(rule.target) : EntitySource.of(entitySource(rule.target).mapper)
}

function plan(relationship: RelationshipAttribute, node: LoadNode, path: readonly Mapper[]): RelationshipQuery {
  const rule = node.rule(relationship)
  const target = targetOf(relationship, rule)
  const next = nextNode(rule, node)
  const builder = new PlanBuilder()
  const entity = builder.entity(target, next, path)
  if (target.from instanceof Join) builder.froms.push(target.from)
  const { parent, config } = relationship
  let remotes: readonly ColumnElement[]
  let locals: readonly ColumnAttribute[]
  let base = new Select([])
  let order: readonly SqlNode[]
  if (isExact(relationship)) {
    const pairs = sidePairs(relationship)
    locals = pairs.map(({ local }) => parent.attributeOf(local))
    if (config.secondary === null) {
      remotes = pairs.map(({ remote }) => target.column(remote))
      order = orderOf(relationship, target)
    } else {
      // the association table has the parents' keys: the parents themselves needn't be joined
      const secondary = config.secondary.alias()
      const { second } = relationshipJoin(relationship, EntitySource.of(parent), target, secondary)
      remotes = pairs.map(({ remote }) => secondary.columns.get(remote.key)!)
      base = base.selectFrom(new Join(secondary, target.from, second))
      builder.froms.length = 0
      order = orderOf(relationship, target, secondary)
    }
  } else {
    // a condition of the user's own: it needs the parent
    const from = EntitySource.aliased(parent, null)
    locals = parent.root.primaryKeyAttributes
    remotes = locals.map((a) => from.column(a.column))
    const secondary = config.secondary?.alias()
    const join = relationshipJoin(relationship, from, target, secondary)
    base = base.selectFrom(secondary === undefined ? new Join(from.from, target.from, join.primary) : new Join(new Join(from.from, secondary, join.primary), target.from, join.second))
    builder.froms.length = 0
    order = orderOf(relationship, target, secondary)
  }
  const group = remotes.map((remote) => builder.add(remote))
  const left = remotes.length === 1 ? remotes[0]! : buildTuple(remotes)
  const keys = BindParameter.of(KEYS, { value: [], expanding: true, type: left.type })
  base = base.where(left.in(keys), ...(rule?.criteria ?? []).map((c) => (target.alias === null ? target.adapt(c) : c)), ...singleTable(target), ...criteriaFor(next.criteria, target, true))
  if (order.length > 0) base = base.orderBy(...order)
  const { core, inner } = builder.finish(base)
  return {
    plan: { core, inner, columns: builder.columns, items: [{ kind: 'entity', key: undefined, entity }], entities: builder.entities, needsUnique: builder.needsUnique },
    locals, group, mayRepeat: builder.needsUnique || config.secondary !== null, chunkSize: rule?.options.chunkSize ?? 500, readers: new Map(),
  }
}

/**
 * The query that finds the targets by embedding the statement that loaded the parents.
 * @param positions of the parents' local columns among the statement's columns
 */
export function subqueryQuery(relationship: RelationshipAttribute, node: LoadNode, path: readonly Mapper[], outer: QueryPlan, positions: readonly number[]): RelationshipQuery {
  const rule = node.rule(relationship)
  const target = targetOf(relationship, rule)
  const next = nextNode(rule, node)
  const builder = new PlanBuilder()
  const entity = builder.entity(target, next, path)
  const locals = sidePairs(relationship).map(({ local }) => relationship.parent.attributeOf(local))
  const embedded = outer.inner.hasRowLimit || outer.inner.isDistinct ? outer.inner : outer.inner.orderBy(null)
  const subquery = embedded.subquery()
  const columns = positions.map((p) => subquery.columns.at(p)!)
  const distinct = new Select(columns).distinct().subquery()
  const from = new EntitySource(relationship.parent, distinct, distinct, (column) => {
    const at = locals.findIndex((a) => a.columns.includes(column))
    return at < 0 ? undefined : distinct.columns.at(at)
  })
  const secondary = relationship.config.secondary?.alias()
  const join = relationshipJoin(relationship, from, target, secondary)
  let base = new Select([]).selectFrom(secondary === undefined ? new Join(distinct, target.from, join.primary) : new Join(new Join(distinct, secondary, join.primary), target.from, join.second))
  base = base.where(...(rule?.criteria ?? []).map((c) => (target.alias === null ? target.adapt(c) : c)), ...singleTable(target), ...criteriaFor(next.criteria, target, true))
  const order = orderOf(relationship, target, secondary)
  if (order.length > 0) base = base.orderBy(...order)
  const group = locals.map((_, i) => builder.add(distinct.columns.at(i)!))
  const { core, inner } = builder.finish(base)
  return {
    plan: { core, inner, columns: builder.columns, items: [{ kind: 'entity', key: undefined, entity }], entities: builder.entities, needsUnique: builder.needsUnique },
    locals, group, mayRepeat: builder.needsUnique || relationship.config.secondary !== null, chunkSize: 0, readers: new Map(),
  }
}
