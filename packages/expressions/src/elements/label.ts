import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { AnonToken, LabelName, nameText, type Name } from '../structure/names.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import { ColumnElement } from './column-element.ts'

/** `element AS name`. */
export class Label extends ColumnElement {
  readonly name: Name
  readonly element: ColumnElement
  readonly type: SqlType
  /** @internal */ markLeft = 0
  /** @internal */ markRight = 0

  constructor(name: Name | null, element: ColumnElement, type?: SqlType) {
    super()
    let inner = element
    while (inner instanceof Label) inner = inner.element
    this.element = inner.selfGroup(op.as)
    this.name = name ?? new LabelName([new AnonToken(ownName(inner) ?? 'anon')])
    this.type = type ?? inner.type
  }
  get key(): string { return nameText(this.name) }
  override get proxyKey(): string | undefined { return nameText(this.name) }
  override get isImplicitlyBoolean(): boolean { return this.element.isImplicitlyBoolean }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override get orderByLabelElement(): ColumnElement { return this }
  override get anonLabel(): LabelName { return this.element.anonLabel }
  override selfGroup(against?: Operator): ColumnElement {
    const inner = this.element.selfGroup(against)
    return inner === this.element ? this : new Label(this.name, inner, this.type)
  }
  override negated(): ColumnElement { return new Label(this.name, this.element.negated(), this.type) }
}
defineNode(Label, 'visitLabel', [['name', Field.name], ['element', Field.node], ['type', Field.type]], { hasIdentity: true })

/** Name that an element has by itself: of a column or a function. */
function ownName(element: ColumnElement): string | undefined {
  const { name } = element as { readonly name?: Name }
  return name === undefined || (name instanceof LabelName && name.isAnonymous) ? undefined : nameText(name)
}
