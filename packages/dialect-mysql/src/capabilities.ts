import type { Capabilities } from '@athanor/interfaces'
import { defaultCapabilities } from '@athanor/expressions/compiler'

/** What MySQL can do, before the version of the server is known. */
export const mysqlCapabilities: Capabilities = {
  ...defaultCapabilities,
  inlineComments: true,
  supportsComments: true,
  supportsDefaultMetavalue: true,
  supportsMultivaluesInsert: true,
  supportsNativeEnum: true,
  supportsSaneMultiRowcount: false,
  supportsUpdateFrom: true,
  supportsServerSideCursors: true,
  supportsNativeDecimal: true,
  supportsTwoPhase: true,
  supportsLateral: true,
}

/** What MariaDB can do, before the version of the server is known. */
export const mariadbCapabilities: Capabilities = {
  ...defaultCapabilities,
  deleteReturning: true,
  inlineComments: true,
  insertExecutemanyReturning: true,
  insertExecutemanyReturningSortByParameterOrder: true,
  insertReturning: true,
  supportsComments: true,
  supportsDefaultMetavalue: true,
  supportsMultivaluesInsert: true,
  supportsNativeEnum: true,
  supportsNativeUuid: true,
  supportsSaneMultiRowcount: false,
  supportsUpdateFrom: true,
  supportsServerSideCursors: true,
  supportsNativeDecimal: true,
  supportsTwoPhase: true,
}
