import type { ColDefs, ColumnDef } from './column-def.ts'
import type { Compound } from './compound.ts'
import type { Delete, HasDefs, Insert, Update, UpsertOptions } from './dml.ts'
import type { MergeTarget } from './merge.ts'
import type { Column, Conjunction, Expr, Named, TupleExpr } from './expr.ts'
import type { Cte, CteOptions, FromLike, Join, JoinOptions, Lateral, NamedTypes, Subquery, Table, TableAlias, Values } from './from.ts'
import type { Null } from './phantom.ts'
import type { Dynamic, SelectItem, SelectItems } from './row.ts'
import type { CreateSequenceOptions, MetaData, Sequence, TableExtra } from './schema.ts'
import type { Exists, ExecutionOptions, ScalarSubquery, Select } from './select.ts'
import type { Cond, Criterion, Executable, InOperand, NumericString, Operand, OrderBy, ScalarSource, Sql, TextLike, TypeOf } from './sql.ts'

/*
 * Signatures of the public factory functions. The run-time side is written as `export const select: SelectFactory = …`.
 */

/**
 * `table(name, columns)`, optionally with a metadata collection in the second place.
 *
 * @example
 * const users = table('user_account', { id: integer().primaryKey(), name: varchar(30) })
 */
export interface TableFactory {
  <const N extends string, D extends ColDefs>(name: N, metadata: MetaData, columns: D, extra?: TableExtra<N, D>): Table<N, D>
  <const N extends string, D extends ColDefs>(name: N, columns: D, extra?: TableExtra<N, D>): Table<N, D>
}

/**
 * `select(a, b)`: rows keyed by column, label or entity. `select({ user: users, mail: addresses.c.email })`: rows with
 * these keys. `select(...columns)` of a dynamic list: rows of unknown keys.
 */
export interface SelectFactory {
  <C extends SelectItems>(...items: C): Select<C>
  <O extends Record<string, SelectItem>>(items: O): Select<O>
  (...items: readonly SelectItem[]): Select<Dynamic>
}

/** `union(a, b, …)` and the other set operations; row types are those of the first query. */
export interface CompoundFactory {
  <R, T>(first: Executable<R, T>, ...rest: Executable<unknown, NoInfer<T>>[]): Compound<R, T>
}

/** `insert(users)` */
export interface InsertFactory {
  <D>(target: HasDefs<D>): Insert<D, never, never>
}

/**
 * `upsert(users, { keys: ['email'] })`: an INSERT that updates the row if there is one with the same keys.
 * Without `keys`: the primary key.
 */
export interface UpsertFactory {
  <D>(target: HasDefs<D>, options?: UpsertOptions<D>): Insert<D, never, never>
}

/** `merge(users)` */
export interface MergeFactory {
  <D>(target: HasDefs<D>): MergeTarget<D>
}

/** `update(users)` */
export interface UpdateFactory {
  <D>(target: HasDefs<D>): Update<D, never, never>
}

/** `del(users)` (`delete` is a reserved word) */
export interface DeleteFactory {
  (target: HasDefs<unknown>): Delete<never, never>
}

/** `and(a, b, …)` and `or(a, b, …)`; absent criteria are skipped. */
export interface ConjunctionFactory {
  (...criteria: Criterion[]): Conjunction
}

/** `not(a)` */
export interface NotFactory {
  /** A full-text match of MySQL, which is a number too. */
  <S extends string>(condition: Sql<number | null, S> & TextLike): Expr<boolean | null, S>
  <T extends boolean | null, S extends string>(condition: Sql<T, S>): Expr<T, S>
}

/** `exists(query)`, or `exists(table)` for `EXISTS (SELECT <its columns> …)`; without an argument it is `EXISTS (SELECT * …)`, and its criteria say from what. */
export interface ExistsFactory {
  (query?: ScalarSource<unknown> | FromLike): Exists
}

/** `literal(value)`: a bound parameter with the value's own type, or the given one. */
export interface LiteralFactory {
  <T>(value: T, type?: TypeOf<T>): Expr<T>
}

/** Options of `bindparam`. */
export interface BindParamOptions<T> {
  /** Value, or a function that gives it when the statement is executed. */
  readonly value?: T | (() => T) | null
  /** Its datatype. Default: that of the value, or of what it is compared with. */
  readonly type?: TypeOf<T>
  /** Makes the name unique in the statement by a suffix. */
  readonly unique?: boolean
  /** A value must be given at execution. Default: true without `value`. */
  readonly required?: boolean
  /** The value is a list, for IN. */
  readonly expanding?: boolean
  /** Rendered as a literal at each execution. */
  readonly literalExecute?: boolean
  /** An OUT parameter. */
  readonly isOutparam?: boolean
}

/** `bindparam<number>('id')`: a parameter whose value comes at execution. */
export interface BindParamFactory {
  <T = unknown>(name: string, options?: BindParamOptions<T>): Expr<T>
}

/** `column('x', integer())`: a column without a table. */
export interface ColumnFactory {
  <const N extends string, T = unknown>(name: N, type?: TypeOf<T>): Column<T, N, never>
}

/** `literalColumn('1 + 1', integer())`: text, rendered verbatim, as an expression. */
export interface LiteralColumnFactory {
  <T = unknown>(text: string, type?: TypeOf<T>): Expr<T>
}

/** ``sql<number>`length(${users.c.name})` ``: substitutions are elements or parameters, never text. */
export interface SqlTag {
  <T = unknown>(strings: TemplateStringsArray, ...values: unknown[]): SqlText<T>
}

/** A template: an expression of type T, or a whole statement. */
export interface SqlText<T> extends Expr<T>, Executable<Record<string, unknown>, unknown[]> {
  /**
   * Names and types of its result columns: values are converted, and it is usable as a subquery.
   * @example select(sql`SELECT id FROM t`.columns({ id: integer() }).subquery('s').c.id)   // SELECT s.id FROM (SELECT id FROM t) AS s
   */
  columns<D extends NamedTypes>(columns: D): TextualSelect<{ [K in keyof D]: D[K] extends TypeOf<infer U> ? U : never }>
  /**
   * A comment in front of the statement, for tracing.
   * @example sql`SELECT ${1}`.comment('job 5')   // /* job 5 *\/ SELECT :param_1
   */
  comment(text: string): SqlText<T>
}

/** `text('SELECT * FROM t WHERE id = :id')`: text with named parameters, as a statement or a fragment. */
export interface TextFactory {
  (text: string): TextClause
}

/** SQL text: a statement, a condition or an element. */
export interface TextClause extends Sql<unknown, never>, TextLike, Executable<Record<string, unknown>, unknown[]> {
  /**
   * Values or types of its parameters.
   * @throws {ArgumentError} for a parameter that the text doesn't have
   * @example text('SELECT * FROM t WHERE a = :a').bindparams({ a: 5 })   // SELECT * FROM t WHERE a = :a
   */
  bindparams(values: Readonly<Record<string, unknown>>): TextClause
  /**
   * Values for parameters of the text; names that it doesn't have are left to other statements.
   * @example text('SELECT * FROM t WHERE a = :a').params({ a: 5, b: 6 })   // SELECT * FROM t WHERE a = :a
   */
  params(values: Readonly<Record<string, unknown>>): TextClause
  /**
   * A comment in front of the statement, for tracing.
   * @example text('SELECT 1').comment('job 5')   // /* job 5 *\/ SELECT 1
   */
  comment(text: string): TextClause
  /**
   * Options for the engine.
   * @example text('SELECT 1').executionOptions({ streamResults: true })   // SELECT 1
   */
  executionOptions(options: ExecutionOptions): TextClause
  /**
   * Names and types of its result columns, which also makes it usable as a subquery.
   * @example select(text('SELECT id FROM t').columns({ id: integer() }).subquery('s').c.id)   // SELECT s.id FROM (SELECT id FROM t) AS s
   */
  columns<D extends NamedTypes>(columns: D): TextualSelect<{ [K in keyof D]: D[K] extends TypeOf<infer T> ? T : never }>
}

/** Text with known columns. */
export interface TextualSelect<out R> extends Executable<R, unknown[]> {
  /**
   * `(…) AS name`
   * @example select(text('SELECT id FROM t').columns({ id: integer() }).subquery('s').c.id)   // SELECT s.id FROM (SELECT id FROM t) AS s
   */
  subquery<A extends string = 'anon'>(name?: A): Subquery<A, R>
  /**
   * As `subquery`.
   * @example select(text('SELECT id FROM t').columns({ id: integer() }).alias('s').c.id)   // SELECT s.id FROM (SELECT id FROM t) AS s
   */
  alias<A extends string = 'anon'>(name?: A): Subquery<A, R>
  /**
   * `WITH name AS (…)`
   * @example select(text('SELECT id FROM t').columns({ id: integer() }).cte('s').c.id)   // WITH s AS (SELECT id FROM t) SELECT s.id FROM s
   */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /**
   * `LATERAL (…) AS name`
   * @example select(text('SELECT id FROM t').columns({ id: integer() }).lateral('s').c.id)   // SELECT s.id FROM LATERAL (SELECT id FROM t) AS s
   */
  lateral<A extends string = 'anon'>(name?: A): Lateral<A, R>
  /**
   * `(…)` as a value: the first column.
   * @example select(text('SELECT max(id) AS id FROM t').columns({ id: integer() }).scalarSubquery())   // SELECT (SELECT max(id) AS id FROM t) AS anon_1
   */
  scalarSubquery<T = unknown>(): ScalarSubquery<T | null>
  /**
   * `(…) AS name`: the first column as a value with a name, in a select list.
   * @example select(text('SELECT max(id) AS id FROM t').columns({ id: integer() }).label('top'))   // SELECT (SELECT max(id) AS id FROM t) AS top
   */
  label<A extends string, T = unknown>(name: A): Named<T | null, A>
  /**
   * `EXISTS (…)`
   * @example select(users.c.id).where(text('SELECT id FROM t').columns({ id: integer() }).exists())   // SELECT user_account.id FROM user_account WHERE EXISTS (SELECT id FROM t)
   */
  exists(): Exists
  /**
   * Values of the text's parameters.
   * @throws {ArgumentError} for a parameter that the text doesn't have
   * @example text('SELECT id FROM t WHERE id > :low').columns({ id: integer() }).bindparams({ low: 5 })   // SELECT id FROM t WHERE id > :low
   */
  bindparams(values: Readonly<Record<string, unknown>>): TextualSelect<R>
  /**
   * Values for parameters of the text.
   * @example text('SELECT id FROM t WHERE id > :low').columns({ id: integer() }).params({ low: 5 })   // SELECT id FROM t WHERE id > :low
   */
  params(values: Readonly<Record<string, unknown>>): TextualSelect<R>
  /**
   * A comment in front of the statement, for tracing.
   * @example text('SELECT id FROM t').columns({ id: integer() }).comment('job 5')   // /* job 5 *\/ SELECT id FROM t
   */
  comment(text: string): TextualSelect<R>
  /**
   * Adds a CTE that the text mentions by its name.
   * @example text('SELECT id FROM u').columns({ id: integer() }).addCte(select(users.c.id).cte('u'))   // WITH u AS (SELECT user_account.id AS id FROM user_account) SELECT id FROM u
   */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): TextualSelect<R>
  /**
   * Options for the engine.
   * @example text('SELECT id FROM t').columns({ id: integer() }).executionOptions({ streamResults: true })   // SELECT id FROM t
   */
  executionOptions(options: ExecutionOptions): TextualSelect<R>
}

/** Value types of a list of expressions. */
export type ValuesOf<C> = { -readonly [I in keyof C]: C[I] extends Sql<infer T> ? T : C[I] }

/** `tuple(a, b)`: a row value. */
export interface TupleFactory {
  <const C extends readonly [Sql<unknown>, ...Sql<unknown>[]]>(...items: C): TupleExpr<ValuesOf<C>>
}

/** One branch of CASE: condition and result. */
export type When<R> = readonly [condition: Cond, result: R]

/** Type of a result, literal or expression. */
export type ResultOf<R> = R extends Sql<infer T> ? T : R

/**
 * `caseWhen([[users.c.age.lt(18), 'minor']], { else: 'adult' })`: `CASE WHEN … THEN … ELSE … END`; NULL without `else`.
 * With `value`: `CASE value WHEN … THEN … END`.
 */
export interface CaseFactory {
  <R, E = null>(whens: readonly When<R>[], options?: { readonly else?: E }): Expr<ResultOf<R> | ResultOf<E>, string>
  <V, R, E = null>(
    whens: readonly (readonly [match: Operand<V>, result: R])[], options: { readonly value: Sql<V>; readonly else?: E },
  ): Expr<ResultOf<R> | ResultOf<E>, string>
  /** A Map from values to results. */
  <V, R, E = null>(results: ReadonlyMap<NonNullable<V>, R>, options: { readonly value: Sql<V>; readonly else?: E }): Expr<ResultOf<R> | ResultOf<E>, string>
  /** A mapping from values to results: `caseWhen({ new: 1, open: 2 }, { value: tickets.c.state })`. */
  <V, R, E = null>(
    results: { readonly [K in NonNullable<V> & PropertyKey]?: R }, options: { readonly value: Sql<V>; readonly else?: E },
  ): Expr<ResultOf<R> | ResultOf<E>, string>
}

/** `cast(a, type)`, `tryCast`, `typeCoerce` */
export interface CastFactory {
  <T, S extends string, U>(expression: Sql<T, S>, type: TypeOf<U>): Expr<U | Null<T>, S>
  <U>(value: unknown, type: TypeOf<U>): Expr<U>
}

/** `distinct(a)`: `DISTINCT a`, inside an aggregate. */
export interface DistinctFactory {
  <T, S extends string>(expression: Sql<T, S>): Expr<T, S>
}

/** `collate(a, 'de_DE')`: `a COLLATE "de_DE"` of a text, literal or expression. */
export interface CollateFactory {
  <T extends string | null, S extends string>(expression: Sql<T, S>, collation: string): Expr<T, S>
  (text: string, collation: string): Expr<string>
}

/** `extract('year', users.c.createdAt)`: `EXTRACT(year FROM …)` */
export interface ExtractFactory {
  <T, S extends string>(field: string, expression: Sql<T, S>): Expr<number | Null<T>, S>
}

/** `asc(a)`, `desc(a)`, `nullsFirst(a)`, `nullsLast(a)`; also by label name. */
export interface OrderFactory {
  (term: Sql<unknown> | OrderBy | string): OrderBy
}

/** Options of `values`. */
export interface ValuesOptions {
  /** Writes the values into the text, in place of parameters. Default: false. */
  readonly literalBinds?: boolean
}

/** `values({ id: integer(), name: varchar() }, 'v').data([[1, 'a']])` */
export interface ValuesFactory {
  <D extends NamedTypes, const N extends string = 'anon'>(columns: D, name?: N, options?: ValuesOptions): Values<N, D>
}

/** `join(left, right, on)`, `outerJoin(left, right, on)` as FROM elements. */
export interface JoinFactory {
  (left: FromLike, right: FromLike, on?: Cond, options?: JoinOptions): Join
}

/** `lateral(query, name)` */
export interface LateralFactory {
  <R, T, const A extends string = 'anon'>(query: Executable<R, T>, name?: A): Lateral<A, R>
}

/** `alias(from, name)` */
export interface AliasFactory {
  <N extends string, D, A extends string = `anon_${N}`>(table: TableAlias<N, D>, name?: A): TableAlias<A, D>
}

/** `sequence('order_seq', { start: 1 })` */
export interface SequenceFactory {
  (name: string, options?: CreateSequenceOptions): Sequence
}

/** Constants: `nullValue()`, `trueValue()`, `falseValue()`. */
export type ConstantFactory<T> = () => Expr<T>

/** How values of a datatype travel, where neither the default nor `as` fits. */
export interface ValueCodec<T, Raw = unknown> {
  /** Towards the driver; never sees null. */
  readonly bind: (value: T) => Raw
  /** From the driver; never sees null. */
  readonly result: (value: Raw) => T
}

/** Options of exact numbers. */
export interface NumericOptions<T> {
  /** `'string'` (default) keeps every digit, `'number'` converts. */
  readonly as?: 'string' | 'number'
  /** Converts to and from a decimal class of your choice. */
  readonly codec?: ValueCodec<T, string>
}

/** Exact numbers: strings by default, as numbers, or through a codec. */
export interface NumericFactory {
  (precision?: number, scale?: number): ColumnDef<NumericString>
  (precision: number | undefined, scale: number | undefined, options: { readonly as: 'number' }): ColumnDef<number>
  <T>(precision: number | undefined, scale: number | undefined, options: { readonly codec: ValueCodec<T, string> }): ColumnDef<T>
}

/** Options of dates and times. */
export interface TimeOptions {
  /** `WITH TIME ZONE`. Default: false. */
  readonly timezone?: boolean
  /** Digits of fractional seconds. */
  readonly precision?: number
}

/** Timestamps: `Date` by default, as strings with microseconds, or through a codec (Temporal). */
export interface TimestampFactory {
  (options?: TimeOptions): ColumnDef<Date>
  (options: TimeOptions & { readonly as: 'string' }): ColumnDef<string>
  <T>(options: TimeOptions & { readonly codec: ValueCodec<T, string> }): ColumnDef<T>
}

/** Dates and times of day: strings by default, as `Date`, or through a codec. */
export interface DateFactory {
  (options?: TimeOptions): ColumnDef<string>
  (options: TimeOptions & { readonly as: 'date' }): ColumnDef<Date>
  <T>(options: TimeOptions & { readonly codec: ValueCodec<T, string> }): ColumnDef<T>
}

/** Options of character types. */
export interface StringOptions {
  /** Most characters; the same as the first argument. */
  readonly length?: number
  /** `COLLATE …` */
  readonly collation?: string
  /** Schema of the collation. */
  readonly collationSchema?: string
}

/** Character types: `varchar(30)`. */
export interface StringFactory {
  (length?: number, options?: StringOptions): ColumnDef<string>
}

/** Options of an enumeration. */
export interface EnumOptions {
  /** Name of the type (PostgreSQL) or of the CHECK constraint. */
  readonly name?: string
  /** Schema of the type. Default: that of the metadata. */
  readonly schema?: string
  /** The type is in the schema of its table. Default: false. */
  readonly inheritSchema?: boolean
  /** `createAll` and `dropAll` of this collection include the type, though no table may have it. Default: those of the tables that have it. */
  readonly metadata?: MetaData
  /** `createAll` and `dropAll` include the type; false: it is there already. Default: true. */
  readonly createType?: boolean
  /** A text that is none of the values is an error before it is sent. Default: false, since the types of TypeScript say it. */
  readonly validateStrings?: boolean
  /** Uses the database's own enumeration type where it has one. Default: true. */
  readonly nativeEnum?: boolean
  /** Adds a CHECK constraint where there is no native type. Default: false. */
  readonly createConstraint?: boolean
  /** Characters of the VARCHAR. Default: those of the longest value. */
  readonly length?: number
}

/** `enumType('admin', 'user')`, with options `enumType(['admin', 'user'], { name: 'role' })`, or the values of an object or a TypeScript enum: `enumType(Role)`. */
export interface EnumFactory {
  <const V extends readonly [string, ...string[]]>(...values: V): ColumnDef<V[number]>
  <const V extends readonly string[]>(values: V, options?: EnumOptions): ColumnDef<V[number]>
  <const V extends Readonly<Record<string, string>>>(values: V, options?: EnumOptions): ColumnDef<V[keyof V]>
}

/** `json<{ color: string }>()` */
export interface JsonFactory {
  <T = unknown>(options?: { readonly noneAsNull?: boolean }): ColumnDef<T>
}

/** `array(integer())` */
export interface ArrayFactory {
  <T>(item: TypeOf<T>, options?: { readonly dimensions?: 1 | undefined; readonly zeroIndexes?: boolean }): ColumnDef<T[]>
  <T = unknown>(item: TypeOf<unknown>, options: { readonly dimensions: number; readonly zeroIndexes?: boolean }): ColumnDef<T[]>
}

/** The operators to which a type may give a meaning of its own: names of methods of expressions. */
export type TypeOperator =
  | 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'is' | 'isNot' | 'isDistinctFrom' | 'isNotDistinctFrom' | 'like' | 'notLike' | 'ilike' | 'notIlike'
  | 'startsWith' | 'endsWith' | 'contains' | 'istartsWith' | 'iendsWith' | 'icontains' | 'match' | 'regexpMatch' | 'concat'
  | 'add' | 'sub' | 'mul' | 'div' | 'floorDiv' | 'mod' | 'bitwiseAnd' | 'bitwiseOr' | 'bitwiseXor' | 'bitwiseLeftShift' | 'bitwiseRightShift'

/** What a type of one's own may do besides converting values. T is the value in JavaScript, Raw that of the implementation. */
export interface CustomTypeOptions<T, Raw = unknown> {
  /** Writes a value into SQL text (literal binds). Default: bound, then written as the implementation does. */
  readonly literal?: (value: T) => string
  /** SQL around each parameter: `(value) => func.lower(value)`. In a list for IN, around each element. */
  readonly bindExpression?: (value: Expr<Raw>) => Sql<unknown>
  /** SQL around a column where the outermost query selects it, or RETURNING returns it. */
  readonly columnExpression?: (column: Expr<Raw>) => Sql<unknown>
  /** Operators with another meaning. Inside, operators mean what they mean for the implementation. */
  readonly operators?: {
    readonly [K in TypeOperator]?: (left: Expr<Raw>, right: Sql<Raw>) => Sql<unknown>
  } & { readonly [K in 'in' | 'notIn']?: (left: Expr<Raw>, right: InOperand<Raw>) => Sql<unknown> }
  /** Another implementation for a dialect; undefined: the usual one. */
  readonly forDialect?: (dialect: string) => TypeOf<unknown> | undefined
  /** Identifies the type in cache keys, where it is made anew for each statement. Default: these options by their identity. */
  readonly name?: string
}

/**
 * `customType(implementation, options)`: a type of your own over another one (source: SQLAlchemy's `TypeDecorator`).
 *
 * @example
 * const cents = customType(integer(), { bind: (euro: number) => Math.round(euro * 100), result: (n) => n / 100 })
 * const email = customType(varchar(80), {
 *   bindExpression: (value) => func.lower(value),
 *   operators: { eq: (column, value) => func.lower(column).eq(value) },
 * })
 * // email.eq('A@B.C') renders lower(email) = lower(:email_1)
 */
export interface CustomTypeFactory {
  <T, Raw>(implementation: TypeOf<Raw>, options: ValueCodec<T, Raw> & CustomTypeOptions<T, Raw>): ColumnDef<T>
  <T>(implementation: TypeOf<T>, options: CustomTypeOptions<T, T>): ColumnDef<T>
}

/** `userDefinedType<Point>('geometry(Point)', { bind, result, bindExpression })`: a type that only its name is known of (source: SQLAlchemy's `UserDefinedType`). */
export interface UserDefinedTypeFactory {
  <T>(name: string, options: ValueCodec<T> & Pick<CustomTypeOptions<T>, 'literal' | 'bindExpression' | 'columnExpression'>): ColumnDef<T>
  <T = unknown>(name: string, options?: Pick<CustomTypeOptions<T, T>, 'literal' | 'bindExpression' | 'columnExpression'>): ColumnDef<T>
}
