import type { ColumnAttribute } from '../attributes/column-attribute.ts'
import { HybridDefinition, ColumnPropertyDefinition, SynonymDefinition } from './derived-definitions.ts'
import { thunkDefinition } from './configure.ts'
import type { Mapper } from './mapper.ts'
import { RelationshipElement } from '../querying/relationship-element.ts'
import { compositeElement } from './composite-element.ts'

const caches = new WeakMap<Mapper, object>()

/**
 * `User.c`: the attributes as SQL. Each entry is made when it is asked for first: a relationship's thunk is called only then,
 * when the modules that import each other have been evaluated.
 */
export function entityColumns(mapper: Mapper): object {
  let c = caches.get(mapper)
  if (c !== undefined) return c
  c = {}
  caches.set(mapper, c)
  const keys = new Set<string>()
  for (let m: Mapper | null = mapper; m !== null; m = m.parent) {
    for (const key of m.thunks.keys()) keys.add(key)
  }
  for (const key of mapper.byKey.keys()) keys.add(key)
  const target = c
  for (const key of keys) {
    Object.defineProperty(c, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = elementOf(mapper, key)
        Object.defineProperty(target, key, { value, enumerable: true, configurable: true })
        return value
      },
    })
  }
  return c
}

function elementOf(mapper: Mapper, key: string): unknown {
  const attribute = mapper.byKey.get(key)
  if (attribute?.kind === 'column') return (attribute as ColumnAttribute).column
  if (attribute?.kind === 'composite') return compositeElement(attribute as never)
  const definition = thunkDefinition(mapper, key)
  if (definition instanceof HybridDefinition) return labelled(definition.expression, key)
  if (definition instanceof ColumnPropertyDefinition) return labelled(definition.expression, key)
  if (definition instanceof SynonymDefinition) return definition.attribute
  return new RelationshipElement(mapper, key)
}

/** The expression under the attribute's name, so that rows have it as their key. */
function labelled(expression: unknown, key: string): unknown {
  const label = (expression as { label?: (name: string) => unknown } | null)?.label
  return typeof label === 'function' ? label.call(expression, key) : expression
}
