import { iterate, type SqlNode, Table } from '@athanor/expressions/elements'
import { findMapper } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { UnboundExecutionError } from './session-errors.ts'
import type { SessionBind } from './session-options.ts'
import type { Session } from './session.ts'

/**
 * Engine or connection for a class: its own in the option `binds`, its table's, one of a class above it, or the session's.
 * @throws {UnboundExecutionError}
 */
export function resolveBind(session: Session, mapper: Mapper | null): SessionBind {
  const { binds } = session.options
  return (binds === undefined ? undefined : bindOf(binds, mapper)) ?? own(session, mapper === null ? '' : ` for ${mapper.name}`)
}

/**
 * Engine or connection for a statement: that of the first table in it that has one in the option `binds`, by itself or through
 * a class that is mapped to it; else the session's. Source: SQLAlchemy's `Session.get_bind`.
 * @throws {UnboundExecutionError}
 */
export function resolveStatementBind(session: Session, statement: SqlNode | undefined): SessionBind {
  const { binds } = session.options
  if (binds === undefined || statement === undefined) return own(session, '')
  const byTable = tablesOf(binds)
  for (const node of iterate(statement)) {
    const table = node instanceof Table ? node : (node as { readonly table?: unknown }).table
    const found = byTable.get(table)
    if (found !== undefined) return found
  }
  return own(session, ' for this statement')
}

function own(session: Session, what: string): SessionBind {
  if (session.bind === null) throw new UnboundExecutionError(`This session has no engine${what}: new Session(engine), or the option binds`)
  return session.bind
}

function bindOf(binds: ReadonlyMap<unknown, SessionBind>, mapper: Mapper | null): SessionBind | undefined {
  for (let m = mapper; m !== null; m = m.parent) {
    const found = binds.get(m.class) ?? binds.get(m.localTable)
    if (found !== undefined) return found
  }
  return undefined
}

/** Engines by table, for the tables that are named, those of named classes and of their subclasses. */
function tablesOf(binds: ReadonlyMap<unknown, SessionBind>): ReadonlyMap<unknown, SessionBind> {
  const byTable = new Map<unknown, SessionBind>()
  for (const [key, bind] of binds) {
    if (key instanceof Table) byTable.set(key, bind)
    else for (const mapper of findMapper(key)?.selfAndDescendants() ?? []) byTable.set(mapper.localTable, bindOf(binds, mapper) ?? bind)
  }
  return byTable
}
