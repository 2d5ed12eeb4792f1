import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { CollectionRelationship } from '../attributes/collection-relationship.ts'
import { ExpressionAttribute } from '../attributes/expression-attribute.ts'
import { HybridAttribute } from '../attributes/hybrid-attribute.ts'
import { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { ScalarRelationship } from '../attributes/scalar-relationship.ts'
import { WriteOnlyRelationship } from '../attributes/write-only-relationship.ts'
import { listKind, mapKind, setKind } from '../collections/collection-kind.ts'
import { defineAccessor } from './accessors.ts'
import { ColumnPropertyDefinition, HybridDefinition, SynonymDefinition } from './derived-definitions.ts'
import { configureRelationship } from './configure-relationship.ts'
import type { Mapper } from './mapper.ts'
import { RelationshipDefinition } from './relationship-definition.ts'
import { defineSynonym } from './synonym.ts'

/** What a thunk of a class returns. It is called once. */
export function thunkDefinition(mapper: Mapper, key: string): unknown {
  for (let m: Mapper | null = mapper; m !== null; m = m.parent) {
    const entry = m.thunks.get(key)
    if (entry === undefined) continue
    if (entry.definition === undefined) {
      const definition: unknown = entry.thunk()
      if (!(definition instanceof RelationshipDefinition || definition instanceof HybridDefinition
        || definition instanceof ColumnPropertyDefinition || definition instanceof SynonymDefinition)) {
        throw new ArgumentError(
          `The arrow of ${mapper.name}.${key} must return a relationship (toMany, toOne, toSet, toMap, writeOnly), hybrid(), columnProperty() or synonym()`)
      }
      entry.definition = definition
    }
    return entry.definition
  }
  throw new ArgumentError(`${mapper.name} has no attribute '${key}'`)
}

/** First step: every thunk becomes an attribute. */
export function makeAttributes(mapper: Mapper): void {
  if (mapper.parent !== null) adoptInherited(mapper, mapper.parent)
  const own: RelationshipAttribute[] = []
  for (const [key, { slot }] of mapper.thunks) {
    const definition = thunkDefinition(mapper, key)
    if (definition instanceof SynonymDefinition) {
      defineSynonym(mapper, key, definition)
      continue
    }
    const attribute = definition instanceof RelationshipDefinition ? relationshipFor(mapper, key, slot, definition)
      : definition instanceof HybridDefinition ? new HybridAttribute(key, slot, mapper, definition.expression, definition.getter)
        : new ExpressionAttribute(key, slot, mapper, (definition as ColumnPropertyDefinition).expression)
    mapper.addAttribute(attribute)
    if (attribute instanceof RelationshipAttribute) own.push(attribute)
    if (attribute instanceof ExpressionAttribute) mapper.expressions.push(attribute)
    defineAccessor(mapper.declared.prototype, attribute)
  }
  const inherited = (mapper.parent?.relationships ?? []).filter((r) => mapper.byKey.get(r.key) === r)
  mapper.relationships = [...own, ...inherited]
  mapper.collections = mapper.relationships.filter((r) => r instanceof CollectionRelationship)
  mapper.listCollections = mapper.collections.filter((r) => r.collection.name === 'list')
  mapper.expirableSlots = [...mapper.columnAttributes.filter((a) => !a.deferred), ...mapper.expressions].map((a) => a.slot)
}

/** Attributes that the parent got from its thunks after this class was declared. */
function adoptInherited(mapper: Mapper, parent: Mapper): void {
  for (const attribute of parent.attributes) {
    if (attribute === undefined || mapper.attributes[attribute.slot] !== undefined) continue
    mapper.attributes[attribute.slot] = attribute
    if (!mapper.byKey.has(attribute.key) && !mapper.thunks.has(attribute.key)) mapper.byKey.set(attribute.key, attribute)
    if (attribute instanceof ExpressionAttribute) mapper.expressions.push(attribute)
  }
}

function relationshipFor(mapper: Mapper, key: string, slot: number, definition: RelationshipDefinition): RelationshipAttribute {
  switch (definition.shape) {
    case 'one': return new ScalarRelationship(key, slot, mapper, definition)
    case 'list': return new CollectionRelationship(key, slot, mapper, definition, listKind)
    case 'set': return new CollectionRelationship(key, slot, mapper, definition, setKind)
    case 'map': return new CollectionRelationship(key, slot, mapper, definition, mapKind(definition.mapKey!))
    case 'writeOnly': return new WriteOnlyRelationship(key, slot, mapper, definition)
  }
}

const ownRelationships = (mapper: Mapper): readonly RelationshipAttribute[] => mapper.relationships.filter((r) => r.parent === mapper)

/** Second step: targets, join conditions, directions, cascades. */
export function configureMapper(mapper: Mapper): void {
  for (const relationship of ownRelationships(mapper)) configureRelationship(relationship)
}

/** Third step: both sides of each relationship find each other. */
export function linkMapper(mapper: Mapper): void {
  for (const relationship of ownRelationships(mapper)) {
    linkBackref(relationship)
    if (relationship.cascade.deleteOrphan) relationship.target.orphanRelationships.push(relationship)
    if (relationship.direction === 'manyToOne' && !relationship.viewOnly) {
      for (const target of relationship.target.selfAndDescendants()) target.keySwitchWatchers.push(relationship)
    }
  }
}

function linkBackref(relationship: RelationshipAttribute): void {
  const key = relationship.definition.options.backPopulates
  if (key === undefined) return
  const { target } = relationship
  const here = relationship.toString()
  const found = target.byKey.get(key)
  if (found === undefined) {
    throw new InvalidRequestError(
      `${here} has backPopulates: '${key}', but ${target.name} has no attribute '${key}'; its relationships: ${target.relationships.map((r) => r.key).join(', ') || 'none'}`,
      { code: 'BACK_POPULATES' })
  }
  if (!(found instanceof RelationshipAttribute)) {
    throw new InvalidRequestError(`${here} has backPopulates: '${key}', but ${target.name}.${key} is not a relationship`, { code: 'BACK_POPULATES' })
  }
  if (!relationship.parent.isA(found.target) && !found.target.isA(relationship.parent)) {
    throw new InvalidRequestError(
      `${here} has backPopulates: '${key}', but ${found.toString()} leads to ${found.target.name}, not to ${relationship.parent.name}`, { code: 'BACK_POPULATES' })
  }
  const back = found.definition.options.backPopulates
  if (back !== undefined && back !== relationship.key && found.target.byKey.get(back) !== undefined && found.parent.root === target.root) {
    throw new InvalidRequestError(
      `${here} has backPopulates: '${key}', but ${found.toString()} has backPopulates: '${back}'. The two sides must name each other.`, { code: 'BACK_POPULATES' })
  }
  if (found.direction === relationship.direction && found.direction !== 'manyToMany') {
    throw new InvalidRequestError(
      `${here} and ${found.toString()} are both of direction ${found.direction}. On the many-to-one side of a class that refers to itself, say remoteSide: ${relationship.parent.name}.c.${relationship.parent.primaryKeyAttributes[0]?.key ?? 'id'}.`,
      { code: 'BACK_POPULATES' })
  }
  if (!relationship.reverse.includes(found)) relationship.reverse.push(found)
  if (!found.reverse.includes(relationship)) found.reverse.push(relationship)
  if (!relationship.viewOnly && !found.viewOnly) relationship.backref = found
}
