import { nameText, type Name } from '../structure/names.ts'
import type { Column } from './column.ts'
import type { ForeignKey } from './foreign-key.ts'
import { ForeignKeyConstraint } from './foreign-key-constraint.ts'
import type { MetaData } from './meta-data.ts'
import { PrimaryKeyConstraint } from './primary-key-constraint.ts'
import { Table } from './table.ts'
import { placeType } from './type-constraints.ts'

export interface CopyTableOptions {
  readonly name?: Name | undefined
  /** Default: the same. `null`: the schema of the metadata that the copy goes to, if any. */
  readonly schema?: Name | null | undefined
  /** Schema of a table that a foreign key refers to. Default: tables of the same schema move along. */
  readonly referredSchema?: ((table: Table, schema: string | null, constraint: ForeignKeyConstraint, referredSchema: string | null) => string | null) | undefined
}

/** A copy of a table, with its columns, constraints and indexes, in another collection (source: SQLAlchemy's `to_metadata`). */
export function copyTable(table: Table, metadata: MetaData, options: CopyTableOptions = {}): Table {
  const schema = options.schema === undefined ? table.schema : options.schema ?? metadata.schema
  const copy = new Table(options.name ?? table.name, metadata, (table.columns.all as readonly Column[]).map((c) => c.copy({ isPlain: true })), [], {
    schema, comment: table.comment, prefixes: table.prefixes, implicitReturning: table.implicitReturning, options: table.options, info: table.info,
  })
  // types move along with their table, or stay where they are
  const target = schema === null ? null : nameText(schema)
  ;(copy.columns.all as readonly Column[]).forEach((column, i) => {
    const { type } = table.columns.all[i] as Column
    placeType(column, options.schema === undefined ? type : { metadataSchema: target, tableSchema: target })
  })
  for (const constraint of table.sortedConstraints) {
    if (constraint.typeBound || (constraint instanceof PrimaryKeyConstraint && constraint.isImplicit)) continue
    const copied = constraint instanceof ForeignKeyConstraint
      ? constraint.copyWithTargets(copy, constraint.elements.map((e) => targetOf(e, constraint, table, copy, options)))
      : constraint.copyFor(copy)
    if (constraint.condition !== undefined) copied.ddlIf(constraint.condition)
    copied.isolated = constraint.isolated
  }
  for (const index of table.indexes) index.copyFor(copy)
  return copy
}

/** The target of a copied foreign key, as text: the table of that name in the new collection. */
function targetOf(element: ForeignKey, constraint: ForeignKeyConstraint, table: Table, copy: Table, options: CopyTableOptions): string {
  const key = element.referredTableKey
  const name = element.referredTableName
  const referredSchema = key === name ? null : key.slice(0, -name.length - 1)
  const own = table.schema === null ? null : nameText(table.schema)
  const target = copy.schema === null ? null : nameText(copy.schema)
  const schema = options.referredSchema !== undefined ? options.referredSchema(copy, target, constraint, referredSchema) : referredSchema === own ? target : referredSchema
  const column = element.targetFullName.slice(key.length + 1) || element.parent!.key
  return [...(schema === null ? [] : [schema]), key === table.key ? nameText(copy.name) : name, column].join('.')
}
