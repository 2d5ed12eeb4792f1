import { ArgumentError, type ConnectParameters, type DriverConnection } from '@athanor/interfaces'
import { NullPool, QueuePool, StaticPool, type Pool, type QueuePoolOptions, type ResourceAdapter } from '@athanor/core-pool'
import type { EngineOptions, PoolClass } from './engine-options.ts'
import type { Engine } from './engine.ts'

const kinds = { queue: QueuePool, static: StaticPool, null: NullPool } as const
const queueOnly = { poolSize: 'size', maxOverflow: 'maxOverflow', poolTimeout: 'timeout', poolUseLifo: 'useLifo' } as const

/** The pool of an engine: the class that was asked for, else the one that the dialect prefers for this database. */
export function buildPool(engine: Engine, adapter: ResourceAdapter<DriverConnection>, params: ConnectParameters, options: EngineOptions): Pool<DriverConnection> {
  const preferred = engine.dialect.preferredPool?.(params) ?? 'queue'
  const poolClass: PoolClass = options.poolClass ?? kinds[preferred]
  const given: Record<string, unknown> = {
    name: options.poolName, recycle: options.poolRecycle, prePing: options.poolPrePing, resetOnReturn: options.poolResetOnReturn,
    trackHolders: options.poolTrackHolders, echo: options.echoPool, logger: options.poolLogger,
  }
  const isQueue = poolClass === QueuePool || poolClass.prototype instanceof QueuePool
  for (const [option, name] of Object.entries(queueOnly)) {
    const value = options[option as keyof typeof queueOnly]
    if (value === undefined) continue
    if (!isQueue) {
      throw new ArgumentError(
        `createEngine: option '${option}' is of no use with ${poolClass.name}` +
        (options.poolClass === undefined ? `, the pool for this database. Pass { poolClass: QueuePool } if you mean it.` : '.'), { code: 'OPTION_INVALID' })
    }
    given[name] = value
  }
  const events: QueuePoolOptions<DriverConnection>['events'] = {
    ...options.poolEvents,
    // Before the user's own: they may want to look at the server's version.
    firstConnect: [async (connection) => {
      await engine.dialect.initialize(connection)
      if (connection.inTransaction) await connection.rollback()
    }, ...[options.poolEvents?.firstConnect ?? []].flat()],
  }
  for (const key of Object.keys(given)) if (given[key] === undefined && key !== 'resetOnReturn') delete given[key]
  if (options.poolResetOnReturn === undefined) delete given['resetOnReturn']
  // Each pool class declares its own options; the ones set above are the base's and the queue's.
  return new (poolClass as new (adapter: ResourceAdapter<DriverConnection>, options: object) => Pool<DriverConnection>)(adapter, { ...given, events })
}
