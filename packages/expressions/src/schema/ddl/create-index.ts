import { defineNode } from '../../structure/node.ts'
import type { Index } from '../table-index.ts'
import { DdlElement } from './ddl-element.ts'

/** `CREATE INDEX …`. */
export class CreateIndex extends DdlElement {
  readonly index: Index
  readonly ifNotExists: boolean
  constructor(index: Index, options: { readonly ifNotExists?: boolean | undefined } = {}) {
    super()
    this.index = index
    this.ifNotExists = options.ifNotExists ?? false
  }
}
defineNode(CreateIndex, 'visitCreateIndex', null)

/** `DROP INDEX …`. */
export class DropIndex extends DdlElement {
  readonly index: Index
  readonly ifExists: boolean
  constructor(index: Index, options: { readonly ifExists?: boolean | undefined } = {}) {
    super()
    this.index = index
    this.ifExists = options.ifExists ?? false
  }
}
defineNode(DropIndex, 'visitDropIndex', null)
