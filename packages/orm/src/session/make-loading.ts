import { SessionLoading } from '../loading/session-loading.ts'
import type { Loading } from './loading-port.ts'
import type { Session } from './session.ts'

/** The loading layer of a session. */
export const makeLoading = (session: Session): Loading => new SessionLoading(session)
