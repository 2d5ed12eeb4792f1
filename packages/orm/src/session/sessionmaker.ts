import { Session } from './session.ts'
import { SessionEvents, type SessionEvent, type SessionEventMap } from './session-events.ts'
import type { SessionBind, SessionOptions } from './session-options.ts'

/** Makes sessions with the same engine, options and listeners. */
export interface SessionMaker {
  /** A new session; options win over those of the maker. */
  (options?: SessionOptions): Session
  /** Runs a function in a new session and a transaction: commits when it is done, rolls back when it throws, closes in any case. */
  begin<V>(work: (session: Session) => V | PromiseLike<V>): Promise<V>
  /** Changes engine or options of sessions made from now on. */
  configure(options: SessionOptions & { readonly bind?: SessionBind }): void
  /** Listens to all sessions made from now on. */
  on<E extends SessionEvent>(event: E, handler: (session: Session, ...detail: SessionEventMap[E]) => unknown): SessionMaker
}

/**
 * A factory of sessions.
 *
 * @example
 * const sessions = sessionmaker(engine)
 * await sessions.begin(async (session) => { session.add(new User({ name: 'sandy' })) })
 */
export function sessionmaker(bind: SessionBind | null = null, options: SessionOptions = {}): SessionMaker {
  let engine = bind
  let defaults = options
  const events = new SessionEvents()
  const make = (own: SessionOptions = {}): Session => new Session(engine, { ...defaults, ...own }, events.copy())
  const maker: SessionMaker = Object.assign(make, {
    async begin<V>(work: (session: Session) => V | PromiseLike<V>): Promise<V> {
      const session = make()
      try {
        return await session.begin(work)
      } finally {
        await session.close()
      }
    },
    configure({ bind: next, ...more }: SessionOptions & { readonly bind?: SessionBind }): void {
      if (next !== undefined) engine = next
      defaults = { ...defaults, ...more }
    },
    on<E extends SessionEvent>(event: E, handler: (session: Session, ...detail: SessionEventMap[E]) => unknown): SessionMaker {
      events.on(event, handler as never)
      return maker
    },
  })
  return maker
}
