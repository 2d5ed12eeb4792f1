import type { Capabilities } from '@athanor/interfaces'
import { defaultCapabilities } from '@athanor/expressions/compiler'

/** What PostgreSQL can do, before the version of the server is known. */
export const postgresqlCapabilities: Capabilities = {
  ...defaultCapabilities,
  deleteReturning: true,
  insertExecutemanyReturning: true,
  insertExecutemanyReturningSortByParameterOrder: true,
  insertReturning: true,
  postfetchLastrowid: false,
  preexecuteAutoincrementSequences: true,
  sequencesOptional: true,
  supportsComments: true,
  supportsDefaultMetavalue: true,
  supportsDefaultValues: true,
  supportsEmptyInsert: false,
  supportsIdentityColumns: true,
  supportsMultivaluesInsert: true,
  supportsNativeBoolean: true,
  supportsNativeEnum: true,
  supportsNativeUuid: true,
  supportsSequences: true,
  updateReturning: true,
  supportsLateral: true,
  supportsUpdateFrom: true,
  supportsServerSideCursors: true,
  transactionalDdl: true,
  supportsNativeDecimal: true,
  supportsNativeArray: true,
  supportsTwoPhase: true,
}
