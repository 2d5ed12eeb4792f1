import type { InstanceState } from '../state/instance-state.ts'

/** What a collection reports its changes to: a relationship of one object. */
export interface CollectionEvents {
  /** An item is about to enter; returns the item to store. */
  itemAdded(state: InstanceState, item: object): object
  /** An item is about to leave. */
  itemRemoved(state: InstanceState, item: object): void
  /** The content was changed by index; these are the items before. */
  changedByIndex(state: InstanceState, before: readonly object[], removed: readonly object[], added: readonly object[]): void
  toString(): string
}

/** The object and attribute a collection belongs to. */
export interface CollectionOwner {
  readonly state: InstanceState
  readonly events: CollectionEvents
}
