import { isError, type DatabaseErrorDetail, type DBAPIErrorKind, type DriverErrorInfo } from '@athanor/interfaces'
import type { Mysql2Error } from './mysql2-types.ts'

/** Kinds of server errors whose SQLSTATE says too little (most have HY000), by error number of MySQL and MariaDB. */
const numbers: Readonly<Record<Exclude<DBAPIErrorKind, 'DatabaseError' | 'InterfaceError'>, readonly number[]>> = {
  IntegrityError: [
    1022, 1048, 1062, 1169, 1215, 1216, 1217, 1364, 1451, 1452, 1557, 1569, 1586, 1761, 1762, 1859, 3819, 4025,
  ],
  DataError: [
    1264, 1265, 1292, 1365, 1366, 1367, 1406, 1411, 1416, 1441, 1525, 1690, 3140, 3141, 3143, 3144, 3146, 3147, 3156, 4037, 4038,
  ],
  ProgrammingError: [
    1007, 1008, 1050, 1051, 1052, 1054, 1055, 1056, 1058, 1059, 1060, 1061, 1064, 1065, 1066, 1067, 1068, 1069, 1071, 1072, 1074, 1075, 1090, 1091, 1093,
    1102, 1103, 1109, 1110, 1111, 1113, 1120, 1136, 1140, 1142, 1143, 1146, 1149, 1166, 1176, 1193, 1210, 1221, 1222, 1227, 1231, 1232, 1241, 1242, 1247, 1248, 1273,
    1304, 1305, 1318, 1327, 1370, 1582, 1630,
  ],
  NotSupportedError: [1112, 1178, 1196, 1214, 1235, 1286, 1289, 1295, 1845, 1846],
  InternalError: [1105, 1815, 3044],
  OperationalError: [1040, 1044, 1045, 1049, 1053, 1114, 1129, 1130, 1152, 1153, 1158, 1159, 1160, 1161, 1203, 1205, 1206, 1213, 1226, 1317, 1390, 1461, 1792, 1927, 1969, 3024, 3572],
}
const kindsByNumber = new Map<number, DBAPIErrorKind>(
  Object.entries(numbers).flatMap(([kind, list]) => list.map(number => [number, kind as DBAPIErrorKind] as const)))

const kindsByState: Readonly<Record<string, DBAPIErrorKind>> = {
  '08': 'OperationalError', '0A': 'NotSupportedError', '21': 'ProgrammingError', '22': 'DataError', '23': 'IntegrityError', '28': 'OperationalError',
  '40': 'OperationalError', '42': 'ProgrammingError', '44': 'ProgrammingError', '45': 'ProgrammingError', 'XA': 'OperationalError',
}

/** The connection is gone: server shutdown, broken communication, killed, timed out while idle; 20xx are the C client's. */
const disconnects = new Set([1053, 1077, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2002, 2003, 2006, 2013, 2014, 2045, 2055, 4031])

const lostCodes = new Set([
  'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_ERROR', 'PROTOCOL_UNEXPECTED_PACKET', 'PROTOCOL_SEQUENCE_TIMEOUT', 'PROTOCOL_PACKETS_OUT_OF_ORDER',
  'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN',
  'ENOENT', 'EACCES', 'ERR_STREAM_DESTROYED', 'ERR_SOCKET_CLOSED', 'ERR_STREAM_WRITE_AFTER_END', 'EPROTO', 'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID',
])
const lostMessage = /^(?:Can't add new command when connection is in closed state|Can't write in closed state|Connection lost|Warning: got packets out of order|connect ETIMEDOUT|Expected EOF packet)/
const misuse = /^(?:Bind parameters must|Incorrect arguments to mysqld_stmt)|parameter (?:must be|out of range|\S+ exceeds)/

/** What an error of mysql2 means; `null` when it isn't its error. */
export function classifyMysql2Error(error: unknown): DriverErrorInfo | null {
  if (!isError(error)) return null
  const { code, errno, sqlState, sqlMessage } = error as Mysql2Error
  // Errors of the system have an errno too; only the server's have a state.
  if (typeof sqlState === 'string' && typeof errno === 'number') {
    const kind = kindsByNumber.get(errno) ?? kindsByState[sqlState.slice(0, 2)] ?? 'OperationalError'
    return { kind, isDisconnect: disconnects.has(errno), detail: { sqlState, errno, ...namesOf(errno, sqlMessage ?? error.message) } }
  }
  if ((typeof code === 'string' && lostCodes.has(code)) || lostMessage.test(error.message)) return { kind: 'OperationalError', isDisconnect: true }
  if (typeof code === 'string' && (code.startsWith('HANDSHAKE_') || code.startsWith('AUTH_') || code.startsWith('PROTOCOL_') || code.startsWith('ER_'))) {
    return { kind: 'OperationalError', isDisconnect: (error as Mysql2Error).fatal === true && !code.startsWith('ER_ACCESS') }
  }
  if (misuse.test(error.message)) return { kind: 'InterfaceError', isDisconnect: false }
  const { errors } = error as { readonly errors?: unknown }
  if (Array.isArray(errors) && errors.length > 0) return classifyMysql2Error(errors[0])
  return null
}

/** Names that the server puts in its messages. */
function namesOf(errno: number, message: string): DatabaseErrorDetail {
  const find = (pattern: RegExp): string | undefined => pattern.exec(message)?.[1]
  switch (errno) {
    case 1062:
    case 1586: {
      // MySQL writes 'table.key', MariaDB only the key.
      const key = find(/for key '(.+)'$/s)
      const dot = key?.lastIndexOf('.') ?? -1
      return dot === -1 ? { constraint: key } : { table: key!.slice(0, dot), constraint: key!.slice(dot + 1) }
    }
    case 1048: return { column: find(/^Column '(.+)' cannot be null/) }
    case 1364: return { column: find(/^Field '(.+)' doesn't have a default value/) }
    case 1216: case 1217: case 1451: case 1452:
      return { schema: find(/\(`([^`]+)`\.`/), table: find(/\(`[^`]+`\.`([^`]+)`/), constraint: find(/CONSTRAINT `([^`]+)`/), column: find(/FOREIGN KEY \(`([^)]+)`\)/) }
    case 3819: return { constraint: find(/^Check constraint '(.+)' is violated/) }
    case 4025: return { constraint: find(/^CONSTRAINT `(.+?)` failed/), schema: find(/for `([^`]+)`\.`/), table: find(/\.`([^`]+)`$/) }
    case 1054: return { column: find(/^Unknown column '(?:.+\.)?(.+)' in/) }
    case 1146: return { schema: find(/^Table '([^.']+)\./), table: find(/^Table '(?:[^.']+\.)?(.+)' doesn't exist/) }
    case 1264: case 1265: case 1366: case 1406: return { column: find(/for column (?:`[^`]+`\.`[^`]+`\.)?[`'](.+?)[`'] at row/) }
    default: return {}
  }
}
