import { asNode, defineNode, Field, SqlNode } from '../structure/node.ts'
import { columnsClauseItem } from './arguments.ts'

export interface ForUpdateOptions {
  /** `NOWAIT` */
  readonly nowait?: boolean | undefined
  /** `FOR SHARE` */
  readonly read?: boolean | undefined
  /** `SKIP LOCKED` */
  readonly skipLocked?: boolean | undefined
  /** `FOR NO KEY UPDATE`, or with `read` `FOR KEY SHARE` */
  readonly keyShare?: boolean | undefined
  /** `OF …`: tables or columns */
  readonly of?: unknown
}

/** What FOR UPDATE was told. */
export class ForUpdate extends SqlNode {
  readonly nowait: boolean
  readonly read: boolean
  readonly skipLocked: boolean
  readonly keyShare: boolean
  readonly of: readonly SqlNode[] | null

  constructor(options: ForUpdateOptions = {}) {
    super()
    this.nowait = options.nowait ?? false
    this.read = options.read ?? false
    this.skipLocked = options.skipLocked ?? false
    this.keyShare = options.keyShare ?? false
    const of: unknown = options.of
    this.of = of === undefined || of === null ? null
      : (Array.isArray(of) && asNode(of) === undefined ? of as readonly unknown[] : [of]).map((item) => columnsClauseItem(item, 'of of withForUpdate()'))
  }
}
defineNode(ForUpdate, 'visitForUpdate', [
  ['nowait', Field.value], ['read', Field.value], ['skipLocked', Field.value], ['keyShare', Field.value], ['of', Field.nodes],
])
