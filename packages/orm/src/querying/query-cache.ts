import { sameStructure, type Select, type SqlNode, structuralHash, valueCarriers } from '@athanor/expressions/elements'
import type { QueryPlan } from '../loading/plan.ts'
import { nameParameters, ormKey, type OrmKey } from './orm-key.ts'
import { planSelect } from './orm-select.ts'

/** A worked out statement, found by structure. */
export class PlannedQuery {
  readonly exemplar: OrmKey
  readonly plan: QueryPlan
  /** Names of its parameters, by the order in which a comparison meets them. */
  readonly names: readonly (string | null)[]
  /** What the executions of one dialect share; see `loading/row-reader.ts`. */
  readonly readers = new Map<string, unknown>()
  lastUsed = 0
  isCached = true
  constructor(exemplar: OrmKey, plan: QueryPlan, names: readonly (string | null)[]) {
    this.exemplar = exemplar
    this.plan = plan
    this.names = names
  }
}

interface Memo {
  readonly query: PlannedQuery
  readonly carriers: readonly SqlNode[]
}

/** A statement's plan, and its own parameters in the order of the plan's names. */
export interface FoundQuery extends Memo {}

/**
 * Plans of SELECTs with entities, by structure: the same query with other values is neither transformed nor planned again, and
 * the plain statement of its plan is found compiled by the engine without being walked. Least recently used plans go first.
 */
export class QueryCache {
  readonly capacity: number
  readonly #byHash = new Map<number, PlannedQuery[]>()
  readonly #memos = new WeakMap<Select, Memo | null>()
  #size = 0
  #clock = 0
  #hits = 0
  #misses = 0

  constructor(capacity = 500) { this.capacity = capacity }

  get statistics(): { readonly hits: number; readonly misses: number; readonly size: number } {
    return { hits: this.#hits, misses: this.#misses, size: this.#size }
  }

  /** The plan of a SELECT; null when there is no mapped class in it. */
  find(statement: Select): FoundQuery | null {
    const memo = this.#memos.get(statement)
    if (memo === null) return null
    if (memo !== undefined && memo.query.isCached) {
      this.#hits++
      memo.query.lastUsed = ++this.#clock
      return memo
    }
    const key = ormKey(statement)
    if (key === undefined) {
      this.#memos.set(statement, null)
      return null
    }
    const found = this.#lookup(key) ?? this.#make(key)
    this.#memos.set(statement, found)
    return found
  }

  #lookup(key: OrmKey): Memo | undefined {
    for (const query of this.#byHash.get(structuralHash(key)) ?? []) {
      const carriers: SqlNode[] = []
      if (!sameStructure(query.exemplar, key, carriers)) continue
      this.#hits++
      query.lastUsed = ++this.#clock
      return { query, carriers }
    }
    return undefined
  }

  #make(key: OrmKey): Memo {
    this.#misses++
    const carriers = valueCarriers(key)
    const named = nameParameters(key)
    const query = new PlannedQuery(key, planSelect(named.key.statement, named.key.options), named.names)
    query.lastUsed = ++this.#clock
    const hash = structuralHash(key)
    const list = this.#byHash.get(hash)
    if (list === undefined) this.#byHash.set(hash, [query])
    else list.push(query)
    if (++this.#size > this.capacity * 1.5) this.#prune()
    return { query, carriers }
  }

  #prune(): void {
    const all = [...this.#byHash.entries()].flatMap(([hash, list]) => list.map((query) => ({ hash, query }))).sort((a, b) => b.query.lastUsed - a.query.lastUsed)
    this.#byHash.clear()
    for (const [i, { hash, query }] of all.entries()) {
      if (i >= this.capacity) {
        query.isCached = false
        continue
      }
      const list = this.#byHash.get(hash)
      if (list === undefined) this.#byHash.set(hash, [query])
      else list.push(query)
    }
    this.#size = Math.min(all.length, this.capacity)
  }
}

/** Plans are the same for every session. */
export const queryCache = new QueryCache()
