import { Column, type ColumnElement, type SqlNode } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import type { Attribute } from '../attributes/attribute.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { EntitySource } from '../querying/entity-source.ts'
import type { LoaderCriteria, LoadPath, LoadStep, RelationshipStep, StepOptions, Strategy } from './loader-options.ts'

/** How one relationship of an entity is loaded, and what then is loaded with its targets. */
export interface LoadRule {
  readonly relationship: RelationshipAttribute
  strategy: Strategy
  options: StepOptions
  criteria: readonly ColumnElement[]
  /** Subclass or alias that the relationship was narrowed to. */
  target: unknown
  readonly next: LoadNode
}

/** What loader options say of one entity of a statement: a tree, since the rules of a relationship have rules for its targets. */
export class LoadNode {
  readonly rules = new Map<RelationshipAttribute, LoadRule>()
  readonly loadOnly = new Set<Attribute>()
  readonly deferred = new Set<Attribute>()
  readonly undeferred = new Set<Attribute>()
  /** Subclasses whose own columns are loaded too. */
  readonly subclasses = new Set<Mapper>()
  /** Of the whole statement. */
  readonly criteria: readonly LoaderCriteria[]

  constructor(criteria: readonly LoaderCriteria[] = NONE) { this.criteria = criteria }

  get isEmpty(): boolean {
    return this.rules.size === 0 && this.loadOnly.size === 0 && this.deferred.size === 0 && this.undeferred.size === 0 && this.subclasses.size === 0 && !this.criteria.some((c) => c.propagate)
  }
  rule(relationship: RelationshipAttribute): LoadRule | undefined { return this.rules.get(relationship) }

  /** Adds the steps of a path. `source`: where the entity's columns come from. */
  add(path: LoadPath, mapper: Mapper, source: EntitySource | null): void { this.#addSteps(path.steps, mapper, source) }

  #addSteps([step, ...rest]: readonly LoadStep[], mapper: Mapper, source: EntitySource | null): void {
    if (step === undefined) return
    if (step.kind === 'subclasses') {
      for (const subclass of step.mappers) {
        if (!subclass.isA(mapper)) throw new ArgumentError(`selectinPolymorphic(): ${subclass.name} is no subclass of ${mapper.name}`)
        this.subclasses.add(subclass)
      }
      this.#addSteps(rest, mapper, source)
      return
    }
    if (step.kind === 'relationship') {
      const { next } = this.#ruleFor(step)
      // raiseload() and noload() lead nowhere: what follows is about the same entity
      if (step.continues) next.#addSteps(rest, step.element.targetSource.mapper, null)
      else this.#addSteps(rest, mapper, source)
      return
    }
    const set = step.rule === 'loadOnly' ? this.loadOnly : step.rule === 'defer' ? this.deferred : this.undeferred
    for (const column of step.columns) {
      const attribute = attributeOfColumn(column, mapper, source)
      if (attribute === undefined) throw new ArgumentError(`${step.rule}(): '${column.toString()}' is not an attribute of ${mapper.name}`)
      set.add(attribute)
      if (step.rule === 'defer') this.undeferred.delete(attribute)
      else this.deferred.delete(attribute)
    }
    this.#addSteps(rest, mapper, source)
  }

  #ruleFor(step: RelationshipStep): LoadRule {
    const { relationship } = step.element
    let rule = this.rules.get(relationship)
    if (rule === undefined) {
      rule = { relationship, strategy: step.strategy, options: step.options, criteria: step.criteria, target: step.element.ofTypeTarget, next: new LoadNode(this.criteria) }
      this.rules.set(relationship, rule)
    } else if (step.strategy !== 'default') {
      rule.strategy = step.strategy
      rule.options = step.options
      rule.criteria = step.criteria
      rule.target = step.element.ofTypeTarget
    }
    return rule
  }
}
const NONE: readonly never[] = []

/** Attribute of a column of a class, of one of its subclasses, or of an alias. */
export function attributeOfColumn(column: SqlNode, mapper: Mapper, source: EntitySource | null): Attribute | undefined {
  for (const m of mapper.selfAndDescendants()) {
    if (column instanceof Column) {
      const found = m.findAttributeOf(column)
      if (found !== undefined) return found
    }
    for (const attribute of m.columnAttributes) {
      if (source !== null && source.find(attribute.column) === column) return attribute
      // an alias elsewhere on the path: a column that stands for ours
      if ((column as { proxies?: readonly unknown[] }).proxies?.includes(attribute.column)) return attribute
    }
    const name = (column as { name?: unknown }).name
    if (column.visitName === 'visitLabel' && typeof name === 'string' && m.byKey.get(name)?.kind === 'expression') return m.byKey.get(name)
  }
  return undefined
}
