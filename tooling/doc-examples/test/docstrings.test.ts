import { describe, expect, test } from '@jest/globals'
import fs from 'node:fs'
import path from 'node:path'
import { docstringExamples } from '../src/docstring-examples.ts'
import { renderedBy } from '../src/docstring-scope.ts'

const source = path.resolve(import.meta.dirname, '../../../packages/expressions/src')
const files = [
  'elements/factories.ts', 'elements/text-factory.ts', 'schema/constraint-name.ts', 'selectable/public-factories.ts', 'schema/public-factories.ts', 'dml/factories.ts', 'functions/func.ts', 'types/factories.ts',
  ...fs.readdirSync(path.join(source, 'typing')).map((name) => `typing/${name}`),
]
const examples = files.flatMap((file) => docstringExamples(fs.readFileSync(path.join(source, file), 'utf8')).map((example) => ({ file, ...example })))

describe('examples in docstrings render the SQL that they say', () => {
  test('there are some', () => expect(examples.length).toBeGreaterThan(100))

  test.each(examples)('$file:$line $code', (example) => {
    expect(renderedBy(example)).toBe(example.sql)
  })
})

test('lines of docstrings with code, three blanks and SQL are examples', () => {
  expect(docstringExamples([
    ' * @example a.eq(1)   // a = :a_1',
    '/** Is. @example a.is(null)   // a IS NULL */',
    ' * @example',
    ' * a.at(1)   // PostgreSQL: a[1]',
    ' * cut(short)   // a …',
    'const x = 1   // no docstring',
  ].join('\n'))).toEqual([
    { line: 1, code: 'a.eq(1)', sql: 'a = :a_1', dialect: undefined },
    { line: 2, code: 'a.is(null)', sql: 'a IS NULL', dialect: undefined },
    { line: 4, code: 'a.at(1)', sql: 'a[1]', dialect: 'PostgreSQL' },
  ])
})
