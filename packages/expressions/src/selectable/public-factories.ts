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
 * @example select(users.c.id, users.c.name.label('n')).where(users.c.age.gt(18))   // SELECT user_account.id, user_account.name AS n FROM user_account WHERE user_account.age > :age_1
 */
export const select: SelectFactory = published(build.select)

/** A column without a table. @example select(column('x', integer()))   // SELECT x */
export const column: ColumnFactory = published(build.column)
/** SQL text as a column expression, rendered as it is. Never put input from outside into it. @example select(literalColumn('1 + 1', integer()).label('n'))   // SELECT 1 + 1 AS n */
export const literalColumn: LiteralColumnFactory = published(build.literalColumn)
/**
 * SQL text by template: substitutions are elements or become parameters, never text.
 * @throws {UndefinedValueError} for `undefined`
 * @throws {ArgumentError} for a function or a symbol
 *
 * @example
 * select(users.c.id).where(sql`length(${users.c.name}) > ${3}`)   // SELECT user_account.id FROM user_account WHERE length(user_account.name) > :param_1
 */
export const sql: SqlTag = published(buildSql)

/** `EXISTS (…)` of a query or a table. @example exists(select(users.c.id).where(users.c.age.gt(5)))   // EXISTS (SELECT user_account.id FROM user_account WHERE user_account.age > :age_1) */
export const exists: ExistsFactory = published(build.exists)
/** `… UNION …`; row types are those of the first query. @example union(select(users.c.name), select(addresses.c.email))   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address */
export const union: CompoundFactory = published(build.union)
/** `… UNION ALL …` @example unionAll(select(users.c.name), select(addresses.c.email))   // SELECT user_account.name FROM user_account UNION ALL SELECT address.email FROM address */
export const unionAll: CompoundFactory = published(build.unionAll)
/** `… EXCEPT …` @example except(select(users.c.id), select(addresses.c.userId))   // SELECT user_account.id FROM user_account EXCEPT SELECT address.user_id FROM address */
export const except: CompoundFactory = published(build.except)
/** `… EXCEPT ALL …` @example exceptAll(select(users.c.id), select(addresses.c.userId))   // SELECT user_account.id FROM user_account EXCEPT ALL SELECT address.user_id FROM address */
export const exceptAll: CompoundFactory = published(build.exceptAll)
/** `… INTERSECT …` @example intersect(select(users.c.id), select(addresses.c.userId))   // SELECT user_account.id FROM user_account INTERSECT SELECT address.user_id FROM address */
export const intersect: CompoundFactory = published(build.intersect)
/** `… INTERSECT ALL …` @example intersectAll(select(users.c.id), select(addresses.c.userId))   // SELECT user_account.id FROM user_account INTERSECT ALL SELECT address.user_id FROM address */
export const intersectAll: CompoundFactory = published(build.intersectAll)

/** `from AS name`; anonymous without a name. @example select(alias(users, 'u').c.name)   // SELECT u.name FROM user_account AS u */
export const alias: AliasFactory = published(build.alias)
/** `LATERAL (…) AS name`: may refer to FROM elements on its left. @example select(lateral(select(users.c.name), 'l').c.name)   // SELECT l.name FROM LATERAL (SELECT user_account.name AS name FROM user_account) AS l */
export const lateral: LateralFactory = published(build.lateral)
/** `left JOIN right ON …` as a FROM element; without a condition it follows the foreign key. @example select(users.c.name).selectFrom(join(users, addresses))   // SELECT user_account.name FROM user_account JOIN address ON user_account.id = address.user_id */
export const join: JoinFactory = published(build.join)
/** `left LEFT OUTER JOIN right ON …` as a FROM element. @example select(users.c.name).selectFrom(outerJoin(users, addresses))   // SELECT user_account.name FROM user_account LEFT OUTER JOIN address ON user_account.id = address.user_id */
export const outerJoin: JoinFactory = published(build.outerJoin)
/** `VALUES (…), (…)` as a FROM element. @example select(values({ id: integer() }, 'v').data([[1], [2]]).c.id)   // PostgreSQL: SELECT v.id FROM (VALUES (:param_1), (:param_2)) AS v (id) */
export const values: ValuesFactory = published(build.values)
