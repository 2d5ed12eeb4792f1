import type { Attribute } from '../attributes/attribute.ts'
import type { CollectionRelationship } from '../attributes/collection-relationship.ts'
import { PendingCollection } from '../attributes/pending-collection.ts'
import { NOT_LOADED, NO_VALUE } from '../attributes/sentinels.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { Session } from '../session/session.ts'
import type { EntityCore } from './entity-core.ts'

/**
 * Everything the ORM knows about one object: its values by attribute slot, what the database has where it differs, and where
 * the object stands in a session. Fields are plain (no `#`): this is the hottest structure of the package.
 * Source of the semantics: SQLAlchemy's `InstanceState`.
 */
export class InstanceState {
  readonly mapper: Mapper
  /** By `Attribute.slot`. `undefined`: never given; `NOT_LOADED`: would have to be loaded. */
  values: unknown[]
  /** The object itself; set once, right after its construction. */
  object!: EntityCore
  /** Values that the database has, of the slots that were changed. */
  committedValues: Map<number, unknown> | null = null
  /** Made by `new` and never flushed: everything in it is an addition, so changes need no record. */
  isFresh: boolean
  /** Any change event since the last flush or load. */
  isModified = false
  /** All attributes were expired and none has been loaded since. */
  isExpired = false
  /** Slots of columns that a refresh has to load together. */
  expiredSlots: Set<number> | null = null
  /** Changes of collections that aren't loaded, by slot. */
  pendingCollections: Map<number, PendingCollection> | null = null
  /** Who holds this object, by relationship; false: it was let go. */
  parents: Map<Attribute, InstanceState | false> | null = null
  /** Key in the identity map of the root mapper; `undefined` for objects without identity. */
  key: unknown = undefined
  /** Values of the primary key at the time the identity was given. */
  identityValues: readonly unknown[] | null = null
  session: Session | null = null
  /** Order in which the object became pending. */
  insertOrder = 0
  /** DELETE was flushed. */
  isDeleted = false
  /** The state of a deleted object is still of interest to its transaction. */
  isOrphanedOutsideOfSession = false
  /** An array collection was handed out, so it may have been changed by index. */
  hasExposedArrays = false
  /** Loader options that this object was loaded with; kept for later loads. Belongs to the loading layer. */
  loadOptions: unknown = null

  constructor(mapper: Mapper, values: unknown[], isFresh: boolean) {
    this.mapper = mapper
    this.values = values
    this.isFresh = isFresh
  }

  /** Values of the primary key under which the object is known. */
  get identity(): readonly unknown[] { return this.identityValues ?? [this.key] }

  /** Row exists in the database as far as the session knows. */
  get hasIdentity(): boolean { return this.key !== undefined }

  /** For messages: `User#1`, `User (new)`. */
  toString(): string {
    return this.key === undefined ? `${this.mapper.name} (new)` : `${this.mapper.name}#${this.identity.map(String).join(',')}`
  }

  /** What the database has of a slot that was changed; `undefined` when it wasn't; `NO_VALUE` when there was none. */
  committedValue(slot: number): unknown {
    if (this.committedValues !== null) {
      const value = this.committedValues.get(slot)
      if (value !== undefined) return value
    }
    return this.isFresh ? NO_VALUE : undefined
  }

  /** Records that a slot is about to change. `previous` is kept only the first time. */
  changed(slot: number, previous: unknown): void {
    if (!this.isFresh) {
      const old = (this.committedValues ??= new Map<number, unknown>())
      if (!old.has(slot)) old.set(slot, previous)
    }
    if (!this.isModified) this.touch()
  }

  /** Marks the object as modified. */
  touch(): void {
    this.isModified = true
    this.session?.stateModified(this)
  }

  pendingFor(slot: number): PendingCollection {
    const all = (this.pendingCollections ??= new Map<number, PendingCollection>())
    let pending = all.get(slot)
    if (pending === undefined) all.set(slot, pending = new PendingCollection())
    return pending
  }

  /** Puts a loaded value into a slot. */
  setLoaded(slot: number, value: unknown): void {
    this.values[slot] = value
    this.committedValues?.delete(slot)
    this.isExpired = false
    this.expiredSlots?.delete(slot)
  }

  /** Everything is as in the database. */
  commitAll(): void {
    this.committedValues = null
    this.pendingCollections = null
    this.isFresh = false
    if (this.expiredSlots !== null) {
      for (const slot of this.expiredSlots) {
        const value = this.values[slot]
        if (value !== undefined && value !== NOT_LOADED) this.expiredSlots.delete(slot)
      }
    }
    this.isModified = false
    this.isExpired = false
  }

  /** Forgets all values; they have to be loaded again. */
  expire(): void {
    this.session?.identityMap.modified.delete(this)
    this.isExpired = true
    this.isModified = false
    this.isFresh = false
    this.committedValues = null
    this.pendingCollections = null
    this.parents = null
    const { mapper, values } = this
    this.expiredSlots = new Set(mapper.expirableSlots)
    for (const relationship of mapper.collections) this.#release(relationship)
    values.fill(NOT_LOADED)
    values.length = mapper.slotCount
    mapper.events?.emit('expire', this.object, undefined)
  }

  /** Forgets some values. */
  expireSlots(attributes: Iterable<Attribute>): void {
    const keys: string[] = []
    for (const attribute of attributes) {
      const { slot, kind } = attribute
      keys.push(attribute.key)
      if (kind === 'toMany') this.#release(attribute as CollectionRelationship)
      else if (this.mapper.expirableSlots.includes(slot)) (this.expiredSlots ??= new Set()).add(slot)
      this.values[slot] = NOT_LOADED
      this.committedValues?.delete(slot)
      this.pendingCollections?.delete(slot)
      if (this.isFresh) this.settle()
    }
    this.mapper.events?.emit('expire', this.object, keys)
  }

  /** Turns "fresh" into explicit records, where a part of the state is about to become known. */
  settle(): void {
    if (!this.isFresh) return
    this.isFresh = false
    this.values.forEach((value, slot) => {
      if (value !== undefined && value !== NOT_LOADED) (this.committedValues ??= new Map<number, unknown>()).set(slot, NO_VALUE)
    })
  }

  /** The collection in a slot no longer reports to this object. */
  #release(relationship: CollectionRelationship): void {
    const value = this.values[relationship.slot]
    if (value !== undefined && value !== NOT_LOADED) relationship.disconnect(value)
  }

  /** A value is in the slot. */
  holds(slot: number): boolean {
    const value = this.values[slot]
    return value !== undefined && value !== NOT_LOADED
  }
}
