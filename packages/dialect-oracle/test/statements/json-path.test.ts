import { expect, test } from '@jest/globals'
import { integer, json, MetaData, select, table } from '@athanor/expressions'
import { OracleDialect } from '../../src/index.ts'

const dialect = new OracleDialect()
const docs = table('docs', new MetaData(), { id: integer().primaryKey(), body: json() })

// Statements that differ in a path have one cache key: the path can't be part of the compiled text.
test('a JSON path is written when the statement is executed', () => {
  const { sql, text } = dialect.compile(select(docs.c.body.at('name').asString()) as never)
  expect(sql).toContain(`JSON_VALUE(docs.body, '$."name"' RETURNING`)
  expect(text.slots.map(({ mode }) => mode)).toEqual(['literal'])
  expect(text.texts.join('')).not.toContain('name"')
})
