import { AthanorError, dbapiErrorClasses, isError, type DriverErrorInfo } from '@athanor/interfaces'
import type { Connection } from '../connection/connection.ts'
import type { Engine } from '../create/engine.ts'
import type { ErrorContext } from '../events/error-context.ts'
import { describeFailure } from './describe-failure.ts'

/** What was going on when an error came. */
export interface FailedWork {
  readonly engine: Engine
  readonly connection?: Connection | undefined
  readonly sql?: string | undefined
  readonly parameters?: unknown
  readonly isPrePing?: boolean | undefined
}

export interface TranslatedError {
  readonly error: unknown
  readonly isDisconnect: boolean
  readonly invalidatePool: boolean
}

/**
 * The error to raise for what a driver threw: of the DBAPI tree, with the statement and the driver's error as `cause`.
 * Errors that aren't the driver's pass through. Listeners of `handleError` have the last word.
 */
export function translateError(thrown: unknown, work: FailedWork): TranslatedError {
  const { engine, sql, parameters } = work
  const { dialect } = engine
  const info: DriverErrorInfo | null = thrown instanceof AthanorError ? null : dialect.driver.classifyError(thrown)
  const make = (connectionInvalidated: boolean): unknown => {
    if (info === null) return thrown
    return new dbapiErrorClasses[info.kind](withoutSecret(describeFailure(thrown), engine), {
      cause: thrown, statement: sql, parameters, hideParameters: engine.hideParameters, connectionInvalidated, detail: info.detail,
    })
  }
  let isDisconnect = info?.isDisconnect ?? false
  let invalidatePool = isDisconnect
  let error = make(isDisconnect)
  const listeners = engine.events.lists.handleError
  if (listeners !== undefined) {
    const context: ErrorContext = {
      engine, dialect, connection: work.connection, statement: sql, parameters: engine.hideParameters ? undefined : parameters,
      originalError: thrown, error, isDisconnect, invalidatePoolOnDisconnect: true, isPrePing: work.isPrePing ?? false,
    }
    for (const listener of listeners) {
      try {
        const answer = listener(context)
        if (isError(answer)) error = answer
      } catch (raised) {
        error = raised
        break
      }
    }
    if (context.isDisconnect !== isDisconnect && error === context.error) error = make(context.isDisconnect)
    isDisconnect = context.isDisconnect
    invalidatePool = isDisconnect && context.invalidatePoolOnDisconnect
  }
  return { error, isDisconnect, invalidatePool }
}

/** Some drivers quote the connection string they were given. */
function withoutSecret(message: string, engine: Engine): string {
  const password = engine.url.toConnectParameters().password
  return typeof password === 'string' && password.length > 3 ? message.replaceAll(password, '***').replaceAll(encodeURIComponent(password), '***') : message
}
