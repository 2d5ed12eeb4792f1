import { isError, type DatabaseErrorDetail, type DBAPIErrorKind, type DriverErrorInfo } from '@athanor/interfaces'

/** Kinds by primary result code, as PEP 249 drivers have them, except that wrong SQL is a ProgrammingError. */
const kinds: Readonly<Record<string, DBAPIErrorKind>> = {
  INTERNAL: 'InternalError', NOTFOUND: 'InternalError',
  PERM: 'OperationalError', ABORT: 'OperationalError', BUSY: 'OperationalError', LOCKED: 'OperationalError', NOMEM: 'OperationalError',
  READONLY: 'OperationalError', INTERRUPT: 'OperationalError', IOERR: 'OperationalError', FULL: 'OperationalError',
  CANTOPEN: 'OperationalError', PROTOCOL: 'OperationalError', EMPTY: 'OperationalError', SCHEMA: 'OperationalError',
  NOLFS: 'OperationalError', AUTH: 'OperationalError',
  CORRUPT: 'DatabaseError', NOTADB: 'DatabaseError', FORMAT: 'DatabaseError',
  TOOBIG: 'DataError', CONSTRAINT: 'IntegrityError', MISMATCH: 'IntegrityError',
  MISUSE: 'InterfaceError', RANGE: 'InterfaceError',
}

const primaryNumbers: readonly string[] = [
  'OK', 'ERROR', 'INTERNAL', 'PERM', 'ABORT', 'BUSY', 'LOCKED', 'NOMEM', 'READONLY', 'INTERRUPT', 'IOERR', 'CORRUPT', 'NOTFOUND', 'FULL', 'CANTOPEN',
  'PROTOCOL', 'EMPTY', 'SCHEMA', 'TOOBIG', 'CONSTRAINT', 'MISMATCH', 'MISUSE', 'NOLFS', 'AUTH', 'FORMAT', 'RANGE', 'NOTADB',
]
const constraintNumbers: Readonly<Record<string, number>> = {
  CHECK: 275, COMMITHOOK: 531, FOREIGNKEY: 787, FUNCTION: 1043, NOTNULL: 1299, PRIMARYKEY: 1555, TRIGGER: 1811, UNIQUE: 2067,
  VTAB: 2323, ROWID: 2579, PINNED: 2835, DATATYPE: 3091,
}

const wrongSql =
  /^no such (?!savepoint)|syntax error|has no column|ambiguous column|already exists|incomplete input|unrecognized token|wrong number of arguments|values for \d+ columns|\d+ values? for|misuse of|duplicate column|no tables specified|sub-select returns|do not have the same number of|cannot (?:alter|add|drop|modify|insert into|update|start a transaction|commit|rollback|release)|may not be|unknown (?:function|table option|join type|database)|RETURNING|is not a function|circular reference|aggregate functions/i

/** Errors that better-sqlite3 raises itself, before SQLite is asked. They are plain TypeErrors and RangeErrors. */
const misuse =
  /^(?:This statement|This database connection|SQLite3 can only bind|Too (?:few|many) parameter values|Missing named parameter|The bound string|The supplied SQL string|You cannot specify named parameters|Cannot open database|In-memory\/temporary databases)/

/** What an error of better-sqlite3 means; `null` when it isn't its error. */
export function classifySqliteError(error: unknown): DriverErrorInfo | null {
  if (!isError(error)) return null
  const { code } = error as { readonly code?: unknown }
  if (error.name === 'SqliteError' && typeof code === 'string' && code.startsWith('SQLITE_')) {
    const [, primary = 'ERROR', ...rest] = code.split('_')
    const number = primaryNumbers.indexOf(primary)
    const kind = primary === 'ERROR' ? (wrongSql.test(error.message) ? 'ProgrammingError' : 'OperationalError') : kinds[primary] ?? 'DatabaseError'
    return {
      kind, isDisconnect: false,
      detail: {
        sqlState: code,
        errno: (primary === 'CONSTRAINT' ? constraintNumbers[rest.join('')] : undefined) ?? (number === -1 ? undefined : number),
        ...namesOf(error.message),
      },
    }
  }
  if (error.name !== 'TypeError' && error.name !== 'RangeError') return null
  if (error.message === 'The database connection is not open') return { kind: 'InterfaceError', isDisconnect: true }
  if (!misuse.test(error.message)) return null
  if (error.message.startsWith('Cannot open database')) return { kind: 'OperationalError', isDisconnect: false }
  if (error.message.startsWith('The bound')) return { kind: 'DataError', isDisconnect: false }
  return { kind: error.message.startsWith('The supplied SQL') ? 'ProgrammingError' : 'InterfaceError', isDisconnect: false }
}

/** Names that SQLite puts in its messages. */
function namesOf(message: string): DatabaseErrorDetail {
  const keys = /^(?:UNIQUE|NOT NULL) constraint failed: (?:index '(.+)'|(.+))$/.exec(message)
  if (keys?.[1] !== undefined) return { constraint: keys[1] }
  if (keys?.[2] !== undefined) {
    const columns = keys[2].split(', ').map(name => name.split('.'))
    return { table: columns[0]?.at(-2), column: columns.map(name => name.at(-1)).join(', ') }
  }
  const check = /^CHECK constraint failed: (.+)$/s.exec(message)
  if (check !== null) return { constraint: check[1] }
  const table = /^no such table: (?:main\.)?(.+)$/.exec(message) ?? /^table (\S+) has no column named/.exec(message)
  const column = /^no such column: (?:.+\.)?(.+)$/.exec(message) ?? /has no column named (.+)$/.exec(message)
  return { table: table?.[1], column: column?.[1] }
}
