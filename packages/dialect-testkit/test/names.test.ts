import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import * as mysql from '@athanor/dialect-mysql'
import * as postgresql from '@athanor/dialect-postgresql'
import * as sqlite from '@athanor/dialect-sqlite'
import * as language from '@athanor/expressions'

// What the language and the dialects offer by name stands in a case, or here with the reason why it doesn't.

const here = import.meta.dirname
const read = (folder: string): string => fs.readdirSync(path.join(here, folder)).map((name) => fs.readFileSync(path.join(here, folder, name), 'utf8')).join('\n')
const cases = read('../src/cases') + read('constructs')
const isMentioned = (name: string): boolean => new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(cases)
const unmentioned = (names: Iterable<string>): readonly string[] => [...new Set(names)].filter((name) => !isMentioned(name)).sort()

/** Functions and classes that a package exports; not the types, dialects and drivers, which functions make. */
const functionsOf = (module: object): readonly string[] => Object.entries(module)
  .filter(([name, value]) => typeof value === 'function' && !(/^class\b/.test(Function.prototype.toString.call(value)) && /^(?!Create|Drop).*(?:Type|Dialect|Driver)$|^Mysql/.test(name))).map(([name]) => name)

/** Members of the public interfaces: `  name(…)`, `  name<T>(…)`, `  readonly name: …`. */
function members(): readonly string[] {
  const folder = path.join(here, '../../expressions/src/typing')
  const text = fs.readdirSync(folder).filter((name) => name.endsWith('.ts')).map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('\n')
  return [...text.matchAll(/^ {2}(?:readonly )?(\w+)\??(?:<|\(|: )/gm)].map((match) => match[1]!)
}

const reasons: Readonly<Record<string, string>> = {
  // the language
  applyToDml: 'what clauses of one\'s own have; the dialects\' limit() has it', discriminator: 'says something to the ORM', version: 'says something to the ORM', expr: 'of a description of a column',
  isOutparam: 'Oracle\'s', oracle_fetch_approximate: 'Oracle\'s', onNull: 'Oracle\'s', ItemsOf: 'a type', resolveForeignKeys: 'of reflect()', reflectTables: 'what an engine has', runSchemaPlan: 'what an engine has',
  // what functions make, for those who compile it in another way
  ArrayConstructor: 'made by arrayOf()', DistinctOn: 'made by distinctOn()', OrderedArgument: 'made by aggregateOrderBy()', DmlLimit: 'made by limit()', MatchAgainst: 'made by match()', StorageFormat: 'made of a template',
  // PostgreSQL's ranges on this side, which have tests of their own
  isEmpty: 'of plain values', parseRange: 'of plain values', rangeContains: 'of plain values', rangeContainsRange: 'of plain values', rangeDifference: 'of plain values', rangeIntersection: 'of plain values',
  rangeText: 'of plain values', rangeUnion: 'of plain values', rangesAdjacent: 'of plain values', rangesEqual: 'of plain values', rangesOverlap: 'of plain values',
}

describe('every name is in a case, or there is a reason why not', () => {
  test.each([['expressions', language], ['dialect-sqlite', sqlite], ['dialect-postgresql', postgresql], ['dialect-mysql', mysql]])('functions of %s', (_name, module) => {
    expect(unmentioned(functionsOf(module)).filter((name) => !(name in reasons))).toEqual([])
  })
  test('methods and options of the language', () => {
    expect(members().length).toBeGreaterThan(300)
    expect(unmentioned(members()).filter((name) => !(name in reasons))).toEqual([])
  })
  test('no reason is left over', () => {
    const all = new Set([...members(), ...[language, sqlite, postgresql, mysql].flatMap(functionsOf)])
    expect(Object.keys(reasons).filter((name) => !all.has(name) || isMentioned(name))).toEqual([])
  })
})
