import type { Capabilities } from '@athanor/interfaces'
import { defaultCapabilities } from '@athanor/expressions/compiler'

/** What SQLite can do, before the version of the server is known. */
export const sqliteCapabilities: Capabilities = {
  ...defaultCapabilities,
  deleteReturning: true,
  insertExecutemanyReturning: true,
  insertExecutemanyReturningSortByParameterOrder: true,
  insertReturning: true,
  supportsAlter: false,
  supportsDefaultMetavalue: true,
  supportsDefaultValues: true,
  supportsEmptyInsert: false,
  supportsMultivaluesInsert: true,
  tupleInValues: true,
  updateReturning: true,
  supportsUpdateFrom: true,
  transactionalDdl: true,
  supportsServerSideCursors: true,
  supportsSchemas: false,
}
