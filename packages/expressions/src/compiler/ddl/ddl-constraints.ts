import { CompileError } from '@athanor/interfaces'
import type { CheckConstraint } from '../../schema/check-constraint.ts'
import type { Constraint } from '../../schema/constraint.ts'
import type { ForeignKeyConstraint } from '../../schema/foreign-key-constraint.ts'
import type { PrimaryKeyConstraint } from '../../schema/primary-key-constraint.ts'
import type { Computed, Identity } from '../../schema/server-default.ts'
import type { SequenceOptions } from '../../schema/sequence-options.ts'
import type { Table } from '../../schema/table.ts'
import type { UniqueConstraint } from '../../schema/unique-constraint.ts'
import { DdlNames } from './ddl-names.ts'

const REFERENTIAL_ACTION = /^(?:RESTRICT|CASCADE|SET NULL|NO ACTION|SET DEFAULT)$/i
const INITIALLY = /^(?:DEFERRED|IMMEDIATE)$/i

/** Constraints, generated columns and identities, as they stand in CREATE TABLE and ALTER TABLE. */
export abstract class DdlConstraints extends DdlNames {
  /** Types that have no own boolean get a CHECK when they ask for one. */
  readonly nonNativeBooleanCheckConstraint: boolean = true
  protected get onDeletePattern(): RegExp { return REFERENTIAL_ACTION }

  // a constraint that renders as undefined is left out

  visitTableOrColumnCheckConstraint(constraint: CheckConstraint): string | undefined {
    return constraint.isColumnLevel ? this.visitColumnCheckConstraint(constraint) : this.visitCheckConstraint(constraint)
  }
  visitCheckConstraint(constraint: CheckConstraint): string | undefined {
    return this.constraintPreamble(constraint) + this.checkBody(constraint) + this.constraintDeferrability(constraint)
  }
  visitColumnCheckConstraint(constraint: CheckConstraint): string | undefined {
    return this.constraintPreamble(constraint) + this.checkBody(constraint) + this.constraintDeferrability(constraint)
  }
  visitPrimaryKeyConstraint(constraint: PrimaryKeyConstraint): string | undefined {
    if (constraint.columns.length === 0) return ''
    return this.constraintPreamble(constraint) + this.primaryKeyBody(constraint) + this.constraintDeferrability(constraint)
  }
  visitForeignKeyConstraint(constraint: ForeignKeyConstraint): string | undefined {
    return this.constraintPreamble(constraint) + this.foreignKeyBody(constraint) + this.constraintMatch(constraint) +
      this.constraintCascades(constraint) + this.constraintDeferrability(constraint)
  }
  visitUniqueConstraint(constraint: UniqueConstraint): string | undefined {
    if (constraint.columns.length === 0) return ''
    return this.constraintPreamble(constraint) + this.uniqueBody(constraint) + this.constraintDeferrability(constraint)
  }

  protected constraintPreamble(constraint: Constraint): string {
    const name = this.formatConstraint(constraint)
    return name === undefined ? '' : `CONSTRAINT ${name} `
  }
  protected checkBody(constraint: CheckConstraint): string { return `CHECK (${this.expressionText(constraint.sqlText)})` }
  protected primaryKeyBody(constraint: PrimaryKeyConstraint): string {
    return `PRIMARY KEY (${this.columnNames(constraint.isImplicit ? constraint.columnsAutoincrementFirst : constraint.columns)})`
  }
  protected uniqueBody(constraint: UniqueConstraint): string { return `UNIQUE ${this.uniqueDistinct(constraint)}(${this.columnNames(constraint.columns)})` }
  /** `NULLS NOT DISTINCT ` and the like. */
  protected uniqueDistinct(_constraint: UniqueConstraint): string { return '' }
  protected foreignKeyBody(constraint: ForeignKeyConstraint): string {
    const referred = constraint.elements.map((e) => e.column)
    return `FOREIGN KEY(${this.columnNames(constraint.elements.map((e) => e.parent!))}) REFERENCES ` +
      `${this.remoteTable(referred[0]!.table as Table)} (${this.columnNames(referred)})`
  }
  protected remoteTable(table: Table): string { return this.formatTable(table) }
  protected constraintMatch(constraint: ForeignKeyConstraint): string { return constraint.match === undefined ? '' : ` MATCH ${this.phrase(constraint.match, /^\w+$/, 'MATCH')}` }
  protected constraintCascades(constraint: ForeignKeyConstraint): string {
    let sql = ''
    if (constraint.onDelete !== undefined) sql += ` ON DELETE ${this.phrase(constraint.onDelete, this.onDeletePattern, 'ON DELETE')}`
    if (constraint.onUpdate !== undefined) sql += ` ON UPDATE ${this.phrase(constraint.onUpdate, REFERENTIAL_ACTION, 'ON UPDATE')}`
    return sql
  }
  protected constraintDeferrability(constraint: Constraint): string {
    let sql = ''
    if (constraint.deferrable !== undefined) sql += constraint.deferrable ? ' DEFERRABLE' : ' NOT DEFERRABLE'
    if (constraint.initially !== undefined) sql += ` INITIALLY ${this.phrase(constraint.initially, INITIALLY, 'INITIALLY')}`
    return sql
  }
  /** @throws {CompileError} when the constraint has no name */
  protected requiredConstraintName(constraint: Constraint, what: string): string {
    const name = this.formatConstraint(constraint)
    if (name === undefined) {
      throw new CompileError(`${what} needs the name of the constraint, and a ${constraint.constructor.name} of table '${constraint.table?.fullName ?? '?'}' has none`, { code: 'CONSTRAINT_NAME_REQUIRED' })
    }
    return name
  }

  // generated values -------------------------------------------------------------------------------------------------

  visitComputedColumn(computed: Computed): string {
    const kind = computed.persisted === undefined ? '' : computed.persisted ? ' STORED' : ' VIRTUAL'
    return `GENERATED ALWAYS AS (${this.expressionText(computed.sqlText)})${kind}`
  }
  visitIdentityColumn(identity: Identity): string {
    const options = this.identityOptions(identity.settings)
    return `GENERATED ${identity.always ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${options === '' ? '' : ` (${options})`}`
  }
  /** Options of sequences and identities. */
  protected identityOptions(options: SequenceOptions): string {
    const parts: string[] = []
    if (options.increment !== undefined) parts.push(`INCREMENT BY ${integerText(options.increment)}`)
    if (options.start !== undefined) parts.push(`START WITH ${integerText(options.start)}`)
    if (options.minValue !== undefined) parts.push(`MINVALUE ${integerText(options.minValue)}`)
    if (options.maxValue !== undefined) parts.push(`MAXVALUE ${integerText(options.maxValue)}`)
    if (options.noMinValue !== undefined) parts.push('NO MINVALUE')
    if (options.noMaxValue !== undefined) parts.push('NO MAXVALUE')
    if (options.cache !== undefined) parts.push(`CACHE ${integerText(options.cache)}`)
    if (options.cycle !== undefined) parts.push(options.cycle ? 'CYCLE' : 'NO CYCLE')
    return parts.join(' ')
  }
}

/** A whole number as SQL text; anything else can't get into DDL. */
export function integerText(value: number | bigint): string {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return String(value)
  throw new CompileError(`DDL needs a whole number here, not ${String(value)}`, { code: 'DDL_NUMBER_INVALID' })
}
