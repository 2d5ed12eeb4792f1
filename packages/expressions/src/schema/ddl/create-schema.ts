import type { Name } from '../../structure/names.ts'
import { defineNode } from '../../structure/node.ts'
import { DdlElement } from './ddl-element.ts'

/** `CREATE SCHEMA …`. */
export class CreateSchema extends DdlElement {
  readonly name: Name
  readonly ifNotExists: boolean
  constructor(name: Name, options: { readonly ifNotExists?: boolean | undefined } = {}) {
    super()
    this.name = name
    this.ifNotExists = options.ifNotExists ?? false
  }
}
defineNode(CreateSchema, 'visitCreateSchema', null)

/** `DROP SCHEMA …`. */
export class DropSchema extends DdlElement {
  readonly name: Name
  readonly ifExists: boolean
  readonly cascade: boolean
  constructor(name: Name, options: { readonly ifExists?: boolean | undefined; readonly cascade?: boolean | undefined } = {}) {
    super()
    this.name = name
    this.ifExists = options.ifExists ?? false
    this.cascade = options.cascade ?? false
  }
}
defineNode(DropSchema, 'visitDropSchema', null)
