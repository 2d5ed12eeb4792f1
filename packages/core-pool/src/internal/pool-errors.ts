import { AbortedError, ArgumentError, InvalidRequestError, PoolTimeoutError, ResourceClosedError } from '@athanor/interfaces'
import { suggest } from './suggest.ts'

/** Every error that a pool creates, in one place. `pool` is the pool's title: `QueuePool "reports"`. */
export const poolErrors = {
  unknownName: (what: string, given: string, known: readonly string[]) => {
    const near = suggest(given, known)
    const hint = near === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean "${near}"?`
    return new ArgumentError(`Unknown ${what} "${given}". ${hint}`, { code: 'POOL_OPTION_UNKNOWN' })
  },
  badOption: (pool: string, option: string, expected: string, given: unknown) =>
    new ArgumentError(`${pool}: option "${option}" must be ${expected}, not ${describe(given)}.`, { code: 'POOL_OPTION_INVALID' }),
  badAdapter: (pool: string, part: string, given: unknown) =>
    new ArgumentError(`${pool}: the resource adapter needs a function "${part}", not ${describe(given)}.`, { code: 'POOL_ADAPTER_INVALID' }),
  noPing: (pool: string) =>
    new ArgumentError(`${pool}: prePing is on, but the resource adapter has no "ping". Give it one, or leave prePing off.`, {
      code: 'POOL_ADAPTER_INVALID',
    }),
  timeout: (message: string) => new PoolTimeoutError(message),
  aborted: (pool: string, signal: AbortSignal) =>
    new AbortedError(`${pool}: acquiring a resource was aborted by its signal.`, { cause: signal.reason }),
  disposed: (pool: string) =>
    new ResourceClosedError(`${pool} is disposed and hands out nothing any more. \`pool.recreate()\` makes a fresh pool of the same kind.`, {
      code: 'POOL_DISPOSED',
    }),
  released: (pool: string) =>
    new ResourceClosedError(`${pool}: this lease has ended (released or invalidated); acquire a new one.`, { code: 'POOL_LEASE_ENDED' }),
  notHeld: (pool: string, action: string, state: string) =>
    new InvalidRequestError(`${pool}: can't ${action} a lease that is ${state}.`, { code: 'POOL_LEASE_STATE' }),
  attemptsExhausted: (pool: string, cause: unknown) =>
    new InvalidRequestError(
      `${pool}: the resource was found dead, and so was its replacement; giving up after two attempts. The cause says what the second one met.`,
      { code: 'POOL_RESOURCE_DEAD', cause },
    ),
  alreadyCheckedOut: (pool: string, holder: string) =>
    new InvalidRequestError(`${pool} allows one checkout at a time, and its resource is held by ${holder}.`, { code: 'POOL_ASSERTION' }),
} as const

const describe = (value: unknown): string => {
  if (typeof value === 'string') return `"${value}"`
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'object' ? 'an object' : typeof value
}
