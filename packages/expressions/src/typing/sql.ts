import type { KIND, NUMERIC, ROW, SCALAR, SRC, TUP, VAL } from './phantom.ts'

/*
 * Minimal structural faces. Every parameter and every constraint uses one of these; the large interfaces (`Expr`,
 * `Select`, `Table`) appear in return positions only. Variance is annotated because the checker can't measure it where
 * a parameter occurs in conditional types only.
 */

/** Anything that has a SQL value of type T and depends on the FROM elements named S. */
export interface Sql<out T, out S extends string = string> {
  readonly [VAL]: T
  readonly [SRC]: S
}

/** SQL text, which may be a condition although nobody knows its type; and what is a condition besides another value. */
export interface TextLike {
  readonly [KIND]: 'text'
}

/** A condition: what `on` and `not` take, and every criterion of `where`, `having` and `and`. */
export type Cond = Sql<boolean | null>

/** A condition that may be absent, for conditional building: `where(name && users.c.name.eq(name))`. */
export type Criterion = Cond | TextLike | undefined | false

/** Where a value of type T is expected: a literal of exactly T, or an expression that may also be NULL. */
export type Operand<T, S extends string = string> = T | Sql<NonNullable<T> | null, S>

/** Right-hand side of IN: a list, a query of one column, or an array-valued parameter. */
export type InOperand<T> = ScalarSource<NonNullable<T> | null> | Sql<readonly NonNullable<T>[]> | readonly Operand<T>[]

/** A statement that returns object rows R or, as tuples, T. */
export interface Executable<out R, out T> {
  readonly [ROW]: R
  readonly [TUP]: T
  /** Its generic SQL, for reading. */
  toString(): string
}

/** A query whose first column has type T: usable in IN, ANY and EXISTS. */
export interface ScalarSource<out T> {
  readonly [SCALAR]: T
  /** Its generic SQL, for reading. */
  toString(): string
}

/** A SQL datatype whose values are T in JavaScript: a column definition (`integer()`) or a bare type. */
export interface TypeOf<out T> {
  readonly [KIND]: 'column' | 'type'
  readonly [VAL]: T
}

/** The datatype of an expression. */
export interface DataType<out T> extends TypeOf<T> {
  /** Its name and arguments, for reading: `String(30)`. */
  toString(): string
}

/** An element of ORDER BY that has a direction. */
export interface OrderBy {
  readonly [KIND]: 'order'
  /**
   * `… NULLS FIRST`
   * @example users.c.age.desc().nullsFirst()   // user_account.age DESC NULLS FIRST
   */
  nullsFirst(): OrderBy
  /**
   * `… NULLS LAST`
   * @example users.c.age.asc().nullsLast()   // user_account.age ASC NULLS LAST
   */
  nullsLast(): OrderBy
}

/** What ORDER BY takes: an expression, a direction, or the name of a label or column of the select list. */
export type OrderTerm = Sql<unknown> | OrderBy | string

/** What GROUP BY and PARTITION BY take: an expression, or the name of a label or column of the select list. */
export type GroupTerm = Sql<unknown> | string

/**
 * An exact number as the string that the database sent, e.g. `'12.50'`. Any string may be assigned to it and it may be
 * assigned to any string; the optional mark only tells arithmetic operators that the column is numeric.
 */
export type NumericString = string & NumericMark

/**
 * Mark of {@link NumericString}. As a target it is a weak type, so a plain string isn't assignable to it: that is how
 * `price.mul(2)` is allowed on NUMERIC columns and rejected on VARCHAR columns.
 */
export interface NumericMark {
  readonly [NUMERIC]?: true
}

/** Value types on which arithmetic is defined. */
export type Numeric = number | bigint | NumericMark

/** Fails on `this` where an operator isn't defined for the value type. */
export type NumericSql = Sql<Numeric | null>
/** Expressions on which string operators are defined. */
export type StringSql = Sql<string | null>
/** Expressions on which boolean operators are defined. */
export type BooleanSql = Sql<boolean | null>
/** Expressions on which array operators are defined. */
export type ArraySql = Sql<readonly unknown[] | null>
/** Expressions on which date arithmetic is defined. */
export type DateSql = Sql<Date | null>

/** Options that only one dialect understands, by dialect and name: `{ mysql: { engine: 'InnoDB' } }`. */
export type DialectOptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>
