import { ArgumentError } from '@athanor/interfaces'
import { hint } from './suggest.ts'

/** @throws {ArgumentError} `OPTION_UNKNOWN` for a key that isn't known. `what` reads `createEngine` or `executionOptions`. */
export function rejectUnknown(what: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw new ArgumentError(`${what} has no option '${key}'. ${hint(key, known)}`, { code: 'OPTION_UNKNOWN' })
  }
}
