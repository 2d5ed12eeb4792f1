import type { Capabilities } from '@athanor/interfaces'
import { defaultCapabilities } from '@athanor/expressions/compiler'

/** What Oracle Database can do, before the version of the server is known. */
export const oracleCapabilities: Capabilities = {
  ...defaultCapabilities,
  deleteReturning: true,
  insertReturning: true,
  postfetchLastrowid: false,
  supportsComments: true,
  supportsDefaultMetavalue: true,
  supportsEmptyInsert: false,
  supportsIdentityColumns: true,
  supportsNativeBoolean: true,
  supportsSequences: true,
  supportsSimpleOrderByLabel: false,
  updateReturning: true,
  supportsLateral: true,
  supportsServerSideCursors: true,
  supportsNativeDecimal: true,
  supportsTwoPhase: true,
}
