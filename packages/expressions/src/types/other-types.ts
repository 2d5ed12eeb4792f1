import type { Dialect } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { quoteLiteral } from './literal-quoting.ts'
import { defineType, SqlType } from './sql-type.ts'

/** `BLOB`, `BYTEA`, `VARBINARY(max)`; a `Uint8Array`. */
export class LargeBinaryType extends SqlType {
  readonly length: number | undefined
  constructor(length?: number) {
    super()
    this.length = length
  }
  protected get args(): readonly unknown[] { return [this.length] }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    return operator === op.add && (other.affinity === 'binary' || other.affinity === 'string' || other.affinity === 'null') ? [op.concat, this] : [operator, this]
  }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const own = (dialect as Dialect & { bytesLiteral?(bytes: Uint8Array): string }).bytesLiteral?.bind(dialect)
    // plain text is written as SQLAlchemy does; anything else would not come back as it was
    const isPlain = (bytes: Uint8Array): boolean => own === undefined || bytes.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x5c)
    return (value) => (value instanceof Uint8Array && !isPlain(value) ? own!(value) : quoteLiteral(dialect, value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)))
  }
}
defineType(LargeBinaryType, 'visitLargeBinary', 'binary', 'bytes')

/** `UUID`, or `CHAR(32)` where there is no such type; a string in lower case. */
export class UuidType extends SqlType {
  readonly nativeUuid: boolean
  /** Values are UUIDs in their usual form; false: any string. */
  readonly asUuid: boolean
  constructor(options: { readonly nativeUuid?: boolean | undefined; readonly asUuid?: boolean | undefined } = {}) {
    super()
    this.nativeUuid = options.nativeUuid ?? true
    this.asUuid = options.asUuid ?? true
  }
  protected get args(): readonly unknown[] { return [this.nativeUuid, this.asUuid] }
  protected override get hasTextValues(): boolean { return true }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    return (value) => quoteLiteral(dialect, dialect.capabilities.supportsNativeUuid && this.nativeUuid ? String(value) : String(value).replaceAll('-', ''))
  }
}
defineType(UuidType, 'visitUuid', 'uuid')

/** Any value that a codec makes into bytes; the place of SQLAlchemy's `PickleType`. */
export class PickleType extends LargeBinaryType {}
defineType(PickleType, 'visitLargeBinary', 'binary', 'bytes')
