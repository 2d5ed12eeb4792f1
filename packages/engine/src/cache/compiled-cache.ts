import { sameStructure, statementMatcher, structuralHash, type SqlNode } from '@athanor/expressions/elements'
import type { CompiledEntry } from './compiled-entry.ts'

/** Numbers about a cache; totals since it was made or cleared. */
export interface CompiledCacheStatistics {
  /** Executions that found a compiled form. */
  readonly hits: number
  /** Executions that had to compile. */
  readonly misses: number
  /** Compiled forms kept now. */
  readonly size: number
  /** Compiled forms kept after pruning. */
  readonly capacity: number
  /** Compiled forms dropped by pruning. */
  readonly pruned: number
  /** Compiled forms that have code of their own to compare new statements with, the most used ones; 64 at most. */
  readonly matchers: number
}

/** What a statement remembers of its last execution: where its compiled form is, and its own values. */
interface ExecutionMemo {
  readonly cache: CompiledCache
  readonly variant: string
  readonly entry: CompiledEntry
  readonly carriers: readonly SqlNode[]
}

/** A found entry and the value carriers of the statement that was looked up. Reused between calls: read it at once. */
export interface Lookup {
  entry: CompiledEntry | undefined
  carriers: readonly SqlNode[]
}

/** Making code for a comparison takes as long as some hundred comparisons. */
const comparisonsBeforeMatcher = 200
/** Such code takes some times the memory of what it belongs to. */
const maxMatchers = 64

/** Beyond these a hash is cheaper than trying one after the other. */
const maxRecent = 8

const nothing: readonly SqlNode[] = []
const memos = new WeakMap<SqlNode, ExecutionMemo>()

/**
 * Compiled statements of one engine, by structure. Least recently used ones are dropped once it has grown by half beyond
 * its capacity, so that a cache at its limit doesn't prune at every statement (source: SQLAlchemy's `LRUCache`, 500 entries).
 */
export class CompiledCache {
  /** Statements kept; pruned beyond 150 %. */
  readonly capacity: number
  readonly #limit: number
  /** Entries of one hash are chained by `next`. */
  readonly #byHash = new Map<number, CompiledEntry>()
  /** Entries for statements of one outline, the last used first: what is built again and again is found without a hash. */
  readonly #byOutline = new Map<number, CompiledEntry[]>()
  readonly #withMatcher = new Set<CompiledEntry>()
  readonly #found: Lookup = { entry: undefined, carriers: nothing }
  #size = 0
  #clock = 0
  #hits = 0
  #misses = 0
  #pruned = 0

  /** Made by engines. @param capacity entries kept; 0 keeps none */
  constructor(capacity: number) {
    this.capacity = capacity
    this.#limit = Math.floor(capacity * 1.5)
  }

  /**
   * The compiled form of an equal statement. A statement that was looked up before is not walked again; for others the
   * comparison also collects their values, so that nothing is walked twice.
   */
  lookup(statement: SqlNode, variant: string): Lookup {
    // A statement without a hash is new: it has no memo, and most new ones are executed once, so they get none either.
    const isNew = statement.hashMemo === 0
    const outline = isNew ? statement.outline : 0
    if (isNew) {
      const recent = outline === 0 ? undefined : this.#byOutline.get(outline)
      if (recent !== undefined) {
        const carriers: SqlNode[] = []
        for (let i = 0; i < recent.length; i++) {
          const entry = recent[i]!
          if (entry.variant === variant && this.#matches(entry, statement, carriers)) {
            if (i > 0) {
              recent[i] = recent[0]!
              recent[0] = entry
            }
            // Equal statements have equal hashes.
            statement.hashMemo = entry.exemplar.hashMemo
            statement.openMemo = entry.exemplar.openMemo
            return this.#hit(entry, carriers)
          }
          carriers.length = 0
        }
      }
    } else {
      const memo = memos.get(statement)
      if (memo !== undefined && memo.cache === this && memo.variant === variant && memo.entry.cached) return this.#hit(memo.entry, memo.carriers)
    }
    for (let entry = this.#byHash.get(structuralHash(statement)); entry !== undefined; entry = entry.next) {
      if (entry.variant !== variant) continue
      const carriers: SqlNode[] = []
      if (!sameStructure(entry.exemplar, statement, carriers)) continue
      if (outline !== 0) this.#recall(outline, entry)
      if (!isNew) this.#remember(statement, variant, entry, carriers)
      return this.#hit(entry, carriers)
    }
    this.#misses++
    this.#found.entry = undefined
    this.#found.carriers = nothing
    return this.#found
  }

  #matches(entry: CompiledEntry, statement: SqlNode, carriers: SqlNode[]): boolean {
    if (entry.matcher !== undefined) return entry.matcher(statement, carriers)
    if (++entry.comparisons === comparisonsBeforeMatcher) this.#makeMatcher(entry)
    return sameStructure(entry.exemplar, statement, carriers)
  }
  #makeMatcher(entry: CompiledEntry): void {
    const matcher = statementMatcher(entry.exemplar)
    if (matcher === undefined) return
    if (this.#withMatcher.size >= maxMatchers) {
      let oldest = entry
      for (const other of this.#withMatcher) if (oldest === entry || other.lastUsed < oldest.lastUsed) oldest = other
      this.#dropMatcher(oldest)
    }
    entry.matcher = matcher
    this.#withMatcher.add(entry)
  }
  #dropMatcher(entry: CompiledEntry): void {
    entry.matcher = undefined
    entry.comparisons = 0
    this.#withMatcher.delete(entry)
  }

  /** Puts an entry first among those of its outline; the last one goes when there are many. */
  #recall(outline: number, entry: CompiledEntry): void {
    const recent = this.#byOutline.get(outline)
    if (recent === undefined) this.#byOutline.set(outline, [entry])
    else if (!recent.includes(entry)) {
      recent.unshift(entry)
      if (recent.length > maxRecent) recent.pop()
    }
  }

  #hit(entry: CompiledEntry, carriers: readonly SqlNode[]): Lookup {
    this.#hits++
    entry.lastUsed = ++this.#clock
    this.#found.entry = entry
    this.#found.carriers = carriers
    return this.#found
  }

  /** Keeps a compiled statement. */
  store(entry: CompiledEntry, carriers: readonly SqlNode[]): void {
    if (this.capacity === 0) return
    const hash = structuralHash(entry.exemplar)
    entry.next = this.#byHash.get(hash)
    entry.lastUsed = ++this.#clock
    entry.cached = true
    this.#byHash.set(hash, entry)
    const { outline } = entry.exemplar
    if (outline !== 0) this.#recall(outline, entry)
    this.#size++
    this.#remember(entry.exemplar, entry.variant, entry, carriers)
    if (this.#size > this.#limit) this.#prune()
  }

  /** Forgets all of them. */
  clear(): void {
    for (const entry of this.#entries()) entry.cached = false
    this.#byHash.clear()
    this.#byOutline.clear()
    this.#withMatcher.clear()
    this.#size = 0
    this.#hits = 0
    this.#misses = 0
    this.#pruned = 0
  }

  /** Hits, misses and what else was counted. */
  get statistics(): CompiledCacheStatistics {
    return { hits: this.#hits, misses: this.#misses, size: this.#size, capacity: this.capacity, pruned: this.#pruned, matchers: this.#withMatcher.size }
  }

  #remember(statement: SqlNode, variant: string, entry: CompiledEntry, carriers: readonly SqlNode[]): void {
    memos.set(statement, { cache: this, variant, entry, carriers })
  }

  *#entries(): Generator<CompiledEntry> {
    for (const first of this.#byHash.values()) for (let entry: CompiledEntry | undefined = first; entry !== undefined; entry = entry.next) yield entry
  }

  #prune(): void {
    const entries = [...this.#entries()].sort((a, b) => b.lastUsed - a.lastUsed)
    this.#byHash.clear()
    this.#byOutline.clear()
    for (const [i, entry] of entries.entries()) {
      entry.next = undefined
      if (i >= this.capacity) {
        entry.cached = false
        this.#dropMatcher(entry)
        this.#pruned++
        continue
      }
      const hash = structuralHash(entry.exemplar)
      entry.next = this.#byHash.get(hash)
      this.#byHash.set(hash, entry)
    }
    this.#size = Math.min(entries.length, this.capacity)
  }
}
