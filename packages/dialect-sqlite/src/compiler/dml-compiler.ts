import { CompileError } from '@athanor/interfaces'
import { onConflictDoNothing, onConflictDoUpdate, SqlCompiler, upsertOnConflict, type FromContext, type FromHints, type OnConflictStyle } from '@athanor/expressions/compiler'
import type { DmlStatement, FromClause, OnConflict, OnConflictDoUpdate, SqlNode, Update, Upsert } from '@athanor/expressions/elements'

const style: OnConflictStyle = {
  constraint: (name) => {
    throw new CompileError(`SQLite can't name a constraint in ON CONFLICT: give the columns of '${name}' as indexElements`, { code: 'COMPILE_UNSUPPORTED' })
  },
  // an index is only found when the predicate is equal to its own
  literalPredicate: true,
}

/** INSERT, UPDATE and DELETE of SQLite. */
export class SqliteDmlCompiler extends SqlCompiler {
  // an INTEGER PRIMARY KEY that is given as NULL is generated
  override get makesKeyOfNull(): boolean { return true }
  // Rows that RETURNING gives are not promised to come in the order of VALUES, and a rowid is not promised to rise with them: an
  // executemany that returns ids sends row after row (as SQLAlchemy does), through one prepared statement.
  override get defaultMetavalue(): string { return 'NULL' }

  override returningClause(statement: DmlStatement, columns: readonly SqlNode[], populateResult: boolean, context: FromContext): string {
    return super.returningClause(statement, columns, populateResult, { ...context, includeTable: false })
  }
  override updateFrom(_update: Update, _table: FromClause, extra: readonly SqlNode[], hints: FromHints | undefined, context: FromContext): string {
    return `FROM ${extra.map((t) => this.process(t, { ...context, asFrom: true, fromHints: hints })).join(', ')}`
  }
  protected override checkMerge(): never {
    throw new CompileError('SQLite has no MERGE: use upsert() or onConflictDoUpdate()', { code: 'COMPILE_UNSUPPORTED' })
  }
  visitOnConflictDoNothing(node: OnConflict, context: FromContext): string { return onConflictDoNothing(this, node, context, style) }
  visitOnConflictDoUpdate(node: OnConflictDoUpdate, context: FromContext): string { return onConflictDoUpdate(this, node, context, style) }
  visitUpsert(node: Upsert, context: FromContext): string { return upsertOnConflict(this, node, context) }
}
