import { AnonToken, joinNames, LabelName, nameKey, nameText, QuotedName, type Name } from '../structure/names.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import { ColumnElement } from './column-element.ts'

/** What a join condition is inferred from: a foreign key of a column. The schema's `ForeignKey` is one. */
export interface ForeignKeyLike {
  /**
   * The column that is referred to.
   * @throws {NoReferencedTableError | NoReferencedColumnError} when it doesn't exist (yet)
   */
  readonly column: ColumnElement
  /** Foreign keys of one constraint are used together. Absent: this one is a constraint of its own. */
  readonly constraint?: object | null | undefined
  /** Constraints are tried in this order. */
  readonly creationOrder?: number | undefined
}

export interface ColumnClauseOptions {
  readonly key?: string | undefined
  readonly table?: FromClause | null | undefined
  /** The text is rendered as it is. */
  readonly isLiteral?: boolean | undefined
  readonly proxies?: readonly ColumnElement[] | undefined
  readonly proxyWeights?: readonly number[] | undefined
  readonly primaryKey?: boolean | undefined
  readonly foreignKeys?: readonly ForeignKeyLike[] | undefined
}

/** How a column of one FROM object is made from an element of another. */
export interface ProxyOptions {
  /** Columns of a set operation, one of each SELECT; replaces the column itself as what the proxy stands for. */
  readonly proxies?: readonly ColumnElement[] | undefined
  readonly proxyWeights?: readonly number[] | undefined
  readonly type?: SqlType | undefined
  /** The proxy is an identifier even if the column is literal text (it had been given a label). */
  readonly disallowLiteral?: boolean | undefined
}

const NO_KEYS: readonly ForeignKeyLike[] = []
const NO_PROXIES: readonly ColumnElement[] = []

/**
 * A column by its name: of a table, of an alias or a subquery, or of nothing (source: SQLAlchemy's `ColumnClause`).
 * The schema's `Column` extends it.
 */
export class ColumnClause extends ColumnElement {
  readonly name: Name
  /** Name within the program; equals `name` unless given. */
  readonly key: string
  readonly type: SqlType
  /** The FROM object this column belongs to. Set once, by its owner. */
  table: FromClause | null
  /** The name is SQL text. */
  readonly isLiteral: boolean
  readonly proxies: readonly ColumnElement[]
  readonly proxyWeights: readonly number[] | undefined
  readonly primaryKey: boolean
  foreignKeys: readonly ForeignKeyLike[]
  /** @internal */ tableLabelMemo: Name | undefined = undefined

  constructor(name: Name, type?: SqlType, options: ColumnClauseOptions = {}) {
    super()
    this.name = name
    this.key = options.key ?? nameKey(name)
    this.type = type ?? NULL_TYPE
    this.table = options.table ?? null
    this.isLiteral = options.isLiteral ?? false
    this.proxies = options.proxies ?? NO_PROXIES
    this.proxyWeights = options.proxyWeights
    this.primaryKey = options.primaryKey ?? false
    this.foreignKeys = options.foreignKeys ?? NO_KEYS
  }

  /** `*` or `t.*` given as literal text. */
  get isStar(): boolean { return this.isLiteral && this.name === '*' }
  override get proxyKey(): string | undefined {
    return this.name instanceof LabelName && this.name.isAnonymous && this.key === this.name.key ? undefined : this.key
  }
  override get bindName(): string { return this.name instanceof LabelName && this.name.isAnonymous ? nameText(this.name).replaceAll('?', '1') : this.key }
  override get anonLabel(): LabelName { return (this.anonMemo ??= anonLabelOf(this.name)) }
  override get fromObjects(): readonly SqlNode[] { return this.table === null ? [] : [this.table] }

  /**
   * Label that contains the table's name, `users_id`; undefined for literal text.
   * A label that would be the name of another column of the table gets a number.
   */
  get tableLabel(): Name | undefined {
    if (this.isLiteral) return undefined
    return (this.tableLabelMemo ??= this.tableQualified(this.name))
  }
  /** The table label made from the key instead of the name. */
  get tableKeyLabel(): Name | undefined {
    const key = this.proxyKey
    return key !== undefined && key !== nameKey(this.name) ? (this.isLiteral ? undefined : this.tableQualified(key)) : this.tableLabel
  }

  /** @internal */
  tableQualified(name: Name, dedupe = true): Name {
    const table = this.table
    if (table === null || !table.isNamed) return name
    const tableName = table.name
    let label = table.schema ? joinNames(`${nameText(table.schema).replaceAll('.', '_')}_`, tableName, '_', name) : joinNames(tableName, '_', name)
    // forced quotes of the column win over the table's; those of an alias that was named by us don't count
    const quote = (typeof name === 'string' ? undefined : name.quote) ?? (tableName instanceof QuotedName ? tableName.quote : undefined)
    if (label.quote !== quote) label = new LabelName(label.parts, quote)
    if (dedupe && table.columns.has(label.key)) {
      let count = 1
      let candidate = label
      while (table.columns.has(candidate.key)) candidate = joinNames(label, `_${count++}`)
      label = candidate
    }
    return label
  }

  /** @internal The same column of what replaces its FROM object in a traversal. */
  follow(from: SqlNode): SqlNode {
    if (!('correspondingColumn' in from)) return this
    const other = from as FromClause
    return other.correspondingColumn(this) ?? other.columns.get(this.key) ?? this
  }

  /** The column that stands for this one in another FROM object. */
  makeProxy(selectable: FromClause, key?: string, name?: Name, options: ProxyOptions = {}): ColumnClause {
    return new ColumnClause(name ?? this.name, options.type ?? this.type, {
      key: key ?? (name === undefined ? this.key : nameKey(name)),
      table: selectable,
      isLiteral: !options.disallowLiteral && this.isLiteral && (name === undefined || nameKey(name) === nameKey(this.name)),
      proxies: options.proxies ?? [this],
      proxyWeights: options.proxyWeights,
      primaryKey: this.primaryKey,
      foreignKeys: this.foreignKeys,
    })
  }
}
// the table is compared, but not walked into: columns are leaves
defineNode(ColumnClause, 'visitColumn', [['name', Field.name], ['type', Field.type], ['table', Field.value], ['isLiteral', Field.value]])

/** The base of an anonymous name: signs that are part of format strings in SQLAlchemy become underscores, and so do they here. */
export const anonBase = (name: string): string => name.replaceAll(/[%() $]+/g, '_')

/** An anonymous name based on a name that may be anonymous itself. */
export function anonLabelOf(name: Name | undefined, suffix = ''): LabelName {
  if (name instanceof LabelName && name.isAnonymous) return new LabelName([...name.parts, suffix, new AnonToken('')].filter((p) => p !== ''))
  if (name === undefined) return new LabelName([new AnonToken(`anon${suffix}`)])
  return new LabelName([new AnonToken(anonBase(nameText(name) + suffix))], name instanceof QuotedName || name instanceof LabelName ? name.quote : undefined)
}
