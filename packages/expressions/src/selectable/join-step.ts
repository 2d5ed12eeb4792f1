import type { ColumnElement } from '../elements/column-element.ts'
import { defineNode, Field, SqlNode } from '../structure/node.ts'
import type { FromElement } from './arguments.ts'
import type { JoinOptions } from './from-clause.ts'

/** What `join()` was given: mapped classes and relationships, for the ORM. */
export interface RawJoin {
  readonly target: unknown
  readonly on: unknown
  readonly left: unknown
}

/** One `join()` of a SELECT; placed in FROM when the statement is compiled. */
export class JoinStep extends SqlNode {
  readonly target: FromElement
  readonly on: ColumnElement | null
  readonly left: FromElement | null
  readonly isOuter: boolean
  readonly full: boolean
  /** Not part of the structure. */
  readonly raw: RawJoin

  constructor(target: FromElement, on: ColumnElement | null, left: FromElement | null, options: JoinOptions, raw: RawJoin) {
    super()
    this.target = target
    this.on = on
    this.left = left
    this.isOuter = options.isOuter ?? false
    this.full = options.full ?? false
    this.raw = raw
  }
}
defineNode(JoinStep, 'visitJoinStep', [['target', Field.node], ['on', Field.node], ['left', Field.node], ['isOuter', Field.value], ['full', Field.value]])
