import type { KEY, Null } from './phantom.ts'
import type {
  ArraySql, BooleanSql, Criterion, DataType, DateSql, Executable, InOperand, Numeric, NumericSql, NumericString, Operand, OrderBy, Sql,
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

/** Options of `match`, which one database each has. */
export interface TextMatchOptions {
  /** PostgreSQL. */
  readonly postgresql?: {
    /** The text search configuration: `plainto_tsquery('english', …)`. */
    readonly regconfig?: string
  }
  /** MySQL and MariaDB. */
  readonly mysql?: {
    /** `IN BOOLEAN MODE`. Default: true. */
    readonly booleanMode?: boolean
    /** `IN NATURAL LANGUAGE MODE`; with `booleanMode: false`. */
    readonly naturalLanguage?: boolean
    /** `WITH QUERY EXPANSION`; with `booleanMode: false`. */
    readonly queryExpansion?: boolean
  }
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

/** Anything for a value of unknown type, nothing for others. */
export type UnknownShape<V> = unknown extends V ? unknown : never

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
  /** Its datatype. */
  readonly type: DataType<T>
  /** Its generic SQL, for reading. */
  toString(): string
  // ---- comparison
  /**
   * `a = b`; `eq(null)` is `a IS NULL` (accepted on nullable expressions only, use `isNull()` elsewhere).
   * @throws {UndefinedValueError} for `undefined`, which is never a value
   * @example users.c.id.eq(5)   // user_account.id = :id_1
   */
  eq<S2 extends string = never>(other: Operand<T, S2>): Expr<boolean | Null<T>, S | S2>
  /**
   * `a != b`; `ne(null)` is `a IS NOT NULL`.
   * @example users.c.fullname.ne(null)   // user_account.fullname IS NOT NULL
   */
  ne<S2 extends string = never>(other: Operand<T, S2>): Expr<boolean | Null<T>, S | S2>
  /**
   * `a < b`
   * @example users.c.age.lt(18)   // user_account.age < :age_1
   */
  lt<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /**
   * `a <= b`
   * @example users.c.age.le(18)   // user_account.age <= :age_1
   */
  le<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /**
   * `a > b`
   * @example users.c.age.gt(18)   // user_account.age > :age_1
   */
  gt<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /**
   * `a >= b`
   * @example users.c.age.ge(users.c.id)   // user_account.age >= user_account.id
   */
  ge<S2 extends string = never>(other: Operand<NonNullable<T>, S2>): Expr<boolean | Null<T>, S | S2>
  /**
   * `a IS b`, for `null`, `true`, `false` and dialect constants.
   * @example users.c.active.is(true)   // user_account.active IS 1
   */
  is(other: T | null | boolean | Sql<unknown>): Expr<boolean, S>
  /**
   * `a IS NOT b`
   * @example users.c.active.isNot(null)   // user_account.active IS NOT NULL
   */
  isNot(other: T | null | boolean | Sql<unknown>): Expr<boolean, S>
  /**
   * `a IS NULL`; always available, since an outer join can make any column NULL.
   * @example users.c.fullname.isNull()   // user_account.fullname IS NULL
   */
  isNull(): Expr<boolean>
  /**
   * `a IS NOT NULL`
   * @example users.c.fullname.isNotNull()   // user_account.fullname IS NOT NULL
   */
  isNotNull(): Expr<boolean>
  /**
   * `a IS DISTINCT FROM b`: inequality that treats NULL as a value.
   * @example users.c.fullname.isDistinctFrom(null)   // user_account.fullname IS DISTINCT FROM NULL
   */
  isDistinctFrom(other: Operand<T | null>): Expr<boolean>
  /**
   * `a IS NOT DISTINCT FROM b`: equality that treats NULL as a value.
   * @example users.c.fullname.isNotDistinctFrom('x')   // user_account.fullname IS NOT DISTINCT FROM :fullname_1
   */
  isNotDistinctFrom(other: Operand<T | null>): Expr<boolean>
  /**
   * `a BETWEEN low AND high`, or `BETWEEN SYMMETRIC`.
   * @example users.c.age.between(20, 30)   // user_account.age BETWEEN :age_1 AND :age_2
   */
  between(
    low: Operand<NonNullable<T>>, high: Operand<NonNullable<T>>, options?: { readonly symmetric?: boolean },
  ): Expr<boolean | Null<T>, S>
  /**
   * `a NOT BETWEEN low AND high`
   * @example users.c.age.notBetween(20, 30)   // user_account.age NOT BETWEEN :age_1 AND :age_2
   */
  notBetween(
    low: Operand<NonNullable<T>>, high: Operand<NonNullable<T>>, options?: { readonly symmetric?: boolean },
  ): Expr<boolean | Null<T>, S>
  /**
   * `a IN (…)`; an empty list renders the dialect's empty set, never invalid SQL.
   * @throws {UndefinedValueError} for `undefined` in the list
   * @example users.c.id.in([1, 2])   // user_account.id IN (:id_1_1, :id_1_2)
   */
  in(values: InOperand<T>): Expr<boolean | Null<T>, S>
  /**
   * `a NOT IN (…)`
   * @example users.c.id.notIn(select(addresses.c.userId))   // (user_account.id NOT IN (SELECT address.user_id FROM address))
   */
  notIn(values: InOperand<T>): Expr<boolean | Null<T>, S>

  // ---- strings
  /**
   * `a LIKE pattern`
   * @example users.c.name.like('50/%%', { escape: '/' })   // user_account.name LIKE :name_1 ESCAPE '/'
   */
  like(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /**
   * `a NOT LIKE pattern`
   * @example users.c.name.notLike('s%')   // user_account.name NOT LIKE :name_1
   */
  notLike(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /**
   * `a ILIKE pattern`, or `lower(a) LIKE lower(pattern)`
   * @example users.c.name.ilike('s%')   // lower(user_account.name) LIKE lower(:name_1)
   */
  ilike(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /**
   * `a NOT ILIKE pattern`, or `lower(a) NOT LIKE lower(pattern)`
   * @example users.c.name.notIlike('s%')   // lower(user_account.name) NOT LIKE lower(:name_1)
   */
  notIlike(this: StringSql, pattern: Operand<string>, options?: LikeOptions): Expr<boolean | Null<T>, S>
  /**
   * `a LIKE b || '%'`
   * @throws {ArgumentError} when `autoescape` is asked for an expression
   * @example users.c.name.startsWith('s')   // user_account.name LIKE :name_1 || '%'
   */
  startsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /**
   * `lower(a) LIKE lower(b) || '%'`
   * @example users.c.name.istartsWith('s')   // lower(user_account.name) LIKE lower(:name_1) || '%'
   */
  istartsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /**
   * `a LIKE '%' || b`
   * @throws {ArgumentError} when `autoescape` is asked for an expression
   * @example users.c.name.endsWith('y')   // user_account.name LIKE '%' || :name_1
   */
  endsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /**
   * `lower(a) LIKE '%' || lower(b)`
   * @example users.c.name.iendsWith('y')   // lower(user_account.name) LIKE '%' || lower(:name_1)
   */
  iendsWith(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /**
   * `a LIKE '%' || b || '%'`
   * @throws {ArgumentError} when `autoescape` is asked for an expression
   * @example users.c.name.contains('50%', { autoescape: true })   // user_account.name LIKE '%' || :name_1 || '%' ESCAPE '/'
   */
  contains(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /**
   * `lower(a) LIKE '%' || lower(b) || '%'`
   * @example users.c.name.icontains('and')   // lower(user_account.name) LIKE '%' || lower(:name_1) || '%'
   */
  icontains(this: StringSql, other: Operand<string>, options?: ContainsOptions): Expr<boolean | Null<T>, S>
  /**
   * Full-text match: `MATCH (a) AGAINST (b)`, `a @@ plainto_tsquery(b)`, `CONTAINS(a, b)`, by dialect.
   * @throws {ArgumentError} for an option that none of them has
   * @example users.c.name.match('sandy')   // PostgreSQL: user_account.name @@ plainto_tsquery(:name_1)
   */
  match(this: StringSql, other: Operand<string>, options?: TextMatchOptions): Expr<boolean | Null<T>, S>
  /**
   * `a ~ pattern`, `a REGEXP pattern`, `REGEXP_LIKE(a, pattern)`, by dialect.
   * @example users.c.name.regexpMatch('^s', 'i')   // PostgreSQL: user_account.name ~* :name_1
   */
  regexpMatch(this: StringSql, pattern: Operand<string>, flags?: string): Expr<boolean | Null<T>, S>
  /**
   * `REGEXP_REPLACE(a, pattern, replacement)`
   * @example users.c.name.regexpReplace('s', 'z')   // PostgreSQL: REGEXP_REPLACE(user_account.name, :name_1, :name_2)
   */
  regexpReplace(this: StringSql, pattern: Operand<string>, replacement: Operand<string>, flags?: string): Expr<T, S>
  /**
   * `a || b`
   * @example users.c.name.concat('!')   // user_account.name || :name_1
   */
  concat<U extends string | null = never, S2 extends string = never>(
    this: StringSql, other: string | Sql<U, S2>,
  ): Expr<string | Null<T> | Null<U>, S | S2>
  /**
   * `a COLLATE name`
   * @example users.c.name.collate('de_DE')   // user_account.name COLLATE "de_DE"
   */
  collate(this: StringSql, name: string): Expr<T, S>

  // ---- arithmetic (dates first: the checker reports the last overload, which should be the common one)
  /**
   * `a + b` of a date and an interval.
   * @example users.c.createdAt.add(literal('1 day', interval()))   // user_account."createdAt" + :param_1
   */
  add<S2 extends string = never>(this: DateSql, other: Sql<unknown, S2>): Expr<T, S | S2>
  /**
   * `a + b`
   * @example users.c.age.add(1)   // user_account.age + :age_1
   */
  add<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /**
   * `a - b` of two dates: an interval.
   * @example users.c.createdAt.sub(new Date(0))   // user_account."createdAt" - :createdAt_1
   */
  sub<S2 extends string = never>(this: DateSql, other: Operand<Date, S2>): Expr<string | Null<T>, S | S2>
  /**
   * `a - b` of a date and an interval.
   * @example users.c.createdAt.sub(literal('1 day', interval()))   // user_account."createdAt" - :param_1
   */
  sub<S2 extends string = never>(this: DateSql, other: Sql<unknown, S2>): Expr<T, S | S2>
  /**
   * `a - b`
   * @example users.c.age.sub(users.c.id)   // user_account.age - user_account.id
   */
  sub<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /**
   * `a * b`
   * @example users.c.age.add(1).mul(2)   // (user_account.age + :age_1) * :param_1
   */
  mul<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /**
   * `a / b`, true division: two integers are divided as numbers.
   * @example users.c.age.div(2)   // user_account.age / CAST(:age_1 AS NUMERIC)
   */
  div<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Quotient<T, U>, S | S2>
  /**
   * `a / b` of integers, `FLOOR(a / b)` of others.
   * @example users.c.age.floorDiv(2)   // user_account.age / :age_1
   */
  floorDiv<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /**
   * `a % b`
   * @example users.c.age.mod(2)   // user_account.age % :age_1
   */
  mod<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /**
   * `power(a, b)`
   * @example users.c.age.pow(2)   // pow(user_account.age, :pow_1)
   */
  pow<U extends Numeric | null = never, S2 extends string = never>(
    this: NumericSql, other: NonNullable<T> | number | Sql<U, S2>,
  ): Expr<Arithmetic<T, U>, S | S2>
  /**
   * `-a`
   * @example users.c.age.neg()   // -user_account.age
   */
  neg(this: NumericSql): Expr<T, S>
  /**
   * `a & b`
   * @example users.c.age.bitwiseAnd(1)   // user_account.age & :age_1
   */
  bitwiseAnd<S2 extends string = never>(this: NumericSql, other: Operand<NonNullable<T>, S2>): Expr<T, S | S2>
  /**
   * `a | b`
   * @example users.c.age.bitwiseOr(1)   // user_account.age | :age_1
   */
  bitwiseOr<S2 extends string = never>(this: NumericSql, other: Operand<NonNullable<T>, S2>): Expr<T, S | S2>
  /**
   * `a ^ b`, or `a # b`
   * @example users.c.age.bitwiseXor(1)   // PostgreSQL: user_account.age # :age_1
   */
  bitwiseXor<S2 extends string = never>(this: NumericSql, other: Operand<NonNullable<T>, S2>): Expr<T, S | S2>
  /**
   * `~a`
   * @example users.c.age.bitwiseNot()   // ~user_account.age
   */
  bitwiseNot(this: NumericSql): Expr<T, S>
  /**
   * `a << n`
   * @example users.c.age.bitwiseLeftShift(2)   // user_account.age << :age_1
   */
  bitwiseLeftShift(this: NumericSql, bits: Operand<number>): Expr<T, S>
  /**
   * `a >> n`
   * @example users.c.age.bitwiseRightShift(2)   // user_account.age >> :age_1
   */
  bitwiseRightShift(this: NumericSql, bits: Operand<number>): Expr<T, S>

  // ---- logic
  /**
   * `a AND b AND …`; absent criteria are left out.
   * @example users.c.id.gt(5).and(users.c.age.lt(18))   // user_account.id > :id_1 AND user_account.age < :age_1
   */
  and(this: BooleanSql, ...others: Criterion[]): Expr<boolean | null, S>
  /**
   * `a OR b OR …`; absent criteria are left out.
   * @example users.c.id.gt(5).or(users.c.age.lt(18))   // user_account.id > :id_1 OR user_account.age < :age_1
   */
  or(this: BooleanSql, ...others: Criterion[]): Expr<boolean | null, S>
  /**
   * `NOT a`; comparisons are inverted instead (`=` to `!=`, `IN` to `NOT IN`).
   * @example users.c.id.in([1, 2]).not()   // (user_account.id NOT IN (:id_1_1, :id_1_2))
   */
  not(this: BooleanSql): Expr<T, S>

  // ---- custom operators
  /**
   * `a <operator> b`, for operators that have no method: `col.op('<->')(other)`.
   * @example users.c.name.op('<->')('sandy')   // user_account.name <-> :name_1
   */
  op<U = unknown>(operator: string, options?: OperatorOptions<U>): (other: unknown) => Expr<U, S>
  /**
   * `a <operator> b` as a condition.
   * @example users.c.name.boolOp('~')('^s')   // user_account.name ~ :name_1
   */
  boolOp(operator: string, options?: Pick<OperatorOptions, 'precedence'>): (other: unknown) => Expr<boolean | null, S>

  // ---- names and types
  /**
   * `a AS name`; the name is the key in object rows and in subqueries.
   * @example select(users.c.name.label('n'))   // SELECT user_account.name AS n FROM user_account
   */
  label<N extends string>(name: N): Named<T, N, S>
  /**
   * `CAST(a AS type)`
   * @example users.c.age.cast(varchar(5))   // CAST(user_account.age AS VARCHAR(5))
   */
  cast<U>(type: TypeOf<U>): Expr<U | Null<T>, S>
  /**
   * `TRY_CAST(a AS type)`: NULL where the value can't be converted (SQL Server).
   * @example users.c.name.tryCast(integer())   // MSSQL: TRY_CAST (user_account.name AS INTEGER)
   */
  tryCast<U>(type: TypeOf<U>): Expr<U | null, S>
  /**
   * No SQL: treats the value as another type in JavaScript.
   * @example users.c.name.typeCoerce(integer())   // user_account.name
   */
  typeCoerce<U>(type: TypeOf<U>): Expr<U | Null<T>, S>
  /**
   * `DISTINCT a`, inside an aggregate: `func.count(a.distinct())`.
   * @example func.count(users.c.name.distinct())   // count(DISTINCT user_account.name)
   */
  distinct(): Expr<T, S>
  /**
   * `(a)`
   * @example users.c.id.gt(5).or(users.c.age.lt(18)).selfGroup()   // (user_account.id > :id_1 OR user_account.age < :age_1)
   */
  selfGroup(): Expr<T, S>

  // ---- order
  /**
   * `a ASC`
   * @example select(users.c.id).orderBy(users.c.name.asc())   // SELECT user_account.id FROM user_account ORDER BY user_account.name ASC
   */
  asc(): OrderBy
  /**
   * `a DESC`
   * @example select(users.c.id).orderBy(users.c.name.desc())   // SELECT user_account.id FROM user_account ORDER BY user_account.name DESC
   */
  desc(): OrderBy
  /**
   * `a NULLS FIRST`
   * @example select(users.c.id).orderBy(users.c.age.desc().nullsFirst())   // SELECT user_account.id FROM user_account ORDER BY user_account.age DESC NULLS FIRST
   */
  nullsFirst(): OrderBy
  /**
   * `a NULLS LAST`
   * @example select(users.c.id).orderBy(users.c.age.nullsLast())   // SELECT user_account.id FROM user_account ORDER BY user_account.age NULLS LAST
   */
  nullsLast(): OrderBy

  // ---- JSON and arrays
  /**
   * `ANY (a)` of an array: compares with each of its elements.
   * @example literal(5).eq(t.c.numbers.any())   // PostgreSQL: :param_1 = ANY (t.numbers)
   */
  any<E>(this: Sql<readonly E[] | null>): Expr<E, S>
  /**
   * `ALL (a)` of an array: compares with each of its elements.
   * @example literal(5).gt(t.c.numbers.all())   // PostgreSQL: :param_1 > ALL (t.numbers)
   */
  all<E>(this: Sql<readonly E[] | null>): Expr<E, S>
  /**
   * `a[index]`: an element of an array (from 1, unless the type says zero-based). Nullable: there may be none.
   * @example posts.c.tags.at(1)   // PostgreSQL: post.tags[:tags_1]
   */
  at<E>(this: Sql<readonly E[] | null>, index: Operand<number>): Expr<E | null, S>
  /**
   * `a -> key`: a member of a JSON object, or an element of a JSON array, of unknown shape.
   * @example posts.c.data.at(0)   // PostgreSQL: post.data -> :data_1
   */
  at<U = unknown, V = unknown>(this: Sql<V> & UnknownShape<V>, key: string | number | Sql<string | number | null>): Expr<U | null, S>
  /**
   * `a -> key` of an object, where the key is an expression.
   * @example posts.c.data.at(users.c.name)   // PostgreSQL: post.data -> user_account.name
   */
  at<O>(this: Sql<O | null>, key: Sql<string | null>): Expr<O[keyof O] | null, S>
  /**
   * `a -> key`: a member of a JSON object of known shape.
   * @example posts.c.data.at('color')   // PostgreSQL: post.data -> :data_1
   */
  at<O, const K extends O extends readonly unknown[] ? number : keyof O>(this: Sql<O | null>, key: K): Expr<O[K & keyof O] | null, S>
  /**
   * `a #> '{x,0}'` / `JSON_EXTRACT(a, '$.x[0]')`: a value deep inside JSON.
   * @throws {InvalidRequestError} `OPERATOR_UNSUPPORTED` for what isn't JSON
   * @example posts.c.data.path('x', 0)   // PostgreSQL: post.data #> :data_1
   */
  path<U = unknown>(...keys: (string | number)[]): Expr<U | null, S>
  /**
   * `a[start:stop]` of an array.
   * @example posts.c.tags.slice(1, 2)   // PostgreSQL: post.tags[:tags_1::tags_2]
   */
  slice(this: ArraySql, start: Operand<number>, stop: Operand<number>, step?: Operand<number>): Expr<T, S>
  /**
   * A JSON element as text: `a ->> key`.
   * @throws {ArgumentError} for what isn't an element of a JSON value
   * @example posts.c.data.at('x').asString()   // PostgreSQL: CAST(post.data ->> :data_1 AS VARCHAR)
   */
  asString(): Expr<string | null, S>
  /**
   * A JSON element as INTEGER.
   * @example posts.c.data.at('x').asInteger()   // PostgreSQL: CAST(post.data ->> :data_1 AS INTEGER)
   */
  asInteger(): Expr<number | null, S>
  /**
   * A JSON element as FLOAT.
   * @example posts.c.data.at('x').asFloat()   // PostgreSQL: CAST(post.data ->> :data_1 AS FLOAT)
   */
  asFloat(): Expr<number | null, S>
  /**
   * A JSON element as BOOLEAN.
   * @example posts.c.data.at('x').asBoolean()   // PostgreSQL: CAST(post.data ->> :data_1 AS BOOLEAN)
   */
  asBoolean(): Expr<boolean | null, S>
  /**
   * A JSON element as NUMERIC(precision, scale).
   * @example posts.c.data.at('x').asNumeric(10, 2)   // PostgreSQL: CAST(post.data ->> :data_1 AS NUMERIC(10, 2))
   */
  asNumeric(precision: number, scale: number): Expr<NumericString | null, S>
  /**
   * A JSON element as JSON (the default).
   * @example posts.c.data.at('x').asJson()   // PostgreSQL: post.data -> :data_1
   */
  asJson<U = unknown>(): Expr<U | null, S>
}

/** An expression with a name: a label, a function, a column. */
export interface Named<out T, out N extends string, out S extends string = never> extends Expr<T, S> {
  readonly [KEY]: N
  /** The name. */
  readonly name: string
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
  /**
   * `(a, b) = (…)`
   * @throws {ArgumentError} for a row of another length
   * @example tuple(t.c.a, t.c.b).eq([1, 2])   // (t.a, t.b) = (:param_1, :param_2)
   */
  eq(other: T | Sql<T>): Expr<boolean | null, S>
  /**
   * `(a, b) != (…)`
   * @example tuple(t.c.a, t.c.b).ne([1, 2])   // (t.a, t.b) != (:param_1, :param_2)
   */
  ne(other: T | Sql<T>): Expr<boolean | null, S>
  /**
   * `(a, b) < (…)`, by row-wise order.
   * @example tuple(t.c.a, t.c.b).lt([1, 2])   // (t.a, t.b) < (:param_1, :param_2)
   */
  lt(other: T | Sql<T>): Expr<boolean | null, S>
  /**
   * `(a, b) <= (…)`, by row-wise order.
   * @example tuple(t.c.a, t.c.b).le([1, 2])   // (t.a, t.b) <= (:param_1, :param_2)
   */
  le(other: T | Sql<T>): Expr<boolean | null, S>
  /**
   * `(a, b) > (…)`, by row-wise order.
   * @example tuple(t.c.a, t.c.b).gt([1, 2])   // (t.a, t.b) > (:param_1, :param_2)
   */
  gt(other: T | Sql<T>): Expr<boolean | null, S>
  /**
   * `(a, b) >= (…)`, by row-wise order.
   * @example tuple(t.c.a, t.c.b).ge([1, 2])   // (t.a, t.b) >= (:param_1, :param_2)
   */
  ge(other: T | Sql<T>): Expr<boolean | null, S>
  /**
   * `(a, b) IN ((…), (…))` or `(a, b) IN (SELECT …)`
   * @example tuple(t.c.a, t.c.b).in(select(t.c.x, t.c.y))   // (t.a, t.b) IN (SELECT t.x, t.y FROM t)
   */
  in(values: readonly T[] | Executable<unknown, T>): Expr<boolean | null, S>
  /**
   * `(a, b) NOT IN (…)`
   * @example tuple(t.c.a, t.c.b).notIn([[1, 2]])   // ((t.a, t.b) NOT IN ((:param_1_1_1, :param_1_1_2)))
   */
  notIn(values: readonly T[] | Executable<unknown, T>): Expr<boolean | null, S>
}

/** A condition built from parts: what `and(…)`, `or(…)` and `not(…)` return. */
export type Conjunction = Expr<boolean | null, string>
