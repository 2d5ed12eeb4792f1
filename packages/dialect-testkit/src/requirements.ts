import type { Capabilities } from '@athanor/interfaces'

type Derive = boolean | ((capabilities: Capabilities) => boolean)

/*
 * What a case may ask for. A function derives the answer from the dialect's capabilities; a plain value is the answer for a
 * database of which nothing else is known. Whatever is wrong for a database its dialect's author overrides by name.
 */
const table = {
  // operators
  anyAllSubquery: true,
  arrays: (c) => c.supportsNativeArray,
  betweenSymmetric: false,
  bitwise: true,
  ilikeOperator: false,
  isDistinctFrom: (c) => c.supportsIsDistinctFrom,
  jsonType: true,
  /** A JSON element comes back with its JavaScript type when it is read as JSON, and by `asInteger()` and the like. */
  jsonTypedLeaves: true,
  pow: true,
  regexp: false,
  regexpFlags: false,
  regexpReplace: false,
  tupleComparison: true,
  tupleIn: true,
  tupleInSubquery: true,
  customOperators: true,
  // functions
  aggregateFilter: false,
  /** `aggregateOrderBy()` on `aggregateStrings()`. */
  orderedAggregates: false,
  withinGroup: false,
  rollup: false,
  cube: false,
  groupingSets: false,
  tableValuedFunctions: false,
  withOrdinality: false,
  windowFunctions: (c) => c.supportsWindowFunctions,
  windowGroups: false,
  windowExclude: false,
  // SELECT
  ctes: (c) => c.supportsCtes,
  recursiveCtes: (c) => c.supportsCtes,
  materializedCtes: false,
  nestedCtes: (c) => c.supportsCtes,
  dmlCtes: false,
  ctesOnDml: (c) => c.supportsCtes,
  distinctOn: false,
  except: true,
  exceptAll: false,
  fetchTies: false,
  fetchFirst: false,
  forUpdate: true,
  forUpdateOf: (c) => c.supportsForUpdateOf,
  forUpdateSkipLocked: false,
  fullOuterJoin: false,
  intersect: true,
  intersectAll: false,
  lateral: (c) => c.supportsLateral,
  /** ORDER BY and LIMIT inside the members of a UNION. */
  limitedSetMembers: true,
  nestedSetOperations: true,
  limitInSubquery: true,
  nullsFirst: false,
  offsetWithoutLimit: true,
  tablesample: false,
  /** `(VALUES …) AS v (a, b)`. */
  valuesInFrom: false,
  /** `WITH v (a, b) AS (VALUES …)`, and VALUES as a subquery. */
  valuesInCte: false,
  // INSERT, UPDATE, DELETE
  defaultValues: (c) => c.supportsDefaultValues || c.supportsEmptyInsert || c.supportsDefaultMetavalue,
  deleteReturning: (c) => c.deleteReturning,
  deleteUsing: (c) => c.supportsUpdateFrom,
  /** INSERT of several rows gives their generated keys, in order. */
  generatedKeys: true,
  insertManyReturning: (c) => c.insertExecutemanyReturning,
  insertManyReturningOrdered: (c) => c.insertExecutemanyReturningSortByParameterOrder,
  insertReturning: (c) => c.insertReturning,
  multirowInsert: (c) => c.supportsMultivaluesInsert,
  saneRowcount: (c) => c.supportsSaneRowcount,
  /** An UPDATE counts rows that it matches, changed or not. */
  rowcountCountsMatched: true,
  updateFrom: (c) => c.supportsUpdateFrom,
  updateFromReturning: (c) => c.supportsUpdateFrom && c.updateReturning,
  updateReturning: (c) => c.updateReturning,
  updateSetsOrdered: false,
  upsertOnConflict: false,
  upsertOnConflictConstraint: false,
  upsertOnDuplicateKey: false,
  // DDL
  addConstraint: (c) => c.supportsAlter,
  checkConstraints: true,
  columnCollation: true,
  comments: (c) => c.supportsComments,
  computedColumns: true,
  computedVirtual: true,
  createTableAs: true,
  deferrableConstraints: false,
  excludeConstraints: false,
  foreignKeys: true,
  functionalIndexes: false,
  identityColumns: (c) => c.supportsIdentityColumns,
  materializedViews: false,
  nativeEnum: (c) => c.supportsNativeEnum,
  /** Enumerations that are database objects with names of their own. */
  namedEnumTypes: false,
  partialIndexes: false,
  schemas: (c) => c.supportsSchemas,
  sequences: (c) => c.supportsSequences,
  sequenceDefaults: (c) => c.supportsSequences,
  temporaryTables: true,
  transactionalDdl: (c) => c.transactionalDdl,
  viewOrReplace: false,
  views: (c) => c.supportsViews,
  // types
  bigints: true,
  emptyStringIsNotNull: true,
  exactNumeric: (c) => c.supportsNativeDecimal,
  intervals: true,
  microseconds: true,
  timezones: false,
  unicodeIdentifiers: true,
  uuid: true,
  // transactions and connections
  autocommit: true,
  cancellation: false,
  concurrentConnections: true,
  dirtyReadsPrevented: true,
  isolationLevels: true,
  savepoints: (c) => c.supportsSavepoints,
  serializable: true,
  streaming: (c) => c.supportsServerSideCursors,
  twoPhase: (c) => c.supportsTwoPhase,
} satisfies Record<string, Derive>

/** A named property of a database that a case may require. */
export type Requirement = keyof typeof table

/** Which requirements a database meets. */
export type Requirements = Readonly<Record<Requirement, boolean>>

/** All names, sorted. */
export const requirementNames: readonly Requirement[] = (Object.keys(table) as Requirement[]).sort()

/** Requirements that are known before a server was asked: the stated ones, and those that no capability decides. */
export function settledRequirements(stated: Partial<Requirements> = {}): Partial<Requirements> {
  return { ...Object.fromEntries(requirementNames.flatMap((name) => (typeof table[name] === 'boolean' ? [[name, table[name]]] : []))), ...stated }
}

/**
 * The requirements that a dialect meets: derived from its capabilities, changed by what its author states.
 *
 * @example
 * requirementsOf(engine.dialect.capabilities, { regexp: true, windowGroups: true })
 */
export function requirementsOf(capabilities: Capabilities, stated: Partial<Requirements> = {}): Requirements {
  const met: Record<string, boolean> = {}
  for (const name of requirementNames) {
    const derive: Derive = table[name]
    met[name] = typeof derive === 'function' ? derive(capabilities) : derive
  }
  return { ...met, ...stated } as Requirements
}
