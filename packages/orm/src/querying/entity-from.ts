import { compiles } from '@athanor/expressions'
import { ColumnCollection, defineNode, Field, FromClause, type SqlNode } from '@athanor/expressions/elements'
import type { Mapper } from '../mapping/mapper.ts'
import { EntitySource } from './entity-source.ts'
import { keyed, type Keyed } from './keyed.ts'

/**
 * A class of a hierarchy as a FROM object: all its columns, from its tables joined. It stands for more than its table does, so
 * statements with `Employee` and with `Engineer` are not the same although both are of one table.
 */
export class EntityFrom extends FromClause {
  readonly mapper: Mapper
  readonly entity: Keyed
  readonly targetFrom: FromClause

  constructor(mapper: Mapper) {
    super()
    this.mapper = mapper
    this.entity = keyed(mapper)
    this.targetFrom = EntitySource.of(mapper).from
  }
  protected makeColumns(): ColumnCollection { return ColumnCollection.of(this.mapper.columnAttributes.map((a) => a.column)) }
  override get fromObjects(): readonly FromClause[] { return this.targetFrom.fromObjects }
  override get hiddenFroms(): readonly FromClause[] { return this.targetFrom.hiddenFroms }
  get description(): string { return this.targetFrom.description }
  override isDerivedFrom(other: SqlNode): boolean { return this === other || this.targetFrom.isDerivedFrom(other) }
}
defineNode(EntityFrom, 'visitEntityFrom', [['entity', Field.data], ['targetFrom', Field.node]])

compiles(EntityFrom, (node, compiler, context) => compiler.process(node.targetFrom, context))

const made = new WeakMap<Mapper, EntityFrom>()

/** What a mapped class stands for in SQL: its table, or for a subclass its tables and the rows that are its own. */
export function entityClause(mapper: Mapper): FromClause {
  if (mapper.parent === null) return mapper.localTable
  let from = made.get(mapper)
  if (from === undefined) made.set(mapper, from = new EntityFrom(mapper))
  return from
}
