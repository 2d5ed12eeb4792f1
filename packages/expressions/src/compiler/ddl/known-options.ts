import { CompileError } from '@athanor/interfaces'
import { optionsOf, type DialectOptions } from '../../schema/dialect-options.ts'
import { isNear, plainName } from '../../structure/near-names.ts'

/** Items of a schema that take options of a dialect. */
export type OptionKind = 'table' | 'column' | 'index' | 'constraint'

/** Names of a dialect's options, by what they belong to. */
export type KnownOptions = Readonly<Record<OptionKind, readonly string[]>> & {
  /** Any table option is passed on (MySQL, whose storage engines have their own); only near misses of the known ones are refused. */
  readonly anyTableOption?: boolean
}

/**
 * Refuses options that the dialect doesn't have: they would be left out without a word.
 * @throws {CompileError} `OPTION_UNKNOWN`
 */
export function checkOptions(options: DialectOptions, dialect: string, known: KnownOptions, kind: OptionKind, what: () => string): void {
  const own = optionsOf(options, dialect)
  for (const name of Object.keys(own)) {
    if (own[name] === undefined || known[kind].includes(name)) continue
    const near = known[kind].filter((k) => isNear(k, name))
    if (kind === 'table' && known.anyTableOption && (near.length === 0 || near.some((k) => plainName(k) === plainName(name)))) continue
    const hint = near.length > 0 ? `Did you mean ${near.map((k) => `'${k}'`).join(' or ')}?`
      : known[kind].length === 0 ? `It has none for ${kind === 'index' ? 'indexes' : `${kind}s`}.` : `It has: ${known[kind].join(', ')}.`
    throw new CompileError(`${what()}: the dialect '${dialect}' has no option '${name}'. ${hint}`, { code: 'OPTION_UNKNOWN' })
  }
}
