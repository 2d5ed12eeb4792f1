import type { Mapper } from '../mapping/mapper.ts'
import { type Steps, wait } from '../unit-of-work/steps.ts'
import type { LookupByKeyOptions } from './loading-port.ts'
import type { Session } from './session.ts'

/** The object of a class with a key: the session's own if it has it, else from the database, else null. */
export function* lookUp(
  session: Session, mapper: Mapper, identity: { readonly key: unknown; readonly values: readonly unknown[] }, options: LookupByKeyOptions,
): Steps<object | null> {
  session.assertUsable()
  if (options.populateExisting !== true && options.withForUpdate === undefined) {
    const found = session.identityMap.get(mapper, identity.key)
    if (found !== undefined) {
      if (!found.mapper.isA(mapper)) return null
      if (!found.isExpired) return found.object
      yield* session.autoflushSteps()
      const gone = yield* wait(session.loading.loadColumns([found], null))
      if (gone.length === 0) return found.object
      session.removeNewlyDeleted(gone)
      return null
    }
  }
  yield* session.autoflushSteps()
  const state = yield* wait(session.loading.loadByKey(mapper, identity.values, options))
  return state === null || !state.mapper.isA(mapper) ? null : state.object
}
