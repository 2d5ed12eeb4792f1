import { and, or } from '@athanor/expressions'
import {
  asNode, CLAUSE, type Column, type ColumnElement, condition, Exists, type FromClause, Select, type SqlNode,
} from '@athanor/expressions/elements'
import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { isMapped, stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { EntitySource } from './entity-source.ts'
import { relationshipJoin, sidePairs } from './relationship-join.ts'
import { RelationshipTarget } from './relationship-target.ts'
import { entitySource, isAliased } from './entity-argument.ts'

interface Details {
  readonly source?: EntitySource | undefined
  /** Subclass or alias that the relationship leads to. */
  readonly target?: unknown
  readonly criteria?: readonly ColumnElement[]
}

/**
 * A relationship of a class as SQL: target of joins, start of loader options, and comparisons by EXISTS or by foreign key.
 * Source: SQLAlchemy's `Relationship.Comparator`.
 */
export class RelationshipElement {
  readonly mapper: Mapper
  readonly key: string
  readonly #details: Details
  #clause: RelationshipTarget | undefined

  constructor(mapper: Mapper, key: string, details: Details = {}) {
    this.mapper = mapper
    this.key = key
    this.#details = details
  }

  get relationship(): RelationshipAttribute {
    this.mapper.registry.configure()
    return this.mapper.relationship(this.key)
  }
  /** Where the parent comes from. */
  get source(): EntitySource { return this.#details.source ?? EntitySource.of(this.mapper) }
  /** Subclass or alias given to `ofType`. */
  get ofTypeTarget(): unknown { return this.#details.target }
  /** Criteria given to `and`. */
  get criteria(): readonly ColumnElement[] { return this.#details.criteria ?? [] }
  /** Where the target comes from, if nothing else is said. */
  get targetSource(): EntitySource {
    const { target } = this.#details
    return target === undefined ? EntitySource.of(this.relationship.target) : entitySource(target)
  }

  /** @internal The same relationship of an alias. */
  of(source: EntitySource): RelationshipElement { return new RelationshipElement(this.mapper, this.key, { ...this.#details, source }) }

  /** The same relationship, seen as one to a subclass or an alias. */
  ofType(target: unknown): RelationshipElement {
    const { mapper } = entitySource(target)
    if (!mapper.isA(this.relationship.target)) {
      throw new ArgumentError(`${this.toString()} leads to ${this.relationship.target.name}; ofType() was given ${mapper.name}, which is no subclass of it`)
    }
    return new RelationshipElement(this.mapper, this.key, { ...this.#details, target })
  }
  /** Adds criteria to the ON clause of a join, or to a loader. */
  and(...criteria: readonly unknown[]): RelationshipElement {
    const added = criteria.filter((c) => c !== undefined && c !== false).map((c) => condition(c, `A criterion of ${this.toString()}.and()`))
    return new RelationshipElement(this.mapper, this.key, { ...this.#details, criteria: [...this.criteria, ...added] })
  }

  [CLAUSE](): SqlNode {
    return (this.#clause ??= new RelationshipTarget(this.relationship, this.source, this.targetSource, this.criteria))
  }

  /** `EXISTS (SELECT 1 FROM target WHERE … AND criteria)`, of a collection. */
  any(...criteria: readonly unknown[]): ColumnElement {
    if (!this.relationship.isCollection) throw new InvalidRequestError(`${this.toString()} is a reference to one object: use has() instead of any()`)
    return this.#exists(criteria)
  }
  /** The same, of a reference. */
  has(...criteria: readonly unknown[]): ColumnElement {
    if (this.relationship.isCollection) throw new InvalidRequestError(`${this.toString()} is a collection: use any() instead of has()`)
    return this.#exists(criteria)
  }

  #exists(criteria: readonly unknown[]): ColumnElement {
    const { relationship, source } = this
    const given = this.#details.target
    let target = this.targetSource
    // a class that refers to itself: the inner one needs another name, and the criteria are about the inner one
    const isImplicitAlias = !isAliased(given) && target.mapper.sharesTables(relationship.parent)
    if (isImplicitAlias) target = EntitySource.aliased(target.mapper, null)
    const join = relationshipJoin(relationship, source, target)
    const inner = [...this.criteria, ...criteria.filter((c) => c !== undefined && c !== false).map((c) => condition(c, `A criterion of ${this.toString()}`))]
    const all = [join.primary, ...(join.second === null ? [] : [join.second]), ...inner.map((c) => (isImplicitAlias ? target.adapt(c) : c)), ...singleTable(target)]
    const froms: FromClause[] = join.secondary === null ? [target.from] : [target.from, join.secondary]
    return new Exists(new Select([1]).selectFrom(...froms).where(...all).correlateExcept(...froms.flatMap((f) => f.fromObjects)).scalarSubquery())
  }

  /** The collection contains the object, by key. */
  contains(object: unknown): ColumnElement {
    const { relationship } = this
    if (!relationship.isCollection) throw new InvalidRequestError(`${this.toString()} is a reference to one object: compare with is()`)
    const state = this.#state(object, 'contains()')
    const { secondary } = relationship.config
    if (secondary === null) return this.#equalsRemote(state)
    const join = relationshipJoin(relationship, this.source, EntitySource.of(relationship.target))
    const match = relationship.config.secondaryPairs.map(({ source, destination }) => secondary.columns.get(destination.key)!.eq(valueOf(state, source)))
    return new Exists(new Select([1]).selectFrom(secondary).where(join.primary, ...match).correlateExcept(secondary).scalarSubquery())
  }

  /** The reference is to this object; null: to none. */
  is(object: unknown): ColumnElement {
    const { relationship } = this
    if (relationship.isCollection) throw new InvalidRequestError(`${this.toString()} is a collection: use contains() or any()`)
    const isForeignKeyHere = relationship.direction === 'manyToOne'
    if (object === null) {
      if (!isForeignKeyHere) return this.#exists([]).not()
      return conjunction(sidePairs(relationship).map(({ local }) => this.source.column(local).isNull()))
    }
    return this.#equalsRemote(this.#state(object, 'is()'))
  }
  /** The reference is not to this object, or to none; null: it is to some object. */
  isNot(object: unknown): ColumnElement {
    const { relationship } = this
    if (relationship.isCollection) throw new InvalidRequestError(`${this.toString()} is a collection: use contains() or any(), and not()`)
    const isForeignKeyHere = relationship.direction === 'manyToOne'
    if (object === null) {
      if (!isForeignKeyHere) return this.#exists([])
      return conjunction(sidePairs(relationship).map(({ local }) => this.source.column(local).isNotNull()))
    }
    const state = this.#state(object, 'isNot()')
    if (!isForeignKeyHere) return this.#equalsRemote(state).not()
    const parts = sidePairs(relationship).map(({ local, remote }) => {
      const column = this.source.column(local)
      return or(column.ne(valueOf(state, remote)) as never, column.isNull() as never)
    })
    return parts.length === 1 ? asNode(parts[0]) as ColumnElement : asNode(or(...parts as never[])) as ColumnElement
  }

  #equalsRemote(state: InstanceState): ColumnElement {
    return conjunction(sidePairs(this.relationship).map(({ local, remote }) => this.source.column(local).eq(valueOf(state, remote))))
  }

  #state(object: unknown, method: string): InstanceState {
    if (!isMapped(object) || !stateOf(object).mapper.isA(this.relationship.target)) {
      throw new ArgumentError(`${this.toString()}.${method} needs a ${this.relationship.target.name} object`)
    }
    return stateOf(object)
  }

  toString(): string { return `${this.mapper.name}.${this.key}` }
}

function conjunction(parts: readonly ColumnElement[]): ColumnElement {
  return parts.length === 1 ? parts[0]! : asNode(and(...parts as never[])) as ColumnElement
}

/** Rows of a single-table subclass only. */
export function singleTable(source: EntitySource): readonly ColumnElement[] {
  const { mapper } = source
  const { discriminator } = mapper.root
  if (!mapper.isSingleTable || discriminator === null) return []
  const identities = [...mapper.selfAndDescendants()].map((m) => m.polymorphicIdentity).filter((i) => i !== undefined)
  return [source.column(discriminator.column).in(identities)]
}

/** Value of a column of an object. @throws {InvalidRequestError} when it isn't loaded */
function valueOf(state: InstanceState, column: Column): unknown {
  const attribute = state.mapper.attributeOf(column)
  const value = attribute.current(state)
  if (typeof value === 'symbol') {
    throw new InvalidRequestError(`${state.toString()} can't be compared with: its ${attribute.toString()} ${state.key === undefined ? 'is not known before it is saved' : 'is not loaded'}`)
  }
  return value
}
