import type { Requirement, Requirements } from '../../src/requirements.ts'
import type { TestkitSettings } from '../../src/settings.ts'

/** What the authors of our dialects state about the databases that the tests run on. */
export interface Statement {
  readonly requirements: Partial<Requirements>
  readonly settings: TestkitSettings
  readonly skip?: Readonly<Record<string, string>>
}

const states = (has: readonly Requirement[], lacks: readonly Requirement[]): Partial<Requirements> =>
  Object.fromEntries([...has.map((name) => [name, true]), ...lacks.map((name) => [name, false])]) as Partial<Requirements>

const mysqlFamily = {
  has: [
    'regexp', 'regexpFlags', 'regexpReplace', 'rollup', 'orderedAggregates', 'forUpdateSkipLocked', 'exceptAll', 'intersectAll', 'updateSetsOrdered', 'upsertOnDuplicateKey',
    'cancellation', 'viewOrReplace',
  ],
  lacks: ['arrays', 'betweenSymmetric', 'identityColumns', 'offsetWithoutLimit', 'transactionalDdl', 'updateReturning', 'updateFromReturning', 'nullsFirst'],
} as const satisfies { has: readonly Requirement[]; lacks: readonly Requirement[] }

export const statements: Readonly<Record<string, Statement>> = {
  sqlite: {
    requirements: states(
      [
        'regexp', 'aggregateFilter', 'orderedAggregates', 'windowGroups', 'windowExclude', 'materializedCtes', 'fullOuterJoin', 'nullsFirst', 'valuesInCte', 'upsertOnConflict',
        'functionalIndexes', 'partialIndexes', 'tableValuedFunctions',
      ],
      [
        'anyAllSubquery', 'arrays', 'forUpdate', 'schemas', 'sequences', 'comments', 'identityColumns', 'nativeEnum', 'addConstraint', 'lateral', 'limitedSetMembers',
        'nestedSetOperations', 'deleteUsing', 'forUpdateOf', 'twoPhase', 'concurrentConnections', 'exactNumeric', 'sequenceDefaults', 'isolationLevels', 'serializable',
      ],
    ),
    settings: { caseInsensitiveCollation: 'NOCASE', caseSensitiveCollation: 'BINARY', otherIsolationLevel: 'READ UNCOMMITTED' },
  },
  postgresql: {
    requirements: states(
      [
        'betweenSymmetric', 'ilikeOperator', 'regexp', 'regexpFlags', 'regexpReplace', 'aggregateFilter', 'orderedAggregates', 'withinGroup', 'rollup', 'cube', 'groupingSets',
        'tableValuedFunctions', 'withOrdinality', 'windowGroups', 'windowExclude', 'materializedCtes', 'dmlCtes', 'distinctOn', 'exceptAll', 'fetchTies', 'fetchFirst', 'forUpdateOf',
        'forUpdateSkipLocked', 'fullOuterJoin', 'intersectAll', 'nullsFirst', 'tablesample', 'valuesInFrom', 'valuesInCte', 'upsertOnConflict', 'upsertOnConflictConstraint',
        'deferrableConstraints', 'excludeConstraints', 'functionalIndexes', 'materializedViews', 'namedEnumTypes', 'partialIndexes', 'viewOrReplace', 'timezones', 'cancellation',
      ],
      ['updateSetsOrdered', 'upsertOnDuplicateKey', 'computedVirtual'],
    ),
    settings: { caseSensitiveCollation: 'C', slowQuery: 'SELECT pg_sleep(20)', otherIsolationLevel: 'SERIALIZABLE' },
  },
  mariadb: {
    requirements: states([...mysqlFamily.has], [...mysqlFamily.lacks, 'lateral', 'forUpdateOf', 'ctesOnDml']),
    settings: {
      caseInsensitiveCollation: 'utf8mb4_general_ci', caseSensitiveCollation: 'utf8mb4_bin', slowQuery: 'SELECT SLEEP(20)', otherIsolationLevel: 'SERIALIZABLE',
    },
  },
  mysql: {
    requirements: states([...mysqlFamily.has, 'forUpdateOf', 'functionalIndexes'], [
      ...mysqlFamily.lacks, 'insertReturning', 'deleteReturning', 'insertManyReturning', 'insertManyReturningOrdered', 'sequences', 'sequenceDefaults',
    ]),
    settings: {
      caseInsensitiveCollation: 'utf8mb4_general_ci', caseSensitiveCollation: 'utf8mb4_bin', slowQuery: 'SELECT SLEEP(20)', otherIsolationLevel: 'SERIALIZABLE',
    },
  },
}
