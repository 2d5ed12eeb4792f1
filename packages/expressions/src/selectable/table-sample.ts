import { expression } from '../elements/coercion.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { SqlFunction } from '../functions/sql-function.ts'
import type { Name } from '../structure/names.ts'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { Alias, aliasStructure } from './alias.ts'
import type { ReturnsRows } from './returns-rows.ts'

export interface TableSampleOptions {
  readonly name?: Name | null | undefined
  /** `REPEATABLE (seed)` */
  readonly seed?: unknown
}

/** `table AS name TABLESAMPLE method(percent)` */
export class TableSample extends Alias {
  readonly sampling: SqlNode
  readonly seed: ColumnElement | null
  /** @param sampling a percentage for `system()`, or a function such as `func.bernoulli(1)` */
  constructor(element: ReturnsRows, sampling: unknown, options: TableSampleOptions = {}) {
    super(element, options.name ?? null)
    const node = asNode(sampling)
    this.sampling = node instanceof SqlFunction ? node : new SqlFunction('system', [sampling])
    this.seed = options.seed === undefined || options.seed === null ? null : expression(options.seed, 'The seed of tablesample()')
  }
}
defineNode(TableSample, 'visitTableSample', [...aliasStructure, ['sampling', Field.node], ['seed', Field.node]], { hasIdentity: true })
