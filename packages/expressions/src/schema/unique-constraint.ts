import { defineNode } from '../structure/node.ts'
import { ColumnsConstraint } from './constraint.ts'
import type { ConstraintOptions } from './foreign-key-options.ts'
import type { ConventionKind } from './naming-convention.ts'
import type { Table } from './table.ts'

/** `UNIQUE (…)`. */
export class UniqueConstraint extends ColumnsConstraint {
  constructor(columns: readonly unknown[], options: ConstraintOptions = {}) {
    super(columns, options, 'unique()')
    this.attachByColumns()
  }
  get conventionKind(): ConventionKind { return 'uq' }
  copyFor(table: Table): UniqueConstraint {
    const copy = new UniqueConstraint(this.columnKeys, this.copyOptions)
    table.appendConstraint(copy)
    return copy
  }
}
defineNode(UniqueConstraint, 'visitUniqueConstraint', null)
