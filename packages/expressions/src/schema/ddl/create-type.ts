import { typeArgument } from '../../elements/type-argument.ts'
import { defineNode } from '../../structure/node.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { DdlElement } from './ddl-element.ts'

abstract class TypeElement extends DdlElement {
  readonly type: SqlType
  constructor(type: unknown) {
    super()
    this.type = typeArgument(type, this.constructor.name)
  }
}
/** `CREATE TYPE … AS ENUM (…)`. */
export class CreateEnumType extends TypeElement {}
defineNode(CreateEnumType, 'visitCreateEnumType', null)
/** `DROP TYPE …`. */
export class DropEnumType extends TypeElement {}
defineNode(DropEnumType, 'visitDropEnumType', null)
/** `CREATE DOMAIN … AS …`. */
export class CreateDomainType extends TypeElement {}
defineNode(CreateDomainType, 'visitCreateDomainType', null)
/** `DROP DOMAIN …`. */
export class DropDomainType extends TypeElement {}
defineNode(DropDomainType, 'visitDropDomainType', null)
