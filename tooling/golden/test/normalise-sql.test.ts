import { describe, expect, test } from '@jest/globals'
import { normaliseSql } from '../src/compare/normalise-sql.ts'

const text = (sql: string, names: readonly string[] = [], dialect = 'default'): string => normaliseSql(sql, names, dialect).text

describe('normaliseSql', () => {
  test('layout outside of quotes is collapsed, and dropped around parentheses and before commas', () => {
    expect(text('SELECT a, b \nFROM t \n\tWHERE ( x = 1 )')).toBe('SELECT a, b FROM t WHERE (x = 1)')
    expect(text('CREATE TABLE t (\n\ta INTEGER, \n\tb INTEGER\n)')).toBe('CREATE TABLE t (a INTEGER, b INTEGER)')
    expect(text('a ,b')).toBe('a,b')
  })

  test('quoted texts and identifiers keep their blanks and colons', () => {
    expect(text(`SELECT 'a  b :x', "c  d", \`e  f\``, ['x'])).toBe(`SELECT 'a  b :x', "c  d", \`e  f\``)
    expect(text(`'it''s  :x'   :x`, ['x'])).toBe(`'it''s  :x' ?`)
    expect(text('SELECT [a  b]', [], 'mssql')).toBe('SELECT [a  b]')
    expect(text('SELECT x[1  ]', [], 'postgresql')).toBe('SELECT x[1 ]')
  })

  test('parameters become question marks, by their names and in their order', () => {
    const result = normaliseSql('a = :a_1 AND b = :b_1 OR a = :a_1', ['a_1', 'b_1', 'a_1'], 'default')
    expect(result).toEqual({ text: 'a = ? AND b = ? OR a = ?', names: ['a_1', 'b_1', 'a_1'] })
    expect(text('a = :a_10', ['a_1'])).toBe('a = :a_10')
    expect(text('a = :"date"', ['date'], 'oracle')).toBe('a = ?')
    // signs that a placeholder can't have
    expect(text('a = :a_b AND b = :100P', ['a.b', '100%'])).toBe('a = ? AND b = ?')
    expect(text('a = :a.b', ['a.b'])).toBe('a = ?')
  })

  test('a double colon is a cast, or a slice when the next parameter follows', () => {
    expect(text('x = :x_1::VARCHAR AND y::INTEGER = :y_1', ['x_1', 'y_1'])).toBe('x = ?::VARCHAR AND y::INTEGER = ?')
    expect(text('x[:x_1::x_2]', ['x_1', 'x_2'])).toBe('x[?:?]')
  })
})
