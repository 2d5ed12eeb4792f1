import { defineNode } from '../../structure/node.ts'
import type { Constraint } from '../constraint.ts'
import { DdlElement } from './ddl-element.ts'

/** `ALTER TABLE … ADD CONSTRAINT …`. */
export class AddConstraint extends DdlElement {
  readonly constraint: Constraint
  /** @param options `isolate`: CREATE TABLE leaves the constraint out from now on. Default true. */
  constructor(constraint: Constraint, options: { readonly isolate?: boolean | undefined } = {}) {
    super()
    this.constraint = constraint
    if (options.isolate ?? true) constraint.isolated = true
  }
}
defineNode(AddConstraint, 'visitAddConstraint', null)

/** `ALTER TABLE … DROP CONSTRAINT …`. */
export class DropConstraint extends DdlElement {
  readonly constraint: Constraint
  readonly cascade: boolean
  readonly ifExists: boolean
  /** @param options `isolate`: CREATE TABLE leaves the constraint out from now on. Default false. */
  constructor(constraint: Constraint, options: { readonly cascade?: boolean | undefined; readonly ifExists?: boolean | undefined; readonly isolate?: boolean | undefined } = {}) {
    super()
    this.constraint = constraint
    this.cascade = options.cascade ?? false
    this.ifExists = options.ifExists ?? false
    if (options.isolate) constraint.isolated = true
  }
}
defineNode(DropConstraint, 'visitDropConstraint', null)
