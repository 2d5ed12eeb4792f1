/**
 * Changes to a collection that isn't loaded, made through the other side of the relationship. They are applied when the
 * collection is loaded (source: SQLAlchemy's `PendingCollection`).
 */
export class PendingCollection {
  readonly added: object[] = []
  readonly removed = new Set<object>()

  append(item: object): void {
    if (this.removed.has(item)) this.removed.delete(item)
    else if (!this.added.includes(item)) this.added.push(item)
  }

  remove(item: object): void {
    const at = this.added.indexOf(item)
    if (at >= 0) this.added.splice(at, 1)
    else this.removed.add(item)
  }
}
