import { type ColumnCollection, type ColumnElement, defineNode, Field, FromClause, type SqlNode } from '@athanor/expressions/elements'
import { compiles } from '@athanor/expressions'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { EntitySource } from './entity-source.ts'
import { keyed, type Keyed } from './keyed.ts'

/**
 * A relationship as the target of a join: `join(User.c.addresses)`. The session replaces it by the target's table and the
 * relationship's condition.
 */
export class RelationshipTarget extends FromClause {
  readonly relationship: RelationshipAttribute
  readonly parentSource: EntitySource
  readonly targetSource: EntitySource
  // the structure: what makes two of these the same
  readonly relation: Keyed
  readonly parentFrom: FromClause
  readonly targetFrom: FromClause
  readonly criteria: readonly ColumnElement[]

  constructor(relationship: RelationshipAttribute, parent: EntitySource, target: EntitySource, criteria: readonly ColumnElement[]) {
    super()
    this.relationship = relationship
    this.relation = keyed(relationship)
    this.parentSource = parent
    this.targetSource = target
    this.parentFrom = parent.from
    this.targetFrom = target.from
    this.criteria = criteria
  }
  protected makeColumns(): ColumnCollection { return this.targetFrom.columns }
  override get isNamed(): boolean { return this.targetFrom.isNamed }
  override get fromObjects(): readonly FromClause[] { return this.targetFrom.fromObjects }
  override get hiddenFroms(): readonly FromClause[] { return this.targetFrom.hiddenFroms }
  get description(): string { return this.targetFrom.description }
  override isDerivedFrom(other: SqlNode): boolean { return this === other || this.targetFrom.isDerivedFrom(other) }
}
defineNode(RelationshipTarget, 'visitRelationshipTarget', [
  ['relation', Field.data], ['parentFrom', Field.node], ['targetFrom', Field.node], ['criteria', Field.nodes],
])

// Outside of a session (a Core connection, toString) the join follows the foreign key between the tables.
compiles(RelationshipTarget, (node, compiler, context) => compiler.process(node.targetFrom, context))
