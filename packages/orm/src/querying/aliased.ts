import { asNode, type FromClause, SelectBase } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import { entityColumns } from '../mapping/entity-columns.ts'
import { declaredMapperOf } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { AliasedFactory } from '../typing/aliased.ts'
import { EntityAlias } from './entity-argument.ts'
import { EntitySource } from './entity-source.ts'
import { RelationshipElement } from './relationship-element.ts'

/** A mapped class under another name in one statement. Made by `aliased()`. */
export class AliasedEntity extends EntityAlias {
  readonly mapper: Mapper
  readonly name: string | null
  readonly source: EntitySource
  #columns: object | undefined

  constructor(entity: unknown, target: unknown) {
    super()
    const inner = entity instanceof AliasedEntity ? entity : undefined
    this.mapper = inner?.mapper ?? declaredMapperOf(entity)
    if (target === undefined || typeof target === 'string') {
      this.name = target ?? null
      this.source = EntitySource.aliased(this.mapper, this.name, this)
      return
    }
    const node = asNode(target)
    if (node instanceof SelectBase) throw new ArgumentError('aliased() needs a FROM object: call subquery() on the query first')
    if (node === undefined || !('correspondingColumn' in node)) throw new ArgumentError('aliased() takes a name, a subquery, a CTE or an alias as its second argument')
    this.name = null
    this.source = EntitySource.selectable(this.mapper, node as FromClause, this)
  }

  /** Attributes as SQL, of this alias. */
  get c(): object { return (this.#columns ??= aliasedColumns(this)) }
}

/** `User.c` over another source: each entry is made when it is asked for. */
function aliasedColumns(entity: AliasedEntity): object {
  const plain = entityColumns(entity.mapper) as Record<string, unknown>
  const made = new Map<string, unknown>()
  const result = {}
  for (const key of Object.keys(plain)) {
    Object.defineProperty(result, key, {
      enumerable: true,
      get() {
        if (!made.has(key)) {
          const value = plain[key]
          if (value instanceof RelationshipElement) made.set(key, value.of(entity.source))
          else {
            const node = asNode(value)
            made.set(key, node === undefined ? value : entity.source.adapt(node))
          }
        }
        return made.get(key)
      },
    })
  }
  return result
}

/** A mapped class under another name, or loaded from a subquery that has its columns. */
export const aliased: AliasedFactory = ((entity: unknown, target?: unknown) => new AliasedEntity(entity, target)) as never
