import type { ColumnDefinition } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import type {
  ColumnPropertyFactory, CompositeFactory, DeferredFactory, DeferredOptions, HybridFactory, SynonymFactory,
} from '../typing/derived-attributes.ts'

/** SQL on the class, JavaScript on objects. */
export class HybridDefinition {
  readonly expression: unknown
  readonly getter: ((self: object) => unknown) | undefined
  constructor(expression: unknown, getter?: (self: object) => unknown) {
    this.expression = expression
    this.getter = getter
  }
}

/** An SQL expression that is selected with the object. */
export class ColumnPropertyDefinition {
  readonly expression: unknown
  constructor(expression: unknown) { this.expression = expression }
}

/** Another name of an attribute. */
export class SynonymDefinition {
  readonly attribute: unknown
  constructor(attribute: unknown) { this.attribute = attribute }
}

/** A value object over columns of the class. */
export class CompositeDefinition {
  readonly constructorOf: new (...args: unknown[]) => object
  readonly columns: Readonly<Record<string, ColumnDefinition>>
  readonly values: (value: object) => readonly unknown[]

  constructor(constructorOf: CompositeDefinition['constructorOf'], columns: CompositeDefinition['columns'], values?: CompositeDefinition['values']) {
    if (typeof constructorOf !== 'function') throw new ArgumentError('composite() needs a class and its columns: composite(Point, { x: integer(), y: integer() })')
    this.constructorOf = constructorOf
    this.columns = columns
    const keys = Object.keys(columns)
    this.values = values ?? ((value) => keys.map((key) => {
      const part = (value as Record<string, unknown>)[key]
      if (part === undefined) throw new ArgumentError(`An object of class ${constructorOf.name} has no property '${key}'. Give composite() the option { values: (object) => [...] }.`)
      return part
    }))
  }
}

/** Key in a column's `info` under which deferral is noted. */
export const DEFERRED_INFO = 'athanor.deferred'

export const hybrid: HybridFactory = ((expression: unknown, getter?: (self: object) => unknown) => new HybridDefinition(expression, getter)) as never
export const columnProperty: ColumnPropertyFactory = ((expression: unknown) => new ColumnPropertyDefinition(expression)) as never
export const synonym: SynonymFactory = ((attribute: unknown) => new SynonymDefinition(attribute)) as never
export const composite: CompositeFactory = ((cls: CompositeDefinition['constructorOf'], columns: CompositeDefinition['columns'], options?: { readonly values?: CompositeDefinition['values'] }) =>
  new CompositeDefinition(cls, columns, options?.values)) as never
export const deferred: DeferredFactory = ((column: ColumnDefinition, options: DeferredOptions = {}) =>
  column.info({ [DEFERRED_INFO]: { group: options.group } })) as never
