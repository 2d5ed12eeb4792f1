import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import type { ExecutionOptions } from '../elements/text.ts'
import { asNode, type FieldSpec, Field, type SqlNode } from '../structure/node.ts'
import { CTE, type CteOptions } from './cte.ts'
import type { Name } from '../structure/names.ts'
import { keepAsRare, NO_RARE_CLAUSES, rare, type RareClauses } from './rare-clauses.ts'
import { ReturnsRows } from './returns-rows.ts'

/** Fields may be written while a fresh copy is being changed, and at no other time. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A CTE that is rendered whether or not the statement mentions it. */
export interface IndependentCte {
  readonly cte: CTE
  /** In this statement rather than at the top. */
  readonly nestHere: boolean
}

/**
 * Lets another layer (the ORM) put another statement in the place of one that it understands better.
 * Called when the statement is compiled.
 */
export interface StatementPlugin {
  readonly name: string
  /** The plain statement to render. */
  toCore(statement: Statement, compiler: unknown): SqlNode
}

/** Something that can be executed and can be a CTE: SELECT, INSERT, UPDATE, DELETE. */
export abstract class Statement extends ReturnsRows {
  /** @internal What few statements have. */
  rare: RareClauses
  declare readonly independentCtes: readonly IndependentCte[]
  /** Options for the engine. */
  declare readonly executionOptionValues: ExecutionOptions | null
  /** Values for parameters by name. */
  declare readonly paramValues: Readonly<Record<string, unknown>> | null
  /** What `options()` was given: loader options and the like. */
  declare readonly statementOptions: readonly unknown[]
  declare readonly plugin: StatementPlugin | null
  declare readonly commentText: string | null
  /** Options of one dialect each, keyed `dialect_option`. */
  declare readonly dialectOptions: Readonly<Record<string, unknown>> | null

  constructor(from?: Statement) {
    super()
    this.rare = from === undefined ? NO_RARE_CLAUSES : from.rare
  }

  /** A copy to be changed. */
  protected abstract copy(): this
  protected with<K extends keyof this>(field: K, value: this[K]): this {
    const next: Writable<this> = this.copy()
    next[field] = value
    return next as this
  }

  /** Options for the engine, e.g. `{ streamResults: true }`; later ones win. */
  executionOptions(options: ExecutionOptions): this { return this.with('executionOptionValues', { ...this.executionOptionValues, ...options } as this['executionOptionValues']) }
  /** Values for parameters that the statement names. They don't change the SQL. */
  params(values: Readonly<Record<string, unknown>>): this { return this.with('paramValues', { ...this.paramValues, ...values } as this['paramValues']) }
  /** Options for another layer, such as the ORM's loader options. */
  options(...options: readonly unknown[]): this { return this.with('statementOptions', [...this.statementOptions, ...options] as this['statementOptions']) }
  /** A comment in front of the statement, for tracing. */
  comment(text: string): this { return this.with('commentText', text as this['commentText']) }
  /** Options that one dialect knows, e.g. `{ mysql_limit: 5 }`. */
  withDialectOptions(options: Readonly<Record<string, unknown>>): this {
    return this.with('dialectOptions', { ...this.dialectOptions, ...options } as this['dialectOptions'])
  }
  /** Hands the statement over to another layer. */
  withPlugin(plugin: StatementPlugin | null): this { return this.with('plugin', plugin as this['plugin']) }

  /** Adds CTEs that the statement doesn't refer to otherwise, such as an INSERT. */
  addCte(...args: readonly unknown[]): this {
    const last = args.at(-1)
    const hasOptions = args.length > 0 && asNode(last) === undefined && last !== null && typeof last === 'object'
    const nestHere = hasOptions && (last as { readonly nestHere?: boolean }).nestHere === true
    const ctes = (hasOptions ? args.slice(0, -1) : args).map((arg) => {
      const cte = asNode(arg)
      if (!(cte instanceof CTE)) throw new ArgumentError(`addCte() needs a CTE (made with cte()), not ${describe(arg)}`)
      return { cte, nestHere }
    })
    return this.with('independentCtes', [...this.independentCtes, ...ctes] as this['independentCtes'])
  }

  /** `WITH name AS (this)` */
  cte(name: Name | null = null, options: CteOptions = {}): CTE { return new CTE(this, name, options) }
}
keepAsRare(Statement, 'independentCtes', 'executionOptionValues', 'paramValues', 'statementOptions', 'plugin', 'commentText', 'dialectOptions')

/** A list with more at its end; the lists of statements are never changed, so one of two may do. */
export const appended = <T>(list: readonly T[], more: readonly T[]): readonly T[] => (list.length === 0 ? more : [...list, ...more])

/** Structure that every statement has. */
export const statementStructure: readonly FieldSpec[] = [rare('independentCtes', Field.data), rare('dialectOptions', Field.data), rare('commentText', Field.value)]
