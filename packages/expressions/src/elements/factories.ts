import { knownFunction } from '../functions/known-functions.ts'
import { SqlFunction } from '../functions/sql-function.ts'
import { op } from '../operators/operators.ts'
import { STRING } from '../types/value-types.ts'
import type {
  BindParamFactory, BindParamOptions, CaseFactory, CastFactory, CollateFactory, ConjunctionFactory, ConstantFactory, DistinctFactory, ExtractFactory, LiteralFactory, NotFactory, OrderFactory, TupleFactory,
} from '../typing/factories.ts'
import type { CollectionFactory } from '../typing/functions.ts'
import { BindParameter } from './bind-parameter.ts'
import { buildCase } from './case.ts'
import { Cast, TryCast, TypeCoerce } from './cast.ts'
import { asColumnElement, condition, expression } from './coercion.ts'
import { type ColumnElement, isGiven, operations } from './column-element.ts'
import { FALSE, NULL, TRUE } from './constants.ts'
import { Extract } from './extract.ts'
import { orderTerm } from './order-term.ts'
import { buildTuple } from './tuple.ts'
import { typeArgument } from './type-argument.ts'
import type { Operator } from '../operators/operator.ts'

// The functions below build loosely typed elements; their public types say what comes out. That is the reason of every
// cast in this file: `published` is the boundary between the two.
const published = <F>(fn: unknown): F => fn as F

const conjunction = (operator: Operator, neutral: ColumnElement) => (...criteria: readonly unknown[]): ColumnElement => {
  const given = criteria.every(isGiven) ? criteria : criteria.filter(isGiven)
  return given.length === 0 ? neutral : operations.conjunction(operator, given)
}

/**
 * All of the conditions. Absent ones (`undefined`, `false`) are left out; without any it is true.
 * @example and(users.c.name.eq('sandy'), users.c.id.gt(5))   // user_account.name = :name_1 AND user_account.id > :id_1
 */
export const and: ConjunctionFactory = published(conjunction(op.and, TRUE))
/**
 * Any of the conditions. Absent ones are left out; without any it is false.
 * @example or(users.c.name.eq('sandy'), users.c.id.gt(5))   // user_account.name = :name_1 OR user_account.id > :id_1
 */
export const or: ConjunctionFactory = published(conjunction(op.or, FALSE))
/**
 * The opposite of a condition; a comparison changes its operator.
 * @example not(users.c.name.like('s%'))   // user_account.name NOT LIKE :name_1
 */
export const not: NotFactory = published((value: unknown) => condition(value, 'The argument of not()').negated())

/** `NULL`. @example users.c.fullname.is(nullValue())   // user_account.fullname IS NULL */
export const nullValue: ConstantFactory<null> = published(() => NULL)
/** `true`, or `1 = 1` where there is no boolean type. @example select(users.c.id).where(trueValue())   // PostgreSQL: SELECT user_account.id FROM user_account WHERE true */
export const trueValue: ConstantFactory<true> = published(() => TRUE)
/** `false`, or `0 = 1` where there is no boolean type. @example select(users.c.id).where(falseValue())   // SELECT user_account.id FROM user_account WHERE 0 = 1 */
export const falseValue: ConstantFactory<false> = published(() => FALSE)

/**
 * A plain value as a parameter.
 * @example select(literal(5).label('five'))   // SELECT :param_1 AS five
 */
export const literal: LiteralFactory = published((value: unknown, type?: unknown) =>
  asColumnElement(value) ?? BindParameter.of(null, { value, unique: true, ...(type === undefined ? {} : { type: typeArgument(type, 'literal()') }) }))

/**
 * A named parameter whose value is given at execution.
 * @example
 * select(users.c.name).where(users.c.id.eq(bindparam('id')))   // SELECT user_account.name FROM user_account WHERE user_account.id = :id
 * conn.execute(select(users).where(users.c.id.eq(bindparam('id'))), { id: 5 })
 */
export const bindparam: BindParamFactory = published((name: string | null, options: BindParamOptions<unknown> = {}) => {
  const { value, type, unique, required, expanding, literalExecute, isOutparam } = options
  const bind = BindParameter.of(name, {
    ...(typeof value === 'function' ? { callable: value as () => unknown } : 'value' in options ? { value } : {}),
    ...(type === undefined ? {} : { type: typeArgument(type, `The type of bindparam('${name}')`) }),
    unique: unique ?? name === null, expanding, literalExecute, outParameter: isOutparam,
  })
  return required === undefined || required === bind.required ? bind : bind.with({ required })
})

/** A row value. @example tuple(t.c.a, t.c.b).in([[1, 2]])   // (t.a, t.b) IN ((:param_1_1_1, :param_1_1_2)) */
export const tuple: TupleFactory = published((...items: readonly unknown[]) => buildTuple(items))

/**
 * CASE.
 * @throws {ArgumentError} without a branch
 * @example caseWhen([[users.c.age.lt(18), 'minor']], { else: 'adult' })   // CASE WHEN (user_account.age < :age_1) THEN :param_1 ELSE :param_2 END
 */
export const caseWhen: CaseFactory = published(buildCase)

/** `CAST(value AS type)`. @example cast(users.c.id, varchar())   // CAST(user_account.id AS VARCHAR) */
export const cast: CastFactory = published((value: unknown, type: unknown) => {
  const to = typeArgument(type, 'cast()')
  return new Cast(expression(value, 'The first argument of cast()', { type: to }), to)
})
/** As `cast`, but NULL where a value can't be converted (SQL Server). @example tryCast(users.c.name, integer())   // MSSQL: TRY_CAST (user_account.name AS INTEGER) */
export const tryCast: CastFactory = published((value: unknown, type: unknown) => {
  const to = typeArgument(type, 'tryCast()')
  return new TryCast(expression(value, 'The first argument of tryCast()', { type: to }), to)
})
/** Treats an expression as being of another type, without SQL. @example typeCoerce(users.c.name, integer())   // user_account.name */
export const typeCoerce: CastFactory = published((value: unknown, type: unknown) => {
  const to = typeArgument(type, 'typeCoerce()')
  return new TypeCoerce(expression(value, 'The first argument of typeCoerce()', { type: to }), to)
})
/** `EXTRACT(field FROM value)`; a number. @example extract('year', users.c.createdAt)   // EXTRACT(year FROM user_account."createdAt") */
export const extract: ExtractFactory = published((field: string, value: unknown) => new Extract(field, expression(value, 'The second argument of extract()')))

const ordering = (name: string, modifier: Operator): OrderFactory => published((term: unknown) => {
  const element = orderTerm(term, `${name}()`)
  return operations.modifier(element as ColumnElement, modifier)
})
/** Ascending. @example asc('name')   // name ASC */
export const asc = ordering('asc', op.asc)
/** Descending. @example desc(users.c.id)   // user_account.id DESC */
export const desc = ordering('desc', op.desc)
/** NULLs first. @example nullsFirst(users.c.age)   // user_account.age NULLS FIRST */
export const nullsFirst = ordering('nullsFirst', op.nullsFirst)
/** NULLs last. @example nullsLast(desc(users.c.age))   // user_account.age DESC NULLS LAST */
export const nullsLast = ordering('nullsLast', op.nullsLast)

/** `ANY (…)` on the right of a comparison. @example literal(5).eq(any(t.c.numbers))   // :param_1 = ANY (t.numbers) */
export const any: CollectionFactory = published((value: unknown) => operations.unary(expression(value, 'The argument of any()'), op.any))
/** `ALL (…)` on the right of a comparison. @example literal(5).gt(all(t.c.numbers))   // :param_1 > ALL (t.numbers) */
export const all: CollectionFactory = published((value: unknown) => operations.unary(expression(value, 'The argument of all()'), op.all))

/** DISTINCT inside an aggregate. @example func.count(distinct(users.c.name))   // count(DISTINCT user_account.name) */
export const distinct = published<DistinctFactory>((value: unknown) => operations.unary(expression(value, 'The argument of distinct()'), op.distinct))
/** COLLATE. @example collate(users.c.name, 'utf8mb4_bin')   // user_account.name COLLATE utf8mb4_bin */
export const collate = published<CollateFactory>((value: unknown, collation: string) =>
  operations.collate(expression(value, 'The first argument of collate()', { type: STRING }), collation))

operations.pow = (base, exponent) => new SqlFunction('pow', [base, exponent], { known: knownFunction('pow') })
