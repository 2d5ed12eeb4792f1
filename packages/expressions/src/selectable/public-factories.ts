import { sql as buildSql } from '../elements/sql-template.ts'
import type {
  AliasFactory, ColumnFactory, CompoundFactory, ExistsFactory, JoinFactory, LateralFactory, LiteralColumnFactory, SelectFactory, SqlTag, ValuesFactory,
} from '../typing/factories.ts'
import * as build from './factories.ts'

// The public types are interfaces that say more than the classes behind them (row types, nullability); here they meet.
const published = <F>(factory: (...args: never[]) => unknown): F => factory as unknown as F

/**
 * A SELECT. Items are columns, expressions, tables; rows have the columns' keys, or those of the object form.
 *
 * @throws {ArgumentError} for something that can't be selected
 * @example
 * select(users.c.id, users.c.name).where(users.c.name.like('s%')).orderBy(users.c.id)
 * select({ user: users, mail: addresses.c.email }).outerJoin(addresses)
 */
export const select: SelectFactory = published(build.select)

/** A column without a table: `column('x', integer())`. */
export const column: ColumnFactory = published(build.column)
/** SQL text as a column expression, rendered as it is: `literalColumn('1 + 1', integer())`. Never put input from outside into it. */
export const literalColumn: LiteralColumnFactory = published(build.literalColumn)
/**
 * SQL text by template: substitutions are elements or become parameters, never text.
 *
 * @example
 * select(users).where(sql`length(${users.c.name}) > ${3}`)
 */
export const sql: SqlTag = published(buildSql)

/** `EXISTS (…)` of a query or a table. */
export const exists: ExistsFactory = published(build.exists)
/** `… UNION …`; row types are those of the first query. */
export const union: CompoundFactory = published(build.union)
/** `… UNION ALL …` */
export const unionAll: CompoundFactory = published(build.unionAll)
/** `… EXCEPT …` */
export const except: CompoundFactory = published(build.except)
/** `… EXCEPT ALL …` */
export const exceptAll: CompoundFactory = published(build.exceptAll)
/** `… INTERSECT …` */
export const intersect: CompoundFactory = published(build.intersect)
/** `… INTERSECT ALL …` */
export const intersectAll: CompoundFactory = published(build.intersectAll)

/** `from AS name`; anonymous without a name. */
export const alias: AliasFactory = published(build.alias)
/** `LATERAL (…) AS name`: may refer to FROM elements on its left. */
export const lateral: LateralFactory = published(build.lateral)
/** `left JOIN right ON …` as a FROM element; without a condition it follows the foreign key. */
export const join: JoinFactory = published(build.join)
/** `left LEFT OUTER JOIN right ON …` as a FROM element. */
export const outerJoin: JoinFactory = published(build.outerJoin)
/** `VALUES (…), (…)` as a FROM element: `values({ id: integer() }, 'v').data([[1], [2]])`. */
export const values: ValuesFactory = published(build.values)
