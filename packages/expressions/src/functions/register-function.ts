import { ArgumentError } from '@athanor/interfaces'
import { asColumnElement, expression } from '../elements/coercion.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { typeArgument } from '../elements/type-argument.ts'
import type { TypeOf } from '../typing/sql.ts'
import type { FunctionCall } from '../typing/functions.ts'
import { NULL_TYPE } from '../types/sql-type.ts'
import type { KnownFunction } from './known-function.ts'
import { registerFunction as define } from './known-functions.ts'
import { SqlFunction } from './sql-function.ts'

/** What is known of a function. */
export interface FunctionDefinition<T> {
  /** Type of the result; `firstArgument`: that of the first argument. */
  readonly type: TypeOf<T> | 'firstArgument'
  /** Its spelling, where that differs from its name: `{ sqlName: 'ST_Distance' }`. */
  readonly sqlName?: string
  /** Written without parentheses when it has no arguments, such as `CURRENT_DATE`. */
  readonly withoutParentheses?: boolean
  /** How many arguments it takes: `[least, most]`. */
  readonly arity?: readonly [least: number, most: number]
  /** Types of plain values among its arguments, by position; the last one stands for all that follow. */
  readonly argumentTypes?: readonly TypeOf<unknown>[]
}

/**
 * Makes a function known: `func` and the returned function then give its calls their type. Names are compared without regard to
 * case; a later definition replaces an earlier one (source: SQLAlchemy's `GenericFunction`).
 *
 * @example
 * const similarity = registerFunction('similarity', { type: float(), arity: [2, 2] })
 * select(users.c.name).where(similarity(users.c.name, 'sandy').gt(0.4))
 * @example registerFunction('similarity', { type: float() })(users.c.name, 'sandy').gt(0.4)   // similarity(user_account.name, :similarity_1) > :similarity_2
 */
export function registerFunction<T, const N extends string>(name: N, definition: FunctionDefinition<T>): (...args: readonly unknown[]) => FunctionCall<T, N> {
  if (typeof name !== 'string' || name === '') throw new ArgumentError('registerFunction() needs the name of the function')
  const { type, arity, argumentTypes } = definition
  const result = type === 'firstArgument' ? undefined : typeArgument(type, `The type of ${name}()`)
  const types = argumentTypes?.map((t, i) => typeArgument(t, `Type ${i + 1} of the arguments of ${name}()`))
  const known: KnownFunction = {
    name: name.toLowerCase(),
    sqlName: definition.sqlName ?? (name === name.toLowerCase() ? undefined : name),
    withoutParentheses: definition.withoutParentheses,
    resultType: (args: readonly ColumnElement[]) => result ?? args[0]?.type ?? NULL_TYPE,
    coerceArguments: arity === undefined && types === undefined ? undefined : (args) => {
      if (arity !== undefined && (args.length < arity[0] || args.length > arity[1])) {
        const [least, most] = arity
        throw new ArgumentError(`${name}() takes ${least === most ? String(least) : `${least} to ${most}`} argument${most === 1 ? '' : 's'}, not ${args.length}`)
      }
      return args.map((arg, i) => asColumnElement(arg) ?? expression(arg, `Argument ${i + 1} of ${name}()`, { name, type: types?.[Math.min(i, types.length - 1)] }))
    },
  }
  define(known)
  // the class knows nothing of the value's type in JavaScript
  return (...args) => new SqlFunction(name, args, { known }) as unknown as FunctionCall<T, N>
}
