import type { CompileOptions } from '@athanor/interfaces'
import { compile, type CompileToTextOptions } from '../../src/compiler/compile.ts'
import type { DmlPlan } from '../../src/compiler/compiled.ts'
import { DefaultDialect } from '../../src/dialect/default-dialect.ts'
import { integer, MetaData, table, varchar } from '../../src/index.ts'

export const metadata = new MetaData()
export const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30), age: integer().nullable() })
export const addresses = table('addresses', metadata, { id: integer().primaryKey(), userId: integer().dbName('user_id'), email: varchar(50) })

/** A database that has RETURNING, multi-row VALUES and sequences. */
export class CapableDialect extends DefaultDialect {
  override readonly name = 'capable'
  override capabilities = {
    ...new DefaultDialect().capabilities,
    insertReturning: true, updateReturning: true, deleteReturning: true, insertExecutemanyReturning: true, supportsMultivaluesInsert: true,
    supportsSequences: true, supportsDefaultValues: true, supportsDefaultMetavalue: true, postfetchLastrowid: false,
  }
}
export const capable = new CapableDialect()

/** The SQL with every run of white space as one blank. */
export const sql = (node: unknown, options: CompileToTextOptions = {}): string => compile(node, options).sql.replaceAll(/\s+/g, ' ')
export const parameters = (node: unknown, options: CompileToTextOptions = {}): unknown => compile(node, options).parameters
export function plan(node: unknown, options: CompileOptions = {}, dialect: DefaultDialect = capable): DmlPlan {
  const { dml } = compile(node, { ...options, dialect }).compiled
  if (dml === undefined) throw new Error('The statement has no plan')
  return dml
}
