import {
  Column, type ColumnElement, type FromClause, Join, replacementTraverse, type SqlNode, type Table,
} from '@athanor/expressions/elements'
import { InvalidRequestError } from '@athanor/interfaces'
import type { Mapper } from '../mapping/mapper.ts'

/**
 * Where the columns of a mapped class come from in one statement: its tables themselves, aliases of them, or a subquery that
 * has their columns.
 */
export class EntitySource {
  readonly mapper: Mapper
  /** What stands in FROM. */
  readonly from: FromClause
  /** Identity in the statement; null: the class itself, of which there is one. */
  readonly alias: object | null
  readonly #map: (column: Column) => ColumnElement | undefined

  constructor(mapper: Mapper, from: FromClause, alias: object | null, map: (column: Column) => ColumnElement | undefined) {
    this.mapper = mapper
    this.from = from
    this.alias = alias
    this.#map = map
  }

  /** The class's own tables. */
  static of(mapper: Mapper): EntitySource {
    let source = plain.get(mapper)
    if (source === undefined) plain.set(mapper, source = new EntitySource(mapper, fromOf(mapper, (t) => t), null, (c) => c))
    return source
  }

  /** Aliases of the class's tables. With a name, the first table gets it, and the others the name with their own appended. */
  static aliased(mapper: Mapper, name: string | null, owner: object | null = null): EntitySource {
    const aliases = new Map<Table, FromClause>()
    for (const [i, table] of mapper.tables.entries()) {
      aliases.set(table, table.alias(name === null ? null : i === 0 ? name : `${name}_${String(table.name)}`))
    }
    const key = owner ?? aliases
    return new EntitySource(mapper, fromOf(mapper, (t) => aliases.get(t)!), key, (column) => aliases.get(column.table as Table)?.columns.get(column.key))
  }

  /** A FROM object that has the class's columns. */
  static selectable(mapper: Mapper, from: FromClause, owner: object): EntitySource {
    return new EntitySource(mapper, from, owner, (column) => from.correspondingColumn(column) ?? byName(from, column))
  }

  /** @throws {InvalidRequestError} when there is no such column in this source */
  column(column: Column): ColumnElement {
    const found = this.#map(column)
    if (found === undefined) {
      throw new InvalidRequestError(`'${this.from.description}' has no column that stands for ${this.mapper.name}.${column.key}`, { code: 'COLUMN_UNMAPPED' })
    }
    return found
  }
  find(column: Column): ColumnElement | undefined { return this.#map(column) }

  /** An expression over the class's columns, over the columns of this source. */
  adapt<N extends SqlNode>(node: N): N {
    if (this.alias === null) return node
    const tables = this.mapper.tables as readonly unknown[]
    return replacementTraverse<N>(node, (n) => (n instanceof Column && tables.includes(n.table) ? this.#map(n) : undefined))
  }
}
const plain = new WeakMap<Mapper, EntitySource>()

function byName(from: FromClause, column: Column): ColumnElement | undefined { return from.columns.get(column.key) }

/** A table, or the tables of a joined hierarchy, joined by their keys. */
function fromOf(mapper: Mapper, place: (table: Table) => FromClause): FromClause {
  const [first, ...rest] = mapper.tables
  let from = place(first!)
  for (const table of rest) {
    const on = (table.primaryKey as readonly Column[]).map((key) => {
      const attribute = mapper.attributeOf(key)
      return place(attribute.column.table as Table).columns.get(attribute.column.key)!.eq(place(table).columns.get(key.key))
    })
    const [condition, ...others] = on
    from = new Join(from, place(table), others.length === 0 ? condition : condition!.and(...others))
  }
  return from
}
