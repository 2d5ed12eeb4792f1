import type { Dialect } from '@athanor/interfaces'
import { stringLiteral } from './literals.ts'

/** A dialect that quotes string literals in its own way. */
interface QuotesLiterals { quoteStringLiteral(text: string): string }

/** A string literal as the dialect writes it. */
export const quoteLiteral = (dialect: Dialect, text: string): string =>
  'quoteStringLiteral' in dialect ? (dialect as unknown as QuotesLiterals).quoteStringLiteral(text) : stringLiteral(text)
