import { typeArgument } from '../elements/type-argument.ts'
import { nameText, type Name } from '../structure/names.ts'
import { defineNode, SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { Column } from './column.ts'
import type { MetaData } from './meta-data.ts'
import { NextValue } from './next-value.ts'
import type { SequenceOptions } from './sequence-options.ts'

/** Options of a sequence besides its numbers. */
export interface CreateSequenceOptions extends SequenceOptions {
  /** Default: the metadata's schema. `null`: none at all. */
  readonly schema?: Name | null | undefined
  /** `createAll` and `dropAll` of this collection include the sequence. */
  readonly metadata?: MetaData | undefined
  /** Used only where the database has no other way to generate keys. */
  readonly optional?: boolean | undefined
  readonly dataType?: unknown
  readonly info?: Readonly<Record<string, unknown>> | undefined
}

/**
 * A sequence in the database. As a column's default it gives the value at INSERT.
 * @example
 * integer().primaryKey().default(sequence('user_id_seq', { start: 100 }))
 */
export class Sequence extends SqlNode {
  readonly kind = 'sequence' as const
  readonly isSequence = true
  readonly name: Name
  readonly schema: Name | null
  readonly settings: SequenceOptions
  readonly optional: boolean
  readonly dataType: SqlType | undefined
  readonly info: Readonly<Record<string, unknown>>
  metadata: MetaData | null
  /** The column whose default it is, if any. */
  column: Column | null = null

  constructor(name: Name, options: CreateSequenceOptions = {}) {
    super()
    const { schema, metadata, optional, dataType, info, ...settings } = options
    this.name = name
    this.schema = schema === undefined ? metadata?.schema ?? null : schema
    this.settings = settings
    this.optional = optional ?? false
    this.dataType = dataType === undefined || dataType === null ? undefined : typeArgument(dataType, 'sequence()')
    this.info = info ?? {}
    this.metadata = metadata ?? null
    metadata?.addSequence(this)
  }
  /** `schema.name`. */
  get key(): string { return this.schema === null ? nameText(this.name) : `${nameText(this.schema)}.${nameText(this.name)}` }

  /** `nextval('s')`, `NEXT VALUE FOR s`, `s.nextval`, by dialect. */
  nextValue(): NextValue { return new NextValue(this) }
}
defineNode(Sequence, 'visitSequence', null)
