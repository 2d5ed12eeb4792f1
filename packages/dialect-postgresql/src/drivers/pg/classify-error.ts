import { isError, type DBAPIErrorKind, type DriverErrorInfo } from '@athanor/interfaces'
import { isServerError, type PgServerError } from './pg-types.ts'

/** Kinds by SQLSTATE class, as PEP 249 drivers for PostgreSQL have them. */
const kindsByClass: Readonly<Record<string, DBAPIErrorKind>> = {
  '08': 'OperationalError', '0A': 'NotSupportedError',
  '20': 'ProgrammingError', '21': 'ProgrammingError', '22': 'DataError', '23': 'IntegrityError', '24': 'InternalError', '25': 'InternalError',
  '26': 'OperationalError', '27': 'OperationalError', '28': 'OperationalError', '2B': 'InternalError', '2D': 'InternalError', '2F': 'InternalError',
  '34': 'OperationalError', '38': 'InternalError', '39': 'InternalError', '3B': 'InternalError', '3D': 'OperationalError', '3F': 'ProgrammingError',
  '40': 'OperationalError', '42': 'ProgrammingError', '44': 'ProgrammingError',
  '53': 'OperationalError', '54': 'OperationalError', '55': 'OperationalError', '57': 'OperationalError', '58': 'OperationalError',
  'F0': 'OperationalError', 'HV': 'OperationalError', 'P0': 'ProgrammingError', 'XX': 'InternalError',
}

/** After these the server closes the connection: shutdown, crash, start-up, idle timeouts, a connection that failed. */
const disconnects = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '08000', '08001', '08003', '08004', '08006', '08007', '08P01'])

const socketCodes = new Set([
  'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN',
  'ENOENT', 'EACCES', 'ERR_STREAM_DESTROYED', 'ERR_SOCKET_CLOSED', 'ERR_STREAM_WRITE_AFTER_END', 'EPROTO', 'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])
const lostMessage =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|Received unexpected \w+ message|received invalid response|Client has already been connected|The server does not support SSL|There was an error establishing an SSL)/
const refusedMessage = /^(?:SASL|SCRAM|Password must be|password function|Unknown authenticationOk)/i

/** What an error of pg means; `null` when it isn't its error. */
export function classifyPgError(error: unknown): DriverErrorInfo | null {
  if (isServerError(error)) return classifyServerError(error)
  if (!isError(error)) return null
  const { code } = error as { readonly code?: unknown }
  if (typeof code === 'string' && socketCodes.has(code)) return { kind: 'OperationalError', isDisconnect: true }
  if (lostMessage.test(error.message)) return { kind: 'OperationalError', isDisconnect: true }
  if (refusedMessage.test(error.message)) return { kind: 'OperationalError', isDisconnect: false }
  // Several addresses of one name were tried (`localhost` as ::1 and 127.0.0.1).
  const { errors } = error as { readonly errors?: unknown }
  if (Array.isArray(errors) && errors.length > 0) return classifyPgError(errors[0])
  return null
}

function classifyServerError(error: PgServerError): DriverErrorInfo {
  return {
    kind: kindsByClass[error.code.slice(0, 2)] ?? 'DatabaseError',
    isDisconnect: disconnects.has(error.code),
    detail: {
      sqlState: error.code,
      constraint: error.constraint,
      schema: error.schema,
      table: error.table,
      // For a unique or foreign key the server names the columns in the detail only.
      column: error.column ?? /^Key \(([^)]+)\)=/.exec(error.detail ?? '')?.[1],
      detail: error.detail,
      hint: error.hint,
    },
  }
}
