import type { Expr, Sql } from '@athanor/expressions'
import { expression, JSON_INDEX, JSON_KEY, JSON_PATH, STRING, type Operator, type SqlType } from '@athanor/expressions/elements'
import { ArrayConstructor } from './array-constructor.ts'
import { pgOperators } from '../operators/pg-operators.ts'
import { JsonpathType, PgArrayType } from '../types/pg-types.ts'

// elements are loosely typed; the signatures say what comes out
const apply = <T>(operator: Operator, left: unknown, right: unknown, rightType?: SqlType): Expr<T> => {
  const element = expression(left, 'The left side')
  // an empty array is of the other side's type, since the server knows none
  if (right instanceof ArrayConstructor && right.clauses.length === 0 && right.type.itemType.affinity === 'null' && element.type.affinity === 'array') {
    return element.operate(operator, new ArrayConstructor([], element.type)) as unknown as Expr<T>
  }
  const operand = rightType === undefined ? right : expression(right, 'The right side', { name: element.bindName, type: rightType })
  return element.operate(operator, operand) as unknown as Expr<T>
}
const texts = new PgArrayType(STRING)
const jsonpath = new JsonpathType()

/** `left @> right`: a range, array, JSONB or HSTORE contains another, or a value. @example contains(bookings.c.during, new Date(0))   // PostgreSQL: booking.during @> :during_1 */
export const contains = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.contains, left, right)
/** `left <@ right`. @example containedBy(posts.c.tags, ['a', 'b'])   // PostgreSQL: post.tags <@ :tags_1 */
export const containedBy = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.containedBy, left, right)
/** `left && right`: they have something in common. @example overlaps(posts.c.tags, ['a', 'b'])   // PostgreSQL: post.tags && :tags_1 */
export const overlaps = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.overlaps, left, right)
/** `left << right`. @example strictlyLeftOf(bookings.c.during, range(new Date(0), null))   // PostgreSQL: booking.during << :during_1::TSRANGE */
export const strictlyLeftOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.strictlyLeftOf, left, right)
/** `left >> right`. @example strictlyRightOf(bookings.c.during, range(null, new Date(0)))   // PostgreSQL: booking.during >> :during_1::TSRANGE */
export const strictlyRightOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.strictlyRightOf, left, right)
/** `left &< right`: does not extend to the right of it. @example notExtendRightOf(bookings.c.during, range(null, new Date(0)))   // PostgreSQL: booking.during &< :during_1::TSRANGE */
export const notExtendRightOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.notExtendRightOf, left, right)
/** `left &> right`: does not extend to the left of it. @example notExtendLeftOf(bookings.c.during, range(new Date(0), null))   // PostgreSQL: booking.during &> :during_1::TSRANGE */
export const notExtendLeftOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.notExtendLeftOf, left, right)
/** `left -|- right`. @example adjacentTo(bookings.c.during, range(new Date(0), null))   // PostgreSQL: booking.during -|- :during_1::TSRANGE */
export const adjacentTo = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.adjacentTo, left, right)
/** `left ? key`: a JSONB or HSTORE value has the key. @example hasKey(articles.c.doc, 'color')   // PostgreSQL: article.doc ? :doc_1 */
export const hasKey = (left: Sql<unknown>, key: unknown): Expr<boolean | null> => apply(pgOperators.hasKey, left, key, STRING)
/** `left ?& keys`: it has all of them. @example hasAll(articles.c.doc, ['color', 'size'])   // PostgreSQL: article.doc ?& :doc_1 */
export const hasAll = (left: Sql<unknown>, keys: unknown): Expr<boolean | null> => apply(pgOperators.hasAll, left, keys, texts)
/** `left ?| keys`: it has one of them. @example hasAny(articles.c.attrs, ['color', 'size'])   // PostgreSQL: article.attrs ?| :attrs_1 */
export const hasAny = (left: Sql<unknown>, keys: unknown): Expr<boolean | null> => apply(pgOperators.hasAny, left, keys, texts)
/** `left #- path`: without what is at the path. @example deletePath(articles.c.doc, ['sizes', '0'])   // PostgreSQL: article.doc #- :doc_1 */
export const deletePath = <T>(left: Sql<T>, path: unknown): Expr<T> => apply(pgOperators.deletePath, left, path, texts)
/** `left @? path`: the JSON path finds something. @example pathExists(articles.c.doc, '$.sizes[*] ? (@ > 40)')   // PostgreSQL: article.doc @? :doc_1 */
export const pathExists = (left: Sql<unknown>, path: unknown): Expr<boolean | null> => apply(pgOperators.pathExists, left, path, jsonpath)
/** `left @@ path`: the JSON path's condition holds. @example pathMatch(articles.c.doc, '$.sizes[0] > 40')   // PostgreSQL: article.doc @@ :doc_1 */
export const pathMatch = (left: Sql<unknown>, path: unknown): Expr<boolean | null> => apply(pgOperators.pathMatch, left, path, jsonpath)
/** `left ->> key`: an element of a JSON value, as text. @example astext(articles.c.doc, 'color')   // PostgreSQL: article.doc ->> :doc_1 */
export const astext = (left: Sql<unknown>, key: string | number): Expr<string | null> => apply(pgOperators.astext, left, key, typeof key === 'number' ? JSON_INDEX : JSON_KEY)
/** `left #>> path`: an element of a JSON value by its path, as text. @example pathAstext(articles.c.doc, ['sizes', 0])   // PostgreSQL: article.doc #>> :doc_1 */
export const pathAstext = (left: Sql<unknown>, path: readonly (string | number)[]): Expr<string | null> => apply(pgOperators.pathAstext, left, path, JSON_PATH)
