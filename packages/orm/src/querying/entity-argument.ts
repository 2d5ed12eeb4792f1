import { CLAUSE, type SqlNode } from '@athanor/expressions/elements'
import { mapperOf } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { EntitySource } from './entity-source.ts'

/** Base of aliases of mapped classes; here, so that relationships needn't import how their columns are made. */
export abstract class EntityAlias {
  abstract readonly mapper: Mapper
  abstract readonly source: EntitySource
  /** Name that was given; null: made up by the compiler. */
  abstract readonly name: string | null
  [CLAUSE](): SqlNode { return this.source.from }
}

export const isAliased = (entity: unknown): entity is EntityAlias => entity instanceof EntityAlias

/** Source of a class or of an alias. @throws {InvalidRequestError} for what is neither */
export function entitySource(entity: unknown): EntitySource {
  if (isAliased(entity)) {
    entity.mapper.registry.configure()
    return entity.source
  }
  return EntitySource.of(mapperOf(entity))
}
