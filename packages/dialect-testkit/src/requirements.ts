import type { Engine } from '@athanor/engine'
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
  /** `asBoolean()` of a member that isn't there is NULL, not false. */
  missingBooleanIsNull: true,
  pow: true,
  regexp: false,
  regexpFlags: false,
  regexpReplace: false,
  tupleComparison: true,
  tupleIn: true,
  tupleInSubquery: true,
  customOperators: true,
  /** `match()`; what a table needs for it is in the settings. */
  matchOperator: false,
  matchNegated: true,
  tryCast: false,
  /** A timestamp minus another, plus `INTERVAL '…'`. */
  dateArithmetic: false,
  // functions
  aggregateFilter: false,
  booleanAggregates: false,
  ceilAndFloor: true,
  concatFunction: true,
  /** A function whose result has fields: `(f(x)).field`. */
  compositeFunctions: false,
  /** `generate_series(…)` in FROM. */
  functionsInFrom: false,
  /** `json_each(…)` in FROM. */
  jsonEach: false,
  localtimeFunction: false,
  /** Functions with the name of a package or schema; one is in the settings. */
  functionPackages: false,
  /** `current_user`, `session_user` and `user`. */
  sessionFunctions: true,
  substring: true,
  sysdate: false,
  /** `aggregateOrderBy()` on `aggregateStrings()`. */
  orderedAggregates: false,
  withinGroup: false,
  /** `percentile_cont(…) WITHIN GROUP (…) OVER (…)` */
  withinGroupOver: false,
  rollup: false,
  cube: false,
  groupingSets: false,
  tableValuedFunctions: false,
  withOrdinality: false,
  windowFunctions: (c) => c.supportsWindowFunctions,
  windowGroups: false,
  windowExclude: false,
  /** `IGNORE NULLS` and `RESPECT NULLS`. */
  nullTreatment: false,
  /** `lag(value, offset, default)` */
  lagDefault: true,
  // SELECT
  ctes: (c) => c.supportsCtes,
  recursiveCtes: (c) => c.supportsCtes,
  materializedCtes: false,
  nestedCtes: (c) => c.supportsCtes,
  /** A WITH that the statement doesn't mention. */
  independentCtes: (c) => c.supportsCtes,
  /** `SEARCH DEPTH FIRST BY …` behind a recursive WITH. */
  cteSearch: false,
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
  /** `FOR NO KEY UPDATE` and `FOR KEY SHARE`. */
  keyShareLocks: false,
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
  /** NULL for a generated key makes the database generate it. */
  nullMakesKey: false,
  defaultValues: (c) => c.supportsDefaultValues || c.supportsEmptyInsert || c.supportsDefaultMetavalue,
  deleteReturning: (c) => c.deleteReturning,
  deleteUsing: (c) => c.supportsUpdateFrom,
  /** INSERT of several rows gives their generated keys, in order. */
  generatedKeys: true,
  /** Also of SMALLINT and BIGINT. */
  generatedKeysOfAnySize: true,
  insertManyReturning: (c) => c.insertExecutemanyReturning,
  insertManyReturningOrdered: (c) => c.insertExecutemanyReturningSortByParameterOrder,
  insertReturning: (c) => c.insertReturning,
  merge: false,
  /** `WHEN NOT MATCHED BY SOURCE` */
  mergeBySource: false,
  /** `WITH … MERGE` */
  mergeCtes: true,
  /** `MERGE … RETURNING`, and `merge_action()`. */
  mergeReturning: false,
  multirowInsert: (c) => c.supportsMultivaluesInsert,
  saneRowcount: (c) => c.supportsSaneRowcount,
  /** An UPDATE counts rows that it matches, changed or not. */
  rowcountCountsMatched: true,
  updateFrom: (c) => c.supportsUpdateFrom,
  updateFromReturning: (c) => c.supportsUpdateFrom && c.updateReturning,
  updateReturning: (c) => c.updateReturning,
  updateSetsOrdered: false,
  /** UPDATE and DELETE of an alias. */
  dmlAliases: true,
  /** A table in FROM of an UPDATE that no criterion has to mention. */
  updateExplicitFrom: (c) => c.supportsUpdateFrom,
  /** UPDATE sets columns of more than one table. */
  updateSeveralTables: false,
  /** `upsert()`, in whichever form the dialect has. */
  portableUpsert: true,
  upsertReturning: (c) => c.insertReturning,
  upsertOnConflict: false,
  upsertOnConflictConstraint: false,
  upsertOnDuplicateKey: false,
  // DDL
  addConstraint: (c) => c.supportsAlter,
  checkConstraints: true,
  /** `column INTEGER CONSTRAINT name CHECK (…)` */
  namedColumnChecks: true,
  columnCollation: true,
  comments: (c) => c.supportsComments,
  computedColumns: true,
  computedVirtual: true,
  createTableAs: true,
  deferrableConstraints: false,
  /** UNIQUE as well, not only foreign keys. */
  deferrableUnique: false,
  excludeConstraints: false,
  foreignKeys: true,
  foreignKeyMatch: false,
  functionalIndexes: false,
  identityColumns: (c) => c.supportsIdentityColumns,
  indexIfNotExists: true,
  materializedViews: false,
  nativeEnum: (c) => c.supportsNativeEnum,
  partialIndexes: false,
  /** What `inspect()` and `reflect()` read. */
  reflection: true,
  schemas: (c) => c.supportsSchemas,
  sequences: (c) => c.supportsSequences,
  sequenceDefaults: (c) => c.supportsSequences,
  systemColumns: false,
  temporaryTables: true,
  transactionalDdl: (c) => c.transactionalDdl,
  viewOrReplace: false,
  views: (c) => c.supportsViews,
  // types
  castsToDates: true,
  castsToJson: true,
  /** Literals of bytes. */
  binaryLiterals: true,
  /** `BINARY(n)` and `VARBINARY(n)`. */
  binaryTypes: true,
  bigints: true,
  clob: true,
  emptyStringIsNotNull: true,
  exactNumeric: (c) => c.supportsNativeDecimal,
  intervals: true,
  microseconds: true,
  /** `NCHAR` and `NVARCHAR`. */
  nationalCharacters: true,
  timezones: false,
  unicodeIdentifiers: true,
  /** `BINARY` and `VARBINARY` without a length. */
  unsizedBinary: false,
  uuid: true,
  // transactions and connections
  autocommit: true,
  cancellation: false,
  concurrentConnections: true,
  dirtyReadsPrevented: true,
  isolationLevels: true,
  savepoints: (c) => c.supportsSavepoints,
  /** `RELEASE SAVEPOINT` as a statement. */
  releasedSavepoints: (c) => c.supportsSavepoints,
  serializable: true,
  streaming: (c) => c.supportsServerSideCursors,
  twoPhase: (c) => c.supportsTwoPhase,
} satisfies Record<string, Derive>

/** A named property of a database that a case may require. */
export type Requirement = keyof typeof table

/** Which requirements a database meets. */
export type Requirements = Readonly<Record<Requirement, boolean>>

/** What an author states: met or not, or what decides it once there is a connection, such as the server's version. */
export type StatedRequirements = Partial<Readonly<Record<Requirement, boolean | ((engine: Engine) => boolean)>>>

/** All names, sorted. */
export const requirementNames: readonly Requirement[] = (Object.keys(table) as Requirement[]).sort()

/** Requirements that are known before a server was asked: the stated ones, and those that no capability decides. */
export function settledRequirements(stated: StatedRequirements = {}): Partial<Requirements> {
  return Object.fromEntries(requirementNames.flatMap((name) => {
    const answer = stated[name] ?? table[name]
    return typeof answer === 'boolean' ? [[name, answer]] : []
  }))
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
