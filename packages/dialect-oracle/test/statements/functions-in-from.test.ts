import { expect, test } from '@jest/globals'
import { cast, column, compile, func, integer, select, varchar } from '@athanor/expressions'
import { OracleDialect } from '@athanor/dialect-oracle'

const sql = (statement: unknown): string => compile(statement, { dialect: new OracleDialect() }).sql.replaceAll(/\s+/g, ' ')

test('a function in FROM is a TABLE (…), its arguments aren\'t', () => {
  // the public type of selectFrom() wants an alias of a function; the compiler takes the function itself
  expect(sql(select(column('x', integer())).selectFrom(func.rows!(func.args!(1)) as never))).toBe('SELECT x FROM TABLE (rows(args(:args_1)))')
  const rows = func.rows!(1).tableValued({ x: integer() }, { name: 'r' })
  expect(sql(select(rows.c.x))).toBe('SELECT r.x FROM TABLE (rows(:rows_1)) r')
})
test('FETCH may be approximate', () => {
  expect(sql(select(column('x', integer())).fetch(5, { oracle_fetch_approximate: true }))).toBe('SELECT x FROM DUAL FETCH APPROX FIRST 5 ROWS ONLY')
})
test('a CAST to text has a length, even where the type has 0', () => {
  expect(sql(cast(column('x', integer()), varchar()))).toBe('CAST(x AS VARCHAR2(4000 CHAR))')
  expect(sql(cast(column('x', integer()), varchar(5)))).toBe('CAST(x AS VARCHAR2(5 CHAR))')
})
