import type { Engine } from '@athanor/engine'
import { ddl } from '@athanor/expressions'
import type { Requirement, StatedRequirements } from '../../src/requirements.ts'
import type { TestkitSettings } from '../../src/settings.ts'

/** What the authors of our dialects state about the databases that the tests run on. */
export interface Statement {
  readonly requirements: StatedRequirements
  readonly settings: TestkitSettings
  readonly skip?: Readonly<Record<string, string>>
}

const states = (has: readonly Requirement[], lacks: readonly Requirement[]): StatedRequirements =>
  Object.fromEntries([...has.map((name) => [name, true]), ...lacks.map((name) => [name, false])]) as StatedRequirements

const fullTextIndex: TestkitSettings['prepareMatch'] = (scope, table, column) =>
  scope.ddl(ddl(`CREATE FULLTEXT INDEX tk_match_body ON ${table.name} (${column.name})`))

// SQLite matches in tables of its extension only
const fullTextTable: TestkitSettings['prepareMatch'] = async (scope, table) => {
  await scope.ddl(ddl(`DROP TABLE ${table.name}`))
  await scope.ddl(ddl(`CREATE VIRTUAL TABLE ${table.name} USING fts5(id UNINDEXED, body)`))
}

/** From a version of the server on. */
const since = (major: number) => ({ dialect }: Engine): boolean => (dialect.serverInfo?.version[0] ?? 0) >= major

const mysqlFamily = {
  has: [
    'regexp', 'regexpFlags', 'regexpReplace', 'rollup', 'orderedAggregates', 'forUpdateSkipLocked', 'exceptAll', 'intersectAll', 'updateSetsOrdered', 'upsertOnDuplicateKey',
    'cancellation', 'viewOrReplace', 'matchOperator', 'sysdate', 'updateSeveralTables', 'localtimeFunction', 'updateExplicitFrom', 'timezones', 'nullMakesKey', 'functionPackages',
  ],
  lacks: ['arrays', 'betweenSymmetric', 'identityColumns', 'offsetWithoutLimit', 'transactionalDdl', 'updateReturning', 'updateFromReturning', 'nullsFirst', 'missingBooleanIsNull', 'clob'],
} as const satisfies { has: readonly Requirement[]; lacks: readonly Requirement[] }

export const statements: Readonly<Record<string, Statement>> = {
  sqlite: {
    requirements: states(
      [
        'regexp', 'aggregateFilter', 'orderedAggregates', 'windowGroups', 'windowExclude', 'materializedCtes', 'fullOuterJoin', 'nullsFirst', 'valuesInCte', 'upsertOnConflict',
        'functionalIndexes', 'partialIndexes', 'tableValuedFunctions', 'systemColumns', 'matchOperator', 'deferrableConstraints', 'jsonEach', 'timezones', 'nullMakesKey', 'unsizedBinary',
      ],
      [
        'anyAllSubquery', 'arrays', 'forUpdate', 'schemas', 'sequences', 'comments', 'identityColumns', 'nativeEnum', 'addConstraint', 'lateral', 'limitedSetMembers',
        'nestedSetOperations', 'deleteUsing', 'forUpdateOf', 'twoPhase', 'exactNumeric', 'sequenceDefaults', 'sessionFunctions', 'castsToDates', 'castsToJson', 'generatedKeysOfAnySize', 'matchNegated',
      ],
    ),
    settings: { caseInsensitiveCollation: 'NOCASE', caseSensitiveCollation: 'BINARY', otherIsolationLevel: 'READ UNCOMMITTED', systemColumn: 'rowid', prepareMatch: fullTextTable },
  },
  postgresql: {
    requirements: {
      mergeReturning: since(17), nullTreatment: since(19), mergeBySource: since(17), computedVirtual: since(18),
      ...states(
        [
          'betweenSymmetric', 'ilikeOperator', 'regexp', 'regexpFlags', 'regexpReplace', 'aggregateFilter', 'orderedAggregates', 'withinGroup', 'rollup', 'cube', 'groupingSets',
          'tableValuedFunctions', 'withOrdinality', 'windowGroups', 'windowExclude', 'materializedCtes', 'dmlCtes', 'distinctOn', 'exceptAll', 'fetchTies', 'fetchFirst', 'forUpdateOf',
          'forUpdateSkipLocked', 'fullOuterJoin', 'intersectAll', 'nullsFirst', 'tablesample', 'valuesInFrom', 'valuesInCte', 'upsertOnConflict', 'upsertOnConflictConstraint',
          'deferrableConstraints', 'excludeConstraints', 'functionalIndexes', 'materializedViews', 'partialIndexes', 'viewOrReplace', 'timezones', 'cancellation', 'matchOperator', 'dateArithmetic', 'booleanAggregates',
          'compositeFunctions', 'functionsInFrom', 'localtimeFunction', 'cteSearch', 'keyShareLocks', 'merge', 'foreignKeyMatch', 'systemColumns', 'functionPackages', 'deferrableUnique',
        ],
        ['updateSetsOrdered', 'upsertOnDuplicateKey', 'nationalCharacters', 'binaryTypes', 'clob'],
      ),
    },
    settings: { caseSensitiveCollation: 'C', slowQuery: 'SELECT pg_sleep(20)', otherIsolationLevel: 'SERIALIZABLE', systemColumn: 'xmin', fromHint: () => 'ONLY', functionPackage: ['pg_catalog.upper', 'x', 'X'] },
  },
  mariadb: {
    requirements: states([...mysqlFamily.has, 'valuesInCte', 'fetchFirst', 'fetchTies', 'withinGroupOver'], [...mysqlFamily.lacks, 'lateral', 'forUpdateOf', 'ctesOnDml', 'castsToJson', 'namedColumnChecks', 'dmlAliases', 'lagDefault']),
    settings: {
      caseInsensitiveCollation: 'utf8mb4_general_ci', caseSensitiveCollation: 'utf8mb4_bin', slowQuery: 'SELECT SLEEP(20)', otherIsolationLevel: 'SERIALIZABLE',
      fromHint: (index) => `USE INDEX (${index})`, prepareMatch: fullTextIndex, functionPackage: ['sys.quote_identifier', 'x', '`x`'],
    },
  },
  mysql: {
    requirements: states([...mysqlFamily.has, 'forUpdateOf', 'functionalIndexes', 'valuesInFrom', 'valuesInCte'], [
      ...mysqlFamily.lacks, 'insertReturning', 'deleteReturning', 'insertManyReturning', 'insertManyReturningOrdered', 'sequences', 'sequenceDefaults', 'indexIfNotExists',
    ]),
    settings: {
      caseInsensitiveCollation: 'utf8mb4_general_ci', caseSensitiveCollation: 'utf8mb4_bin', slowQuery: 'SELECT SLEEP(20)', otherIsolationLevel: 'SERIALIZABLE',
      fromHint: (index) => `USE INDEX (${index})`, prepareMatch: fullTextIndex, functionPackage: ['sys.quote_identifier', 'x', '`x`'],
    },
  },
}
