import { describe, expect, test } from '@jest/globals'
import { collate, compile, interval, json, literal, MetaData, table, text, varchar } from '@athanor/expressions'
import { CitextType, PostgreSQLDialect, TsvectorType } from '@athanor/dialect-postgresql'
import { ColumnClause } from '@athanor/expressions/elements'

const dialect = new PostgreSQLDialect({ bindCasts: true, paramStyle: 'named' })
const sql = (expression: unknown): string => compile(expression, { dialect }).sql
const t = table('t', new MetaData(), { name: varchar(10), note: text(), data: json() })

describe('casts of parameters, for a driver that says no types', () => {
  test('a text has no length, and the collation that it is compared with', () => {
    expect(sql(t.c.name.eq('x'))).toBe('t.name = :name_1::VARCHAR')
    expect(sql(t.c.note.eq('x'))).toBe('t.note = :note_1::VARCHAR')
    expect(sql(collate(t.c.note, 'de').eq('x'))).toBe('(t.note COLLATE de) = :param_1::VARCHAR COLLATE de')
    expect(sql(new ColumnClause('c', new CitextType()).eq('x'))).toBe('c = :c_1::CITEXT')
  })
  test('the steps of a JSON path need none', () => {
    expect(sql(t.c.data.path('a', 'b'))).toBe('t.data #> :data_1')
  })
  test('what a document is matched with is a text', () => {
    expect(sql(new ColumnClause('doc', new TsvectorType()).match('x'))).toBe('doc @@ plainto_tsquery(:doc_1::VARCHAR)')
  })
  test('an interval that isn\'t a native one is a timestamp', () => {
    expect(sql(literal('PT1H', interval({ native: false })))).toBe(':param_1::TIMESTAMP WITHOUT TIME ZONE')
    expect(sql(literal('PT1H', interval()))).toBe(':param_1::INTERVAL')
  })
})
