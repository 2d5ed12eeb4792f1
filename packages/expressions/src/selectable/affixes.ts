import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { TextClause } from '../elements/text.ts'
import { asNode, type SqlNode } from '../structure/node.ts'

/** Text before or after something, for one dialect or for all. */
export interface Affix {
  readonly text: SqlNode
  readonly dialect: string | null
}
export interface DialectFilter { readonly dialect?: string | undefined }

/** Reads `prefixWith('A', 'B', { dialect })`. */
export function affixes(what: string, args: readonly unknown[]): readonly Affix[] {
  const last = args.at(-1)
  const hasOptions = args.length > 1 && typeof last !== 'string' && asNode(last) === undefined && last !== null && typeof last === 'object'
  const dialect = hasOptions ? (last as DialectFilter).dialect ?? null : null
  return (hasOptions ? args.slice(0, -1) : args).filter((arg) => arg !== undefined).map((arg) => {
    const text = typeof arg === 'string' ? new TextClause(arg) : asNode(arg)
    if (text === undefined) throw new ArgumentError(`${what} needs text or an SQL element, not ${describe(arg)}`)
    return { text, dialect: dialect === '*' ? null : dialect }
  })
}
