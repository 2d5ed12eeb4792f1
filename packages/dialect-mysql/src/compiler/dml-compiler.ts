import { ArgumentError, CompileError } from '@athanor/interfaces'
import { setClauses, SqlCompiler, surface, upsertedKeys, type FromContext, type FromHints, type SentinelSupport } from '@athanor/expressions/compiler'
import {
  ExcludedRow, excludedRow, nameText, type ColumnClause, type Delete, type DmlStatement, type FromClause, type Insert, type OnDuplicateKeyUpdate, type SqlNode, type Update, type Upsert,
} from '@athanor/expressions/elements'
import type { MySQLDialect } from '../dialect.ts'
import type { DmlLimit } from '../functions/limit.ts'

const sentinels: SentinelSupport = { sources: new Set(['autoincrement', 'identity', 'sequence', 'monotonic']), insertFromSelect: false, renderCasts: false }

/** INSERT, UPDATE and DELETE of MySQL and MariaDB. */
export class MySQLDmlCompiler extends SqlCompiler {
  declare readonly dialect: MySQLDialect

  override get makesKeyOfNull(): boolean { return true }
  override get usesInsertManyValues(): boolean { return true }
  override get sentinelSupport(): SentinelSupport { return sentinels }
  override get setNamesTables(): boolean { return true }
  protected override get cteFollowsInsert(): boolean { return true }

  // several tables ---------------------------------------------------------------------------------------------------

  override updateTables(_update: Update, table: FromClause, extra: readonly SqlNode[], context: FromContext): string {
    return [table, ...extra].map((t) => this.process(t, { ...context, asFrom: true })).join(', ')
  }
  override updateFrom(): string { return '' }
  override deleteTable(_delete: Delete, table: FromClause, extra: readonly SqlNode[], context: FromContext): string {
    // the alias itself is named when there are several tables; USING defines it
    return this.process(table, { ...context, asFrom: true, isCrud: true, asHint: extra.length > 0 })
  }
  override deleteExtraFrom(_delete: Delete, table: FromClause, extra: readonly SqlNode[], hints: FromHints | undefined, context: FromContext): string {
    const isInside = extra.some((from) => [...surface(from as FromClause)].includes(table))
    return `USING ${(isInside ? extra : [table, ...extra]).map((t) => this.process(t, { ...context, asFrom: true, fromHints: hints })).join(', ')}`
  }

  // LIMIT ------------------------------------------------------------------------------------------------------------

  override updatePostCriteria(update: Update, context: FromContext): string { return this.#limit(update, super.updatePostCriteria(update, context)) }
  override deletePostCriteria(statement: Delete, context: FromContext): string { return this.#limit(statement, super.deletePostCriteria(statement, context)) }
  #limit(statement: DmlStatement, rest: string): string {
    const limit = statement.dialectOption(this.dialect.name, 'limit')
    if (limit === undefined || limit === null) return rest
    const count = Number(limit)
    if (!Number.isInteger(count) || count < 0) throw new ArgumentError(`The option '${this.dialect.name}_limit' has to be a number of rows, not ${JSON.stringify(limit)?.slice(0, 40) ?? typeof limit}`)
    return `LIMIT ${count}${rest === '' ? '' : ` ${rest}`}`
  }

  visitMysqlDmlLimit(node: DmlLimit, context: FromContext): string { return `LIMIT ${this.process(node.count, { ...context, literalExecute: true })}` }

  // upserts ----------------------------------------------------------------------------------------------------------

  protected override checkMerge(): never {
    throw new CompileError(`The dialect '${this.dialect.name}' has no MERGE: use upsert() or onDuplicateKeyUpdate()`, { code: 'COMPILE_UNSUPPORTED' })
  }
  visitOnDuplicateKeyUpdate(node: OnDuplicateKeyUpdate, context: FromContext): string {
    const insert = this.stack.at(-1)!.selectable as Insert
    const row = this.#proposedRow(insert)
    // the proposed row is no table: a subquery has it from here, and doesn't list it in FROM
    const entry = this.stack.at(-1)!
    const proposed = excludedRow(insert.table)
    this.stack.push({ ...entry, correlateFroms: new Set([...entry.correlateFroms, proposed]), asFromFroms: new Set([...entry.asFromFroms, proposed]) })
    const set = setClauses(this, insert, node.set, { ...context, literalBinds: false, useSchema: false, proposedRow: row }, { ordered: node.ordered })
    this.stack.pop()
    return `${row === undefined ? '' : `AS ${row} `}ON DUPLICATE KEY UPDATE ${set.join(', ')}`
  }
  visitUpsert(node: Upsert, _context: FromContext): string {
    const insert = this.stack.at(-1)!.selectable as Insert
    const row = this.#proposedRow(insert)
    const name = (key: string): string => this.preparer.quote((insert.table.columns.get(key) as ColumnClause).name)
    const proposed = (key: string): string => (row === undefined ? `VALUES(${name(key)})` : `${row}.${name(key)}`)
    // without anything to change, a column is set to itself: there is no DO NOTHING
    const updated = upsertedKeys(this, node)
    const set = updated.length > 0 ? updated.map((key) => `${name(key)} = ${proposed(key)}`) : [`${name(node.keys[0]!)} = ${this.#qualified(insert, node.keys[0]!)}`]
    return `${row === undefined ? '' : `AS ${row} `}ON DUPLICATE KEY UPDATE ${set.join(', ')}`
  }
  #qualified(insert: Insert, key: string): string { return this.process(insert.table.columns.get(key)!, { useSchema: false }) }
  /** Name of the proposed row, where it has one: `VALUES(column)` is deprecated in MySQL 8.0.20. */
  #proposedRow(insert: Insert): string | undefined {
    if (!this.dialect.usesInsertAlias || insert.select !== null) return undefined
    return nameText(insert.table.name).toLowerCase() === 'new' ? 'new_1' : 'new'
  }
  override visitColumn(column: ColumnClause, context: FromContext): string {
    if (!(column.table instanceof ExcludedRow)) return super.visitColumn(column, context)
    const name = this.preparer.quote(column.name)
    return context['proposedRow'] === undefined ? `VALUES(${name})` : `${context['proposedRow'] as string}.${name}`
  }
}
