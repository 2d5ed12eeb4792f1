import { ArgumentError } from '@athanor/interfaces'
import { defineNode } from '../../structure/node.ts'
import type { Table } from '../table.ts'
import { DdlElement } from './ddl-element.ts'

/**
 * DDL as text. `%(name)s` is replaced by what `context` has under the name, and `%%` is a percent sign. As a handler of a
 * table's event, the text also knows `table`, `schema` and `fullname` of the table, quoted where necessary.
 * @example
 * users.on('afterCreate', ddl('ALTER TABLE %(fullname)s ENABLE ROW LEVEL SECURITY').executeIf({ dialect: 'postgresql' }))
 */
export class DdlText extends DdlElement {
  readonly statement: string
  readonly context: Readonly<Record<string, unknown>>
  /** The table whose event runs it. */
  readonly target: Table | undefined
  constructor(statement: string, context: Readonly<Record<string, unknown>> = {}, target?: Table) {
    super()
    if (typeof statement !== 'string') throw new ArgumentError('ddl() needs SQL text')
    this.statement = statement
    this.context = context
    this.target = target
  }
  /** The same text for a table. */
  against(table: Table): DdlText {
    const copy = new DdlText(this.statement, this.context, table)
    return this.condition === undefined ? copy : copy.executeIf(this.condition)
  }
}
defineNode(DdlText, 'visitDdl', null)

/** DDL as text; see `DdlText`. */
export const ddl = (statement: string, context: Readonly<Record<string, unknown>> = {}): DdlText => new DdlText(statement, context)
