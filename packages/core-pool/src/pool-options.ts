import { EventRegistry } from './internal/event-registry.ts'
import { poolErrors } from './internal/pool-errors.ts'
import type { PoolListeners } from './pool-events.ts'
import type { ResetMode, ResourceAdapter } from './resource-adapter.ts'

/** `debug`: every checkout and return; `info`: replaced resources; `error`: what went wrong where nobody could be told. */
export type PoolLogLevel = 'debug' | 'info' | 'error'

/** Receives what a pool has to say. `error` is the cause, where there is one. */
export type PoolLogger = (level: PoolLogLevel, message: string, error?: unknown) => void

/** Options that every pool has. */
export interface PoolOptions<T> {
  /** Shown in errors, warnings and logs. */
  readonly name?: string | undefined
  /** Replace a resource at checkout when it was opened more than so many milliseconds ago; -1 (default) never. */
  readonly recycle?: number | undefined
  /** Ping a resource that isn't new before handing it out, and replace it when it is dead. Default false. */
  readonly prePing?: boolean | undefined
  /** What happens to a returned resource: `rollback` (default, also `true`), `commit`, or `none` (also `false` and `null`). */
  readonly resetOnReturn?: ResetMode | boolean | null | undefined
  /** Listeners, before all that are added with `pool.on`. */
  readonly events?: PoolListeners<T> | undefined
  /** What is remembered of a holder: its `owner` label (default), or also the stack of its `acquire`, which costs microseconds. */
  readonly trackHolders?: 'owner' | 'stack' | undefined
  /** Milliseconds after which a lease is watched for being dropped without `release`; `false` for never. Default 1000. */
  readonly leakDetection?: number | false | undefined
  /** `true`: log replaced resources; `'debug'`: every checkout and return as well. Default false. Errors are always reported. */
  readonly echo?: boolean | 'debug' | undefined
  /** Where logs go. Default: `console.log` for echo, `process.emitWarning` for errors. */
  readonly logger?: PoolLogger | undefined
}

/** The options of every pool, checked and with their defaults. */
export interface ResolvedPoolOptions<T> {
  readonly title: string
  readonly name: string | undefined
  readonly recycle: number
  readonly prePing: boolean
  readonly reset: ResetMode
  readonly events: EventRegistry<T>
  readonly trackStack: boolean
  /** Milliseconds; -1 for no watching. */
  readonly leakDetection: number
  readonly echo: boolean | 'debug'
  readonly logger: PoolLogger | undefined
}

const baseOptions = ['name', 'recycle', 'prePing', 'resetOnReturn', 'events', 'trackHolders', 'leakDetection', 'echo', 'logger']

/** Checks one option and gives its default. */
export const readOption = <V>(pool: string, option: string, given: unknown, standard: V, expected: string, fits: (value: V) => boolean): V => {
  if (given === undefined) return standard
  if (typeof given !== typeof standard || !fits(given as V)) throw poolErrors.badOption(pool, option, expected, given)
  return given as V
}

const resetModes = new Map<unknown, ResetMode>([
  [undefined, 'rollback'], [true, 'rollback'], ['rollback', 'rollback'], ['commit', 'commit'],
  ['none', 'none'], [false, 'none'], [null, 'none'],
])

/** Checks adapter and options of a pool; `own` are the option names of its class. */
export const resolvePoolOptions = <T>(
  kind: string,
  adapter: ResourceAdapter<T>,
  options: PoolOptions<T>,
  own: readonly string[],
  trackHolders: 'owner' | 'stack',
): ResolvedPoolOptions<T> => {
  const known = [...own, ...baseOptions]
  for (const key of Object.keys(options)) if (!known.includes(key)) throw poolErrors.unknownName(`${kind} option`, key, known)
  const name = readOption<string>(kind, 'name', options.name, '', 'a string', () => true)
  const title = name === '' ? kind : `${kind} "${name}"`

  for (const part of ['create', 'close', 'destroy'] as const) {
    if (typeof adapter?.[part] !== 'function') throw poolErrors.badAdapter(title, part, adapter?.[part])
  }
  const prePing = readOption(title, 'prePing', options.prePing, false, 'a boolean', () => true)
  if (prePing && adapter.ping === undefined) throw poolErrors.noPing(title)

  const reset = resetModes.get(options.resetOnReturn)
  if (reset === undefined) throw poolErrors.badOption(title, 'resetOnReturn', '"rollback", "commit" or "none"', options.resetOnReturn)
  const track = readOption<string>(title, 'trackHolders', options.trackHolders, trackHolders, '"owner" or "stack"', (v) => v === 'owner' || v === 'stack')
  const { echo = false, logger } = options
  if (typeof echo !== 'boolean' && echo !== 'debug') throw poolErrors.badOption(title, 'echo', 'a boolean or "debug"', echo)
  if (logger !== undefined && typeof logger !== 'function') throw poolErrors.badOption(title, 'logger', 'a function', logger)

  return {
    title,
    name: options.name,
    recycle: readOption(title, 'recycle', options.recycle, -1, 'milliseconds, or -1 for never', (v) => v >= 0 || v === -1),
    prePing,
    reset,
    events: options.events instanceof EventRegistry ? options.events : new EventRegistry(options.events),
    trackStack: track === 'stack',
    leakDetection: options.leakDetection === false
      ? -1
      : readOption(title, 'leakDetection', options.leakDetection, 1000, 'milliseconds, or false', (v) => v >= 0 && v < 2 ** 31),
    echo,
    logger,
  }
}
