import type { Column } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import type { SynonymDefinition } from './derived-definitions.ts'
import type { Mapper } from './mapper.ts'

/** Another property for an attribute of the same class. */
export function defineSynonym(mapper: Mapper, key: string, definition: SynonymDefinition): void {
  const target = definition.attribute
  const attribute = typeof target === 'string'
    ? mapper.byKey.get(target)
    : mapper.findAttributeOf(target as Column) ?? mapper.byKey.get((target as { key?: string } | null)?.key ?? '')
  if (attribute === undefined) throw new ArgumentError(`The synonym ${mapper.name}.${key} must name an attribute of ${mapper.name}: synonym(${mapper.name}.c.name)`)
  const name = attribute.key
  mapper.byKey.set(key, attribute)
  Object.defineProperty(mapper.declared.prototype, key, {
    configurable: true,
    enumerable: false,
    get(this: Record<string, unknown>): unknown { return this[name] },
    set(this: Record<string, unknown>, value: unknown) { this[name] = value },
  })
}
