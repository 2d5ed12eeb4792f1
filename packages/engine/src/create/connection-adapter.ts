import type { ResourceAdapter } from '@athanor/core-pool'
import type { ConnectParameters, DriverConnection } from '@athanor/interfaces'
import { channels, traced } from '../diagnostics/channels.ts'
import { translateError } from '../execution/translate-error.ts'
import { drive, wait, type Steps } from '../internal/steps.ts'
import type { Engine } from './engine.ts'

/** How an engine's pool deals with connections. */
export function connectionAdapter(engine: Engine, params: ConnectParameters, creator: ((signal: AbortSignal | undefined) => DriverConnection | Promise<DriverConnection>) | undefined): ResourceAdapter<DriverConnection> {
  const { dialect } = engine
  function* open(signal: AbortSignal | undefined): Steps<DriverConnection> {
    const connection = yield* wait(creator === undefined ? dialect.driver.connect(params, { signal }) : creator(signal))
    try {
      yield* wait(dialect.onConnect(connection))
      if (engine.isolationLevel !== undefined) yield* wait(connection.setIsolationLevel(engine.isolationLevel))
    } catch (error) {
      connection.destroy()
      throw error
    }
    return connection
  }
  return {
    create(signal) {
      if (!channels.connect.hasSubscribers) return drive(open(signal))
      return drive(traced(channels.connect, { engine: engine.url.toString(), dialect: dialect.name }, () => open(signal)))
    },
    close: (connection) => connection.close(),
    destroy: (connection) => connection.destroy(),
    reset(connection, mode) {
      if (!connection.inTransaction) return
      return mode === 'commit' ? connection.commit() : connection.rollback()
    },
    ping: (connection) => connection.ping(),
    isUsable: (connection) => connection.isUsable,
    isDisconnect(error) {
      const { isDisconnect } = translateError(error, { engine, isPrePing: true })
      // What isn't the driver's error comes from a connection that is in no state to answer.
      return isDisconnect || dialect.driver.classifyError(error) === null
    },
    onLost: (connection, listener) => connection.onLost(listener),
  }
}
