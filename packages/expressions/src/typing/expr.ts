import type { KEY, Null } from './phantom.ts'
import type {
  ArraySql, BooleanSql, Criterion, DateSql, Executable, InOperand, Numeric, NumericSql, NumericString, Operand, OrderBy, Sql,
  StringSql, TypeOf,
} from './sql.ts'

/** Options of the LIKE operators. */
export interface LikeOptions {
  /** Character that makes `%` and `_` ordinary: `LIKE … ESCAPE '/'`. */
  readonly escape?: string
}

/** Options of `startsWith`, `endsWith` and `contains`. */
export interface ContainsOptions extends LikeOptions {
  /** Escapes `%`, `_` and the escape character in the given string. Default: false. */
  readonly autoescape?: boolean
}

/** Options of a custom operator. */
export interface OperatorOptions<U = unknown> {
  /** Binding strength, for parentheses. Default: 0, weaker than every built-in operator. */
  readonly precedence?: number
  /** The operator yields a boolean, and may be used as a join condition. */
  readonly isComparison?: boolean
  /** Datatype of the result. Default: the type of the left side. */
  readonly returnType?: TypeOf<U>
  /** Chains without parentheses: `a op b op c`. */
  readonly associative?: boolean
}

/** Type of `a + b` and the like: exact numbers win, mixed machine numbers stay a union, NULL on either side is kept. */
export type Arithmetic<T, U> =
  [U] extends [T] ? T
  : [Extract<T | U, string>] extends [never] ? T | U
  : NumericString | Null<T> | Null<U>

/** Type of the true division `a / b`: big integers divide into numbers. */
export type Quotient<T, U> = Exclude<Arithmetic<T, U>, bigint> | (bigint extends T | U ? number : never)

/**
 * A SQL expression of value type T, over the FROM elements named S.
 *
 * Nothing is implicit: every operator is a method, methods return new expressions, and conversion to a number throws.
 * A nullable operand makes the result nullable. Operators that only some types have are declared with a `this`
 * parameter, so a wrong use is an error at the call.
 *
 * @example
 * users.c.name.like('s%')             // user_account.name LIKE :name_1
 * users.c.age.add(1).gt(18)           // user_account.age + :age_1 > :param_1
 */
export interface Expr<out T, out S extends string = never> extends Sql<T, S> {
  // ---- comparison
  /** `a = b`; `eq(null)` is `a IS NULL` (accepted on nullable expressions only, use `isNull()` elsewhere). */
  eq<S2 extends string = never>(other: Operand<T, S2>): Expr<boolean | Null<T>, S | S2>
  /** `a != b`; `ne(null)` is `a IS NOT NULL`. */
  ne<S2 extends string = never>(other: Operand<T, S2>): Expr<boolean | Null<T>, S | S2>
  /** `a < b` */
  lt<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /** `a <= b` */
  le<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /** `a > b` */
  gt<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /** `a >= b` */
  ge<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /** `a IS b`, for `null`, `true`, `false` and dialect constants. */
  is(other: T | null | boolean | Sql<unknown>): Expr<boolean, S>
  /** `a IS NOT b` */
  isNot(other: T | null | boolean | Sql<unknown>): Expr<boolean, S>
  /** `a IS NULL`; always available, since an outer join can make any column NULL. */
  isNull(): Expr<boolean>
  /** `a IS NOT NULL` */
  isNotNull(): Expr<boolean>
  /** `a IS DISTINCT FROM b`: inequality that treats NULL as a value. */
  isDistinctFrom(other: Operand<T | null>): Expr<boolean>
  /** `a IS NOT DISTINCT FROM b`: equality that treats NULL as a value. */
  isNotDistinctFrom(other: Operand<T | null>): Expr<boolean>
  /** `a BETWEEN low AND high`, or `BETWEEN SYMMETRIC`. */
  between(
    low: Operand<NonNullable<T>>, high: Operand<NonNullable<T>>, options?: { readonly symmetric?: boolean },
  ): Expr<boolean | Null<T>, S>
  /** `a NOT BETWEEN low AND high` */
  notBetween(
    low: Operand<NonNullable<T>>, high: Operand<NonNullable<T>>, options?: { readonly symmetric?: boolean },
  ): Expr<boolean | Null<T>, S>
  /** `a IN (…)`; an empty list renders the dialect's empty set, never invalid SQL. */
  in(values: InOperand<T>): Expr<boolean | Null<T>, S>
  /** `a NOT IN (…)` */
  notIn(values: InOperand<T>): Expr<boolean | Null<T>, S>

  // ---- strings
  /** `a LIKE pattern` */
  like(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /** `a NOT LIKE pattern` */
  notLike(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /** `a ILIKE pattern`, or `lower(a) LIKE lower(pattern)` */
  ilike(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /** `a NOT ILIKE pattern`, or `lower(a) NOT LIKE lower(pattern)` */
  notIlike(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /** `a LIKE b || '%'` */
  startsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /** `lower(a) LIKE lower(b) || '%'` */
  istartsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /** `a LIKE '%' || b` */
  endsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /** `lower(a) LIKE '%' || lower(b)` */
  iendsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /** `a LIKE '%' || b || '%'` */
  contains(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /** `lower(a) LIKE '%' || lower(b) || '%'` */
  icontains(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /** Full-text match: `MATCH (a) AGAINST (b)`, `a @@ plainto_tsquery(b)`, `CONTAINS(a, b)`, by dialect. */
  match(this: StringSql, other: Operand<string>, options?: Readonly<Record<string, unknown>>): Expr<boolean | Null<T>, S>
  /** `a ~ pattern`, `a REGEXP pattern`, `REGEXP_LIKE(a, pattern)`, by dialect. */
  regexpMatch(this: StringSql, pattern: Operand<string>, flags?: string): Expr<boolean | Null<T>, S>
  /** `REGEXP_REPLACE(a, pattern, replacement)` */
  regexpReplace(this: StringSql, pattern: Operand<string>, replacement: Operand<string>, flags?: string): Expr<T, S>
  /** `a || b` */
  concat<U extends string | null = never, S2 extends string = never>(
    this: StringSql, other: string | Sql<U, S2>,
  ): Expr<string | Null<T> | Null<U>, S | S2>
  /** `a COLLATE name` */
  collate(this: StringSql, name: string): Expr<T, S>

  // ---- arithmetic (dates first: the checker reports the last overload, which should be the common one)
  /** `a + b` of a date and an interval. */
  add<S2 extends string = never>(this: DateSql, other: Sql<unknown, S2>): Expr<T, S | S2>
  /** `a + b` */
  add<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /** `a - b` of two dates: an interval. */
  sub<S2 extends string = never>(this: DateSql, other: Operand<Date, S2>): Expr<string | Null<T>, S | S2>
  /** `a - b` of a date and an interval. */
  sub<S2 extends string = never>(this: DateSql, other: Sql<unknown, S2>): Expr<T, S | S2>
  /** `a - b` */
  sub<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /** `a * b` */
  mul<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /** `a / b`, true division: two integers are divided as numbers. */
  div<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Quotient<T, U>, S | S2>
  /** `a / b` of integers, `FLOOR(a / b)` of others. */
  floorDiv<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /** `a % b` */
  mod<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /** `power(a, b)` */
  pow<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /** `-a` */
  neg(this: NumericSql): Expr<T, S>
  /** `a & b` */
  bitwiseAnd<S2 extends string = never>(this: NumericSql, other: Operand<NonNullable<T>, S2>): Expr<T, S | S2>
  /** `a | b` */
  bitwiseOr<S2 extends string = never>(this: NumericSql, other: Operand<NonNullable<T>, S2>): Expr<T, S | S2>
  /** `a ^ b`, or `a # b` */
  bitwiseXor<S2 extends string = never>(this: NumericSql, other: Operand<NonNullable<T>, S2>): Expr<T, S | S2>
  /** `~a` */
  bitwiseNot(this: NumericSql): Expr<T, S>
  /** `a << n` */
  bitwiseLeftShift(this: NumericSql, bits: Operand<number>): Expr<T, S>
  /** `a >> n` */
  bitwiseRightShift(this: NumericSql, bits: Operand<number>): Expr<T, S>

  // ---- logic
  /** `a AND b AND …`; absent criteria are left out. */
  and(this: BooleanSql, ...others: Criterion[]): Expr<boolean | null, S>
  /** `a OR b OR …`; absent criteria are left out. */
  or(this: BooleanSql, ...others: Criterion[]): Expr<boolean | null, S>
  /** `NOT a`; comparisons are inverted instead (`=` to `!=`, `IN` to `NOT IN`). */
  not(this: BooleanSql): Expr<T, S>

  // ---- custom operators
  /** `a <operator> b`, for operators that have no method: `col.op('<->')(other)`. */
  op<U = unknown>(operator: string, options?: OperatorOptions<U>): (other: unknown) => Expr<U, S>
  /** `a <operator> b` as a condition. */
  boolOp(operator: string, options?: Pick<OperatorOptions, 'precedence'>): (other: unknown) => Expr<boolean | null, S>

  // ---- names and types
  /** `a AS name`; the name is the key in object rows and in subqueries. */
  label<N extends string>(name: N): Named<T, N, S>
  /** `CAST(a AS type)` */
  cast<U>(type: TypeOf<U>): Expr<U | Null<T>, S>
  /** No SQL: treats the value as another type in JavaScript. */
  typeCoerce<U>(type: TypeOf<U>): Expr<U | Null<T>, S>
  /** `DISTINCT a`, inside an aggregate: `func.count(a.distinct())`. */
  distinct(): Expr<T, S>
  /** `(a)` */
  selfGroup(): Expr<T, S>

  // ---- order
  /** `a ASC` */
  asc(): OrderBy
  /** `a DESC` */
  desc(): OrderBy
  /** `a NULLS FIRST` */
  nullsFirst(): OrderBy
  /** `a NULLS LAST` */
  nullsLast(): OrderBy

  // ---- JSON and arrays
  /** `a[index]`: an element of an array (from 1, unless the type says zero-based). Nullable: there may be none. */
  at<E>(this: Sql<readonly E[] | null>, index: Operand<number>): Expr<E | null, S>
  /** `a -> key`: a member of a JSON object of known shape. */
  at<O, const K extends keyof O>(this: Sql<O | null>, key: K): Expr<O[K] | null, S>
  /** `a -> key`: a member of a JSON object, or an element of a JSON array. */
  at<U = unknown>(key: string | number | Sql<string | number | null>): Expr<U | null, S>
  /** `a #> '{x,0}'` / `JSON_EXTRACT(a, '$.x[0]')`: a value deep inside JSON. */
  path<U = unknown>(...keys: (string | number)[]): Expr<U | null, S>
  /** `a[start:stop]` of an array. */
  slice(this: ArraySql, start: Operand<number>, stop: Operand<number>, step?: Operand<number>): Expr<T, S>
  /** A JSON element as text: `a ->> key`. */
  asString(): Expr<string | null, S>
  /** A JSON element as INTEGER. */
  asInteger(): Expr<number | null, S>
  /** A JSON element as FLOAT. */
  asFloat(): Expr<number | null, S>
  /** A JSON element as BOOLEAN. */
  asBoolean(): Expr<boolean | null, S>
  /** A JSON element as NUMERIC(precision, scale). */
  asNumeric(precision: number, scale: number): Expr<NumericString | null, S>
  /** A JSON element as JSON (the default). */
  asJson<U = unknown>(): Expr<U | null, S>
}

/** An expression with a name: a label, a function, a column. */
export interface Named<out T, out N extends string, out S extends string = never> extends Expr<T, S> {
  readonly [KEY]: N
}

/** A column of a table, an alias, a subquery or a mapped class. */
export interface Column<out T, out N extends string, out S extends string> extends Named<T, N, S> {
  /** Name in the database. */
  readonly name: string
  /** Name in `.c` and in object rows. */
  readonly key: N
}

/** `(a, b, …)`, to be compared with other row values. */
export interface TupleExpr<out T extends readonly unknown[], out S extends string = string> extends Sql<T, S> {
  /** `(a, b) = (…)` */
  eq(other: T | Sql<T>): Expr<boolean | null, S>
  /** `(a, b) != (…)` */
  ne(other: T | Sql<T>): Expr<boolean | null, S>
  /** `(a, b) < (…)`, by row-wise order. */
  lt(other: T | Sql<T>): Expr<boolean | null, S>
  /** `(a, b) <= (…)`, by row-wise order. */
  le(other: T | Sql<T>): Expr<boolean | null, S>
  /** `(a, b) > (…)`, by row-wise order. */
  gt(other: T | Sql<T>): Expr<boolean | null, S>
  /** `(a, b) >= (…)`, by row-wise order. */
  ge(other: T | Sql<T>): Expr<boolean | null, S>
  /** `(a, b) IN ((…), (…))` or `(a, b) IN (SELECT …)` */
  in(values: readonly T[] | Executable<unknown, T>): Expr<boolean | null, S>
  /** `(a, b) NOT IN (…)` */
  notIn(values: readonly T[] | Executable<unknown, T>): Expr<boolean | null, S>
}

/** A condition built from parts: what `and(…)`, `or(…)` and `not(…)` return. */
export type Conjunction = Expr<boolean | null, string>
