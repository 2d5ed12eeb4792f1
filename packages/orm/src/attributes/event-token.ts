import type { Attribute } from './attribute.ts'

/**
 * Where a chain of attribute events began. Two sides of a relationship change each other; the token stops the recursion
 * and reveals conflicts (source: SQLAlchemy's `AttributeEventToken`). Compared by identity.
 */
export class EventToken {
  readonly attribute: Attribute
  readonly operation: 'append' | 'remove' | 'replace' | 'bulkReplace'
  constructor(attribute: Attribute, operation: EventToken['operation']) {
    this.attribute = attribute
    this.operation = operation
  }
}
