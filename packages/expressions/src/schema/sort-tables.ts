import type { ForeignKeyConstraint } from './foreign-key-constraint.ts'
import type { Table } from './table.ts'
import { DependencyCycle, topologicalSort, type Edge } from './topological.ts'

/** A table with the foreign keys to declare in it; or, with `null`, the foreign keys to add when all tables exist. */
export type SortedTable = readonly [table: Table | null, foreignKeys: readonly ForeignKeyConstraint[]]

/**
 * Tables in an order in which they can be created. Foreign keys that stand in the way (of cycles, or marked `useAlter`) are
 * left for ALTER TABLE. Source: SQLAlchemy's `sort_tables_and_constraints`.
 * @param filter `false`: the constraint can't be altered and must be respected. `true`: it is added at the end. `undefined`: either.
 * @throws {DependencyCycle} when constraints that can't be altered make a cycle
 */
export function sortTablesAndConstraints(tables: readonly Table[], filter?: (constraint: ForeignKeyConstraint) => boolean | undefined): readonly SortedTable[] {
  const fixed: Edge<Table>[] = []
  const flexible = new Map<Table, Set<Table>>()
  const rest = new Set<ForeignKeyConstraint>()
  for (const table of tables) {
    const before = new Set<Table>()
    flexible.set(table, before)
    for (const constraint of table.foreignKeyConstraints) {
      if (constraint.useAlter || filter?.(constraint) === true) rest.add(constraint)
      else if (constraint.referredTable !== table) before.add(constraint.referredTable)
    }
    for (const parent of table.extraDependencies) fixed.push([parent, table])
  }
  const edges = (): Edge<Table>[] => [...fixed, ...[...flexible].flatMap(([table, before]) => [...before].map((b): Edge<Table> => [b, table]))]

  let sorted: Table[]
  try {
    sorted = topologicalSort(edges(), tables)
  } catch (error) {
    if (!(error instanceof DependencyCycle)) throw error
    for (const table of error.items as ReadonlySet<Table>) {
      const before = flexible.get(table)
      if (before === undefined || before.size === 0) continue
      for (const constraint of table.foreignKeyConstraints) {
        if (filter?.(constraint) === false) continue
        rest.add(constraint)
        before.delete(constraint.referredTable)
      }
    }
    sorted = topologicalSort(edges(), tables)
  }
  const inTables = sorted.map((table): SortedTable => [table, table.foreignKeyConstraints.filter((c) => !rest.has(c))])
  return [...inTables, [null, [...rest].sort((a, b) => a.creationOrder - b.creationOrder)]]
}

/** Tables in the order of their foreign keys. */
export const sortTables = (tables: readonly Table[]): readonly Table[] => sortTablesAndConstraints(tables).flatMap(([table]) => (table === null ? [] : [table]))

/** Tables that can't be sorted because they refer to each other by foreign keys that aren't marked `useAlter`. */
export function tablesOfCycles(tables: readonly Table[]): readonly Table[] {
  const edges = tables.flatMap((table) => [
    ...table.foreignKeyConstraints.flatMap((key): Edge<Table>[] => (key.useAlter || key.referredTable === table ? [] : [[key.referredTable, table]])),
    ...table.extraDependencies.map((parent): Edge<Table> => [parent, table]),
  ])
  try {
    topologicalSort(edges, tables)
    return []
  } catch (error) {
    if (!(error instanceof DependencyCycle)) throw error
    return [...error.items as ReadonlySet<Table>]
  }
}
