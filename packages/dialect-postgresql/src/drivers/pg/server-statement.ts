import type { RowLayout } from './row-layout.ts'

/** A statement as the server knows it: prepared under a name, or for one use under the empty one. */
export class ServerStatement {
  readonly sql: string
  readonly name: string
  isParsed = false
  /** Known after the first execution: then the server needn't describe the rows again. */
  layout: RowLayout | undefined

  constructor(sql: string, name: string) {
    this.sql = sql
    this.name = name
  }
}
