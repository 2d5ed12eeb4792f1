import {
  asNode, cloneNode, Column, ColumnElement, type FromClause, Join, JoinStep, LabelReference, normalizedFroms, replacementTraverse, Select, type SqlNode, UnaryExpression,
} from '@athanor/expressions/elements'
import type { Attribute } from '../attributes/attribute.ts'
import type { ColumnAttribute } from '../attributes/column-attribute.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { entitySource, isAliased } from '../querying/entity-argument.ts'
import { EntitySource } from '../querying/entity-source.ts'
import { singleTable } from '../querying/relationship-element.ts'
import { relationshipJoin, sidePairs } from '../querying/relationship-join.ts'
import { criteriaFor } from './loader-criteria.ts'
import { LoadNode, type LoadRule } from './load-node.ts'
import type { ColumnPlace, EntityPlan, JoinedPlan, PostLoad } from './plan.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A joined load that has to be put into the statement. */
interface EagerJoin {
  readonly relationship: RelationshipAttribute
  readonly parent: EntitySource
  readonly plan: EntityPlan
  readonly rule: LoadRule | null
  readonly path: readonly Mapper[]
  /** Whether the join above is an outer join. */
  readonly isOuterAbove: boolean
}

export type EffectiveStrategy = 'selectin' | 'joined' | 'subquery' | 'immediate' | 'containsEager' | 'raise' | 'noload'

/** How a relationship is loaded under some options, where the path so far has met the given classes. */
export function strategyOf(relationship: RelationshipAttribute, rule: LoadRule | undefined, path: readonly Mapper[]): EffectiveStrategy {
  if (relationship.kind === 'writeOnly') return 'raise'
  if (rule !== undefined && rule.strategy !== 'default') return rule.strategy
  const lazy = (relationship.definition.options.lazy ?? 'raise') as EffectiveStrategy
  if (rule === undefined && lazy !== 'raise' && lazy !== 'noload') {
    // a default that leads back to a class on the way would never end
    const depth = path.filter((m) => m.root === relationship.target.root).length
    if (depth > (relationship.definition.options.joinDepth ?? 0)) return 'raise'
  }
  return lazy
}

/** Relationships of a class, and of its subclasses, each once. */
export function relationshipsOf(mapper: Mapper): readonly RelationshipAttribute[] {
  if (mapper.children.length === 0) return mapper.relationships
  return [...new Set([...mapper.selfAndDescendants()].flatMap((m) => m.relationships))]
}

/** Column attributes that are selected with an entity: not the deferred ones, and not those of subclasses. */
export function selectedColumns(mapper: Mapper, node: LoadNode): readonly ColumnAttribute[] {
  const wanted = (attribute: ColumnAttribute): boolean => {
    if (attribute.column.primaryKey || attribute === mapper.root.discriminator || attribute === mapper.version) return true
    if (node.loadOnly.size > 0) return node.loadOnly.has(attribute) || node.undeferred.has(attribute)
    if (node.deferred.has(attribute)) return false
    return !attribute.deferred || node.undeferred.has(attribute)
  }
  return mapper.columnAttributes.filter(wanted)
}

/**
 * Puts entities into a SELECT: gives their columns positions, and adds the joins of joined loads. Source of the rules:
 * SQLAlchemy's `ORMSelectCompileState` and `JoinedLoader`.
 */
export class PlanBuilder {
  readonly columns: ColumnElement[] = []
  readonly entities: EntityPlan[] = []
  /** Expressions in the place of attributes' own. */
  readonly expressions = new Map<Attribute, ColumnElement>()
  /** FROM objects that entities need to be listed explicitly: joined hierarchies. */
  readonly froms: FromClause[] = []
  needsUnique = false
  /** Joined loads become statements of their own: a row lock can't be had on an outer join. */
  avoidJoins = false
  readonly #positions = new Map<SqlNode, number>()
  #pending: EagerJoin[] = []
  readonly #steps: JoinStep[] = []
  readonly #eagerOrder: SqlNode[] = []

  /** Position of a column; it is selected once. */
  add(column: ColumnElement): number {
    let at = this.#positions.get(column)
    if (at === undefined) {
      at = this.columns.length
      this.columns.push(column)
      this.#positions.set(column, at)
    }
    return at
  }

  /** Adds an entity. `attributes`: only these columns, whatever the options say. */
  entity(source: EntitySource, node: LoadNode, path: readonly Mapper[], attributes?: readonly Attribute[], isOuterAbove = false): EntityPlan {
    const { mapper } = source
    const here = [...path, mapper]
    const { root } = mapper
    const keys = root.primaryKeyAttributes.map((a) => this.add(source.column(a.column)))
    const discriminator = root.discriminator === null ? -1 : this.add(source.column(root.discriminator.column))
    const columns: ColumnPlace[] = []
    const selected: readonly Attribute[] = attributes ?? [...selectedColumns(mapper, node), ...mapper.expressions.filter((e) => node.loadOnly.size === 0 && !node.deferred.has(e))]
    for (const attribute of attributes === undefined ? selected : [...root.primaryKeyAttributes.filter((a) => !attributes.includes(a)), ...selected]) {
      const element = this.#elementOf(attribute, source)
      if (element !== undefined) columns.push({ attribute, position: this.add(element) })
    }
    const joined: JoinedPlan[] = []
    const postLoads: PostLoad[] = []
    const empty: RelationshipAttribute[] = []
    const plan: EntityPlan = { index: this.entities.length, mapper, source, node, keys, discriminator, columns, joined, postLoads, empty }
    this.entities.push(plan)
    if (attributes !== undefined) return plan
    for (const relationship of relationshipsOf(mapper)) {
      const rule = node.rule(relationship)
      let strategy = strategyOf(relationship, rule, here)
      // joins are made for what every row has
      if (strategy === 'joined' && (this.avoidJoins || !mapper.isA(relationship.parent))) strategy = 'selectin'
      switch (strategy) {
        case 'joined':
          for (const { local } of sidePairs(relationship)) this.add(source.column(local))
          this.#pending.push({ relationship, parent: source, plan, rule: rule ?? null, path: here, isOuterAbove })
          break
        case 'containsEager': {
          const given = rule!.options.alias ?? rule!.target
          const target = given === undefined ? EntitySource.of(relationship.target) : entitySource(given)
          const inner = this.entity(target, rule!.next, here)
          joined.push({ relationship, target: inner })
          if (relationship.isCollection) this.needsUnique = true
          break
        }
        case 'noload': empty.push(relationship); break
        case 'selectin':
        case 'subquery':
        case 'immediate':
          // the columns by which the targets are found
          for (const { local } of sidePairs(relationship)) {
            const attribute = mapper.findAttributeOf(local)
            if (attribute === undefined || columns.some((c) => c.attribute === attribute)) continue
            columns.push({ attribute, position: this.add(source.column(local)) })
          }
          postLoads.push({ relationship, rule: rule ?? null, strategy, path: here })
          break
        default:
      }
    }
    return plan
  }

  #elementOf(attribute: Attribute, source: EntitySource): ColumnElement | undefined {
    // a subquery may have some of the columns only
    if (attribute.kind === 'column') return source.find((attribute as ColumnAttribute).column)
    if (attribute.kind !== 'expression') return undefined
    const given = this.expressions.get(attribute)
    const node = given ?? asNode((attribute as Attribute & { readonly expression: unknown }).expression)
    if (node === undefined) return undefined
    const element = node instanceof ColumnElement ? node : (node as SqlNode & { toScalar(): ColumnElement }).toScalar()
    return source.adapt(element)
  }

  /**
   * The finished statement.
   * @param base what was asked for: FROM, WHERE, ORDER BY, limits; its columns are replaced
   */
  finish(base: Select): { readonly core: Select; readonly inner: Select } {
    const mustWrap = (base.hasRowLimit || base.isDistinct || base.groupByClauses.length > 0) && this.#pending.some((p) => isMultiRow(p.relationship, p.rule, p.path))
    if (mustWrap) for (const term of base.orderByClauses) for (const element of orderedElements(term)) this.add(element)
    const primary = this.columns.slice()
    const inner = this.#withColumns(base, primary)
    if (this.#pending.length === 0) return { core: inner, inner }
    if (!mustWrap) {
      this.#joinPending(null)
      const fromClauses = base.fromClauses.length > 0 || this.froms.length > 0 ? inner.fromClauses : normalizedFroms(primary.flatMap((c) => c.fromObjects as readonly FromClause[]))
      const core = cloneNode(inner, {
        rawColumns: this.columns.slice(), fromClauses, joins: [...inner.joins, ...this.#steps],
        orderByClauses: [...inner.orderByClauses, ...this.#eagerOrder],
      })
      return { core, inner }
    }
    const subquery = inner.subquery()
    const place = (node: SqlNode): ColumnElement | undefined => {
      const at = this.#positions.get(node)
      return at === undefined || at >= primary.length ? undefined : subquery.columns.at(at)
    }
    const wrapped = new Map<EntitySource, EntitySource>()
    const wrap = (source: EntitySource): EntitySource => {
      let known = wrapped.get(source)
      if (known === undefined) wrapped.set(source, known = new EntitySource(source.mapper, subquery, subquery, (column) => place(source.column(column))))
      return known
    }
    const order = base.orderByClauses.map((term) => replacementTraverse(term, (n) => place(n) ?? (n instanceof LabelReference ? place(n.element) : undefined)))
    this.#joinPending(wrap)
    const outer = cloneNode(new Select([]).selectFrom(subquery), {
      rawColumns: [...primary.map((_, i) => subquery.columns.at(i)!), ...this.columns.slice(primary.length)],
      joins: this.#steps, orderByClauses: [...order, ...this.#eagerOrder],
      executionOptionValues: base.executionOptionValues, commentText: base.commentText, paramValues: base.paramValues,
    })
    return { core: outer, inner }
  }

  #withColumns(base: Select, columns: readonly ColumnElement[]): Select {
    const extra = this.froms.filter((f) => !base.fromClauses.includes(f) && !base.joins.some((j) => j.target === f || j.left === f))
    return cloneNode(base, {
      rawColumns: columns, rawItems: NONE, shape: null, statementOptions: NONE,
      fromClauses: extra.length === 0 ? base.fromClauses : [...base.fromClauses, ...extra],
    })
  }

  /** Joins until nothing is left: the targets of joins may have joined loads themselves. */
  #joinPending(wrap: ((source: EntitySource) => EntitySource) | null): void {
    let isRoot = true
    while (this.#pending.length > 0) {
      const round = this.#pending
      this.#pending = []
      for (const pending of round) this.#joinOne(pending, isRoot ? wrap : null)
      isRoot = false
    }
  }

  #joinOne({ relationship, parent, plan, rule, path, isOuterAbove }: EagerJoin, wrap: ((source: EntitySource) => EntitySource) | null): void {
    const { config } = relationship
    const targetMapper = rule?.target === undefined ? relationship.target : entitySource(rule.target).mapper
    const target = EntitySource.aliased(targetMapper, null)
    const from = wrap === null ? parent : wrap(parent)
    const secondary = config.secondary?.alias() ?? undefined
    const join = relationshipJoin(relationship, from, target, secondary)
    const isInner = !isOuterAbove && (rule?.options.innerJoin ?? relationship.definition.options.innerJoin ?? false)
    const node = rule?.next ?? new LoadNode(plan.node.criteria)
    const source = rule?.target !== undefined && isAliased(rule.target) ? rule.target.source : null
    const criteria = [
      ...(rule?.criteria ?? []).map((c) => adaptTo(c, relationship.target, target, source)),
      ...singleTable(target), ...criteriaFor(node.criteria, target, true),
    ]
    const on = [join.primary, ...criteria]
    const right = join.secondary === null ? target.from : new Join(join.secondary, target.from, join.second)
    this.#steps.push(new JoinStep(right, allOf(on), from.from, { isOuter: !isInner }, { target: right, on: null, left: null }))
    const inner = this.entity(target, node, path, undefined, !isInner)
    ;(plan.joined as Writable<JoinedPlan>[]).push({ relationship, target: inner })
    if (relationship.isCollection) {
      this.needsUnique = true
      this.#eagerOrder.push(...orderOf(relationship, target, secondary))
    }
  }
}
const NONE: readonly never[] = []

/** Criteria that were written for an alias given to `ofType`, or for the class, about the alias that the join makes. */
function adaptTo(criterion: ColumnElement, mapper: Mapper, target: EntitySource, given: EntitySource | null): ColumnElement {
  if (given === null) return target.adapt(criterion)
  const columns = new Map<SqlNode, Column>()
  for (const attribute of mapper.columnAttributes) columns.set(given.column(attribute.column), attribute.column)
  return replacementTraverse(criterion, (n) => { const column = columns.get(n); return column === undefined ? undefined : target.column(column) })
}

export const allOf = (conditions: readonly ColumnElement[]): ColumnElement => {
  const [first, ...rest] = conditions
  return rest.length === 0 ? first! : first!.and(...rest)
}

/** ORDER BY of a relationship, over a source of its target. */
export function orderOf(relationship: RelationshipAttribute, target: EntitySource, secondary?: FromClause): readonly SqlNode[] {
  const { orderBy } = relationship.definition.options
  if (orderBy === undefined) return NONE
  const table = relationship.config.secondary
  return (Array.isArray(orderBy) ? orderBy as unknown[] : [orderBy]).map((term) => {
    const node = target.adapt(asNode(term)!)
    if (table === null || secondary === undefined || secondary === table) return node
    return replacementTraverse(node, (n) => (n instanceof Column && n.table === table ? secondary.columns.get(n.key) : undefined))
  })
}

/** Whether a joined load gives several rows for one object, itself or further on. */
function isMultiRow(relationship: RelationshipAttribute, rule: LoadRule | null, path: readonly Mapper[]): boolean {
  if (relationship.isCollection) return true
  const { target } = relationship
  const here = [...path, target]
  return target.relationships.some((next) => {
    const nextRule = rule?.next.rule(next)
    return strategyOf(next, nextRule, here) === 'joined' && isMultiRow(next, nextRule ?? null, here)
  })
}

/** What a term of ORDER BY sorts by, without direction. */
function orderedElements(term: SqlNode): readonly ColumnElement[] {
  if (term instanceof LabelReference) return orderedElements(term.element)
  if (term instanceof UnaryExpression && (term as { modifier?: unknown }).modifier !== undefined && (term as { modifier?: unknown }).modifier !== null) return orderedElements(term.element)
  return term instanceof ColumnElement && term.visitName !== 'visitTextualLabelReference' && term.visitName !== 'visitTextClause' ? [term] : NONE
}
