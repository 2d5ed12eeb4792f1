import { construct } from './library.ts'

/** Names of the corpus: text, text whose quoting is forced, a finished constraint name, or none. */
export const QuotedNames = {
  decode(name: unknown): unknown {
    if (name === null || name === undefined || typeof name === 'string') return name ?? null
    const { name: text, quote, conv } = name as { readonly name: string; readonly quote?: boolean; readonly conv?: boolean }
    if (conv === true) return construct('ConventionName', text)
    return quote === undefined ? text : construct('QuotedName', text, quote)
  },
  text(name: unknown): string {
    return typeof name === 'object' && name !== null ? String((name as { readonly name: string }).name) : String(name)
  },
}
