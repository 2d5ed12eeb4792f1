import { CollectionRelationship } from '../../attributes/collection-relationship.ts'
import type { RelationshipAttribute } from '../../attributes/relationship-attribute.ts'
import { isAbsent } from '../../attributes/sentinels.ts'
import type { Session } from '../../session/session.ts'
import type { InstanceState } from '../../state/instance-state.ts'
import type { LoadNode } from '../load-node.ts'
import type { EntityPlan } from '../plan.ts'
import { type EntityReader, warnSeveral } from './entity-reader.ts'
import type { Row } from './row-code.ts'

/** Loader options that an object was loaded with, and the values of the parameters in them. Kept in `state.loadOptions`. */
export interface RememberedOptions {
  readonly node: LoadNode
  readonly values: Readonly<Record<string, unknown>> | undefined
}

export interface LoadRunOptions {
  readonly session: Session
  readonly populateExisting: boolean
  /** Values of the statement's parameters. */
  readonly values: Readonly<Record<string, unknown>> | undefined
}

/** Members that joined rows bring together. */
interface Gathering {
  readonly members: object[]
  readonly seen: Set<object>
}

/** What one execution knows of one of its entities. */
export class EntityRun {
  readonly plan: EntityPlan
  readonly session: Session
  readonly loading: LoadRun
  readonly map: Map<unknown, InstanceState>
  readonly overwrites: boolean
  readonly remembered: RememberedOptions | null
  readonly hasJoined: boolean
  /** Objects met, where something remains to be done with them after the rows; each once. */
  readonly met: Set<InstanceState> | null
  /** Objects that were in the session before, and have been brought up to date. */
  readonly #visited: Set<InstanceState> | null

  constructor(plan: EntityPlan, loading: LoadRun) {
    this.plan = plan
    this.loading = loading
    const { session, populateExisting, values } = loading.options
    this.session = session
    this.map = session.identityMap.mapFor(plan.mapper.root)
    this.overwrites = populateExisting
    this.remembered = plan.node.isEmpty ? null : { node: plan.node, values }
    this.hasJoined = plan.joined.length > 0
    this.met = plan.postLoads.length > 0 || plan.empty.length > 0 || plan.node.subclasses.size > 0 ? new Set() : null
    this.#visited = populateExisting ? new Set() : null
  }

  isNew(state: InstanceState): void {
    this.met?.add(state)
    this.#visited?.add(state)
  }

  /** Whether an object that is there has to be looked at. */
  visit(state: InstanceState): boolean {
    this.met?.add(state)
    if (this.#visited === null) return true
    if (this.#visited.has(state)) return false
    this.#visited.add(state)
    return true
  }
}

/** One execution of a statement: what is shared by its rows. */
export class LoadRun {
  readonly options: LoadRunOptions
  readonly readers: readonly EntityReader[]
  readonly runs: readonly EntityRun[]
  readonly #gathered = new Map<RelationshipAttribute, Map<InstanceState, Gathering | null>>()

  constructor(readers: readonly EntityReader[], options: LoadRunOptions) {
    this.options = options
    this.readers = readers
    this.runs = readers.map((reader) => new EntityRun(reader.plan, this))
  }

  instance(entity: number, row: Row): InstanceState | null { return this.readers[entity]!.instance(row, this.runs[entity]!) }

  /** Targets of joined relationships in a row. */
  readJoined(reader: EntityReader, state: InstanceState, row: Row, run: EntityRun): void {
    for (const { relationship, target } of reader.joined) {
      const found = this.instance(target, row)
      if (!state.mapper.isA(relationship.parent)) continue
      let byState = this.#gathered.get(relationship)
      if (byState === undefined) this.#gathered.set(relationship, byState = new Map())
      let gathering = byState.get(state)
      if (gathering === undefined) {
        // what is loaded stays as it is
        const isWanted = run.overwrites || isAbsent(state.values[relationship.slot])
        gathering = isWanted ? { members: [], seen: new Set() } : null
        byState.set(state, gathering)
      }
      if (gathering === null || found === null || gathering.seen.has(found.object)) continue
      gathering.seen.add(found.object)
      gathering.members.push(found.object)
    }
  }

  /** After the last row of a batch: joined targets are put into their objects. */
  endRows(): void {
    for (const [relationship, byState] of this.#gathered) {
      for (const [state, gathering] of byState) {
        if (gathering === null) continue
        if (relationship instanceof CollectionRelationship) relationship.setLoaded(state, gathering.members)
        else {
          if (gathering.members.length > 1) warnSeveral(`${state.toString()}, ${relationship.key}`)
          state.setLoaded(relationship.slot, gathering.members[0] ?? null)
        }
      }
    }
    this.#gathered.clear()
    for (const run of this.runs) {
      for (const relationship of run.plan.empty) {
        for (const state of run.met ?? []) {
          if (!state.mapper.isA(relationship.parent) || !isAbsent(state.values[relationship.slot])) continue
          if (relationship instanceof CollectionRelationship) relationship.setLoaded(state, [])
          else state.setLoaded(relationship.slot, null)
        }
      }
    }
  }
}
