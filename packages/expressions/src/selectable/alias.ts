import { anonBase } from '../elements/column-clause.ts'
import { AnonToken, LabelName, nameText, type Name } from '../structure/names.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { ColumnCollection } from './column-collection.ts'
import { FromClause } from './from-clause.ts'
import type { ReturnsRows } from './returns-rows.ts'

/** Something that returns rows, under a name. Its columns stand for those of its element and are made when asked for. */
export abstract class AliasedReturnsRows extends FromClause {
  readonly element: ReturnsRows
  override readonly name: Name
  /** @internal */ markLeft = 0
  /** @internal */ markRight = 0

  constructor(element: ReturnsRows, name: Name | null) {
    super()
    this.element = element
    this.name = name ?? new LabelName([new AnonToken(baseName(element))])
  }

  protected makeColumns(): ColumnCollection {
    return this.element.proxiesFor(this)
  }
  override get isNamed(): boolean { return true }
  get isAnonymous(): boolean { return this.name instanceof LabelName && this.name.isAnonymous }
  get description(): string { return this.isAnonymous ? 'anon_1' : nameText(this.name) }
  override isDerivedFrom(other: SqlNode): boolean { return this === other || this.element.isDerivedFrom(other) }
}
export const aliasStructure = [['element', Field.node], ['name', Field.name]] as const

function baseName(element: ReturnsRows): string {
  if (!(element instanceof FromClause) || !element.isNamed) return 'anon'
  const name = element.name
  return name instanceof LabelName && name.isAnonymous ? 'anon' : anonBase(nameText(name))
}

/** `table AS name` (source: SQLAlchemy's `Alias`). */
export class Alias extends AliasedReturnsRows {
  override get description(): string { return this.isAnonymous ? `Anonymous alias of ${this.element.description}` : nameText(this.name) }
}
defineNode(Alias, 'visitAlias', aliasStructure, { hasIdentity: true })

/** The element at the bottom of a chain of aliases. */
export function unaliased(from: FromClause): FromClause {
  let inner = from
  while (inner instanceof Alias) inner = inner.element as FromClause
  return inner
}
