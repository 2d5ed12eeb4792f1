import type { Connection, ExecutableLike, ExecuteOptions, FirstOf, ParameterSets, PendingRows, StatementRow, Rows, StatementTuple } from '@athanor/engine'
import { IllegalStateChangeError, InvalidRequestError, isError, type MaybePromise, NoResultFoundError, ResourceClosedError, StatementError } from '@athanor/interfaces'
import type { Attribute } from '../attributes/attribute.ts'
import { DetachedInstanceError } from '../attributes/attribute-errors.ts'
import { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { warn } from '../events/warn.ts'
import type { OrmExecution } from '../loading/orm-execution.ts'
import type { OrmStream } from '../loading/orm-stream.ts'
import { IdentityMap } from '../identity/identity-map.ts'
import { mapperOf } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { assertNotShadowed } from '../state/assert-not-shadowed.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { requireState } from '../state/require-state.ts'
import type { SessionGet, SessionGetOne, SessionLoad } from '../typing/session-signatures.ts'
import { cascade } from '../unit-of-work/cascades.ts'
import { deleteCascade } from '../unit-of-work/delete-cascade.ts'
import { flushSteps } from '../unit-of-work/flush.ts'
import { drive, isPromise, type Steps, wait } from '../unit-of-work/steps.ts'
import { makeLoading } from './make-loading.ts'
import type { Loading, LookupByKeyOptions } from './loading-port.ts'
import { mergeState } from './merge.ts'
import { identityArgument } from './identity-argument.ts'
import { UnboundExecutionError } from './session-errors.ts'
import { SessionEvents, type SessionEvent, type SessionEventMap } from './session-events.ts'
import { checkSessionOptions, type SessionBind, type SessionOptions } from './session-options.ts'
import { SessionTransaction } from './session-transaction.ts'

/** What an operation of a session may coincide with. */
interface OperationOptions {
  /** Allowed although the transaction failed. */
  readonly whenInactive?: boolean
}

/**
 * A unit of work: the objects of one task, each row once, and the transaction in which their changes are written.
 * Not for use by several tasks at a time. Source: SQLAlchemy's `Session`.
 *
 * @example
 * await using session = new Session(engine)
 * session.add(new User({ name: 'sandy' }))
 * await session.commit()
 */
export class Session implements AsyncDisposable {
  readonly bind: SessionBind | null
  readonly options: SessionOptions
  readonly info: Record<string, unknown>
  /** Objects that have rows, by class and key. */
  readonly identityMap = new IdentityMap()
  /** @internal */ readonly loading: Loading
  /** Flushes before statements. */
  autoflush: boolean
  readonly #events: SessionEvents
  readonly #new = new Map<InstanceState, object>()
  readonly #deleted = new Map<InstanceState, object>()
  /** Objects whose lists were handed out, and may have been changed by index. */
  readonly #exposed = new Set<InstanceState>()
  #transaction: SessionTransaction | null = null
  #isFlushing = false
  /** The SQL of a flush is being sent: changes now come too late. */
  #isSending = false
  #isClosed = false
  #running: string | null = null
  #queue: Promise<unknown> | null = null
  /** Listeners run within an operation and may use the session. */
  #listening = 0

  constructor(bind: SessionBind | null = null, options: SessionOptions = {}, events: SessionEvents = new SessionEvents()) {
    this.bind = bind
    this.options = checkSessionOptions(options)
    this.info = options.info ?? {}
    this.autoflush = options.autoflush ?? true
    this.#events = events
    this.loading = makeLoading(this)
  }

  // contents ---------------------------------------------------------------------------------------------------------------

  /** Objects that will be inserted. */
  get new(): ReadonlySet<object> { return new Set(this.#new.values()) }
  /** Objects that will be deleted. */
  get deleted(): ReadonlySet<object> { return new Set(this.#deleted.values()) }
  /** Objects with change events since the last flush; perhaps without a net change. */
  get dirty(): ReadonlySet<object> {
    this.reconcile()
    const dirty = new Set<object>()
    for (const state of this.identityMap.modified) if (!this.#deleted.has(state)) dirty.add(state.object)
    return dirty
  }
  /** The object is pending or persistent in this session. */
  contains(object: object): boolean { return this.containsState(requireState(object, 'session.contains()')) }
  *[Symbol.iterator](): Generator<object> {
    yield* this.#new.values()
    for (const state of this.identityMap.states()) yield state.object
  }

  /** Whether the object has changes that a flush would write. */
  isModified(object: object, options: { readonly includeCollections?: boolean } = {}): boolean {
    const state = requireState(object, 'session.isModified()')
    this.#reconcileState(state)
    if (!state.isModified) return false
    for (const attribute of state.mapper.attributes) {
      if (attribute === undefined || attribute.kind === 'hybrid' || attribute.kind === 'composite') continue
      if (options.includeCollections === false && attribute.kind === 'toMany') continue
      const history = attribute.history(state)
      if (history.added.length > 0 || history.deleted.length > 0) return true
    }
    return false
  }

  // adding, deleting, detaching ----------------------------------------------------------------------------------------------

  /**
   * Puts objects into the session; they will be inserted at the next flush, with all objects that the `save-update` cascade
   * reaches from them.
   * @throws {UnmappedInstanceError} @throws {InvalidRequestError} for an object of another session, or a deleted one
   */
  add(...objects: readonly object[]): void {
    this.warnDuringFlush('session.add()')
    for (const object of objects) this.saveOrUpdateState(requireState(object, 'session.add()'))
  }
  addAll(objects: Iterable<object>): void { this.add(...objects) }

  /**
   * Marks an object for deletion at the next flush. Objects that the `delete` cascade reaches are loaded and marked too, so
   * there may be something to wait for.
   */
  delete(object: object): Promise<void> {
    this.warnDuringFlush('session.delete()')
    return this.read('delete()', () => this.#deleteSteps([requireState(object, 'session.delete()')]))
  }
  deleteAll(objects: Iterable<object>): Promise<void> {
    return this.read('deleteAll()', () => this.#deleteSteps([...objects].map((o) => requireState(o, 'session.deleteAll()'))))
  }

  *#deleteSteps(heads: readonly InstanceState[]): Steps {
    const marked: InstanceState[] = []
    for (const head of heads) {
      if (head.key === undefined) throw new InvalidRequestError(`${head.toString()} is not persisted, so it can't be deleted. To drop a new object, use session.expunge().`)
      if (!this.#attachForDelete(head)) continue
      this.#reconcileState(head)
      marked.push(head)
    }
    // the cascade is followed before anything is marked, so that an autoflush on the way doesn't delete it
    const cascaded = yield* deleteCascade(this, marked)
    for (const head of marked) this.#deleted.set(head, head.object)
    for (const state of cascaded) if (state.key !== undefined && this.#attachForDelete(state)) this.#deleted.set(state, state.object)
  }

  /** False: it is marked already. */
  #attachForDelete(state: InstanceState): boolean {
    const mustAttach = this.#beforeAttach(state)
    if (this.#deleted.has(state)) return false
    this.#addToIdentityMap(state)
    if (mustAttach) this.#afterAttach(state)
    return true
  }

  /** Takes an object out of the session, with those that the `expunge` cascade reaches. */
  expunge(object: object): void {
    const state = requireState(object, 'session.expunge()')
    if (state.session !== this) throw new InvalidRequestError(`${state.toString()} is not in this session`)
    this.expungeStates([state, ...cascade('expunge', state)], false)
  }

  /** Takes all objects out of the session. */
  expungeAll(): void {
    const all = [...this.identityMap.states(), ...this.#new.keys()]
    this.identityMap.clear()
    this.#new.clear()
    this.#deleted.clear()
    this.detachStates(all)
  }

  // expiry -------------------------------------------------------------------------------------------------------------------

  /** Forgets the values of an object, or some of them; changes that were not flushed are lost. They have to be loaded again. */
  expire(object: object, keys?: readonly string[]): void {
    const state = requireState(object, 'session.expire()')
    this.#assertPersistent(state)
    if (keys !== undefined && keys.length > 0) {
      state.expireSlots(keys.map((key) => state.mapper.attribute(key)))
      return
    }
    const cascaded = [...cascade('refreshExpire', state)]
    for (const s of [state, ...cascaded]) {
      if (s.key !== undefined) s.expire()
      else if (this.#new.delete(s)) this.detachStates([s])
    }
  }
  /** Forgets the values of all objects. */
  expireAll(): void { for (const state of this.identityMap.states()) state.expire() }

  /**
   * Loads an object's values again, or some of them; changes that were not flushed are lost.
   * @throws {InvalidRequestError} when its row is gone
   */
  refresh(object: object, keys?: readonly string[], options: { readonly withForUpdate?: unknown; readonly signal?: AbortSignal } = {}): Promise<void> {
    return this.read('refresh()', () => this.#refreshSteps(requireState(object, 'session.refresh()'), keys, options))
  }

  *#refreshSteps(state: InstanceState, keys: readonly string[] | undefined, options: { readonly withForUpdate?: unknown; readonly signal?: AbortSignal }): Steps {
    this.#assertPersistent(state)
    const attributes = keys?.map((key) => state.mapper.attribute(key))
    const relationships = attributes?.filter((a) => a instanceof RelationshipAttribute) ?? []
    if (attributes === undefined) {
      const cascaded = [...cascade('refreshExpire', state)]
      for (const s of [state, ...cascaded]) if (s.key !== undefined) s.expire()
    } else state.expireSlots(attributes)
    // what is forgotten isn't written
    yield* this.autoflushSteps()
    const columns = attributes?.filter((a) => !(a instanceof RelationshipAttribute)) ?? null
    if (columns === null || columns.length > 0) {
      const gone = yield* wait(this.loading.loadColumns([state], columns, { overwrite: true, ...options }))
      if (gone.length > 0) throw new InvalidRequestError(`Could not refresh ${state.toString()}: its row is gone`)
    }
    for (const relationship of relationships) yield* wait(this.loading.loadRelationship([state], relationship))
  }

  // look-up ------------------------------------------------------------------------------------------------------------------

  /** @internal */
  *getSteps(mapper: Mapper, identity: { readonly key: unknown; readonly values: readonly unknown[] }, options: LookupByKeyOptions = {}): Steps<object | null> {
    this.assertUsable()
    if (options.populateExisting !== true && options.withForUpdate === undefined) {
      const found = this.identityMap.get(mapper, identity.key)
      if (found !== undefined) {
        if (!found.mapper.isA(mapper)) return null
        if (!found.isExpired) return found.object
        yield* this.autoflushSteps()
        const gone = yield* wait(this.loading.loadColumns([found], null))
        if (gone.length === 0) return found.object
        this.removeNewlyDeleted(gone)
        return null
      }
    }
    yield* this.autoflushSteps()
    const state = yield* wait(this.loading.loadByKey(mapper, identity.values, options))
    return state === null || !state.mapper.isA(mapper) ? null : state.object
  }

  /** The object with this primary key, or null; from the session if it has it, else from the database. */
  readonly get: SessionGet = ((entity: unknown, key: unknown, options: LookupByKeyOptions = {}) =>
    this.read('get()', () => this.getSteps(mapperOf(entity), identityArgument(mapperOf(entity), key), options))) as never

  /** As `get`. @throws {NoResultFoundError} when there is no such row */
  readonly getOne: SessionGetOne = (async (entity: unknown, key: unknown, options: LookupByKeyOptions = {}) => {
    const found = await (this.get as unknown as (e: unknown, k: unknown, o: LookupByKeyOptions) => Promise<object | null>)(entity, key, options)
    if (found === null) throw new NoResultFoundError(`There is no ${mapperOf(entity).name} with the key ${JSON.stringify(key)}`)
    return found
  }) as never

  /**
   * Loads attributes: `await session.load(user, 'addresses')`, or of many objects at once, `session.load(users, 'addresses')`,
   * or along loader options.
   */
  readonly load: SessionLoad = ((objects: object | readonly object[], ...what: readonly unknown[]) => this.loading.load(objects, what)) as never

  /** Executes a statement; flushes before, if `autoflush` is on. It starts at once, and can be awaited or asked for rows. */
  execute<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): OrmExecution<StatementRow<S>, StatementTuple<S>> {
    return this.loading.execute(statement, values, options) as OrmExecution<StatementRow<S>, StatementTuple<S>>
  }
  /** The first element of each row. */
  scalars<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): PendingRows<FirstOf<StatementTuple<S>>, Rows<FirstOf<StatementTuple<S>>>> {
    return this.execute(statement, values, options).scalars()
  }
  /** The first element of the first row, or null. */
  scalar<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): Promise<FirstOf<StatementTuple<S>> | null> {
    return this.execute(statement, values, options).scalar()
  }
  /** Executes a query without holding its rows in memory. */
  stream<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): OrmStream<StatementRow<S>, StatementTuple<S>> {
    return this.loading.stream(statement, values, options) as OrmStream<StatementRow<S>, StatementTuple<S>>
  }

  /** The connection of the transaction; begins it if need be. */
  connection(bindFor?: unknown): Promise<Connection> {
    return this.read('connection()', () => this.connectionSteps(bindFor === undefined ? null : mapperOf(bindFor)))
  }

  // merging ------------------------------------------------------------------------------------------------------------------

  /**
   * Copies an object into the session: onto the session's own object of that key, which is loaded if need be, or onto a new
   * one. Follows the `merge` cascade. Returns the session's object; the one that was given stays outside.
   */
  merge<I extends object>(object: I, options: { readonly load?: boolean } = {}): Promise<I> {
    return this.read('merge()', () => this.#mergeSteps(requireState(object, 'session.merge()'), options.load ?? true)) as Promise<I>
  }

  *#mergeSteps(state: InstanceState, load: boolean): Steps<object> {
    this.assertUsable()
    this.#reconcileState(state)
    if (load) yield* this.autoflushSteps()
    const { autoflush } = this
    this.autoflush = false
    try {
      return yield* mergeState(this, state, load)
    } finally {
      this.autoflush = autoflush
    }
  }

  // transactions -------------------------------------------------------------------------------------------------------------

  /** The innermost transaction or savepoint. */
  get transaction(): SessionTransaction | null { return this.#transaction }
  get inTransaction(): boolean { return this.#transaction !== null }
  get inNestedTransaction(): boolean { return this.getNestedTransaction() !== null }
  /** False after a flush failed, until `rollback()`. */
  get isActive(): boolean { return this.#transaction === null || this.#transaction.isActive }
  /** The outermost transaction. */
  getTransaction(): SessionTransaction | null {
    let t = this.#transaction
    while (t !== null && t.parent !== null) t = t.parent
    return t
  }
  /** The innermost savepoint. */
  getNestedTransaction(): SessionTransaction | null { return this.#transaction?.isNested ? this.#transaction : null }

  /**
   * Begins a transaction; with a function, commits when it is done and rolls back when it throws.
   * @throws {InvalidRequestError} when one has begun already
   */
  begin(): Promise<SessionTransaction>
  begin<V>(work: (session: this) => V | PromiseLike<V>): Promise<V>
  async begin<V>(work?: (session: this) => V | PromiseLike<V>): Promise<V | SessionTransaction> {
    this.#assertNotClosed()
    if (this.#transaction !== null) {
      throw new InvalidRequestError('A transaction has begun on this session already: statements begin it by themselves', { code: 'TRANSACTION_BEGUN' })
    }
    const transaction = this.#start(false)
    return work === undefined ? transaction : this.#runIn(transaction, work)
  }

  /**
   * Sets a savepoint, after a flush. Its `commit()` and `rollback()` end it; those of the session end the whole transaction.
   */
  beginNested(): Promise<SessionTransaction>
  beginNested<V>(work: (session: this) => V | PromiseLike<V>): Promise<V>
  async beginNested<V>(work?: (session: this) => V | PromiseLike<V>): Promise<V | SessionTransaction> {
    const transaction = await this.exclusive('beginNested()', () => this.#beginNestedSteps())
    return work === undefined ? transaction : this.#runIn(transaction, work)
  }
  *#beginNestedSteps(): Steps<SessionTransaction> {
    this.autobegin().assertActive()
    yield* this.flushSteps()
    return this.#start(true)
  }

  async #runIn<V>(transaction: SessionTransaction, work: (session: this) => V | PromiseLike<V>): Promise<V> {
    let result: V
    try {
      result = await work(this)
    } catch (error) {
      if (!transaction.isClosed) await transaction.rollback()
      throw error
    }
    if (!transaction.isClosed) await transaction.commit()
    return result
  }

  /** Flushes, commits, and ends all savepoints. */
  commit(): Promise<void> {
    return this.exclusive('commit()', () => this.#commitSteps())
  }
  *#commitSteps(): Steps {
    const transaction = this.#transaction ?? this.autobegin()
    yield* transaction.commitSteps(true)
  }

  /** Rolls the transaction back, with all savepoints; objects are put back to where they were before it. */
  rollback(): Promise<void> {
    return this.exclusive('rollback()', () => this.#rollbackSteps(), { whenInactive: true })
  }
  *#rollbackSteps(): Steps {
    if (this.#transaction !== null) yield* this.#transaction.rollbackSteps(true)
  }

  /** Writes all changes to the database, within the transaction. */
  flush(): Promise<void> {
    return this.exclusive('flush()', () => this.flushSteps(), { whenInactive: true })
  }

  /** Takes all objects out, and rolls back. The session can be used again unless `closeResetsOnly` is false. */
  close(): Promise<void> {
    return this.exclusive('close()', () => this.#closeSteps(), { whenInactive: true })
  }
  *#closeSteps(): Steps {
    this.expungeAll()
    for (let t = this.#transaction; t !== null; t = t.parent) yield* t.closeSteps()
    if (this.options.closeResetsOnly === false) this.#isClosed = true
  }
  /** As `close`, but the session can always be used again. */
  reset(): Promise<void> {
    return this.exclusive('reset()', () => this.#resetSteps(), { whenInactive: true })
  }
  *#resetSteps(): Steps {
    this.expungeAll()
    for (let t = this.#transaction; t !== null; t = t.parent) yield* t.closeSteps()
  }
  [Symbol.asyncDispose](): Promise<void> { return this.close() }

  /** Runs a function without autoflush. */
  async noAutoflush<V>(work: (session: this) => V | PromiseLike<V>): Promise<V> {
    const before = this.autoflush
    this.autoflush = false
    try {
      return await work(this)
    } finally {
      this.autoflush = before
    }
  }

  // events -------------------------------------------------------------------------------------------------------------------

  on<E extends SessionEvent>(event: E, handler: (session: this, ...detail: SessionEventMap[E]) => unknown): this {
    this.#events.on(event, handler as never)
    return this
  }
  off<E extends SessionEvent>(event: E, handler: (session: this, ...detail: SessionEventMap[E]) => unknown): this {
    this.#events.off(event, handler as never)
    return this
  }

  // for the rest of the package ----------------------------------------------------------------------------------------------

  /** @internal */
  *emit(event: SessionEvent, ...detail: readonly unknown[]): Steps {
    if (!this.#events.has(event)) return
    this.#listening++
    try {
      yield* this.#events.emit(event, this, detail)
    } finally {
      this.#listening--
    }
  }
  /** @internal */
  emitNow(event: SessionEvent, object: object): void { if (this.#events.has(event)) this.#events.emitNow(event, this, [object]) }

  /** @internal An operation that must not coincide with any other. */
  exclusive<V>(name: string, steps: () => Steps<V>, options: OperationOptions = {}): Promise<V> {
    if (this.#running !== null && this.#listening === 0) return Promise.reject(this.#overlap(name))
    return this.#run(name, steps, options)
  }

  /** @internal An operation that waits for those before it. */
  read<V>(name: string, steps: () => Steps<V>): Promise<V> {
    if (this.#running === null || this.#listening > 0) return this.#run(name, steps, {})
    if (EXCLUSIVE.has(this.#running)) return Promise.reject(this.#overlap(name))
    const next = (this.#queue ?? Promise.resolve()).then(() => this.#run(name, steps, {}))
    this.#queue = next.catch(() => undefined)
    return next
  }

  #overlap(name: string): Error {
    return new IllegalStateChangeError(
      `session.${name} was called while session.${this.#running!} is still running. A session is for one task at a time: is an await missing?`)
  }

  async #run<V>(name: string, steps: () => Steps<V>, options: OperationOptions): Promise<V> {
    this.#assertNotClosed()
    if (options.whenInactive !== true) this.#transaction?.assertActive()
    const outer = this.#running
    this.#running = name
    let pending: MaybePromise<V>
    try {
      pending = drive(steps())
      if (!isPromise(pending)) return pending
      const running = pending.finally(() => { this.#running = outer })
      if (outer === null) this.#queue = running.then(() => undefined, () => undefined)
      return await running
    } finally {
      this.#running = outer
    }
  }

  /** @internal @throws {PendingRollbackError} @throws {ResourceClosedError} */
  assertUsable(): void {
    this.#assertNotClosed()
    this.#transaction?.assertActive()
  }
  #assertNotClosed(): void {
    if (this.#isClosed) throw new ResourceClosedError('This session is closed and can\'t be used any more')
  }

  /** @internal */
  *connectionSteps(mapper: Mapper | null): Steps<Connection> {
    const transaction = this.autobegin()
    return yield* transaction.connectionFor(this.bindFor(mapper))
  }

  /**
   * Engine or connection for a class.
   * @throws {UnboundExecutionError}
   */
  bindFor(mapper: Mapper | null): SessionBind {
    const { binds } = this.options
    if (binds !== undefined) {
      for (let m = mapper; m !== null; m = m.parent) {
        const found = binds.get(m.class) ?? binds.get(m.localTable)
        if (found !== undefined) return found
      }
    }
    if (this.bind === null) {
      throw new UnboundExecutionError(`This session has no engine${mapper === null ? '' : ` for ${mapper.name}`}: new Session(engine), or the option binds`)
    }
    return this.bind
  }

  /** @internal */
  autobegin(): SessionTransaction {
    this.#assertNotClosed()
    if (this.#transaction === null) {
      if (this.options.autobegin === false) throw new InvalidRequestError('Autobegin is off on this session: call session.begin() first', { code: 'AUTOBEGIN_OFF' })
      return this.#start(false)
    }
    return this.#transaction
  }
  #start(isNested: boolean): SessionTransaction {
    const transaction = new SessionTransaction(this, this.#transaction, isNested)
    this.#transaction = transaction
    if (this.#events.has('afterTransactionCreate')) this.#events.emitNow('afterTransactionCreate', this, [transaction])
    return transaction
  }
  /** @internal */
  transactionEnded(transaction: SessionTransaction): void { if (this.#transaction === transaction) this.#transaction = transaction.parent }

  /** @internal Flushes if autoflush is on; the error says so. */
  *autoflushSteps(): Steps {
    if (!this.autoflush || this.#isFlushing) return
    try {
      yield* this.flushSteps()
    } catch (error) {
      if (error instanceof StatementError && isError(error)) {
        error.message += '\n(raised by an autoflush: the session wrote its changes before this query. Use session.noAutoflush() if that came too early.)'
      }
      throw error
    }
  }

  /** @internal */
  get isFlushing(): boolean { return this.#isFlushing }
  /** Nothing to flush. @internal */
  get isClean(): boolean {
    this.reconcile()
    return this.identityMap.modified.size === 0 && this.#deleted.size === 0 && this.#new.size === 0
  }

  /** @internal */
  *flushSteps(): Steps {
    if (this.#isFlushing) throw new InvalidRequestError('The session is flushing already: flush() was called from a listener', { code: 'FLUSH_IN_FLUSH' })
    if (this.isClean) return
    this.assertUsable()
    this.#isFlushing = true
    try {
      yield* flushSteps(this)
    } finally {
      this.#isFlushing = false
      this.#isSending = false
    }
  }
  /** @internal */
  set isSending(value: boolean) { this.#isSending = value }

  /** @internal */
  warnDuringFlush(what: string): void {
    if (this.#isSending) warn('USE_DURING_FLUSH', `${what} during the execution of a flush comes too late for it; the result may not be consistent. Use the event beforeFlush.`)
  }

  /** @internal */
  stateModified(state: InstanceState): void {
    if (state.key !== undefined && this.identityMap.contains(state)) this.identityMap.modified.add(state)
    if (this.#transaction === null && !this.#isClosed && this.options.autobegin !== false) this.#start(false)
  }
  /** @internal */
  arrayExposed(state: InstanceState): void { this.#exposed.add(state) }

  /** @internal Finds changes that were made by index. */
  reconcile(): void {
    for (const state of this.#exposed) this.#reconcileState(state)
  }
  #reconcileState(state: InstanceState): void {
    if (state.hasExposedArrays) for (const list of state.mapper.listCollections) list.reconcile(state)
  }

  /** @internal */ isPending(state: InstanceState): boolean { return this.#new.has(state) }
  /** @internal */ isMarkedDeleted(state: InstanceState): boolean { return this.#deleted.has(state) }
  /** @internal */ containsState(state: InstanceState): boolean { return this.#new.has(state) || this.identityMap.contains(state) }
  /** @internal */ pendingStates(): IterableIterator<InstanceState> { return this.#new.keys() }
  /** @internal */ deletedStates(): IterableIterator<InstanceState> { return this.#deleted.keys() }
  /** @internal */ get hasDeleted(): boolean { return this.#deleted.size > 0 }

  /** @internal */
  saveOrUpdateState(state: InstanceState): void {
    state.isOrphanedOutsideOfSession = false
    this.#reconcileState(state)
    this.#saveOrUpdate(state)
    for (const other of cascade('saveUpdate', state, (s) => this.containsState(s))) {
      this.#reconcileState(other)
      this.#saveOrUpdate(other)
    }
  }

  #saveOrUpdate(state: InstanceState): void {
    if (state.key === undefined) this.#save(state)
    else this.updateState(state)
  }

  #save(state: InstanceState): void {
    const mustAttach = this.#beforeAttach(state)
    if (!this.#new.has(state)) {
      assertNotShadowed(state)
      this.#new.set(state, state.object)
      state.insertOrder = this.#new.size
    }
    if (mustAttach) this.#afterAttach(state)
  }

  /** @internal */
  updateState(state: InstanceState): void {
    if (state.isDeleted) {
      throw new InvalidRequestError(`${state.toString()} has been deleted. makeTransient() makes it a new object that can be added again.`)
    }
    const mustAttach = this.#beforeAttach(state)
    this.#deleted.delete(state)
    this.#addToIdentityMap(state)
    if (mustAttach) this.#afterAttach(state)
  }

  /** @internal A deletion is undone by a rollback. */
  revive(state: InstanceState): void {
    if (state.isDeleted) {
      if (state.session !== this) return
      state.isDeleted = false
      this.identityMap.replace(state)
      this.#deleted.delete(state)
      this.emitNow('deletedToPersistent', state.object)
      return
    }
    this.#deleted.delete(state)
    if (state.key !== undefined) this.identityMap.replace(state)
  }

  #addToIdentityMap(state: InstanceState): void {
    const other = this.identityMap.get(state.mapper, state.key)
    if (other !== undefined && other !== state) {
      this.#detachAfterFailure(state)
      throw new InvalidRequestError(
        `${state.toString()} can't be attached: another object of the same key is in this session already. Use session.merge().`, { code: 'IDENTITY_TAKEN' })
    }
    if (other === undefined) this.identityMap.replace(state)
  }
  #detachAfterFailure(state: InstanceState): void { if (state.session === this && !this.containsState(state)) state.session = null }

  #beforeAttach(state: InstanceState): boolean {
    this.autobegin()
    if (state.session === this) return false
    if (state.session !== null) {
      throw new InvalidRequestError(`${state.toString()} is attached to another session. Take it out there with expunge(), or copy it with merge().`, { code: 'ATTACHED_ELSEWHERE' })
    }
    this.emitNow('beforeAttach', state.object)
    return true
  }
  #afterAttach(state: InstanceState): void {
    state.session = this
    if (state.hasExposedArrays) this.#exposed.add(state)
    if (state.key !== undefined && state.isModified) this.identityMap.modified.add(state)
    this.emitNow('afterAttach', state.object)
    this.emitNow(state.key === undefined ? 'transientToPending' : 'detachedToPersistent', state.object)
  }

  /** @internal */
  expungeState(state: InstanceState): void { this.expungeStates([state, ...cascade('expunge', state)], false) }

  /** @internal */
  expungeStates(states: Iterable<InstanceState>, toTransient: boolean): void {
    const list = [...states]
    for (const state of list) {
      if (this.#new.delete(state)) continue
      if (this.identityMap.contains(state)) {
        this.identityMap.discard(state)
        this.#deleted.delete(state)
      } else this.#transaction?.deleted.delete(state)
    }
    this.detachStates(list, toTransient)
  }

  /** @internal */
  detachStates(states: Iterable<InstanceState>, toTransient = false): void {
    for (const state of states) {
      if (state.session !== null && state.session !== this) continue
      const wasPending = state.key === undefined
      state.session = null
      this.#exposed.delete(state)
      if (toTransient && !wasPending) {
        state.key = undefined
        state.identityValues = null
      }
      if (wasPending) this.emitNow('pendingToTransient', state.object)
      else if (state.isDeleted) this.emitNow('deletedToDetached', state.object)
      else this.emitNow(toTransient ? 'persistentToTransient' : 'persistentToDetached', state.object)
      if (toTransient) state.isDeleted = false
    }
  }

  /** @internal Objects whose INSERT or UPDATE went through. */
  registerFlushed(states: Iterable<InstanceState>): void {
    const transaction = this.#transaction!
    for (const state of states) {
      const wasNew = this.#new.delete(state)
      state.commitAll()
      this.identityMap.modified.delete(state)
      if (wasNew) {
        transaction.added.add(state)
        this.emitNow('pendingToPersistent', state.object)
      } else transaction.dirty.add(state)
    }
  }

  /** @internal Objects whose DELETE went through, or whose rows were found to be gone. */
  removeNewlyDeleted(states: Iterable<InstanceState>): void {
    for (const state of states) {
      this.#transaction?.deleted.add(state)
      this.identityMap.discard(state)
      this.#deleted.delete(state)
      state.isDeleted = true
      this.emitNow('persistentToDeleted', state.object)
    }
  }

  /** @internal A row was loaded into a new object. */
  registerLoaded(state: InstanceState, key: unknown, identity: readonly unknown[] | null): void {
    state.key = key
    state.identityValues = identity
    state.session = this
    this.identityMap.mapFor(state.mapper.root).set(key, state)
    state.mapper.events?.emit('load', state.object, undefined)
    this.emitNow('loadedAsPersistent', state.object)
  }

  #assertPersistent(state: InstanceState): void {
    if (!this.identityMap.contains(state)) {
      const where = state.session === null ? 'is in no session' : state.session === this ? 'is not persistent' : 'belongs to another session'
      throw new InvalidRequestError(`${state.toString()} ${where}, so its values can't be loaded again`, { code: 'NOT_PERSISTENT' })
    }
  }

  /**
   * @internal The session of objects that are to be loaded.
   * @throws {DetachedInstanceError}
   */
  static ofStates(states: readonly InstanceState[], attribute: Attribute): Session {
    const session = states[0]?.session
    if (session === null || session === undefined) {
      throw new DetachedInstanceError(`${states[0]?.toString() ?? 'The object'} is in no session, so ${attribute.toString()} can't be loaded`)
    }
    return session
  }
}

/** Operations that change the state of the session. */
const EXCLUSIVE = new Set(['flush()', 'commit()', 'rollback()', 'close()', 'reset()', 'beginNested()'])

