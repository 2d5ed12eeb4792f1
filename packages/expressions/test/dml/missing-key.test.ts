import { expect, test } from '@jest/globals'
import { MySQLDialect } from '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { compile, insert, integer, MetaData, primaryKey, select, sequence, table, text, update, varchar } from '../../src/index.ts'

const metadata = new MetaData()
const warnings = (statement: unknown): readonly string[] => [undefined, new PostgreSQLDialect(), new MySQLDialect()]
  .flatMap((dialect) => compile(statement, { dialect }).compiled.warnings)

// the types know it too, but not of every key: these values come from programs that don't use them
const without = <T extends object>(values: T) => values as never

test('an INSERT that gives a column of the primary key no value has a warning', () => {
  const codes = table('code', metadata, { code: varchar(10).primaryKey(), n: integer() })
  expect(warnings(insert(codes).values(without({ n: 1 })))).toEqual(Array(3).fill(expect.stringMatching(/^The column 'code\.code' is part of the primary key, and the INSERT gives it no value/)))
  expect(warnings(insert(codes).values({ code: 'x', n: 1 }))).toEqual([])
})

test('of a key of several columns none is generated, unless that is asked for', () => {
  const pair = table('pair', metadata, { a: integer().primaryKey(), b: integer().primaryKey(), n: integer() })
  expect(warnings(insert(pair).values({ a: 1, n: 1 }))).toEqual(Array(3).fill(expect.stringMatching(/^The column 'pair\.b' .* only with autoincrement: true\.$/)))
  const generated = table('generated', metadata, { a: integer().primaryKey(), b: integer().primaryKey({ autoincrement: true }), n: integer() })
  expect(warnings(insert(generated).values({ a: 1, n: 1 }))).toEqual([])
})

test('not where a value comes from somewhere else', () => {
  const keys = [
    integer().primaryKey(), varchar(5).primaryKey().default('x'), varchar(5).primaryKey().default(() => 'x'), varchar(5).primaryKey().default(text("'x'") as never),
    varchar(5).primaryKey().serverDefault('x'), integer().primaryKey().default(sequence('s')), integer().primaryKey().identity(), varchar(5).primaryKey().computed("n || 'x'"),
  ] as const
  for (const [i, key] of keys.entries()) {
    const t = table(`key_${i}`, metadata, { key: key as ReturnType<typeof integer>, n: integer() })
    expect(warnings(insert(t).values(without({ n: 1 })))).toEqual([])
  }
  const nullable = table('nullable', metadata, { a: varchar(5).nullable(), n: integer() }, (c) => [primaryKey(c.a)])
  expect(warnings(insert(nullable).values({ n: 1 }))).toEqual([])
})

test('nor for other statements', () => {
  const t = table('other', metadata, { code: varchar(10).primaryKey(), n: integer() })
  expect(warnings(update(t).set({ n: 1 }))).toEqual([])
  expect(warnings(insert(t).fromSelect(['code', 'n'], select(t.c.code, t.c.n)))).toEqual([])
})
