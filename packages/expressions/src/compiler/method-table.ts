import type { Operator } from '../operators/operator.ts'

export type MethodKind = 'Binary' | 'Unary' | 'List'
type Method = (...args: never[]) => string
/** Names of functions come from users, now and then from their data. */
const maxNames = 2000

/**
 * The methods that a class of compilers has for operators and functions, and for which of them it has none: most have none, and
 * a lookup by a name in a variable that finds nothing goes up the whole chain of classes, each time.
 */
export class MethodTable {
  readonly #prototype: Readonly<Record<string, Method | undefined>>
  readonly #operators: Readonly<Record<MethodKind, Map<Operator, Method | null>>> = { Binary: new Map(), Unary: new Map(), List: new Map() }
  readonly #named = new Map<string, Method | null>()

  constructor(prototype: object) {
    this.#prototype = prototype as Readonly<Record<string, Method | undefined>>
  }

  static readonly #tables = new WeakMap<object, MethodTable>()
  static of(compiler: object): MethodTable {
    const prototype = Object.getPrototypeOf(compiler) as object
    let table = MethodTable.#tables.get(prototype)
    if (table === undefined) MethodTable.#tables.set(prototype, table = new MethodTable(prototype))
    return table
  }

  /** `visit<Operator><Kind>`. */
  forOperator(operator: Operator, kind: MethodKind): Method | null {
    const methods = this.#operators[kind]
    let method = methods.get(operator)
    if (method === undefined) methods.set(operator, method = this.#prototype[`visit${operator.name[0]!.toUpperCase()}${operator.name.slice(1)}${kind}`] ?? null)
    return method
  }

  /** `aggregate_strings` → `visitAggregateStringsFunction`. */
  forFunction(name: string): Method | null {
    let method = this.#named.get(name)
    if (method === undefined) {
      const camel = name.toLowerCase().replaceAll(/(?:^|_)([a-z0-9])/g, (_m, c: string) => c.toUpperCase())
      if (this.#named.size >= maxNames) this.#named.clear()
      this.#named.set(name, method = this.#prototype[`visit${camel}Function`] ?? null)
    }
    return method
  }
}
