import { CompileError } from '@athanor/interfaces'
import {
  onConflictDoNothing, onConflictDoUpdate, SqlCompiler, upsertOnConflict, type FromContext, type FromHints, type OnConflictStyle, type SentinelSupport,
} from '@athanor/expressions/compiler'
import { EnumType, STRING, StringType, TypeDecorator, type Delete, type FromClause, type Insert, type Merge, type OnConflict, type OnConflictDoUpdate, type SqlNode, type SqlType, type Update, type Upsert } from '@athanor/expressions/elements'

const sentinels: SentinelSupport = { sources: new Set(['autoincrement', 'identity', 'sequence', 'monotonic']), insertFromSelect: true, renderCasts: true }

/** INSERT, UPDATE and DELETE of PostgreSQL. */
export class PostgreSQLDmlCompiler extends SqlCompiler {
  override get sentinelSupport(): SentinelSupport { return sentinels }
  // of a list of NULLs alone the server would make texts
  protected override castValuesColumn(text: string, type: SqlType): string {
    const own = type.forDialect(this.dialect.name)
    const actual = own instanceof TypeDecorator ? own.implFor(this.dialect.name) : own
    if (actual.affinity === 'null') return text
    // the server doesn't turn a text into an enum
    const isText = actual.affinity === 'string' && actual instanceof StringType && actual.length !== undefined && !(actual instanceof EnumType && actual.nativeEnum)
    return `${text}::${this.typeText(isText ? STRING : actual)}`
  }

  override updateFrom(_update: Update, _table: FromClause, extra: readonly SqlNode[], hints: FromHints | undefined, context: FromContext): string {
    return `FROM ${this.#tables(extra, hints, context)}`
  }
  override deleteExtraFrom(_delete: Delete, _table: FromClause, extra: readonly SqlNode[], hints: FromHints | undefined, context: FromContext): string {
    return `USING ${this.#tables(extra, hints, context)}`
  }
  #tables(tables: readonly SqlNode[], hints: FromHints | undefined, context: FromContext): string {
    return tables.map((t) => this.process(t, { ...context, asFrom: true, fromHints: hints })).join(', ')
  }

  protected override checkMerge(merge: Merge): void {
    this.#mergeNeeds(15, 'MERGE')
    if (merge.returningItems.length > 0) this.#mergeNeeds(17, 'RETURNING in a MERGE')
    if (merge.branches.some((b) => b.match === 'notMatchedBySource')) this.#mergeNeeds(17, 'WHEN NOT MATCHED BY SOURCE')
  }
  /** Only a connected dialect knows its version. */
  #mergeNeeds(version: number, what: string): void {
    const own = this.dialect.serverInfo?.version[0]
    if (own !== undefined && own < version) throw new CompileError(`${what} needs PostgreSQL ${version}; this is PostgreSQL ${own}`, { code: 'COMPILE_UNSUPPORTED' })
  }

  readonly #style: OnConflictStyle = { constraint: (name) => this.preparer.quote(name), literalPredicate: false }
  visitOnConflictDoNothing(node: OnConflict, context: FromContext): string {
    this.#single()
    return onConflictDoNothing(this, node, context, this.#style)
  }
  visitOnConflictDoUpdate(node: OnConflictDoUpdate, context: FromContext): string {
    this.#single()
    if (node.constraint === null && node.elements === null) {
      throw new CompileError('ON CONFLICT DO UPDATE needs to know which conflict: give \'indexElements\' or \'constraint\' to onConflictDoUpdate()', { code: 'CONFLICT_TARGET_MISSING' })
    }
    return onConflictDoUpdate(this, node, context, this.#style)
  }
  #single(): void {
    if ((this.stack.at(-1)?.selectable as Insert | undefined)?.postValues.length !== 1) {
      throw new CompileError('PostgreSQL has one ON CONFLICT clause in an INSERT, not several', { code: 'COMPILE_UNSUPPORTED' })
    }
  }
  visitUpsert(node: Upsert, context: FromContext): string { return upsertOnConflict(this, node, context) }
}
