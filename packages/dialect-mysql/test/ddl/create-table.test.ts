import { describe, expect, test } from '@jest/globals'
import { check, compile, CreateIndex, CreateTable, DropConstraint, DropIndex, func, index, integer, MetaData, table, text, unique, varchar } from '@athanor/expressions'
import { DropColumnComment, SetColumnComment, SetTableComment, type Column, type Constraint } from '@athanor/expressions/elements'
import { MariaDBDialect, MySQLDialect } from '@athanor/dialect-mysql'

const mysql = new MySQLDialect()
const mariadb = new MariaDBDialect()
const sql = (node: unknown, dialect: MySQLDialect = mysql): string => compile(node, { dialect }).sql.replaceAll(/\s+/g, ' ').trim()

describe("MySQL's DDL", () => {
  test('AUTO_INCREMENT, comments, options of the table in their order, collation after charset', () => {
    const t = table('t', new MetaData(), { id: integer().primaryKey(), name: varchar(30).comment("it's").nullable() }, {
      comment: 'all', options: { mysql: { collate: 'utf8mb4_bin', engine: 'InnoDB', charset: 'utf8mb4', partitions: 4, partitionBy: 'HASH(id)' }, mariadb: { engine: 'Aria' } },
    })
    expect(sql(new CreateTable(t))).toBe(
      "CREATE TABLE t ( id INTEGER NOT NULL AUTO_INCREMENT, name VARCHAR(30) COMMENT 'it''s', PRIMARY KEY (id) )" +
      "ENGINE=InnoDB CHARSET=utf8mb4 COMMENT='all' COLLATE utf8mb4_bin PARTITION BY HASH(id) PARTITIONS 4")
    expect(sql(new CreateTable(t), mariadb)).toContain(")ENGINE=Aria COMMENT='all'")
  })

  test('the generated column comes first in a key of several', () => {
    const t = table('t', new MetaData(), { a: integer().primaryKey(), b: integer().primaryKey({ autoincrement: true }) })
    expect(sql(new CreateTable(t))).toBe('CREATE TABLE t ( a INTEGER NOT NULL, b INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (b, a) )')
  })

  test('expressions as defaults have parentheses, unless the server is too old', () => {
    const t = table('t', new MetaData(), { a: integer().serverDefault(text('5 + 8')), b: integer().serverDefault(text('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP')), c: integer().serverDefault('1') })
    expect(sql(new CreateTable(t))).toBe(
      "CREATE TABLE t ( a INTEGER NOT NULL DEFAULT (5 + 8), b INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, c INTEGER NOT NULL DEFAULT '1' )")
    expect(sql(new CreateTable(t), new MySQLDialect({ serverVersion: [5, 7] }))).toContain('DEFAULT 5 + 8')
  })

  test('a computed column may be NULL on MariaDB', () => {
    const t = table('t', new MetaData(), { a: integer(), b: integer().computed('a + 1').nullable() })
    expect(sql(new CreateTable(t))).toContain('b INTEGER GENERATED ALWAYS AS (a + 1)')
    expect(sql(new CreateTable(t), mariadb)).not.toContain('(a + 1) NOT NULL')
  })

  test('options of indexes', () => {
    const t = table('t', new MetaData(), { a: varchar(50), b: varchar(50) })
    const i = index({ name: 'i', options: { mysql: { prefix: 'FULLTEXT', length: { a: 5 }, withParser: 'ngram', using: 'btree' } } }, t.c.a, t.c.b)
    expect(sql(new CreateIndex(i))).toBe('CREATE FULLTEXT INDEX i ON t (a(5), b) WITH PARSER ngram USING btree')
    expect(sql(new CreateIndex(index({ name: 'j', options: { mysql: { length: 3 } } }, t.c.a, t.c.b)))).toBe('CREATE INDEX j ON t (a(3), b(3))')
    expect(sql(new CreateIndex(index({ name: 'k' }, func.lower(t.c.a), t.c.b.desc())))).toBe('CREATE INDEX k ON t ((lower(a)), b DESC)')
    expect(sql(new DropIndex(i))).toBe('DROP INDEX i ON t')
  })

  test('DROP of each kind of constraint', () => {
    const metadata = new MetaData()
    table('p', metadata, { id: integer().primaryKey() })
    const t = table('t', metadata, { id: integer().primaryKey(), p: integer().references('p.id', { name: 'fk' }) }, (c) => [unique({ name: 'u' }, c.p), check('p > 0', { name: 'ck' })])
    const all = (t as unknown as { constraints: readonly Constraint[] }).constraints
    const drop = (name: string | null, dialect = mysql): string => sql(new DropConstraint(all.find((c) => c.name === name) as never), dialect)
    expect([drop(null), drop('fk'), drop('u'), drop('ck'), drop('ck', mariadb)]).toEqual([
      'ALTER TABLE t DROP PRIMARY KEY', 'ALTER TABLE t DROP FOREIGN KEY fk', 'ALTER TABLE t DROP INDEX u', 'ALTER TABLE t DROP CHECK ck', 'ALTER TABLE t DROP CONSTRAINT ck',
    ])
  })

  test('MATCH is an error', () => {
    const metadata = new MetaData()
    table('p', metadata, { id: integer().primaryKey() })
    expect(() => sql(new CreateTable(table('t', metadata, { p: integer().references('p.id', { match: 'full' }) })))).toThrow(/MySQL ignores MATCH/)
  })

  test('comments are part of the definition', () => {
    const t = table('t', new MetaData(), { a: integer().comment('x') }, { comment: 'y' })
    expect(sql(new SetTableComment(t as never))).toBe("ALTER TABLE t COMMENT 'y'")
    expect(sql(new SetColumnComment(t.c.a as unknown as Column))).toBe("ALTER TABLE t CHANGE a a INTEGER NOT NULL COMMENT 'x'")
    expect(sql(new DropColumnComment(t.c.a as unknown as Column))).toBe('ALTER TABLE t CHANGE a a INTEGER NOT NULL')
  })
})
