import '../../src/index.ts'
import { compile, type CompileToTextOptions } from '../../src/compiler/compile.ts'
import { ColumnClause, type ForeignKeyLike } from '../../src/elements/column-clause.ts'
import type { ColumnElement } from '../../src/elements/column-element.ts'
import { TableClause } from '../../src/selectable/table-clause.ts'
import { INTEGER, STRING } from '../../src/types/value-types.ts'
import '../../src/selectable/operations.ts'

const reference = (column: () => unknown): ForeignKeyLike => ({
  get column() { return column() as ColumnClause },
})
export const int = (name: string, options: ConstructorParameters<typeof ColumnClause>[2] = {}): ColumnClause => new ColumnClause(name, INTEGER, options)
export const str = (name: string): ColumnClause => new ColumnClause(name, STRING)
export const fk = (name: string, target: () => unknown): ColumnClause => new ColumnClause(name, INTEGER, { foreignKeys: [reference(target)] })

/** A table whose columns the checker knows. */
export const lightTable = <K extends string>(name: string, columns: readonly ColumnClause[]) =>
  new TableClause(name, columns) as TableClause & { readonly c: Readonly<Record<K, ColumnElement>> }

export const users = lightTable<'id' | 'name'>('users', [int('id', { primaryKey: true }), str('name')])
export const addresses = lightTable<'id' | 'user_id' | 'email'>('addresses', [int('id', { primaryKey: true }), fk('user_id', () => users.c['id']), str('email')])
export const orders = lightTable<'id' | 'user_id' | 'address_id'>('orders', [int('id', { primaryKey: true }), fk('user_id', () => users.c['id']), fk('address_id', () => addresses.c['id'])])

/** The SQL with every run of white space as one blank. */
export const sql = (node: unknown, options: CompileToTextOptions = {}): string => compile(node, options).sql.replaceAll(/\s+/g, ' ')
