import type { Column } from '@athanor/expressions/elements'
import type { History } from '../attributes/history.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { ScalarRelationship } from '../attributes/scalar-relationship.ts'
import { NO_RESULT } from '../attributes/sentinels.ts'
import { ObjectDeletedError } from '../attributes/attribute-errors.ts'
import { warn } from '../events/warn.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { Session } from '../session/session.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { type Action, DeleteAll, DeleteState, PostUpdateAll, ProcessAll, ProcessState, SaveAll, SaveState } from './actions.ts'
import { needsLoad } from './delete-cascade.ts'
import type { Processor } from './processor.ts'
import { processorFor, watchersOf } from './processors.ts'
import { type Steps, wait } from './steps.ts'
import { itemsInCycles, sortInLevels } from './topological.ts'

/** What happens to an object in a flush. */
interface Fate { isDelete: boolean; listOnly: boolean }

/** Why an object is registered, for the warning when it isn't in the session. */
interface Reason { readonly operation: string; readonly relationship: RelationshipAttribute }

/**
 * The plan of one flush: which objects take part, in which steps, in which order. Planning is synchronous but for the loads it
 * asks for. Source: SQLAlchemy's `UOWTransaction`.
 */
export class UnitOfWork {
  readonly session: Session
  readonly fates = new Map<InstanceState, Fate>()
  readonly #byMapper = new Map<Mapper, Set<InstanceState>>()
  readonly #successors = new Map<Action, Set<Action>>()
  readonly #actions = new Set<Action>()
  readonly #preprocessors = new Map<Processor, Preprocess[]>()
  readonly #processors = new Map<Mapper, Set<Processor>>()
  readonly #histories = new Map<RelationshipAttribute, Map<InstanceState, { readonly history: History<object>; readonly isLoaded: boolean }>>()
  readonly #originals = new Map<RelationshipAttribute, Map<InstanceState, object | null>>()
  readonly #memos = new Map<unknown, unknown>()
  /** Cascaded changes of primary keys: the database follows by itself. */
  readonly cascadedKeys = new Map<InstanceState, Set<Column>>()
  readonly postUpdates = new Map<Mapper, { readonly states: Set<InstanceState>; readonly columns: Set<Column> }>()
  /** New objects that had no complete primary key before their INSERT. */
  readonly keyless: InstanceState[] = []
  #cycles: ReadonlySet<Action> = new Set()

  constructor(session: Session) { this.session = session }

  get hasWork(): boolean { return this.fates.size > 0 }
  get cycles(): ReadonlySet<Action> { return this.#cycles }

  /** Per-flush memory of a processor. */
  memo<V>(key: unknown, make: () => V): V {
    if (!this.#memos.has(key)) this.#memos.set(key, make())
    return this.#memos.get(key) as V
  }

  // objects ------------------------------------------------------------------------------------------------------------------

  /** Makes an object part of the flush. False: it isn't in the session. */
  register(state: InstanceState, options: { readonly isDelete?: boolean; readonly listOnly?: boolean; readonly cancelDelete?: boolean; readonly reason?: Reason } = {}): boolean {
    if (!this.session.containsState(state)) {
      const { reason } = options
      if (!state.isDeleted && reason !== undefined) {
        warn('OBJECT_NOT_IN_SESSION', `An object of ${state.mapper.name} is not in the session: the ${reason.operation} along ${reason.relationship.toString()} is not carried out. Add it, or use the cascade save-update.`)
      }
      return false
    }
    const isDelete = options.isDelete ?? false
    const listOnly = options.listOnly ?? false
    const fate = this.fates.get(state)
    if (fate === undefined) {
      const { mapper } = state
      let states = this.#byMapper.get(mapper)
      if (states === undefined) {
        this.#startMapper(mapper)
        states = this.#byMapper.get(mapper)
        if (states === undefined) this.#byMapper.set(mapper, states = new Set())
      }
      states.add(state)
      this.fates.set(state, { isDelete, listOnly })
    } else if (!listOnly && (isDelete || options.cancelDelete === true)) {
      fate.isDelete = isDelete
      fate.listOnly = false
    }
    return true
  }

  isDelete(state: InstanceState): boolean { return this.fates.get(state)?.isDelete === true }
  takesPart(state: InstanceState): boolean { return this.fates.has(state) }

  /** The object's own statement is no longer wanted: its row is used by another object. */
  withdraw(state: InstanceState): void {
    const fate = this.fates.get(state)
    if (fate !== undefined) fate.listOnly = true
  }

  hasStatesOf(mapper: Mapper): boolean { return this.#byMapper.has(mapper) }

  /** Objects of a hierarchy with a statement of the given kind, in the order of registration. */
  statesOf(root: Mapper, isDelete: boolean): InstanceState[] {
    const found: InstanceState[] = []
    for (const mapper of root.root.selfAndDescendants()) {
      for (const state of this.#byMapper.get(mapper) ?? []) {
        const fate = this.fates.get(state)!
        if (fate.isDelete === isDelete && !fate.listOnly) found.push(state)
      }
    }
    return found
  }

  /** Objects that a processor works on. */
  statesFor(processor: Processor, fromParent: boolean, isDelete: boolean): InstanceState[] {
    const found: InstanceState[] = []
    for (const mapper of mappersOf(processor, fromParent)) {
      for (const state of this.#byMapper.get(mapper) ?? []) {
        const fate = this.fates.get(state)!
        if (fate.isDelete === isDelete && !fate.listOnly) found.push(state)
      }
    }
    return found
  }

  relevant(processor: Processor, states: readonly InstanceState[]): InstanceState[] {
    return states.filter((state) => state.mapper.byKey.get(processor.relationship.key) === processor.relationship)
  }

  /** @internal For preprocessing. */
  *unprocessed(processor: Processor, fromParent: boolean, processed: ReadonlySet<InstanceState>): Generator<InstanceState> {
    for (const mapper of mappersOf(processor, fromParent)) {
      for (const state of this.#byMapper.get(mapper) ?? []) if (!processed.has(state)) yield state
    }
  }

  registerPostUpdate(state: InstanceState, columns: Iterable<Column>): void {
    const { root } = state.mapper
    let entry = this.postUpdates.get(root)
    if (entry === undefined) this.postUpdates.set(root, entry = { states: new Set(), columns: new Set() })
    entry.states.add(state)
    for (const column of columns) entry.columns.add(column)
  }

  // history and loads ----------------------------------------------------------------------------------------------------------

  /**
   * History of a relationship as the flush began; kept, so that foreign keys set meanwhile don't change it.
   * @param isLoaded the caller has loaded what was missing
   */
  history(state: InstanceState, relationship: RelationshipAttribute, isLoaded = false): History<object> {
    let map = this.#histories.get(relationship)
    if (map === undefined) this.#histories.set(relationship, map = new Map())
    const kept = map.get(state)
    if (kept !== undefined && (!isLoaded || kept.isLoaded)) return kept.history
    const original = this.#originals.get(relationship)?.get(state)
    const history = original !== undefined && relationship instanceof ScalarRelationship && state.holds(relationship.slot)
      ? relationship.historyAgainst(state, original)
      : relationship.history(state, { pending: true })
    map.set(state, { history, isLoaded })
    return history
  }

  /** Loads a relationship of objects where it is missing, in one go. */
  *loadMissing(states: Iterable<InstanceState>, relationship: RelationshipAttribute): Steps {
    const missing: InstanceState[] = []
    for (const state of states) if (needsLoad(relationship, state, true) && !this.#isReplaced(state, relationship)) missing.push(state)
    if (missing.length > 0) yield* wait(this.session.loading.loadRelationship(missing, relationship))
    yield* this.loadOriginals(states, relationship)
  }

  #isReplaced(state: InstanceState, relationship: RelationshipAttribute): boolean {
    return relationship.kind === 'toOne' && state.committedValue(relationship.slot) !== undefined
  }

  /** Loads what a reference was before it was replaced, where that wasn't known. */
  *loadOriginals(states: Iterable<InstanceState>, relationship: RelationshipAttribute): Steps {
    if (!relationship.deferredHistory) return
    let map = this.#originals.get(relationship)
    const missing: InstanceState[] = []
    for (const state of states) {
      if (state.key !== undefined && state.committedValue(relationship.slot) === NO_RESULT && map?.has(state) !== true) missing.push(state)
    }
    if (missing.length === 0) return
    if (map === undefined) this.#originals.set(relationship, map = new Map())
    const found = yield* wait(this.session.loading.loadCommittedReference(missing, relationship))
    for (const state of missing) map.set(state, found.get(state) ?? null)
  }

  /** Loads expired columns of objects whose keys are needed. @throws {ObjectDeletedError} */
  *refreshMissing(states: readonly InstanceState[]): Steps {
    if (states.length === 0) return
    const gone = yield* wait(this.session.loading.loadColumns(states, null))
    if (gone.length > 0) throw new ObjectDeletedError(`${gone.map(String).join(', ')}: the row was deleted meanwhile`)
  }

  // actions --------------------------------------------------------------------------------------------------------------------

  readonly #saveAlls = new Map<Mapper, SaveAll>()
  readonly #deleteAlls = new Map<Mapper, DeleteAll>()
  readonly #processAlls = new Map<Processor, Map<string, ProcessAll>>()
  readonly #postUpdateAlls = new Map<Mapper, Map<boolean, PostUpdateAll>>()
  readonly #saveStates = new Map<InstanceState, SaveState>()
  readonly #deleteStates = new Map<InstanceState, DeleteState>()
  readonly #processStates = new Map<Processor, Map<boolean, Map<InstanceState, ProcessState>>>()

  #keep<K, A extends Action>(map: Map<K, A>, key: K, make: () => A): A {
    let action = map.get(key)
    if (action === undefined) {
      map.set(key, action = make())
      this.#actions.add(action)
    }
    return action
  }
  saveAll(mapper: Mapper): SaveAll { return this.#keep(this.#saveAlls, mapper.root, () => new SaveAll(mapper.root)) }
  deleteAll(mapper: Mapper): DeleteAll { return this.#keep(this.#deleteAlls, mapper.root, () => new DeleteAll(mapper.root)) }
  saveState(state: InstanceState): SaveState { return this.#keep(this.#saveStates, state, () => new SaveState(state)) }
  deleteState(state: InstanceState): DeleteState { return this.#keep(this.#deleteStates, state, () => new DeleteState(state)) }
  processAll(processor: Processor, isDelete: boolean, fromParent: boolean): ProcessAll {
    const map = inner(this.#processAlls, processor)
    return this.#keep(map, `${isDelete}${fromParent}`, () => {
      const root = processor.relationship.parent.root
      let set = this.#processors.get(root)
      if (set === undefined) this.#processors.set(root, set = new Set())
      set.add(processor)
      return new ProcessAll(processor, isDelete, fromParent)
    })
  }
  postUpdateAll(mapper: Mapper, isDelete: boolean): PostUpdateAll {
    return this.#keep(inner(this.#postUpdateAlls, mapper.root), isDelete, () => new PostUpdateAll(mapper.root, isDelete))
  }
  processState(processor: Processor, isDelete: boolean, state: InstanceState): ProcessState {
    return this.#keep(inner(inner(this.#processStates, processor), isDelete), state, () => new ProcessState(processor, isDelete, state))
  }
  processorsOf(root: Mapper): Iterable<Processor> { return this.#processors.get(root.root) ?? [] }

  /** One action comes before another. */
  depend(before: Action, after: Action): void {
    const set = this.#successors.get(before)
    if (set === undefined) this.#successors.set(before, new Set([after]))
    else set.add(after)
  }

  registerPreprocessor(processor: Processor, fromParent: boolean): void {
    const list = this.#preprocessors.get(processor)
    if (list?.some((p) => p.fromParent === fromParent)) return
    const preprocess = new Preprocess(processor, fromParent)
    if (list === undefined) this.#preprocessors.set(processor, [preprocess])
    else list.push(preprocess)
  }

  #startMapper(mapper: Mapper): void {
    this.#byMapper.set(mapper, new Set())
    this.depend(this.saveAll(mapper), this.deleteAll(mapper))
    for (const processor of watchersOf(mapper)) processor.registerPreprocessors(this)
    for (const relationship of mapper.relationships) if (!relationship.viewOnly) processorFor(relationship).registerPreprocessors(this)
  }

  // planning and execution -------------------------------------------------------------------------------------------------------

  *execute(): Steps {
    const actions = yield* this.#plan()
    this.session.isSending = true
    if (this.#cycles.size === 0) {
      for (const level of sortInLevels(this.#successors, actions, String)) for (const action of level) yield* action.execute(this)
      return
    }
    for (const level of sortInLevels(this.#successors, actions, String)) {
      const left = new Set(level)
      for (const action of level) {
        if (!left.delete(action)) continue
        yield* action.execute(this, left)
      }
    }
  }

  *#plan(): Steps<Action[]> {
    // preprocessing may register objects, which may bring more preprocessing
    for (;;) {
      let hasWorked = false
      for (const list of [...this.#preprocessors.values()]) {
        for (const preprocess of [...list]) if (yield* preprocess.execute(this)) hasWorked = true
      }
      if (!hasWorked) break
    }
    const cycles = itemsInCycles(this.#successors)
    this.#cycles = cycles
    if (cycles.size > 0) yield* this.#breakCycles(cycles)
    const actions = [...this.#actions].filter((a) => !a.isDisabled && !cycles.has(a))
    return actions.sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0))
  }

  /** Where mappers depend on each other, each row is ordered by itself. */
  *#breakCycles(cycles: ReadonlySet<Action>): Steps {
    const converted = new Map<Action, readonly Action[]>()
    for (const action of cycles) converted.set(action, yield* action.perState(this))
    const edges = [...this.#successors].map(([before, after]) => [before, [...after]] as const)
    this.#successors.clear()
    for (const [before, list] of edges) {
      for (const after of list) {
        if (before.isDisabled || after.isDisabled) continue
        if (cycles.has(before)) {
          if (cycles.has(after)) continue
          for (const action of converted.get(before)!) this.depend(action, after)
        } else if (cycles.has(after)) for (const action of converted.get(after)!) this.depend(before, action)
        else this.depend(before, after)
      }
    }
  }
}

function inner<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let found = map.get(key)
  if (found === undefined) map.set(key, found = new Map())
  return found
}

function* mappersOf(processor: Processor, fromParent: boolean): Generator<Mapper> {
  const { relationship } = processor
  if (!fromParent) {
    yield* relationship.target.selfAndDescendants()
    return
  }
  for (const mapper of relationship.parent.selfAndDescendants()) if (mapper.byKey.get(relationship.key) === relationship) yield mapper
}

/** First phase of a relationship: objects that the flush has to take in, and whether the relationship has anything to do. */
class Preprocess {
  readonly processor: Processor
  readonly fromParent: boolean
  readonly #processed = new Set<InstanceState>()
  #isSetUp = false

  constructor(processor: Processor, fromParent: boolean) {
    this.processor = processor
    this.fromParent = fromParent
  }

  *execute(uow: UnitOfWork): Steps<boolean> {
    const deletes: InstanceState[] = []
    const saves: InstanceState[] = []
    for (const state of uow.unprocessed(this.processor, this.fromParent, this.#processed)) {
      const fate = uow.fates.get(state)!
      if (!fate.listOnly) (fate.isDelete ? deletes : saves).push(state)
    }
    if (deletes.length > 0) {
      yield* this.processor.presortDeletes(uow, deletes)
      for (const state of deletes) this.#processed.add(state)
    }
    if (saves.length > 0) {
      yield* this.processor.presortSaves(uow, saves)
      for (const state of saves) this.#processed.add(state)
    }
    if (deletes.length === 0 && saves.length === 0) return false
    if (!this.#isSetUp && ((yield* this.processor.hasChanges(uow, deletes, true)) || (yield* this.processor.hasChanges(uow, saves, false)))) {
      this.processor.registerActions(uow)
      this.#isSetUp = true
    }
    return true
  }
}
