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
  if (binds !== undefined) {
    for (let m = mapper; m !== null; m = m.parent) {
      const found = binds.get(m.class) ?? binds.get(m.localTable)
      if (found !== undefined) return found
    }
  }
  if (session.bind === null) {
    throw new UnboundExecutionError(`This session has no engine${mapper === null ? '' : ` for ${mapper.name}`}: new Session(engine), or the option binds`)
  }
  return session.bind
}
