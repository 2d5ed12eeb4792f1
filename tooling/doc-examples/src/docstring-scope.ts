import { stripTypeScriptTypes } from 'node:module'
import * as core from '@athanor/core'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import { limit, MySQLDialect } from '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { SQLiteDialect } from '@athanor/dialect-sqlite'
import type { DocstringExample } from './docstring-examples.ts'

const { array, boolean, check, integer, json, MetaData, table, timestamp, varchar } = core
const metadata = new MetaData()
/** The constraint that examples of DDL add and drop. */
const positive = check('amount > 0', { name: 'positive' })

/** The tables that the examples of docstrings are about. */
const tables = {
  users: table('user_account', metadata, {
    id: integer().primaryKey(), name: varchar(30), fullname: varchar(60).nullable(), age: integer().nullable(), active: boolean().nullable(),
    createdAt: timestamp().nullable(),
  }),
  addresses: table('address', metadata, {
    id: integer().primaryKey(), email: varchar(255), userId: integer().dbName('user_id').references('user_account.id'),
  }),
  posts: table('post', metadata, { id: integer().primaryKey(), tags: array(varchar()), data: json() }),
  t: table('t', metadata, { a: integer().primaryKey(), b: integer(), x: integer(), y: integer(), numbers: array(integer()) }),
  stock: table('stock', metadata, { item: integer().primaryKey(), amount: integer() }, () => [positive]),
}
const scope: Readonly<Record<string, unknown>> = { ...core, ...tables, positive, limit }
const names = Object.keys(scope).filter((name) => name !== 'default')

const dialects: Readonly<Record<string, () => PostgreSQLDialect | MySQLDialect | SQLiteDialect | MSSQLDialect>> = {
  PostgreSQL: () => new PostgreSQLDialect(), MySQL: () => new MySQLDialect(), SQLite: () => new SQLiteDialect(),
  MSSQL: () => new MSSQLDialect(),
}

/** SQL on one line. */
export const oneLine = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim()

/** What an example really renders. */
export function renderedBy({ code, dialect }: Pick<DocstringExample, 'code' | 'dialect'>): string {
  // oxlint-disable-next-line typescript/no-implied-eval -- running examples is the purpose, and they are this repository's own text
  const value: unknown = new Function(...names, stripTypeScriptTypes(`(${code})`).replace(/^/, 'return '))(...names.map((name) => scope[name]))
  const make = dialect === undefined ? undefined : dialects[dialect]
  if (dialect !== undefined && make === undefined) throw new Error(`No dialect is called '${dialect}' here`)
  return oneLine(core.compile(value, { dialect: make?.() }).sql)
}
