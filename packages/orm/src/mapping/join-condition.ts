import { asNode, BinaryExpression, BooleanList, Column, type ColumnElement, Grouping, iterate, op, type SqlNode, type Table } from '@athanor/expressions/elements'
import { AmbiguousForeignKeysError, ArgumentError, NoForeignKeysError } from '@athanor/interfaces'
import type { SyncPair } from '../attributes/relationship-attribute.ts'
import type { Mapper } from './mapper.ts'

export interface FoundPairs {
  readonly pairs: readonly SyncPair[]
  /** The condition says nothing but that the pairs are equal. */
  readonly isExact: boolean
}

/** Columns of an option that takes one or several. */
export function columnsIn(option: unknown): Column[] {
  if (option === undefined) return []
  return (Array.isArray(option) ? option : [option]).map((given: unknown) => {
    const node = asNode(given)
    if (node instanceof Column) return node
    throw new ArgumentError('remoteSide and foreignKeys take columns, such as Node.c.id')
  })
}

/** `a = b AND c = d` */
export function conditionOf(pairs: readonly SyncPair[]): ColumnElement {
  const [first, ...rest] = pairs.map(({ source, destination }) => source.eq(destination))
  return rest.length === 0 ? first! : first!.and(...rest)
}

/** Pairs of a condition that the user wrote. */
export function pairsOf(where: string, condition: unknown, foreignKeys: readonly Column[], secondary: Table | null): FoundPairs {
  const root = asNode(condition)
  if (root === undefined) throw new ArgumentError(`The join condition of ${where} is not an SQL expression`)
  const pairs: SyncPair[] = []
  for (const node of iterate(root)) {
    if (!(node instanceof BinaryExpression) || node.operator !== op.eq) continue
    const { left, right } = node as unknown as { left: SqlNode; right: SqlNode }
    if (!(left instanceof Column) || !(right instanceof Column)) continue
    const leftIsForeign = isForeign(left, right, foreignKeys, secondary)
    const rightIsForeign = isForeign(right, left, foreignKeys, secondary)
    if (leftIsForeign && !rightIsForeign) pairs.push({ source: right, destination: left })
    else if (rightIsForeign && !leftIsForeign) pairs.push({ source: left, destination: right })
  }
  return { pairs, isExact: isConjunctionOf(root, pairs.length) }
}

function isForeign(column: Column, other: Column, foreignKeys: readonly Column[], secondary: Table | null): boolean {
  if (foreignKeys.length > 0) return foreignKeys.includes(column)
  if (column.referencesColumn(other)) return true
  return secondary !== null && column.table === secondary && other.table !== secondary
}

function isConjunctionOf(node: SqlNode, count: number): boolean {
  let binaries = 0
  let onlyAnd = true
  for (const part of iterate(node)) {
    if (part instanceof BinaryExpression) binaries++
    else if (part instanceof BooleanList) onlyAnd &&= (part as unknown as { operator: unknown }).operator === op.and
    else if (!(part instanceof Column || part instanceof Grouping)) onlyAnd = false
  }
  return onlyAnd && binaries === count
}

interface InferOptions {
  readonly foreignKeys: readonly Column[]
  readonly isSecondary: boolean
  readonly target?: Mapper
}

/**
 * Pairs from the foreign keys between two groups of tables. The class's own table is looked at first, then the ones above.
 * @throws {NoForeignKeysError} {AmbiguousForeignKeysError}
 */
export function inferPairs(where: string, parent: Mapper, parentTables: readonly Table[], otherTables: readonly Table[], options: InferOptions): FoundPairs {
  for (const tables of [[parent.localTable], parentTables]) {
    let found = constraintsBetween(tables, otherTables)
    if (found.length === 0) continue
    if (options.target !== undefined) found = found.filter((pairs) => !isInheritanceKey(pairs, parent, options.target!))
    if (options.foreignKeys.length > 0) found = found.filter((pairs) => pairs.some((p) => options.foreignKeys.includes(p.destination)))
    if (found.length > 1 && options.target !== undefined) {
      const own = found.filter((pairs) => pairs.every((p) => [parent.localTable, options.target!.localTable].includes(p.destination.table as Table)))
      if (own.length === 1) found = own
    }
    if (found.length > 1) {
      throw new AmbiguousForeignKeysError(
        `${where}: more than one foreign key connects the tables (${found.map((pairs) => pairs.map((p) => `${describe(p.destination)} → ${describe(p.source)}`).join(', ')).join('; ')}). Say which one with foreignKeys, or write primaryJoin${options.isSecondary ? ' and secondaryJoin' : ''}.`)
    }
    if (found.length === 1) return { pairs: found[0]!, isExact: true }
  }
  throw new NoForeignKeysError(
    `${where}: no foreign key connects ${parentTables.map((t) => `'${t.fullName}'`).join(', ')} and ${otherTables.map((t) => `'${t.fullName}'`).join(', ')}. Add .references(…) to a column, or write primaryJoin${options.isSecondary ? ' and secondaryJoin' : ''}.`)
}

const describe = (column: Column): string => `${String(column.table?.description)}.${column.key}`

/** Foreign keys from one group of tables to the other, in both directions, one entry for each constraint. */
function constraintsBetween(left: readonly Table[], right: readonly Table[]): (readonly SyncPair[])[] {
  const found = new Map<unknown, SyncPair[]>()
  const collect = (from: readonly Table[], to: readonly Table[]): void => {
    for (const table of from) {
      for (const constraint of table.foreignKeyConstraints) {
        if (found.has(constraint)) continue
        const pairs: SyncPair[] = []
        for (const element of constraint.elements) {
          const source = element.column
          if (to.includes(source.table as Table)) pairs.push({ source, destination: element.parent! })
        }
        if (pairs.length > 0) found.set(constraint, pairs)
      }
    }
  }
  collect(right, left)
  collect(left, right)
  return [...found.values()]
}

/** The key of a joined subclass refers to its parent's key; that is no relationship. */
function isInheritanceKey(pairs: readonly SyncPair[], parent: Mapper, target: Mapper): boolean {
  if (parent.root !== target.root) return false
  return pairs.every(({ source, destination }) => {
    const mapper = target.findAttributeOf(destination) === undefined ? parent : target
    const attribute = mapper.findAttributeOf(destination)
    return destination.primaryKey && attribute !== undefined && attribute === mapper.findAttributeOf(source)
  })
}
