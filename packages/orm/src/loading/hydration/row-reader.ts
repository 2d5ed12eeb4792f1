import type { ItemPlan, QueryPlan } from '../plan.ts'
import { EntityReader } from './entity-reader.ts'
import type { LoadRun } from './load-run.ts'
import { type Processors, read, type Row } from './row-code.ts'
import type { DefaultDialect } from '@athanor/expressions/compiler'

/** Reads one element of a row. */
type ReadItem = (row: Row, run: LoadRun) => unknown

/** How the rows of one statement are read under one dialect. */
export class RowReader {
  readonly plan: QueryPlan
  readonly entities: readonly EntityReader[]
  readonly #items: readonly ReadItem[]

  /** @param dialect null: the rows are converted already */
  constructor(plan: QueryPlan, dialect: DefaultDialect | null) {
    this.plan = plan
    const processors: Processors = plan.columns.map((column) => dialect === null ? undefined : column.type.forDialect(dialect.name).resultProcessor(dialect))
    this.entities = plan.entities.map((entity) => new EntityReader(entity, processors))
    this.#items = plan.items.map((item) => itemReader(item, processors))
  }

  get width(): number { return this.#items.length }

  /** All rows: of a single element the elements themselves, else arrays of them. */
  read(rows: readonly Row[], run: LoadRun): unknown[] {
    const items = this.#items
    const result: unknown[] = []
    if (items.length === 1) {
      const [item] = this.plan.items
      if (item!.kind === 'entity') {
        const { index } = item!.entity
        const reader = this.entities[index]!
        const entity = run.runs[index]!
        for (let i = 0; i < rows.length; i++) {
          const state = reader.instance(rows[i]!, entity)
          result.push(state === null ? null : state.object)
        }
      } else for (const row of rows) result.push(items[0]!(row, run))
    } else {
      for (const row of rows) {
        const out: unknown[] = []
        for (let i = 0; i < items.length; i++) out.push(items[i]!(row, run))
        result.push(out)
      }
    }
    run.endRows()
    return result
  }
}

function itemReader(item: ItemPlan, processors: Processors): ReadItem {
  switch (item.kind) {
    case 'entity': {
      const { index } = item.entity
      return (row, run) => run.instance(index, row)?.object ?? null
    }
    case 'column': {
      const { position } = item
      const process = processors[position]
      return (row) => read(process, row[position])
    }
    default: {
      const readers = item.items.map((inner) => itemReader(inner, processors))
      const keys = item.items.map((inner) => inner.key ?? '')
      const identity = item.kind === 'object' ? item.identity : []
      return (row, run) => {
        if (identity.length > 0 && identity.every((position) => row[position] === null)) return null
        return Object.fromEntries(readers.map((reader, i) => [keys[i]!, reader(row, run)]))
      }
    }
  }
}
