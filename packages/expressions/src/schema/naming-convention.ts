import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { nameText } from '../structure/names.ts'
import type { Column } from './column.ts'
import { ConventionName, type ConstraintName } from './constraint-name.ts'
import type { Table } from './table.ts'

/** Kinds of named items, as keys of a naming convention. */
export type ConventionKind = 'ix' | 'uq' | 'ck' | 'fk' | 'pk'

/** A token of one's own: computes a piece of a name. */
export type NamingToken = (item: NamedItem, table: Table) => string

/**
 * Templates of names by kind, and tokens of one's own. Tokens in templates are written `%(token)s`:
 * `table_name`, `referred_table_name`, `constraint_name`, `column_0_name` (`_key`, `_label`), `column_0N_name` (all columns,
 * joined), `column_0_N_name` (joined with underscores), `referred_column_0_name` and its plurals.
 *
 * @example
 * new MetaData({ namingConvention: {
 *   ix: 'ix_%(column_0_label)s',
 *   uq: 'uq_%(table_name)s_%(column_0_name)s',
 *   fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
 *   pk: 'pk_%(table_name)s',
 * } })
 */
export type NamingConvention = Readonly<Partial<Record<ConventionKind, string>>> & Readonly<Record<string, string | NamingToken>>

/** Without a convention only indexes get names. */
export const DEFAULT_NAMING_CONVENTION: NamingConvention = { ix: 'ix_%(column_0_label)s' }

/** A constraint or an index, as far as its name is concerned. */
export interface NamedItem {
  readonly givenName: ConstraintName | null
  readonly conventionKind: ConventionKind | null
  readonly columns: readonly Column[]
  readonly elements?: readonly ReferencingColumn[]
}
/** One column of a foreign key. */
export interface ReferencingColumn {
  readonly parent: Column | null
  readonly column: Column
  readonly referredTableName: string
}

function templateFor(item: NamedItem, convention: NamingConvention): string | undefined {
  const template = item.conventionKind === null ? undefined : convention[item.conventionKind]
  if (typeof template === 'function') throw new ArgumentError(`The naming convention's '${item.conventionKind}' must be a template; functions are for tokens`)
  return template
}

/** Name of a constraint or an index: its own, or what the convention makes of it. */
export function conventionName(item: NamedItem, table: Table): ConstraintName | null {
  const given = item.givenName
  if (given instanceof ConventionName) return given
  const convention = table.metadata.namingConvention
  const template = templateFor(item, convention)
  if (template === undefined || (given !== null && !template.includes('constraint_name'))) return given
  return new ConventionName(template.replaceAll(/%(?:\((\w+)\)s|(%))/g, (_all, token: string | undefined) => (token === undefined ? '%' : tokenText(token, item, table, convention, template))))
}

/**
 * A template that contains the constraint's own name needs one.
 * @throws {InvalidRequestError}
 */
export function requireNameFor(item: NamedItem, table: Table): void {
  if (item.givenName === null && templateFor(item, table.metadata.namingConvention)?.includes('%(constraint_name)s')) throw nameless(item, table)
}
const nameless = (item: NamedItem, table: Table): InvalidRequestError => new InvalidRequestError(
  `A constraint of table '${table.fullName}' has no name, and the naming convention for '${item.conventionKind}' contains %(constraint_name)s. Give the constraint a name.`,
  { code: 'CONSTRAINT_NAME_REQUIRED' })

function tokenText(token: string, item: NamedItem, table: Table, convention: NamingConvention, template: string): string {
  const own = convention[token]
  if (typeof own === 'function') return own(item, table)
  if (token === 'table_name') return nameText(table.name)
  if (token === 'constraint_name') {
    if (item.givenName === null) throw nameless(item, table)
    return String(item.givenName)
  }
  if (token === 'referred_table_name') return item.elements?.[0]?.referredTableName ?? ''
  const match = /^(referred_)?column_(\d+)(_?N)?_(name|key|label)$/.exec(token)
  const pieces = match === null ? undefined : columnPieces(item, match[1] !== undefined, match[4]!)
  if (match === null || pieces === undefined) {
    throw new ArgumentError(`The naming convention '${template}' has an unknown token %(${token})s`)
  }
  if (match[3] !== undefined) return pieces.join(match[3] === '_N' ? '_' : '')
  return pieces[Number(match[2])] ?? ''
}

function columnPieces(item: NamedItem, referred: boolean, what: string): readonly string[] | undefined {
  if (referred) return what === 'name' ? item.elements?.map((e) => nameText(e.column.name)) : undefined
  const columns = item.elements === undefined ? item.columns : item.elements.map((e) => e.parent!)
  return columns.map((c) => (what === 'name' ? nameText(c.name) : what === 'key' ? c.key : nameText(c.tableQualified(c.name, false))))
}
