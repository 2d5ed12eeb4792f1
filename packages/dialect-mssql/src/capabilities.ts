import type { Capabilities } from '@athanor/interfaces'
import { defaultCapabilities } from '@athanor/expressions/compiler'

/** What SQL Server can do, before the version of the server is known. */
export const mssqlCapabilities: Capabilities = {
  ...defaultCapabilities,
  deleteReturning: true,
  favorReturningOverLastrowid: true,
  insertExecutemanyReturning: true,
  insertExecutemanyReturningSortByParameterOrder: true,
  insertReturning: true,
  sequencesOptional: true,
  supportsComments: true,
  supportsDefaultValues: true,
  supportsEmptyInsert: false,
  supportsMultivaluesInsert: true,
  supportsSequences: true,
  updateReturning: true,
  supportsUpdateFrom: true,
  supportsNativeDecimal: true,
  supportsServerSideCursors: true,
  transactionalDdl: true,
}
