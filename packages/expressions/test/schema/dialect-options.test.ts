import { describe, expect, test } from '@jest/globals'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import { MySQLDialect } from '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { SQLiteDialect } from '@athanor/dialect-sqlite'
import { compile, CreateIndex, CreateTable, index, integer, MetaData, table, unique, type DialectOptions, type Index } from '../../src/index.ts'
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
  test('of another dialect don\'t matter, and MySQL\'s storage engines may have their own', () => {
    expect(create({ mysql: { enginee: 'x' } }, new PostgreSQLDialect())).not.toContain('x')
    expect(create({ mysql: { engine: 'X', federatedThing: 'yes' } }, new MySQLDialect())).toMatch(/ENGINE=X.*=yes/)
  })
})
