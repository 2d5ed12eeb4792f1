import { describe, expect, test } from '@jest/globals'
import fs from 'node:fs'
import path from 'node:path'
import { docstringExamples } from '../src/docstring-examples.ts'
import { renderedBy } from '../src/docstring-scope.ts'
import { publicNames, type PublicName } from '../src/public-names.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const dialects = ['postgresql', 'mysql', 'sqlite', 'mssql', 'oracle']
// what `@athanor/core` publishes is the expressions and the engine
const names = publicNames(
  ['packages/core/src/index.ts', ...dialects.map((dialect) => `packages/dialect-${dialect}/src/index.ts`)],
  fs.globSync('packages/*/test/**/*.test-d.ts', { cwd: root }),
)
const listed = (some: readonly PublicName[]): string[] => some.map(({ name, place }) => `${name} (${place})`)

const files = [...new Set(names.map(({ place }) => place.replace(/:\d+$/, '')))].sort()
const examples = files.flatMap((file) => docstringExamples(fs.readFileSync(path.join(root, file), 'utf8')).map((example) => ({ file, ...example })))

describe('examples in docstrings render the SQL that they say', () => {
  test('there are some', () => expect(examples.length).toBeGreaterThan(500))

  test.each(examples)('$file:$line $code', async (example) => {
    expect(await renderedBy(example)).toBe(example.sql)
  })
})

describe('public names are documented', () => {
  test('they are found, with their members', () => {
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['select', 'Select.where', 'MetaData.createAll', 'Engine.connect', 'jsonb', 'MysqlTinyintType']))
    const sql = new Set(names.filter(({ givesSql }) => givesSql).map(({ name }) => name))
    expect([...sql]).toEqual(expect.arrayContaining([
      'select', 'Expr.eq', 'Select.where', 'MergeTarget.using', 'OrderBy.nullsLast', 'varchar', 'ColumnDef.nullable', 'CreateTable', 'Table.create', 'JsonbType', 'distinctOn', 'Expr.op', 'adapt',
    ]))
    for (const plain of ['Engine.connect', 'MetaDataOptions', 'LikeOptions.escape', 'compile', 'Table.schema']) expect(sql.has(plain)).toBe(false)
  })

  test('each has a docstring', () => {
    expect(listed(names.filter(({ docs }) => docs === ''))).toEqual([])
  })

  test('each construct, and each method that gives or sends SQL, has an example with the SQL', () => {
    const without = names.filter(({ docs, givesSql }) => givesSql && docstringExamples(docs).length === 0)
    expect(listed(without)).toEqual([])
  })
})

describe('public names have type tests', () => {
  test('those that need one are found', () => {
    const picky = new Set(names.filter(({ isPicky }) => isPicky).map(({ name }) => name))
    expect([...picky]).toEqual(expect.arrayContaining(['select', 'Expr.eq', 'Select.where', 'Table.create', 'varchar', 'jsonb', 'JsonbType', 'CreateTable', 'MetaData', 'Engine.connect', 'createEngine']))
    for (const free of ['Engine', 'ConnectionEvents.begin', 'PostgreSQLDialect.renderLiteral', 'SelectClause.applyToSelect', 'Select.exists', 'Table.c']) expect(picky.has(free)).toBe(false)
  })

  test('each function and method with arguments has one that must not compile', () => {
    expect(listed(names.filter(({ isPicky, isMisused }) => isPicky && !isMisused))).toEqual([])
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
