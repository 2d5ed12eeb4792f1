import type { DefaultDialect } from '../../dialect/default-dialect.ts'
import type { Column } from '../column.ts'
import { AddConstraint } from '../ddl/add-constraint.ts'
import { SetColumnComment, SetConstraintComment, SetTableComment } from '../ddl/comments.ts'
import { CreateIndex } from '../ddl/create-index.ts'
import { CreateSequence } from '../ddl/create-sequence.ts'
import { CreateTable } from '../ddl/create-table.ts'
import type { DdlElement } from '../ddl/ddl-element.ts'
import type { ForeignKeyConstraint } from '../foreign-key-constraint.ts'
import type { MetaData } from '../meta-data.ts'
import type { Sequence } from '../sequence.ts'
import { sortTablesAndConstraints } from '../sort-tables.ts'
import type { Table } from '../table.ts'
import { kindOf, SchemaPlan, sequencesOf, usesSequence, type NamedType, type SchemaPlanOptions } from './schema-plan.ts'

/**
 * Creates types, sequences, tables, indexes, comments, and the foreign keys that had to wait, in an order that works.
 * @throws {NoReferencedTableError} when a foreign key refers to a table that isn't there
 */
export class CreatePlan extends SchemaPlan {
  readonly #metadata: MetaData | null
  readonly #tables: readonly Table[]
  readonly #sequences: readonly Sequence[]
  readonly #types: readonly NamedType[]

  constructor(dialect: DefaultDialect, target: MetaData | Table, options: SchemaPlanOptions = {}) {
    const metadata = 'tables' in target ? target : null
    const tables = metadata === null ? [target as Table] : options.tables ?? [...metadata.tables.values()]
    const sequences = [...new Set([...(metadata?.sequences.values() ?? []), ...tables.flatMap(sequencesOf)])].filter((s) => usesSequence(dialect, s))
    let types: readonly NamedType[] = []
    super(dialect, options, (existence, compiler) => {
      // a part of the tables needs their types only
      types = compiler.namedTypes(tables, options.tables === undefined ? metadata?.types : undefined)
      for (const type of types) existence.want('type', type)
      for (const sequence of sequences) existence.want('sequence', sequence)
      for (const table of tables) existence.want(kindOf(table), table)
    })
    this.#metadata = metadata
    this.#tables = tables
    this.#sequences = sequences
    this.#types = types
  }

  protected build(): void {
    const missing = this.#tables.filter((table) => !this.existence.has(kindOf(table), table, false))
    const sorted = sortTablesAndConstraints(missing)
    const order = sorted.flatMap(([table]) => (table === null ? [] : [table]))
    if (this.#metadata !== null) this.event('beforeCreate', this.#metadata, order)
    for (const type of this.#types) if (!this.existence.has('type', type, false)) this.ddl(type.create)
    const created = new Set<Sequence>()
    const create = (sequence: Sequence): void => {
      if (created.has(sequence) || !usesSequence(this.dialect, sequence) || this.existence.has('sequence', sequence, false)) return
      created.add(sequence)
      this.ddl(new CreateSequence(sequence))
    }
    if (this.#metadata !== null) for (const sequence of this.#sequences) if (sequence.column === null) create(sequence)
    for (const [table, foreignKeys] of sorted) {
      if (table !== null) this.#table(table, foreignKeys, create)
      else if (this.dialect.capabilities.supportsAlter) for (const key of foreignKeys) if (key.isRendered(this.compiler)) this.ddl(new AddConstraint(key, { isolate: false }))
    }
    if (this.#metadata !== null) this.event('afterCreate', this.#metadata, order)
  }

  #table(table: Table, foreignKeys: readonly ForeignKeyConstraint[], create: (sequence: Sequence) => void): void {
    this.event('beforeCreate', table)
    for (const sequence of sequencesOf(table)) create(sequence)
    const { supportsAlter, supportsComments, inlineComments } = this.dialect.capabilities
    this.ddl((table.creator?.create as DdlElement | undefined) ?? new CreateTable(table, { includeForeignKeys: supportsAlter ? foreignKeys : undefined }))
    for (const index of table.indexes) if (index.isRendered(this.compiler)) this.ddl(new CreateIndex(index))
    if (supportsComments && !inlineComments) {
      if (table.comment !== undefined) this.ddl(new SetTableComment(table))
      for (const column of table.columns.all as readonly Column[]) if (column.comment !== undefined) this.ddl(new SetColumnComment(column))
      if (this.compiler.supportsConstraintComments) {
        for (const constraint of table.constraints) if (constraint.comment !== undefined) this.ddl(new SetConstraintComment(constraint))
      }
    }
    this.event('afterCreate', table)
  }
}
