import { ColumnElement, CLAUSE, columnsClauseItem, defineNode, Field, SqlNode } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'

/** Columns of a bundle: one item of a columns clause that stands for several columns. */
export class BundleColumns extends SqlNode {
  readonly columns: readonly ColumnElement[]
  constructor(columns: readonly ColumnElement[]) {
    super()
    this.columns = columns
  }
  override get fromObjects(): readonly SqlNode[] { return this.columns.flatMap((c) => c.fromObjects) }
  override get selectIterable(): readonly SqlNode[] { return this.columns }
}
defineNode(BundleColumns, 'visitBundleColumns', [['columns', Field.nodes]])

/** Columns under one name: a row has an object of them. Made by `bundle()`. */
export class Bundle {
  readonly name: string
  readonly keys: readonly string[]
  readonly c: Readonly<Record<string, ColumnElement>>
  readonly #clause: BundleColumns

  constructor(name: string, columns: Readonly<Record<string, unknown>>) {
    this.name = name
    this.keys = Object.keys(columns)
    if (this.keys.length === 0) throw new ArgumentError(`The bundle '${name}' has no columns`)
    const nodes = this.keys.map((key) => {
      const node = columnsClauseItem(columns[key], `'${key}' of the bundle '${name}'`)
      if (!(node instanceof ColumnElement)) throw new ArgumentError(`'${key}' of the bundle '${name}' has to be a column expression`)
      return node
    })
    this.c = Object.fromEntries(this.keys.map((key, i) => [key, nodes[i]!]))
    this.#clause = new BundleColumns(nodes)
  }
  [CLAUSE](): SqlNode { return this.#clause }
}
