import { describe, expect, test } from '@jest/globals'
import fs from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../../..')
const page = fs.readFileSync(path.join(root, 'docs/errors.md'), 'utf8')
const documented = new Set([...page.matchAll(/`([A-Z][A-Z\d]*(?:_[A-Z\d]+)*)`/g)].map(([, code]) => code!))

/** Codes of drivers, passed on as they are. */
const foreign = new Set(['ECONNREFUSED', 'PROTOCOL_CONNECTION_LOST'])
/** Codes that are put together from the name of a URL's part. */
const assembled = /^URL_(?:[A-Z_]+_ENCODING|DIALECT_INVALID|DRIVER_INVALID)$/

const sources = fs.readdirSync(path.join(root, 'packages')).flatMap((name) => {
  const folder = path.join(root, 'packages', name, 'src')
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: `packages/${name}/src/${file}`, text: fs.readFileSync(path.join(folder, file), 'utf8') }))
})
const found = (pattern: RegExp): Map<string, string> =>
  new Map(sources.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([, word]) => [word!, file] as const)))

const codes = new Map([
  ...found(/\bcode(?:: string =|:) '([A-Z][A-Z_]+)'/g),
  ...found(/\b(?:warn|error)\(\s*'([A-Z]+(?:_[A-Z]+)+)'/g),
])
for (const code of foreign) codes.delete(code)

describe('docs/errors.md', () => {
  test('the sources were read', () => {
    expect(codes.size).toBeGreaterThan(150)
  })

  test('has every code of the sources', () => {
    expect([...codes].filter(([code]) => !documented.has(code))).toEqual([])
  })

  test('has no code that the sources don\'t have', () => {
    expect([...documented].filter((code) => code.includes('_') && !codes.has(code) && !assembled.test(code))).toEqual([])
  })

  test('has every class of errors with its code', () => {
    const classes = sources.filter(({ text }) => text.includes('static override readonly code')).flatMap(({ text }) =>
      [...text.matchAll(/export class (\w+) extends \w+ \{\s+static override readonly code: string = '(\w+)'/g)].map(([, name, code]) => `\`${name}\` | \`${code}\``))
    expect(classes.length).toBeGreaterThan(40)
    expect(classes.filter((row) => !page.includes(row))).toEqual([])
  })
})
