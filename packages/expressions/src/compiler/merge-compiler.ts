import { CompileError } from '@athanor/interfaces'
import type { Assignment } from '../dml/assignments.ts'
import type { Insert } from '../dml/insert.ts'
import type { Merge, MergeBranch, MergeMatch } from '../dml/merge.ts'
import type { Upsert } from '../dml/on-conflict.ts'
import { BindParameter } from '../elements/bind-parameter.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { op } from '../operators/operators.ts'
import type { Column } from '../schema/column.ts'
import type { ColumnDefault } from '../schema/column-default.ts'
import { unaliased } from '../selectable/alias.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import type { SqlNode } from '../structure/node.ts'
import type { PrefetchColumn } from './compiled.ts'
import { upsertedKeys } from './dml/on-conflict-text.ts'
import type { CrudEntry, CrudResult } from './dml/crud.ts'
import type { DmlState } from './dml/dml-state.ts'
import { DmlCompiler } from './dml-compiler.ts'
import type { FromContext } from './from-context.ts'

/** A branch of a MERGE, ready to be written. */
export interface MergeClause {
  readonly match: MergeMatch
  readonly condition: string
  readonly action: MergeBranch['action']
  /** Columns with their values. */
  readonly entries: readonly { readonly target: string; readonly value: string }[]
}
const WHEN: Readonly<Record<MergeMatch, string>> = { matched: 'MATCHED', notMatched: 'NOT MATCHED', notMatchedBySource: 'NOT MATCHED BY SOURCE' }

/** MERGE, as the SQL standard and PostgreSQL write it. */
export abstract class MergeCompiler extends DmlCompiler {
  // parts to override ------------------------------------------------------------------------------------------------

  /** @throws {CompileError} where the database can't say it. */
  protected checkMerge(_merge: Merge): void {}
  /** What the branches become; databases differ in how many they take. */
  protected mergeClauses(clauses: readonly MergeClause[], _merge: Merge | undefined): string {
    return clauses.map((c) => ` WHEN ${WHEN[c.match]}${c.condition === '' ? '' : ` AND ${c.condition}`} THEN ${this.mergeAction(c)}`).join('')
  }
  protected mergeAction({ action, entries }: MergeClause): string {
    switch (action) {
      case 'update': return `UPDATE SET ${entries.map((e) => `${e.target} = ${e.value}`).join(', ')}`
      case 'delete': return 'DELETE'
      case 'nothing': return 'DO NOTHING'
      case 'insert': return entries.length === 0 ? 'INSERT DEFAULT VALUES' : `INSERT (${entries.map((e) => e.target).join(', ')}) VALUES (${entries.map((e) => e.value).join(', ')})`
    }
  }
  /** `WITH … MERGE` */
  protected get mergeTakesCtes(): boolean { return true }
  protected mergeOn(condition: string): string { return ` ON ${condition}` }
  /** What ends a MERGE. */
  protected get mergeEnd(): string { return '' }
  /** What follows the table of an upsert that is written as a MERGE. */
  protected get upsertTableHint(): string { return '' }
  /** The rows of an upsert as a FROM object. */
  protected upsertSource(rows: readonly (readonly string[])[], columns: readonly string[], alias: string): string {
    return `(VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')})${this.renderAliasSuffix(alias)} (${columns.join(', ')})`
  }
  /** The same for a query. */
  protected upsertSelect(select: string, columns: readonly string[], alias: string): string {
    return `(${select})${this.renderAliasSuffix(alias)} (${columns.join(', ')})`
  }

  // MERGE ------------------------------------------------------------------------------------------------------------

  visitMerge(given: Merge, outer: FromContext): string {
    const merge = this.coreStatement(given)
    if (merge.source === null || merge.on === null) throw new CompileError('A MERGE needs using(source, condition)', { code: 'MERGE_INCOMPLETE' })
    if (merge.branches.length === 0) throw new CompileError('A MERGE needs at least one of whenMatched(), whenNotMatched() and whenNotMatchedBySource()', { code: 'MERGE_INCOMPLETE' })
    this.checkMerge(merge)
    const context = this.innerContext(outer)
    const toplevel = this.enterDml('merge', merge, outer, [...merge.table.fromObjects, ...merge.source.fromObjects])
    const prefetch: PrefetchColumn[] = []

    const table = this.hinted(merge, this.process(merge.table, { ...context, asFrom: true, isCrud: true })).text
    if (merge.independentCtes.length > 0) this.dispatchIndependentCtes(merge.independentCtes, context)
    let sql = `MERGE ${this.renderAffixes(merge.prefixes, context)}INTO ${table} USING ${this.process(merge.source, { ...context, asFrom: true })}`
    sql += this.mergeOn(this.process(merge.on, context))
    sql += this.mergeClauses(merge.branches.map((branch): MergeClause => ({
      match: branch.match,
      action: branch.action,
      condition: branch.condition === null ? '' : this.process(branch.condition.selfGroup(op.and), context),
      entries: branch.action === 'update' || branch.action === 'insert' ? this.#entries(merge, branch, prefetch, context) : [],
    })), merge)
    if (merge.returningItems.length > 0) sql += ` ${this.returningClause(merge, merge.returningItems, toplevel, context)}`
    sql += this.mergeEnd
    if (this.ctes.size > 0) {
      if (!this.mergeTakesCtes) throw new CompileError(`The dialect '${this.dialect.name}' has no WITH in front of a MERGE: use a subquery`, { code: 'COMPILE_UNSUPPORTED' })
      sql = this.renderCteClause(toplevel ? undefined : this.stack.length) + sql
    }
    this.leaveDml({
      table: merge.table, prefetch, postfetch: [], implicitReturning: [], postfetchLastrowid: false, parameters: new Map(), isMultiRow: false, isInline: true, setsNothing: false,
    }, toplevel, merge.returningItems)
    return sql
  }

  /** Values of the branch, and the defaults of the columns that have none. Those of this side are computed once for the whole statement. */
  #entries(merge: Merge, branch: MergeBranch, prefetch: PrefetchColumn[], context: FromContext): readonly { readonly target: string; readonly value: string }[] {
    const given = new Map<SqlNode, Assignment>()
    const others: { target: string; value: string }[] = []
    for (const one of branch.assignments) {
      const column = typeof one.key === 'string' ? merge.table.columns.get(one.key) : one.key
      if (column instanceof ColumnClause && merge.table.columns.get(column.key) === column) given.set(column, one)
      else others.push({ target: this.process(one.key as SqlNode, { ...context, includeTable: false }), value: this.#value(one, context) })
    }
    const entries: { target: string; value: string }[] = []
    const defined = unaliased(merge.table) as FromClause
    for (const column of merge.table.columns.all as readonly ColumnClause[]) {
      const own = given.get(column)
      const target = this.preparer.quote(column.name)
      if (own !== undefined) entries.push({ target, value: this.#value(own, context, column) })
      else {
        // only columns of a schema have defaults, an alias has none
        const schemaColumn = defined.columns.get(column.key) ?? column
        const fallback = 'onUpdate' in schemaColumn ? (schemaColumn as Column)[branch.action === 'insert' ? 'default' : 'onUpdate'] : null
        const value = fallback === null ? undefined : this.#default(schemaColumn as Column, fallback, prefetch, context)
        if (value !== undefined) entries.push({ target, value })
      }
    }
    return [...entries, ...others]
  }
  #value({ value }: Assignment, context: FromContext, column?: ColumnClause): string {
    return this.process(value instanceof BindParameter && value.type.affinity === 'null' && column !== undefined ? value.withType(column.type) : value.selfGroup(), context)
  }
  #default(column: Column, source: ColumnDefault, prefetch: PrefetchColumn[], context: FromContext): string | undefined {
    switch (source.kind) {
      case 'sentinel': return undefined
      case 'expression': return this.process(source.expression.selfGroup(), context)
      case 'value':
      case 'function': {
        const bind = BindParameter.of(column.key, { type: column.type, value: null, unique: true })
        const value = this.process(bind, context)
        prefetch.push({ column, parameter: this.bindParameterName(bind), default: source })
        return value
      }
      default: {
        const { supportsSequences, sequencesOptional } = this.dialect.capabilities
        return supportsSequences && (!source.optional || !sequencesOptional) ? this.process(source.nextValue(), context) : undefined
      }
    }
  }

  // upserts ----------------------------------------------------------------------------------------------------------

  protected mergeForUpsert(insert: Insert, upsert: Upsert, state: DmlState, crud: CrudResult, toplevel: boolean, context: FromContext): string {
    const { table } = insert
    const known = new Map(crud.entries.map((e) => [(e.column as ColumnClause).key, e]))
    for (const key of upsert.keys) {
      if (!known.has(key)) throw new CompileError(`upsert() finds the row by '${key}', which has no value`, { code: 'UPSERT_KEY_MISSING' })
    }
    const excluded = this.preparer.quote('excluded')
    const updated = upsertedKeys(this, upsert)
    const own = new Set([...upsert.keys, ...updated, ...(state.assignments ?? []).flatMap(({ key }) => (typeof key === 'string' ? [key] : [])), ...this.options.columnKeys ?? []])
    // an expression of a default is evaluated where the row is inserted: a sequence must not advance for an existing row
    const isSource = (e: CrudEntry): boolean => crud.select !== null || e.parameter !== undefined || own.has((e.column as ColumnClause).key)
    const source = crud.entries.filter(isSource)
    const names = source.map((e) => e.target)
    const position = new Map(source.map((e, i) => [e.column, i]))
    const rows = [crud.entries, ...crud.moreRows].map((row) => row.filter((e) => position.has(e.column)).map((e) => e.value))

    const target = this.process(table, { ...context, asFrom: true, isCrud: true })
    let sql = `MERGE INTO ${target}${this.upsertTableHint} USING `
    sql += crud.select === null ? this.upsertSource(rows, names, excluded) : this.upsertSelect(this.process(crud.select, { ...context, asFrom: true }), names, excluded)
    const column = (key: string): string => this.process(table.columns.get(key)!, context)
    const name = (key: string): string => known.get(key)?.target ?? this.preparer.quote((table.columns.get(key) as ColumnClause).name)
    sql += this.mergeOn(upsert.keys.map((key) => `${column(key)} = ${excluded}.${name(key)}`).join(' AND '))
    const clauses: MergeClause[] = [{
      match: 'notMatched', condition: '', action: 'insert',
      entries: crud.entries.map((e) => ({ target: e.target, value: isSource(e) ? `${excluded}.${e.target}` : e.value })),
    }]
    if (updated.length > 0) clauses.unshift({ match: 'matched', condition: '', action: 'update', entries: updated.map((key) => ({ target: name(key), value: `${excluded}.${name(key)}` })) })
    sql += this.mergeClauses(clauses, undefined)
    const returned = crud.implicitReturning.length > 0 ? crud.implicitReturning : insert.returningItems
    if (returned.length > 0) sql += ` ${this.returningClause(insert, returned, toplevel, context)}`
    sql += this.mergeEnd
    return this.ctes.size === 0 ? sql : this.renderCteClause(toplevel ? undefined : this.stack.length, true) + sql
  }
}
