/**
 * Changes of one attribute since the last flush. A scalar has at most one element in each list.
 * Source: SQLAlchemy's `History`.
 */
export interface History<T = unknown> {
  readonly added: readonly T[]
  readonly unchanged: readonly T[]
  readonly deleted: readonly T[]
}

const none: readonly never[] = Object.freeze([])

/** Nothing known: the attribute isn't loaded. */
export const BLANK_HISTORY: History<never> = Object.freeze({ added: none, unchanged: none, deleted: none })

export const addedOnly = <T>(added: readonly T[]): History<T> => ({ added, unchanged: none, deleted: none })
export const unchangedOnly = <T>(unchanged: readonly T[]): History<T> => ({ added: none, unchanged, deleted: none })

/** No changes and no value. */
export const isEmptyHistory = (h: History): boolean => h.added.length === 0 && h.unchanged.length === 0 && h.deleted.length === 0
export const hasChanges = (h: History): boolean => h.added.length > 0 || h.deleted.length > 0
/** Everything the attribute holds or held. */
export const allOf = <T>(h: History<T>): T[] => [...h.added, ...h.unchanged, ...h.deleted]
/** What the attribute holds now. */
export const nonDeleted = <T>(h: History<T>): T[] => [...h.added, ...h.unchanged]
/** What the database has. */
export const nonAdded = <T>(h: History<T>): T[] => [...h.unchanged, ...h.deleted]
