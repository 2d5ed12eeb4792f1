import { ArgumentError, InvalidRequestError, NoReferencedColumnError, NoReferencedTableError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import type { ForeignKeyLike } from '../elements/column-clause.ts'
import { nameText } from '../structure/names.ts'
import { asNode } from '../structure/node.ts'
import type { Column } from './column.ts'
import type { ForeignKeyConstraint } from './foreign-key-constraint.ts'
import type { ForeignKeyOptions } from './foreign-key-options.ts'
import type { Table } from './table.ts'

/**
 * A reference from one column to another. The target is `'[schema.]table.column'`, `'table'` (the column of the same key),
 * a column, or a function that returns one; it is looked up when it is needed, so tables may be declared in any order.
 */
export class ForeignKey implements ForeignKeyLike {
  readonly target: unknown
  readonly options: ForeignKeyOptions
  /** The column that refers. */
  parent: Column | null = null
  /** The constraint this reference is part of; made when the column gets a table. */
  constraint: ForeignKeyConstraint | null = null
  /** @internal */ columnMemo: Column | undefined = undefined

  constructor(target: unknown, options: ForeignKeyOptions = {}) {
    if (typeof target !== 'string' && typeof target !== 'function' && asNode(target) === undefined) {
      throw new ArgumentError(`A foreign key needs a target such as 'user_account.id', a column, or () => users.c.id, not ${describe(target)}`)
    }
    this.target = target
    this.options = options
  }

  get creationOrder(): number | undefined { return this.constraint?.creationOrder }

  /**
   * The column that is referred to.
   * @throws {NoReferencedTableError} when the table isn't in the metadata (yet)
   * @throws {NoReferencedColumnError} when the table has no such column
   */
  get column(): Column { return (this.columnMemo ??= this.#resolve()) }

  /** Whether `column` can be had now. */
  get isResolvable(): boolean {
    try {
      return this.column !== undefined
    } catch (error) {
      if (error instanceof NoReferencedTableError || error instanceof NoReferencedColumnError || error instanceof ReferenceError) return false
      throw error
    }
  }

  /** `schema.table.column`, for messages and names. Doesn't need the table to exist when the target is text. */
  get targetFullName(): string {
    if (typeof this.target !== 'string') return `${(this.column.table as Table).fullName}.${this.column.key}`
    const { schema, table, column } = this.#tokens
    return [schema, table, column].filter((part) => part !== null).join('.')
  }
  get referredTableName(): string { return typeof this.target === 'string' ? this.#tokens.table : nameText(this.column.table!.name) }
  /** Key of the referred table in its metadata. */
  get referredTableKey(): string {
    if (typeof this.target !== 'string') return (this.column.table as Table).fullName
    const { schema, table } = this.#tokens
    return schema === null ? table : `${schema}.${table}`
  }
  /** Schema that the target names itself. */
  get #tokens(): { readonly schema: string | null; readonly table: string; readonly column: string | null } {
    const parts = (this.target as string).split('.')
    const column = parts.length === 1 ? null : parts.pop()!
    const table = parts.pop()!
    const schema = parts.length > 0 ? parts.join('.') : null
    const own = this.parent?.table as Table | null | undefined
    return { schema: schema ?? own?.metadata?.schema ?? null, table, column }
  }
  get #where(): string {
    const table = this.parent?.table
    return `the foreign key of ${table ? `'${table.description}.` : '\''}${this.parent === null ? '?' : nameText(this.parent.name)}'`
  }

  #resolve(): Column {
    const node = asNode(this.target) ?? (typeof this.target === 'function' ? asNode((this.target as () => unknown)()) : undefined)
    if (node !== undefined) {
      if (!('table' in node) || (node as Column).table === null) {
        throw new InvalidRequestError(`The target of ${this.#where} is not a column of a table`, { code: 'FOREIGN_KEY_TARGET' })
      }
      return node as Column
    }
    if (typeof this.target !== 'string') throw new ArgumentError(`The function that gives the target of ${this.#where} must return a column`)
    const owner = this.parent?.table as Table | null | undefined
    if (!owner) throw new InvalidRequestError(`The target '${this.target}' of ${this.#where} can't be looked up before the column has a table`, { code: 'FOREIGN_KEY_TARGET' })
    const table = owner.metadata.tables.get(this.referredTableKey)
    if (table === undefined) {
      throw new NoReferencedTableError(
        `${capital(this.#where)} refers to '${this.target}', but there is no table '${this.referredTableKey}' in the metadata. Declare or import it, and give it the same MetaData.`)
    }
    const { column: key } = this.#tokens
    const wanted = key ?? this.parent!.key
    const found = this.options.linkToName ? table.columns.all.find((c) => nameText((c as Column).name) === wanted) : table.columns.get(wanted)
    if (found === undefined) {
      throw new NoReferencedColumnError(
        `${capital(this.#where)} refers to '${this.target}', but the table '${table.fullName}' has no column '${wanted}'. Its columns: ${table.columns.keys().join(', ')}`)
    }
    return found as Column
  }
}
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
