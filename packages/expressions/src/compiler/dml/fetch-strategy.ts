import { Insert } from '../../dml/insert.ts'
import type { Column } from '../../schema/column.ts'
import type { SqlNode } from '../../structure/node.ts'
import type { DmlCompiler } from '../dml-compiler.ts'
import type { DmlState } from './dml-state.ts'
import { sentinelColumns } from './sentinel.ts'

/** How generated values come back from an INSERT, UPDATE or DELETE. */
export interface FetchStrategy {
  /** Values of the primary key have to be known afterwards. */
  readonly needsKeys: boolean
  /** RETURNING is added. */
  readonly implicitReturning: boolean
  /** Columns whose server-made values are returned; undefined: none. */
  readonly defaults: ReadonlySet<SqlNode> | undefined
  readonly postfetchLastrowid: boolean
  /** One statement for many rows is needed: what it returns can't be had otherwise. */
  readonly insertsMany: boolean
  readonly sentinels: readonly Column[] | undefined
}

/** Chooses between RETURNING and the last insert id (source: SQLAlchemy's `_get_returning_modifiers`). */
export function fetchStrategy(compiler: DmlCompiler, state: DmlState, toplevel: boolean): FetchStrategy {
  const { statement } = state
  const { capabilities } = compiler.dialect
  const forMany = compiler.options.forExecutemany === true
  const explicit = statement.returningItems.length > 0
  const isMultiRow = state.rows !== null

  const needsKeys = toplevel && state.kind === 'insert' && !state.isInline && !explicit && !isMultiRow
    && (!forMany || (capabilities.insertExecutemanyReturning && statement.returnsDefaults))
  let postfetchLastrowid = needsKeys && capabilities.postfetchLastrowid && (state.schemaTable?.autoincrementColumn ?? null) !== null
  // the last insert id is cheaper, where there is one and no more is wanted
  const implicitReturning = needsKeys && capabilities.insertReturning && state.allowsImplicitReturning && compiler.allowsImplicitReturning(statement)
    && (!postfetchLastrowid || capabilities.favorReturningOverLastrowid || statement.returnsDefaults)
  if (implicitReturning) postfetchLastrowid = false

  let returnsDefaults: boolean
  let insertsMany = false
  let sentinels: readonly Column[] | undefined
  if (statement instanceof Insert) {
    returnsDefaults = implicitReturning && statement.returnsDefaults
    const returnsRows = returnsDefaults || explicit || statement.supplementalReturning.length > 0
    insertsMany = toplevel && forMany && compiler.usesInsertManyValues
      && (returnsRows || (compiler.usesInsertManyValuesAlways && statement.postValues.length === 0))
    if (insertsMany && returnsRows && statement.sortsByParameterOrder && state.schemaTable !== undefined) {
      sentinels = sentinelColumns(state.schemaTable, compiler.sentinelSupport, compiler.dialect.name)
    }
  } else {
    returnsDefaults = statement.returnsDefaults && state.allowsImplicitReturning && compiler.allowsImplicitReturning(statement)
      && (state.kind === 'update' ? capabilities.updateReturning : capabilities.deleteReturning)
  }
  return {
    needsKeys,
    implicitReturning: implicitReturning || returnsDefaults,
    defaults: !returnsDefaults ? undefined : new Set<SqlNode>(statement.returnDefaultColumns.length === 0 ? statement.table.columns.all : statement.returnDefaultColumns),
    postfetchLastrowid, insertsMany, sentinels,
  }
}
