import { CompileError, IdentifierError } from '@athanor/interfaces'
import { nameText, QuotedName, type Name } from '../structure/names.ts'
import { escapeSlots } from './parameter-slots.ts'

const LEGAL = /^[A-Z0-9_$]+$/i
const ILLEGAL_INITIAL = /^[0-9$]/

/** How a dialect quotes names. */
export interface QuotingRules {
  readonly initialQuote: string
  readonly finalQuote: string
  /** Lower case. */
  readonly reservedWords: ReadonlySet<string>
  readonly illegalInitial?: RegExp
  readonly legalCharacters?: RegExp
}

/** Quotes and formats identifiers (source: SQLAlchemy's `IdentifierPreparer`). */
export class IdentifierPreparer {
  readonly rules: QuotingRules
  readonly #cache = new Map<string, string>()
  constructor(rules: QuotingRules) {
    this.rules = rules
  }

  /** Always quoted; a quote inside is doubled. */
  quoteIdentifier(value: string): string {
    if (value.includes('\u0000')) throw new CompileError(`The identifier ${JSON.stringify(value)} contains a NUL character, which no database accepts`, { code: 'IDENTIFIER_INVALID' })
    const { initialQuote, finalQuote } = this.rules
    return initialQuote + escapeSlots(value).replaceAll(finalQuote, finalQuote + finalQuote) + finalQuote
  }

  requiresQuotes(value: string): boolean {
    const lower = value.toLowerCase()
    return this.rules.reservedWords.has(lower)
      || (this.rules.illegalInitial ?? ILLEGAL_INITIAL).test(value)
      || !(this.rules.legalCharacters ?? LEGAL).test(value)
      || lower !== value
  }

  /** As `requiresQuotes`, for the name of a parameter, whose case doesn't matter. */
  requiresBindQuotes(value: string): boolean {
    return this.rules.reservedWords.has(value.toLowerCase())
      || (this.rules.illegalInitial ?? ILLEGAL_INITIAL).test(value)
      || !(this.rules.legalCharacters ?? LEGAL).test(value)
  }

  /** Quoted when the name is reserved, mixed-case or has unusual characters; a forced name as it says. */
  quote(name: Name): string {
    if (typeof name !== 'string') {
      if (name.quote === true) return this.quoteIdentifier(nameText(name))
      if (name instanceof QuotedName) return name.value
    }
    const value = nameText(name)
    let quoted = this.#cache.get(value)
    if (quoted === undefined) {
      if (value === '') throw new IdentifierError('An identifier is empty', { code: 'IDENTIFIER_INVALID' })
      quoted = this.requiresQuotes(value) ? this.quoteIdentifier(value) : value
      if (this.#cache.size < 10_000) this.#cache.set(value, quoted)
    }
    return quoted
  }

  quoteSchema(schema: Name): string { return this.quote(schema) }

  formatCollation(collation: string, schema: string | undefined): string {
    const name = this.quote(collation)
    return schema === undefined ? name : `${this.quoteSchema(schema)}.${name}`
  }
}
