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
/** A text, or an element that is one. */
type TextArgument = string | Sql<unknown>
const published = <T>(fn: SqlFunction): Expr<T> => fn as unknown as Expr<T>

/** `to_tsvector(config, text)`. @example toTsvector('english', users.c.name)   // PostgreSQL: to_tsvector(:to_tsvector_1, user_account.name) */
export const toTsvector = (...args: readonly TextArgument[]): Expr<string> => published(withConfig('to_tsvector', args, new TsvectorType(), 2))
/** `to_tsquery(config, query)`. @example toTsquery('english', 'fat & rat')   // PostgreSQL: to_tsquery(:to_tsquery_1, :to_tsquery_2) */
export const toTsquery = (...args: readonly TextArgument[]): Expr<string> => published(withConfig('to_tsquery', args, new TsqueryType(), 2))
/** `plainto_tsquery(config, text)`. @example plaintoTsquery('english', 'fat rat')   // PostgreSQL: plainto_tsquery(:plainto_tsquery_1, :plainto_tsquery_2) */
export const plaintoTsquery = (...args: readonly TextArgument[]): Expr<string> => published(withConfig('plainto_tsquery', args, new TsqueryType(), 2))
/** `phraseto_tsquery(config, text)`. @example phrasetoTsquery('fat rat')   // PostgreSQL: phraseto_tsquery(:phraseto_tsquery_1) */
export const phrasetoTsquery = (...args: readonly TextArgument[]): Expr<string> => published(withConfig('phraseto_tsquery', args, new TsqueryType(), 2))
/** `websearch_to_tsquery(config, text)`. @example websearchToTsquery('"fat rat" -cat')   // PostgreSQL: websearch_to_tsquery(:websearch_to_tsquery_1) */
export const websearchToTsquery = (...args: readonly TextArgument[]): Expr<string> => published(withConfig('websearch_to_tsquery', args, new TsqueryType(), 2))
/** `ts_headline(config, document, query, options)`. @example tsHeadline('english', users.c.name, toTsquery('rat'))   // PostgreSQL: ts_headline(:ts_headline_1, user_account.name, to_tsquery(:to_tsquery_1)) */
export const tsHeadline = (...args: readonly TextArgument[]): Expr<string> => {
  const second = asColumnElement(args[1])
  // with a query in second place there is no configuration
  return published(withConfig('ts_headline', args, new TextType(), second?.type instanceof TsqueryType ? Number.POSITIVE_INFINITY : 3))
}

const hstoreCall = <T>(name: string, type: SqlType, ...args: readonly unknown[]): Expr<T> => published(new SqlFunction(name, args, { type }))
const texts = new PgArrayType(STRING)
/** `hstore(keys, values)`. @example hstoreOf(posts.c.tags, posts.c.tags)   // PostgreSQL: hstore(post.tags, post.tags) */
export const hstoreOf = (...args: readonly (TextArgument | readonly string[])[]): Expr<Record<string, string | null>> => hstoreCall('hstore', new HstoreType(), ...args)
/** `akeys(h)`. @example hstoreKeys(articles.c.attrs)   // PostgreSQL: akeys(article.attrs) */
export const hstoreKeys = (h: Sql<unknown>): Expr<string[]> => hstoreCall('akeys', texts, h)
/** `avals(h)`. @example hstoreValues(articles.c.attrs)   // PostgreSQL: avals(article.attrs) */
export const hstoreValues = (h: Sql<unknown>): Expr<string[]> => hstoreCall('avals', texts, h)
/** `defined(h, key)`. @example hstoreDefined(articles.c.attrs, 'color')   // PostgreSQL: defined(article.attrs, :defined_1) */
export const hstoreDefined = (h: Sql<unknown>, key: unknown): Expr<boolean> => hstoreCall('defined', BOOLEAN, h, key)
/** `delete(h, key)`. @example hstoreDelete(articles.c.attrs, 'color')   // PostgreSQL: delete(article.attrs, :delete_1) */
export const hstoreDelete = (h: Sql<unknown>, key: unknown): Expr<Record<string, string | null>> => hstoreCall('delete', new HstoreType(), h, key)
/** `slice(h, keys)`. @example hstoreSlice(articles.c.attrs, ['color'])   // PostgreSQL: slice(article.attrs, :slice_1) */
export const hstoreSlice = (h: Sql<unknown>, keys: unknown): Expr<Record<string, string | null>> => hstoreCall('slice', new HstoreType(), h, keys)
/** `hstore_to_array(h)`. @example hstoreToArray(articles.c.attrs)   // PostgreSQL: hstore_to_array(article.attrs) */
export const hstoreToArray = (h: Sql<unknown>): Expr<string[]> => hstoreCall('hstore_to_array', texts, h)
/** `hstore_to_matrix(h)`. @example hstoreToMatrix(articles.c.attrs)   // PostgreSQL: hstore_to_matrix(article.attrs) */
export const hstoreToMatrix = (h: Sql<unknown>): Expr<string[]> => hstoreCall('hstore_to_matrix', texts, h)
