import type { Expr, Sql } from '@athanor/expressions'
import { asColumnElement, BOOLEAN, expression, SqlFunction, STRING, TextType, type SqlNode, type SqlType } from '@athanor/expressions/elements'
import { HstoreType, PgArrayType, RegconfigType, TsqueryType, TsvectorType } from '../types/pg-types.ts'

// Text search functions take a configuration first when they have two arguments; a plain text there is a REGCONFIG.
function withConfig(name: string, args: readonly unknown[], type: SqlType, configured: number): SqlFunction {
  const hasConfig = args.length >= configured
  const elements: SqlNode[] = args.map((arg, i) =>
    (i === 0 && hasConfig && asColumnElement(arg) === undefined
      ? expression(arg, `The configuration of ${name}()`, { name, type: new RegconfigType() })
      : expression(arg, `Argument ${i + 1} of ${name}()`, { name })))
  return new SqlFunction(name, elements, { type })
}
const published = <T>(fn: SqlFunction): Expr<T> => fn as unknown as Expr<T>

/** `to_tsvector(config, text)`. */
export const toTsvector = (...args: readonly unknown[]): Expr<string> => published(withConfig('to_tsvector', args, new TsvectorType(), 2))
/** `to_tsquery(config, query)`. */
export const toTsquery = (...args: readonly unknown[]): Expr<string> => published(withConfig('to_tsquery', args, new TsqueryType(), 2))
/** `plainto_tsquery(config, text)`. */
export const plaintoTsquery = (...args: readonly unknown[]): Expr<string> => published(withConfig('plainto_tsquery', args, new TsqueryType(), 2))
/** `phraseto_tsquery(config, text)`. */
export const phrasetoTsquery = (...args: readonly unknown[]): Expr<string> => published(withConfig('phraseto_tsquery', args, new TsqueryType(), 2))
/** `websearch_to_tsquery(config, text)`. */
export const websearchToTsquery = (...args: readonly unknown[]): Expr<string> => published(withConfig('websearch_to_tsquery', args, new TsqueryType(), 2))
/** `ts_headline(config, document, query, options)`. */
export const tsHeadline = (...args: readonly unknown[]): Expr<string> => {
  const second = asColumnElement(args[1])
  // with a query in second place there is no configuration
  return published(withConfig('ts_headline', args, new TextType(), second?.type instanceof TsqueryType ? Number.POSITIVE_INFINITY : 3))
}

const hstoreCall = <T>(name: string, type: SqlType, ...args: readonly unknown[]): Expr<T> => published(new SqlFunction(name, args, { type }))
const texts = new PgArrayType(STRING)
/** `hstore(keys, values)`. */
export const hstoreOf = (...args: readonly unknown[]): Expr<Record<string, string | null>> => hstoreCall('hstore', new HstoreType(), ...args)
/** `akeys(h)`. */
export const hstoreKeys = (h: Sql<unknown>): Expr<string[]> => hstoreCall('akeys', texts, h)
/** `avals(h)`. */
export const hstoreValues = (h: Sql<unknown>): Expr<string[]> => hstoreCall('avals', texts, h)
/** `defined(h, key)`. */
export const hstoreDefined = (h: Sql<unknown>, key: unknown): Expr<boolean> => hstoreCall('defined', BOOLEAN, h, key)
/** `delete(h, key)`. */
export const hstoreDelete = (h: Sql<unknown>, key: unknown): Expr<Record<string, string | null>> => hstoreCall('delete', new HstoreType(), h, key)
/** `slice(h, keys)`. */
export const hstoreSlice = (h: Sql<unknown>, keys: unknown): Expr<Record<string, string | null>> => hstoreCall('slice', new HstoreType(), h, keys)
/** `hstore_to_array(h)`. */
export const hstoreToArray = (h: Sql<unknown>): Expr<string[]> => hstoreCall('hstore_to_array', texts, h)
/** `hstore_to_matrix(h)`. */
export const hstoreToMatrix = (h: Sql<unknown>): Expr<string[]> => hstoreCall('hstore_to_matrix', texts, h)
