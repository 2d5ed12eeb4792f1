import type { IrNode } from '../corpus/case.ts'
import { dialectOptions } from './dialect-options.ts'
import { api, construct, given } from './library.ts'
import type { BuilderTable, Loader } from './loader.ts'

const exists = (node: IrNode): Record<string, unknown> => given({ ifNotExists: node['if_not_exists'], ifExists: node['if_exists'], cascade: node['cascade'] })
const options = (node: IrNode, loader: Loader): Record<string, unknown> => given({
  schema: node['schema'] === undefined ? undefined : loader.name(node['schema']),
  temporary: node['temporary'],
  orReplace: node['or_replace'],
  materialized: node['materialized'],
  ifNotExists: node['if_not_exists'],
  options: node['options'] === undefined ? undefined : dialectOptions(node['options'], loader),
})

/** `CreateTable(table, options)` and the like: statements about one thing. */
const statement = (cls: string, field: string) => (node: IrNode, loader: Loader): unknown => construct(cls, loader.build(node[field]), exists(node))
/** Statements about a type. */
const typeStatement = (cls: string) => (node: IrNode, loader: Loader): unknown => construct(cls, loader.type(node['type']))

export const ddlBuilders: BuilderTable = {
  create_table: (node, loader) => {
    const table = loader.build(node['table'])
    const indexes = node['include_foreign_keys'] as readonly number[] | undefined
    const constraints = indexes?.map((index) => loader.build({ k: 'constraint', table: node['table'], index }))
    return construct('CreateTable', table, { ...exists(node), ...given({ includeForeignKeys: constraints }) })
  },
  drop_table: statement('DropTable', 'table'),
  create_column: (node, loader) => construct('CreateColumn', loader.build(node['column'])),
  create_index: statement('CreateIndex', 'index'),
  drop_index: statement('DropIndex', 'index'),
  create_sequence: statement('CreateSequence', 'sequence'),
  drop_sequence: statement('DropSequence', 'sequence'),
  create_schema: (node, loader) => construct('CreateSchema', loader.name(node['name']), exists(node)),
  drop_schema: (node, loader) => construct('DropSchema', loader.name(node['name']), exists(node)),
  add_constraint: statement('AddConstraint', 'constraint'),
  drop_constraint: statement('DropConstraint', 'constraint'),
  set_table_comment: statement('SetTableComment', 'table'),
  drop_table_comment: statement('DropTableComment', 'table'),
  set_column_comment: statement('SetColumnComment', 'column'),
  drop_column_comment: statement('DropColumnComment', 'column'),
  set_constraint_comment: statement('SetConstraintComment', 'constraint'),
  drop_constraint_comment: statement('DropConstraintComment', 'constraint'),
  create_view: (node, loader) => construct('CreateView', loader.build(node['select']), loader.name(node['name']), options(node, loader)),
  create_table_as: (node, loader) => construct('CreateTableAs', loader.build(node['select']), loader.name(node['name']), options(node, loader)),
  drop_view: (node, loader) => construct('DropView', loader.build(node['table']), given({ materialized: node['materialized'], ifExists: node['if_exists'] })),
  create_enum_type: typeStatement('CreateEnumType'),
  drop_enum_type: typeStatement('DropEnumType'),
  create_domain_type: typeStatement('CreateDomainType'),
  drop_domain_type: typeStatement('DropDomainType'),
  ddl_text: (node) => api('ddl')(node['text']),
  savepoint: (node) => api('savepoint')(node['name']),
  rollback_to_savepoint: (node) => api('rollbackToSavepoint')(node['name']),
  release_savepoint: (node) => api('releaseSavepoint')(node['name']),
}
