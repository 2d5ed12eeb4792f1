import {
  asNode, cloneNode, Column, ColumnClause, type ColumnElement, ColumnElement as ColumnElementClass, type FromClause, FromClause as FromClauseClass, iterate, Join, JoinStep, proxyKey, replacementTraverse, Select,
  type SqlNode, TableClause,
} from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import { findMapper } from '../mapping/mapped-classes.ts'
import { criteriaFor } from '../loading/loader-criteria.ts'
import { attributeOfColumn, LoadNode } from '../loading/load-node.ts'
import { LoaderCriteria, type LoaderOption, LoadPath, WithExpression } from '../loading/loader-options.ts'
import { allOf, PlanBuilder } from '../loading/plan-builder.ts'
import type { ItemPlan, QueryPlan } from '../loading/plan.ts'
import { Bundle } from './bundle.ts'
import { entitySource, isAliased } from './entity-argument.ts'
import { EntityFrom } from './entity-from.ts'
import { EntitySource } from './entity-source.ts'
import { RelationshipElement, singleTable } from './relationship-element.ts'
import { relationshipJoin } from './relationship-join.ts'
import { RelationshipTarget } from './relationship-target.ts'

/** An item of the columns clause, before columns have positions. */
type Item =
  | { readonly kind: 'entity'; readonly key: string; readonly source: EntitySource; readonly node: LoadNode }
  | { readonly kind: 'table'; readonly key: string | undefined; readonly from: FromClause }
  | { readonly kind: 'column'; readonly key: string | undefined; readonly element: SqlNode }
  | { readonly kind: 'bundle'; readonly key: string; readonly bundle: Bundle; readonly columns: readonly ColumnElement[] }
  | { readonly kind: 'object'; readonly key: string; readonly items: readonly Item[] }

/**
 * Turns a SELECT of mapped classes into a plain one, and plans how its rows become objects. Pure planning: no I/O, no values.
 * Source of the rules: SQLAlchemy's `ORMSelectCompileState`.
 */
export function planSelect(statement: Select, options: readonly LoaderOption[]): QueryPlan {
  const criteria = options.filter((o) => o instanceof LoaderCriteria)
  const rewritten = rewriteNested(statement, criteria)
  const sources = new SourceTable()
  const items = readItems(rewritten, sources, criteria)
  const entities = items.flatMap(entitiesIn)
  for (const option of options) if (option instanceof LoadPath) attach(option, entities)

  const builder = new PlanBuilder()
  for (const option of options) {
    if (!(option instanceof WithExpression)) continue
    const attribute = entities.map((e) => attributeOfColumn(option.attribute, e.source.mapper, e.source)).find((a) => a !== undefined)
    if (attribute === undefined) throw new ArgumentError('withExpression(): the attribute is of no entity of this statement')
    builder.expressions.set(attribute, option.expression)
  }
  const joinedSources = new Set<unknown>()
  const listed = listedEntities(rewritten)
  const base = withJoins(listed.select, sources, criteria, joinedSources)
  for (const { source } of entities) if (source.from instanceof Join) builder.froms.push(source.from)
  const plans = items.flatMap((item) => planItem(item, builder))
  const where: ColumnElement[] = []
  const seen = new Set<EntitySource>()
  for (const { source } of entities) {
    if (seen.has(source) || joinedSources.has(source.from)) continue
    seen.add(source)
    where.push(...singleTable(source), ...criteriaFor(criteria, source, false))
  }
  for (const source of listed.sources) if (!seen.has(source)) where.push(...singleTable(source), ...criteriaFor(criteria, source, false))
  where.push(...criteriaOfTables(base, criteria, seen, joinedSources))
  const { core, inner } = builder.finish(where.length === 0 ? base : base.where(...where))
  return { core, inner, columns: builder.columns, items: plans, entities: builder.entities, needsUnique: builder.needsUnique }
}

// items --------------------------------------------------------------------------------------------------------------------

/** Sources by the identity of what the user wrote; those that a traversal replaced have others. */
class SourceTable {
  readonly #replaced = new Map<EntitySource, EntitySource>()
  /** @param node what stands in the statement for the source's FROM object */
  of(entity: unknown, node?: SqlNode): EntitySource {
    const source = entitySource(entity)
    if (node !== undefined && source.alias !== null && node !== source.from && node instanceof FromClauseClass) {
      this.#replaced.set(source, EntitySource.selectable(source.mapper, node, source.alias))
    }
    return this.current(source)
  }
  current(source: EntitySource): EntitySource { return this.#replaced.get(source) ?? source }
}

function readItems(statement: Select, sources: SourceTable, criteria: readonly LoaderCriteria[]): readonly Item[] {
  // every leaf of what `select` was given has one entry among the columns
  let at = 0
  const read = (raw: unknown, key: string | undefined): Item => {
    if (isNested(raw)) return { kind: 'object', key: key ?? '', items: Object.entries(raw).map(([name, value]) => read(value, name)) }
    const node = statement.rawColumns[at++]!
    const mapper = findMapper(raw)
    if (mapper !== undefined || isAliased(raw)) {
      const source = sources.of(raw, node)
      return { kind: 'entity', key: key ?? (isAliased(raw) ? raw.name ?? `anon_${source.mapper.root.entityName}` : source.mapper.entityName), source, node: new LoadNode(criteria) }
    }
    if (raw instanceof Bundle) return { kind: 'bundle', key: key ?? raw.name, bundle: raw, columns: node.selectIterable as readonly ColumnElement[] }
    if (node instanceof FromClauseClass) return { kind: 'table', key, from: node }
    return { kind: 'column', key: key ?? (node instanceof ColumnElementClass ? proxyKey(node) : undefined), element: node }
  }
  const [first] = statement.rawItems
  if (statement.rawItems.length === 1 && isNested(first)) return Object.entries(first).map(([name, value]) => read(value, name))
  return statement.rawItems.map((raw) => read(raw, undefined))
}

/** The object form of `select`, at any depth. */
function isNested(raw: unknown): raw is Readonly<Record<string, unknown>> {
  if (raw === null || typeof raw !== 'object' || asNode(raw) !== undefined) return false
  const prototype: unknown = Object.getPrototypeOf(raw)
  return prototype === null || Object.getPrototypeOf(prototype as object) === null
}

type EntityItem = Extract<Item, { readonly kind: 'entity' }>
const entitiesIn = (item: Item): readonly EntityItem[] => (item.kind === 'entity' ? [item] : item.kind === 'object' ? item.items.flatMap(entitiesIn) : [])

function planItem(item: Item, builder: PlanBuilder): readonly ItemPlan[] {
  switch (item.kind) {
    case 'entity': return [{ kind: 'entity', key: item.key, entity: builder.entity(item.source, item.node, []) }]
    case 'column': return item.element.selectIterable.map((element) => ({ kind: 'column', key: item.key, position: builder.add(element as ColumnElement) }))
    case 'table': {
      const columns = item.from.selectIterable as readonly (ColumnElement & { readonly primaryKey?: boolean })[]
      const plans = columns.map((column): ItemPlan => ({ kind: 'column', key: proxyKey(column), position: builder.add(column) }))
      if (item.key === undefined) return plans
      const positions = plans.map((p) => (p as { position: number }).position)
      const identity = positions.filter((_, i) => columns[i]!.primaryKey === true)
      return [{ kind: 'object', key: item.key, items: plans, identity: identity.length > 0 ? identity : positions }]
    }
    case 'bundle': return [{
      kind: 'bundle', key: item.key, single: false,
      items: item.columns.map((column, i) => ({ kind: 'column', key: item.bundle.keys[i], position: builder.add(column) })),
    }]
    case 'object': return [{ kind: 'object', key: item.key, items: item.items.flatMap((i) => planItem(i, builder)), identity: [] }]
  }
}

/** Gives a loader option to the entity it is about. @throws {ArgumentError} when the statement has no such entity */
function attach(path: LoadPath, entities: readonly EntityItem[]): void {
  const [first] = path.steps
  if (first === undefined) return
  let found: EntityItem | undefined
  if (first.kind === 'relationship') {
    const { source, relationship } = first.element
    found = entities.find((e) => e.source.alias === source.alias && (e.source.mapper.isA(relationship.parent) || relationship.parent.isA(e.source.mapper)))
      ?? entities.find((e) => e.source.alias === source.alias && e.source.mapper.root === source.mapper.root)
  } else if (first.kind === 'subclasses') found = entities.find((e) => e.source.mapper.isA(first.base))
  else found = entities.find((e) => first.columns.every((column) => attributeOfColumn(column, e.source.mapper, e.source) !== undefined))
  if (found === undefined) {
    const what = first.kind === 'relationship' ? first.element.toString() : first.kind === 'subclasses' ? first.base.name : first.columns.map((c) => c.toString()).join(', ')
    const aliasHint = first.kind === 'relationship' && entities.some((e) => e.source.mapper.isA(first.element.mapper)) ? ' The entity is selected under an alias: start the option from the alias.' : ''
    throw new ArgumentError(
      `A loader option starts from ${what}, but the statement selects ${entities.length === 0 ? 'no entity' : entities.map((e) => e.source.mapper.name).join(', ')}.${aliasHint}`,
      { code: 'LOADER_OPTION_ROOT' })
  }
  found.node.add(path, found.source.mapper, found.source)
}

// joins --------------------------------------------------------------------------------------------------------------------

function withJoins(statement: Select, sources: SourceTable, criteria: readonly LoaderCriteria[], joined: Set<unknown>): Select {
  const convert = (steps: readonly JoinStep[]): readonly JoinStep[] => (steps.length === 0 ? steps : steps.flatMap((step) => convertStep(step, sources, criteria, joined)))
  const joins = convert(statement.joins)
  const previous = statement.previousEntities.map((p) => ({ ...p, joins: convert(p.joins) }))
  return joins === statement.joins && previous.length === 0 ? statement : cloneNode(statement, { joins, previousEntities: previous })
}

function convertStep(step: JoinStep, sources: SourceTable, criteria: readonly LoaderCriteria[], joined: Set<unknown>): readonly JoinStep[] {
  const { raw, isOuter, full } = step
  const left = raw.left === null || raw.left === undefined ? null : isEntity(raw.left) ? sources.of(raw.left).from : step.left
  const build = (target: FromClause, on: ColumnElement | null, from: unknown, outer = isOuter): JoinStep =>
    new JoinStep(target, on, from as FromClause | null, { isOuter: outer, full: outer && full }, raw)

  let relation: { readonly relationship: RelationshipTarget['relationship']; readonly parent: EntitySource; readonly target: EntitySource; readonly criteria: readonly ColumnElement[] } | undefined
  if (step.target instanceof RelationshipTarget) {
    const { relationship, parentSource, targetSource } = step.target
    relation = { relationship, parent: sources.current(parentSource), target: sources.current(targetSource), criteria: step.target.criteria }
  } else if (raw.on instanceof RelationshipElement) {
    const target = isEntity(raw.target) ? sources.of(raw.target, step.target) : raw.on.targetSource
    relation = { relationship: raw.on.relationship, parent: sources.current(raw.on.source), target, criteria: raw.on.criteria }
  }
  if (relation === undefined) {
    if (!isEntity(raw.target)) return left === step.left ? [step] : [build(step.target as FromClause, step.on, left)]
    const target = sources.of(raw.target, step.target)
    const extra = [...singleTable(target), ...criteriaFor(criteria, target, false)]
    joined.add(target.from)
    if (extra.length === 0 || step.on === null) {
      if (extra.length > 0) joined.delete(target.from)
      return target.from === step.target && left === step.left ? [step] : [build(target.from, step.on, left)]
    }
    return [build(target.from, allOf([step.on, ...extra]), left)]
  }
  const { relationship, parent, target } = relation
  joined.add(target.from)
  const from = left ?? parent.from
  const extra = [...relation.criteria, ...singleTable(target), ...criteriaFor(criteria, target, false)]
  const secondary = relationship.config.secondary?.alias()
  const join = relationshipJoin(relationship, parent, target, secondary)
  if (secondary === undefined) return [build(target.from, allOf([join.primary, ...extra]), from)]
  if (isOuter) return [build(new Join(secondary, target.from, join.second), allOf([join.primary, ...extra]), from)]
  return [build(secondary, join.primary, from, false), build(target.from, allOf([join.second!, ...extra]), secondary, false)]
}

const isEntity = (value: unknown): boolean => findMapper(value) !== undefined || isAliased(value)

/** Classes of a hierarchy in `selectFrom()`: their tables take their place. */
function listedEntities(select: Select): { readonly select: Select; readonly sources: readonly EntitySource[] } {
  const sources = select.fromClauses.filter((f) => f instanceof EntityFrom).map((f) => EntitySource.of(f.mapper))
  if (sources.length === 0) return { select, sources }
  return { select: cloneNode(select, { fromClauses: select.fromClauses.map((f) => (f instanceof EntityFrom ? f.targetFrom : f)) }), sources }
}

/** Criteria for classes of which only columns are selected: once for each table. */
function criteriaOfTables(statement: Select, criteria: readonly LoaderCriteria[], seen: ReadonlySet<EntitySource>, joined: ReadonlySet<unknown>): readonly ColumnElement[] {
  const found: ColumnElement[] = []
  for (const option of criteria) {
    if (option.loaderOnly) continue
    const source = EntitySource.of(option.mapper)
    if ([...seen].some((s) => s.alias === null && s.mapper.isA(option.mapper)) || joined.has(source.from)) continue
    const isUsed = statement.rawColumns.some((c) => c instanceof Column && (option.mapper.tables as readonly unknown[]).includes(c.table))
    if (isUsed) found.push(option.criteria)
  }
  return found
}

// subqueries ---------------------------------------------------------------------------------------------------------------

/** SELECTs inside the statement: their relationship joins and hierarchies too have to become plain. */
function rewriteNested(statement: Select, criteria: readonly LoaderCriteria[]): Select {
  return replacementTraverse(statement, (node) => {
    if (node === statement || !(node instanceof Select) || !needsRewriting(node, criteria)) return undefined
    return rewriteOne(rewriteNested(node, criteria), criteria)
  })
}

function needsRewriting(select: Select, criteria: readonly LoaderCriteria[]): boolean {
  return select.joins.some((j) => j.target instanceof RelationshipTarget || isEntity(j.raw.target) || j.raw.on instanceof RelationshipElement)
    || select.fromClauses.some((f) => f instanceof EntityFrom)
    || select.rawItems.some((item) => isEntity(item) && (criteria.length > 0 || entitySource(item).mapper.parent !== null))
}

/** Whether a SELECT without entities of its own has some inside, in its FROM objects or in expressions. */
export function hasNestedEntities(select: Select): boolean {
  const look = (node: SqlNode): boolean => {
    for (const inner of iterate(node)) if (inner !== select && inner instanceof Select && (needsRewriting(inner, NONE) || hasNestedEntities(inner))) return true
    return false
  }
  return [...select.whereCriteria, ...select.havingCriteria].some(look)
    || [...select.fromClauses, ...select.traversedFroms].some((f) => f instanceof EntityFrom || (!(f instanceof TableClause) && look(f)))
    || select.rawColumns.some((c) => !(c instanceof ColumnClause) && !(c instanceof FromClauseClass) && look(c))
}
const NONE: readonly never[] = []

function rewriteOne(select: Select, criteria: readonly LoaderCriteria[]): Select {
  const sources = new SourceTable()
  const joined = new Set<unknown>()
  const listed = listedEntities(select)
  let base = withJoins(listed.select, sources, criteria, joined)
  const where: ColumnElement[] = listed.sources.flatMap((s) => [...singleTable(s), ...criteriaFor(criteria, s, false)])
  const froms: FromClause[] = []
  for (const item of select.rawItems) {
    if (!isEntity(item)) continue
    const source = entitySource(item)
    if (source.from instanceof Join) froms.push(source.from)
    if (!joined.has(source.from) && !listed.sources.includes(source)) where.push(...singleTable(source), ...criteriaFor(criteria, source, false))
  }
  if (where.length > 0) base = base.where(...where)
  return froms.length === 0 ? base : cloneNode(base, { fromClauses: [...base.fromClauses, ...froms.filter((f) => !base.fromClauses.includes(f))] })
}
