import { types } from 'node:util'

/**
 * Whether a thrown value is an error. `instanceof Error` is not enough: errors made in another realm
 * (a `vm` context, jest's sandbox, a worker's structured clone) fail it although they are errors.
 */
export const isError = (value: unknown): value is Error => value instanceof Error || types.isNativeError(value)
