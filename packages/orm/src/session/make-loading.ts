import type { Loading } from './loading-port.ts'
import type { Session } from './session.ts'
import { SimpleLoading } from './simple-loading.ts'

/** The loading layer of a session. */
export const makeLoading = (session: Session): Loading => new SimpleLoading(session)
