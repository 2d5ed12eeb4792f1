import type { ColumnElement } from '@athanor/expressions/elements'
import type { EntitySource } from '../querying/entity-source.ts'
import type { LoaderCriteria } from './loader-options.ts'

/**
 * What `withLoaderCriteria` adds for one occurrence of an entity.
 * @param isLoad it occurs in a relationship load, not in the statement as the user wrote it
 */
export function criteriaFor(options: readonly LoaderCriteria[], source: EntitySource, isLoad: boolean): readonly ColumnElement[] {
  if (options.length === 0) return NONE
  const found: ColumnElement[] = []
  for (const option of options) {
    if (option.loaderOnly && !isLoad) continue
    if (!source.mapper.isA(option.mapper)) continue
    // an alias that the user made is left alone unless it is asked for; those that loads make are not seen by anyone
    if (!isLoad && source.alias !== null && !option.includeAliases) continue
    found.push(source.adapt(option.criteria))
  }
  return found
}
const NONE: readonly never[] = []
