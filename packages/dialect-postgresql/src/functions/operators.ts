import type { Expr, Sql } from '@athanor/expressions'
import { expression, JSON_INDEX, JSON_KEY, JSON_PATH, STRING, type Operator, type SqlType } from '@athanor/expressions/elements'
import { pgOperators } from '../operators/pg-operators.ts'
import { JsonpathType, PgArrayType } from '../types/pg-types.ts'

// elements are loosely typed; the signatures say what comes out
const apply = <T>(operator: Operator, left: unknown, right: unknown, rightType?: SqlType): Expr<T> => {
  const element = expression(left, 'The left side')
  const operand = rightType === undefined ? right : expression(right, 'The right side', { name: element.bindName, type: rightType })
  return element.operate(operator, operand) as unknown as Expr<T>
}
const texts = new PgArrayType(STRING)
const jsonpath = new JsonpathType()

/** `left @> right`: a range, array, JSONB or HSTORE contains another, or a value. */
export const contains = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.contains, left, right)
/** `left <@ right`. */
export const containedBy = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.containedBy, left, right)
/** `left && right`: they have something in common. */
export const overlaps = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.overlaps, left, right)
/** `left << right`. */
export const strictlyLeftOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.strictlyLeftOf, left, right)
/** `left >> right`. */
export const strictlyRightOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.strictlyRightOf, left, right)
/** `left &< right`: does not extend to the right of it. */
export const notExtendRightOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.notExtendRightOf, left, right)
/** `left &> right`: does not extend to the left of it. */
export const notExtendLeftOf = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.notExtendLeftOf, left, right)
/** `left -|- right`. */
export const adjacentTo = (left: Sql<unknown>, right: unknown): Expr<boolean | null> => apply(pgOperators.adjacentTo, left, right)
/** `left ? key`: a JSONB or HSTORE value has the key. */
export const hasKey = (left: Sql<unknown>, key: unknown): Expr<boolean | null> => apply(pgOperators.hasKey, left, key, STRING)
/** `left ?& keys`: it has all of them. */
export const hasAll = (left: Sql<unknown>, keys: unknown): Expr<boolean | null> => apply(pgOperators.hasAll, left, keys, texts)
/** `left ?| keys`: it has one of them. */
export const hasAny = (left: Sql<unknown>, keys: unknown): Expr<boolean | null> => apply(pgOperators.hasAny, left, keys, texts)
/** `left #- path`: without what is at the path. */
export const deletePath = <T>(left: Sql<T>, path: unknown): Expr<T> => apply(pgOperators.deletePath, left, path, texts)
/** `left @? path`: the JSON path finds something. */
export const pathExists = (left: Sql<unknown>, path: unknown): Expr<boolean | null> => apply(pgOperators.pathExists, left, path, jsonpath)
/** `left @@ path`: the JSON path's condition holds. */
export const pathMatch = (left: Sql<unknown>, path: unknown): Expr<boolean | null> => apply(pgOperators.pathMatch, left, path, jsonpath)
/** `left ->> key`: an element of a JSON value, as text. */
export const astext = (left: Sql<unknown>, key: string | number): Expr<string | null> => apply(pgOperators.astext, left, key, typeof key === 'number' ? JSON_INDEX : JSON_KEY)
/** `left #>> path`: an element of a JSON value by its path, as text. */
export const pathAstext = (left: Sql<unknown>, path: readonly (string | number)[]): Expr<string | null> => apply(pgOperators.pathAstext, left, path, JSON_PATH)
