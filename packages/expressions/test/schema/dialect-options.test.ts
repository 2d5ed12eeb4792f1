import { describe, expect, test } from '@jest/globals'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import { MySQLDialect } from '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { SQLiteDialect } from '@athanor/dialect-sqlite'
import { compile, CreateIndex, CreateTable, CreateView, index, integer, MetaData, select, table, unique, type DialectOptions, type Index } from '../../src/index.ts'
import type { DefaultDialect } from '../../src/compiler.ts'

const create = (options: DialectOptions, dialect: DefaultDialect): string =>
  compile(new CreateTable(table('t', new MetaData(), { id: integer() }, { options })), { dialect }).sql
const createIndex = (options: DialectOptions, dialect: DefaultDialect): string => {
  const made: Index[] = []
  table('u', new MetaData(), { id: integer() }, (c) => {
    made.push(index({ name: 'ix', options }, c.id))
    return made
  })
  return compile(new CreateIndex(made[0]!), { dialect }).sql
}

describe('options of a dialect', () => {
  test('that it doesn\'t have are refused, with what may have been meant', () => {
    expect(() => create({ mysql: { enginee: 'InnoDB' } }, new MySQLDialect())).toThrow("Table 't': the dialect 'mysql' has no option 'enginee'. Did you mean 'engine'?")
    expect(() => create({ postgresql: { partition_by: 'LIST (id)' } }, new PostgreSQLDialect())).toThrow("Did you mean 'partitionBy'?")
    expect(() => create({ sqlite: { engine: 'x' } }, new SQLiteDialect())).toThrow("has no option 'engine'. It has: autoincrement, withRowid, strict.")
    expect(() => create({ mssql: { engine: 'x' } }, new MSSQLDialect())).toThrow('It has none for tables.')
    expect(() => createIndex({ postgresql: { usin: 'gin' } }, new PostgreSQLDialect())).toThrow("An index of table 'u': the dialect 'postgresql' has no option 'usin'. Did you mean 'using'?")
  })
  test('of a column and a constraint', () => {
    const odd = table('t', new MetaData(), { id: integer().options({ sqlite: { onConflictNotnull: 'FAIL' } }) })
    expect(() => compile(new CreateTable(odd), { dialect: new SQLiteDialect() })).toThrow("Column 't.id': the dialect 'sqlite' has no option 'onConflictNotnull'. Did you mean 'onConflictNotNull'?")
    const other = table('t', new MetaData(), { id: integer() }, (c) => [unique({ options: { mssql: { cluster: true } } }, c.id)])
    expect(() => compile(new CreateTable(other), { dialect: new MSSQLDialect() })).toThrow(expect.objectContaining({ code: 'OPTION_UNKNOWN' }))
  })
  test('of a view, and of a table made of a query', () => {
    const t = table('t', new MetaData(), { id: integer() })
    const view = (options: DialectOptions, dialect: DefaultDialect): string => compile(new CreateView(select(t.c.id), 'v', { options }), { dialect }).sql
    expect(view({ postgresql: { with: { security_barrier: true } } }, new PostgreSQLDialect())).toMatch(/^CREATE VIEW v WITH \(security_barrier = true\) AS /)
    expect(view({ sqlite: { ifNotExists: true } }, new SQLiteDialect())).toMatch(/^CREATE VIEW IF NOT EXISTS v AS /)
    expect(() => view({ postgresql: { tablespace: 'x' } }, new PostgreSQLDialect())).toThrow("'v': the dialect 'postgresql' has no option 'tablespace'. It has: with.")
    expect(() => view({ mysql: { engine: 'x' } }, new MySQLDialect())).toThrow('It has none for views.')
    expect(() => compile(select(t.c.id).into('made', { options: { postgresql: { with: {} } } }), { dialect: new PostgreSQLDialect() })).toThrow('It has none for tables made of a query.')
  })
  test('under a name that is nearly the dialect\'s', () => {
    for (const name of ['postgres', 'postgreSQL', 'postgersql']) {
      expect(() => create({ [name]: { tablespace: 'x' } }, new PostgreSQLDialect())).toThrow(`Table 't' has options of '${name}', and the dialect is called 'postgresql'`)
    }
    expect(create({ mssql: { clustered: true }, mysql: { engine: 'InnoDB' }, duckdb: { any: 1 } }, new MySQLDialect())).toContain('ENGINE=InnoDB')
  })
  test('of another dialect don\'t matter, and MySQL\'s storage engines may have their own', () => {
    expect(create({ mysql: { enginee: 'x' } }, new PostgreSQLDialect())).not.toContain('x')
    expect(create({ mysql: { engine: 'X', federatedThing: 'yes' } }, new MySQLDialect())).toMatch(/ENGINE=X.*=yes/)
  })
})
