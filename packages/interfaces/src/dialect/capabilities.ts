/**
 * What a database can do. Behaviour that depends on the database asks these flags, never the dialect's name.
 * Names follow SQLAlchemy's dialect flags, in camelCase.
 */
export interface Capabilities {
  // statements
  readonly supportsDefaultValues: boolean
  readonly supportsDefaultMetavalue: boolean
  readonly supportsEmptyInsert: boolean
  readonly supportsMultivaluesInsert: boolean
  readonly tupleInValues: boolean
  readonly supportsSimpleOrderByLabel: boolean
  readonly supportsIsDistinctFrom: boolean
  readonly supportsForUpdateOf: boolean
  readonly supportsLateral: boolean
  readonly supportsCtes: boolean
  readonly supportsWindowFunctions: boolean
  readonly supportsServerSideCursors: boolean
  readonly supportsUpdateFrom: boolean
  // RETURNING and generated keys
  readonly insertReturning: boolean
  readonly updateReturning: boolean
  readonly deleteReturning: boolean
  readonly insertExecutemanyReturning: boolean
  readonly insertExecutemanyReturningSortByParameterOrder: boolean
  readonly favorReturningOverLastrowid: boolean
  readonly postfetchLastrowid: boolean
  readonly preexecuteAutoincrementSequences: boolean
  /** Rows per multi-row INSERT sent by an executemany. */
  readonly insertmanyvaluesPageSize: number
  // DDL
  readonly supportsAlter: boolean
  readonly supportsComments: boolean
  readonly inlineComments: boolean
  readonly supportsSequences: boolean
  readonly sequencesOptional: boolean
  readonly supportsIdentityColumns: boolean
  readonly supportsSchemas: boolean
  readonly supportsViews: boolean
  readonly transactionalDdl: boolean
  // types
  readonly supportsNativeEnum: boolean
  readonly supportsNativeBoolean: boolean
  readonly supportsNativeUuid: boolean
  readonly supportsNativeDecimal: boolean
  readonly supportsNativeArray: boolean
  // transactions and row counts
  readonly supportsSavepoints: boolean
  readonly supportsTwoPhase: boolean
  readonly supportsSaneRowcount: boolean
  readonly supportsSaneMultiRowcount: boolean
}
