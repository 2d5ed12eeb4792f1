import { CompileError } from '@athanor/interfaces'
import { optionsOf, type DialectOptions } from '../../schema/dialect-options.ts'
import { isNear, plainName } from '../../structure/near-names.ts'

/** Items of a schema that take options of a dialect. */
export type OptionKind = 'table' | 'tableAs' | 'view' | 'column' | 'index' | 'constraint'
const plural: Partial<Record<OptionKind, string>> = { index: 'indexes', tableAs: 'tables made of a query' }

/** Names that are no misspelling of another one. */
const dialects: ReadonlySet<string> = new Set(['postgresql', 'mysql', 'mariadb', 'sqlite', 'oracle', 'mssql'])

/** Names of a dialect's options, by what they belong to. */
export type KnownOptions = Readonly<Record<Exclude<OptionKind, 'view' | 'tableAs'>, readonly string[]>> & {
  /** Default: none. */
  readonly view?: readonly string[]
  /** Any table option is passed on (MySQL, whose storage engines have their own); only near misses of the known ones are refused. */
  readonly anyTableOption?: boolean
}

/**
 * Refuses options that the dialect doesn't have: they would be left out without a word.
 * @throws {CompileError} `OPTION_UNKNOWN`
 */
export function checkOptions(options: DialectOptions, dialect: string, known: KnownOptions, kind: OptionKind, what: () => string): void {
  for (const key of Object.keys(options)) {
    if (dialects.has(key) || key === dialect || !(isNear(key, dialect) || dialect.startsWith(key.toLowerCase()))) continue
    throw new CompileError(`${what()} has options of '${key}', and the dialect is called '${dialect}'`, { code: 'OPTION_UNKNOWN' })
  }
  const own = optionsOf(options, dialect)
  const names = kind === 'tableAs' ? [] : known[kind] ?? []
  for (const name of Object.keys(own)) {
    if (own[name] === undefined || names.includes(name)) continue
    const near = names.filter((k) => isNear(k, name))
    if (kind === 'table' && known.anyTableOption && (near.length === 0 || near.some((k) => plainName(k) === plainName(name)))) continue
    const hint = near.length > 0 ? `Did you mean ${near.map((k) => `'${k}'`).join(' or ')}?`
      : names.length === 0 ? `It has none for ${plural[kind] ?? `${kind}s`}.` : `It has: ${names.join(', ')}.`
    throw new CompileError(`${what()}: the dialect '${dialect}' has no option '${name}'. ${hint}`, { code: 'OPTION_UNKNOWN' })
  }
}
