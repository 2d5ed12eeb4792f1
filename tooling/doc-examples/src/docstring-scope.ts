import { stripTypeScriptTypes } from 'node:module'
import * as core from '@athanor/core'
import type { DefaultDialect } from '@athanor/expressions/compiler'
import { SqlType } from '@athanor/expressions/elements'
import * as mssql from '@athanor/dialect-mssql'
import * as mysql from '@athanor/dialect-mysql'
import * as oracle from '@athanor/dialect-oracle'
import * as postgresql from '@athanor/dialect-postgresql'
import * as sqlite from '@athanor/dialect-sqlite'
import type { DocstringExample } from './docstring-examples.ts'

const { array, boolean, check, index, integer, json, MetaData, table, timestamp, varchar } = core
const metadata = new MetaData()
/** The constraint that examples of DDL add and drop. */
const positive = check('amount > 0', { name: 'positive', comment: 'more than none' })

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
  /** Small ones for examples that create and drop them. */
  cities: table('city', new MetaData(), { id: integer().primaryKey(), name: varchar(30) }, (c) => [index({ name: 'ix_city_name' }, c.name)]),
  /** One that the database has, to be dropped. */
  oldCities: table('old_city', new MetaData(), { id: integer().primaryKey() }),
  articles: table('article', metadata, { attrs: postgresql.hstore(), doc: postgresql.jsonb() }),
  bookings: table('booking', metadata, { room: integer(), during: postgresql.tsrange() }),
}

/** What else they name. */
const others = { positive, addRow: core.ddl('INSERT INTO c VALUES (5)') }

const dialects: Readonly<Record<string, { readonly make: () => DefaultDialect; readonly names: object }>> = {
  PostgreSQL: { make: () => new postgresql.PostgreSQLDialect(), names: postgresql },
  MySQL: { make: () => new mysql.MySQLDialect(), names: mysql },
  SQLite: { make: () => new sqlite.SQLiteDialect(), names: sqlite },
  MSSQL: { make: () => new mssql.MSSQLDialect(), names: mssql },
  Oracle: { make: () => new oracle.OracleDialect(), names: oracle },
}

/** SQL on one line. */
export const oneLine = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim()

/** What an example really renders: text of an element or a datatype, or what is sent through `engine`, an empty SQLite database. */
export async function renderedBy({ code, dialect: called }: Pick<DocstringExample, 'code' | 'dialect'>): Promise<string> {
  const dialect = called === undefined ? undefined : dialects[called]
  if (called !== undefined && dialect === undefined) throw new Error(`No dialect is called '${called}' here`)
  const sent: string[] = []
  const engine = /\bengine\b/.test(code) ? recordingEngine(sent) : undefined
  try {
    if (engine !== undefined && code.includes('oldCities')) {
      await tables.oldCities.create(engine)
      sent.length = 0
    }
    const value = await evaluate(code, { ...core, ...dialect?.names, ...tables, ...others, engine })
    if (sent.length > 0) return sent.map(oneLine).join('; ')
    if (value instanceof SqlType) return dialect!.make().typeCompiler.process(value)
    return oneLine(core.compile(value, { dialect: dialect?.make() }).sql)
  } finally {
    await engine?.dispose()
  }
}

/** The value of an expression; `await` may stand in front of it. */
async function evaluate(code: string, scope: Readonly<Record<string, unknown>>): Promise<unknown> {
  const names = Object.keys(scope).filter((name) => name !== 'default')
  const awaited = code.startsWith('await ')
  // oxlint-disable-next-line typescript/no-implied-eval -- running examples is the purpose, and they are this repository's own text
  const run = new Function(...names, stripTypeScriptTypes(`(${awaited ? code.slice('await '.length) : code})`).replace(/^/, 'return ')) as (...values: unknown[]) => unknown
  const value = run(...names.map((name) => scope[name]))
  return awaited ? await value : value
}

/** An engine that writes down the DDL it sends; looking up what exists isn't. */
function recordingEngine(sent: string[]): core.Engine {
  const engine = core.createEngine('sqlite:///:memory:', { dialect: sqlite.sqliteDialect })
  engine.on('beforeCursorExecute', (_connection, sql) => { if (!/^\s*(?:PRAGMA|SELECT)/.test(sql)) sent.push(sql) })
  return engine
}
