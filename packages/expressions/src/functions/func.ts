import { ArgumentError } from '@athanor/interfaces'
import type { FuncNamespace } from '../typing/functions.ts'
import { describe } from '../elements/coercion.ts'
import { NextValue } from '../schema/next-value.ts'
import { Sequence } from '../schema/sequence.ts'
import { asNode } from '../structure/node.ts'
import { knownFunction } from './known-functions.ts'
import { SqlFunction } from './sql-function.ts'

/** `rowNumber` is `row_number`; a name with an underscore or capitals at its start is taken as written. */
const snakeCase = (name: string): string =>
  name.includes('_') || /^[A-Z]/.test(name) ? name : name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** A call of a function by its name as written; dots separate packages. */
function call(path: readonly string[], args: readonly unknown[]): SqlFunction {
  if (path.length === 1) return new SqlFunction(path[0]!, args, { known: knownFunction(path[0]!) })
  const name = path.at(-1)!
  const packages = path.slice(0, -1)
  return new SqlFunction(name, args, { packages })
}

function nextValue(sequence: unknown): NextValue {
  const node = asNode(sequence)
  if (!(node instanceof Sequence)) throw new ArgumentError(`func.nextValue() needs a sequence, not ${describe(sequence)}`)
  return new NextValue(node)
}

/** A function whose members are made on demand: what it doesn't have is looked up in a prototype that answers every name. */
function generator(path: readonly string[], member: (name: string) => unknown): unknown {
  const [name] = path
  const callable = path.length === 0
    ? (...args: unknown[]) => {
        const [first, ...rest] = args
        if (typeof first !== 'string' || first === '') throw new ArgumentError('func() needs the name of a function first: func(\'lower\', x)')
        return call(first.split('.'), rest)
      }
    : path.length === 1 ? (...args: unknown[]) => new SqlFunction(name!, args, { known: knownFunction(name!) })
      : (...args: unknown[]) => call(path, args)
  // `length` and `name` are SQL functions like others
  Reflect.deleteProperty(callable, 'length')
  Reflect.deleteProperty(callable, 'name')
  Object.setPrototypeOf(callable, new Proxy(Object.create(null) as object, {
    get: (_target, property) => {
      if (typeof property === 'symbol') return undefined
      const made = member(property)
      // the next time it is there
      Object.defineProperty(callable, property, { value: made })
      return made
    },
    has: (_target, property) => typeof property === 'string',
  }))
  return callable
}
const inPackage = (path: readonly string[]): unknown => generator(path, (name) => inPackage([...path, name]))

/**
 * SQL functions by name. Known ones have typed results and camelCase names; any other name is passed on as written.
 * Plain arguments become parameters.
 *
 * @example
 * func.count(users.c.id)        // count(user_account.id)
 * func.rowNumber().over({ orderBy: users.c.id })   // row_number() OVER (ORDER BY user_account.id)
 */
// the namespace's members are made by the proxy, on demand
export const func: FuncNamespace = generator([], (name) => (name === 'nextValue' || name === 'next_value' ? nextValue : inPackage([snakeCase(name)]))) as FuncNamespace
