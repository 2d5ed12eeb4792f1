import type { DefaultDialect } from '../../dialect/default-dialect.ts'
import { DropConstraint } from '../ddl/add-constraint.ts'
import { DropSequence } from '../ddl/create-sequence.ts'
import { DropTable } from '../ddl/create-table.ts'
import type { DdlElement } from '../ddl/ddl-element.ts'
import type { MetaData } from '../meta-data.ts'
import type { Sequence } from '../sequence.ts'
import { sortTablesAndConstraints, type SortedTable } from '../sort-tables.ts'
import type { Table } from '../table.ts'
import { circular, DependencyCycle } from '../topological.ts'
import { kindOf, SchemaPlan, sequencesOf, usesSequence, type NamedType, type SchemaPlanOptions } from './schema-plan.ts'

/**
 * Drops constraints of cycles, tables, sequences and types, in an order that works.
 * @throws {CircularDependencyError} when tables refer to each other by foreign keys without names, which can't be dropped first
 */
export class DropPlan extends SchemaPlan {
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
      // a type may be shared with tables that stay: it goes only when everything goes
      types = metadata !== null && options.tables === undefined ? [...compiler.namedTypes(tables, metadata.types)].reverse() : []
      for (const table of tables) existence.want(kindOf(table), table)
      for (const sequence of sequences) existence.want('sequence', sequence)
      for (const type of types) existence.want('type', type)
    })
    this.#metadata = metadata
    this.#tables = tables
    this.#sequences = sequences
    this.#types = types
  }

  protected build(): void {
    const present = this.#tables.filter((table) => this.existence.has(kindOf(table), table, true))
    const sorted = this.#sorted(present)
    const order = sorted.flatMap(([table]) => (table === null ? [] : [table]))
    if (this.#metadata !== null) this.event('beforeDrop', this.#metadata, order)
    for (const [table, foreignKeys] of sorted) {
      if (table === null) {
        if (this.dialect.capabilities.supportsAlter) for (const key of foreignKeys) this.ddl(new DropConstraint(key))
        continue
      }
      this.event('beforeDrop', table)
      this.ddl((table.creator?.drop as DdlElement | undefined) ?? new DropTable(table))
      this.event('afterDrop', table)
    }
    for (const sequence of this.#sequences) if (this.existence.has('sequence', sequence, true)) this.ddl(new DropSequence(sequence))
    for (const type of this.#types) if (this.existence.has('type', type, true)) this.ddl(type.drop)
    if (this.#metadata !== null) this.event('afterDrop', this.#metadata, order)
  }

  #sorted(tables: readonly Table[]): readonly SortedTable[] {
    const { supportsAlter } = this.dialect.capabilities
    try {
      return [...sortTablesAndConstraints(tables, (key) => (!supportsAlter || key.name === null ? false : undefined))].reverse()
    } catch (error) {
      if (!(error instanceof DependencyCycle)) throw error
      // without ALTER there is nothing to be done: the database may or may not allow it
      if (!supportsAlter) return tables.map((table): SortedTable => [table, []])
      const names = [...(error.items as ReadonlySet<Table>)].map((t) => `'${t.fullName}'`).sort().join(', ')
      throw circular(error, `The tables ${names} can't be sorted for DROP: they refer to each other by foreign keys, and those without a name can't be dropped first. Name the foreign keys of the cycle.`)
    }
  }
}
