import type { Connection, ExecutableLike, ExecuteOptions, FirstOf, ParameterSets, PendingRows, StatementRow, Rows, StatementTuple } from '@athanor/engine'
import type { SqlNode } from '@athanor/expressions/elements'
import { InvalidRequestError, NoResultFoundError, ResourceClosedError } from '@athanor/interfaces'
import type { Attribute } from '../attributes/attribute.ts'
import { DetachedInstanceError } from '../attributes/attribute-errors.ts'
import type { OrmExecution } from '../loading/orm-execution.ts'
import type { OrmStream } from '../loading/orm-stream.ts'
import { IdentityMap } from '../identity/identity-map.ts'
import { mapperOf } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { requireState } from '../state/require-state.ts'
import type { SessionGet, SessionGetOne, SessionLoad } from '../typing/session-signatures.ts'
import { cascade } from '../unit-of-work/cascades.ts'
import type { Steps } from '../unit-of-work/steps.ts'
import { resolveBind, resolveStatementBind } from './bind-resolution.ts'
import { expireState, refreshState } from './expiring.ts'
import { Flushing } from './flushing.ts'
import { lookUp } from './look-up.ts'
import { makeLoading } from './make-loading.ts'
import type { Loading, LookupByKeyOptions } from './loading-port.ts'
import { markForDeletion } from './mark-for-deletion.ts'
import { mergeIntoSession } from './merge.ts'
import { identityArgument } from './identity-argument.ts'
import { SessionContents } from './session-contents.ts'
import { SessionEvents, type SessionEvent, type SessionEventMap } from './session-events.ts'
import { type OperationOptions, SessionOperations } from './session-operations.ts'
import { checkSessionOptions, type SessionBind, type SessionOptions } from './session-options.ts'
import { SessionTransaction } from './session-transaction.ts'

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
  readonly #contents: SessionContents
  readonly #flushing: Flushing
  readonly #operations: SessionOperations
  #transaction: SessionTransaction | null = null
  #isClosed = false

  constructor(bind: SessionBind | null = null, options: SessionOptions = {}, events: SessionEvents = new SessionEvents()) {
    this.bind = bind
    this.options = checkSessionOptions(options)
    this.info = options.info ?? {}
    this.autoflush = options.autoflush ?? true
    this.#events = events
    this.#contents = new SessionContents(this)
    this.#flushing = new Flushing(this)
    this.#operations = new SessionOperations(({ whenInactive }) => {
      this.#assertNotClosed()
      if (whenInactive !== true) this.#transaction?.assertActive()
    })
    this.loading = makeLoading(this)
  }

  // contents ---------------------------------------------------------------------------------------------------------------

  /** Objects that will be inserted. */
  get new(): ReadonlySet<object> { return new Set(this.#contents.pending.values()) }
  /** Objects that will be deleted. */
  get deleted(): ReadonlySet<object> { return new Set(this.#contents.deleted.values()) }
  /** Objects with change events since the last flush; perhaps without a net change. */
  get dirty(): ReadonlySet<object> { return this.#contents.dirty() }
  /** The object is pending or persistent in this session. */
  contains(object: object): boolean { return this.containsState(requireState(object, 'session.contains()')) }
  *[Symbol.iterator](): Generator<object> {
    yield* this.#contents.pending.values()
    for (const state of this.identityMap.states()) yield state.object
  }

  /** Whether the object has changes that a flush would write. */
  isModified(object: object, options: { readonly includeCollections?: boolean } = {}): boolean {
    const state = requireState(object, 'session.isModified()')
    this.#contents.reconcileState(state)
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
    return this.read('delete()', () => markForDeletion(this, this.#contents, [requireState(object, 'session.delete()')]))
  }
  deleteAll(objects: Iterable<object>): Promise<void> {
    return this.read('deleteAll()', () => markForDeletion(this, this.#contents, [...objects].map((o) => requireState(o, 'session.deleteAll()'))))
  }

  /** Takes an object out of the session, with those that the `expunge` cascade reaches. */
  expunge(object: object): void {
    const state = requireState(object, 'session.expunge()')
    if (state.session !== this) throw new InvalidRequestError(`${state.toString()} is not in this session`)
    this.expungeStates([state, ...cascade('expunge', state)], false)
  }

  /** Takes all objects out of the session. */
  expungeAll(): void { this.#contents.expungeAll() }

  // expiry -------------------------------------------------------------------------------------------------------------------

  /** Forgets the values of an object, or some of them; changes that were not flushed are lost. They have to be loaded again. */
  expire(object: object, keys?: readonly string[]): void {
    expireState(this, this.#contents, requireState(object, 'session.expire()'), keys)
  }
  /** Forgets the values of all objects. */
  expireAll(): void { for (const state of this.identityMap.states()) state.expire() }

  /**
   * Loads an object's values again, or some of them; changes that were not flushed are lost.
   * @throws {InvalidRequestError} when its row is gone
   */
  refresh(object: object, keys?: readonly string[], options: { readonly withForUpdate?: unknown; readonly signal?: AbortSignal } = {}): Promise<void> {
    return this.read('refresh()', () => refreshState(this, requireState(object, 'session.refresh()'), keys, options))
  }

  // look-up ------------------------------------------------------------------------------------------------------------------

  /** @internal */
  getSteps(mapper: Mapper, identity: { readonly key: unknown; readonly values: readonly unknown[] }, options: LookupByKeyOptions = {}): Steps<object | null> {
    return lookUp(this, mapper, identity, options)
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
    return this.read('merge()', () => mergeIntoSession(this, this.#contents, requireState(object, 'session.merge()'), options.load ?? true)) as Promise<I>
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
    if (this.#events.has(event)) yield* this.#operations.listening(this.#events.emit(event, this, detail))
  }
  /** @internal */
  emitNow(event: SessionEvent, object: object): void { if (this.#events.has(event)) this.#events.emitNow(event, this, [object]) }

  /** @internal An operation that must not coincide with any other. */
  exclusive<V>(name: string, steps: () => Steps<V>, options: OperationOptions = {}): Promise<V> {
    return this.#operations.exclusive(name, steps, options)
  }

  /** @internal An operation that waits for those before it. */
  read<V>(name: string, steps: () => Steps<V>): Promise<V> { return this.#operations.read(name, steps) }

  /** @internal @throws {PendingRollbackError} @throws {ResourceClosedError} */
  assertUsable(): void {
    this.#assertNotClosed()
    this.#transaction?.assertActive()
  }
  #assertNotClosed(): void {
    if (this.#isClosed) throw new ResourceClosedError('This session is closed and can\'t be used any more')
  }

  /** @internal */
  *connectionSteps(mapper: Mapper | null, statement?: SqlNode): Steps<Connection> {
    const transaction = this.autobegin()
    return yield* transaction.connectionFor(mapper === null ? resolveStatementBind(this, statement) : this.bindFor(mapper))
  }

  /**
   * Engine or connection for a class.
   * @throws {UnboundExecutionError}
   */
  bindFor(mapper: Mapper | null): SessionBind { return resolveBind(this, mapper) }

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
  autoflushSteps(): Steps { return this.#flushing.autoflush() }
  /** @internal */
  get isFlushing(): boolean { return this.#flushing.isFlushing }
  /** Nothing to flush. @internal */
  get isClean(): boolean { return this.#contents.isClean }
  /** @internal */
  flushSteps(): Steps { return this.#flushing.flush() }
  /** @internal */
  set isSending(value: boolean) { this.#flushing.isSending = value }
  /** @internal */
  warnDuringFlush(what: string): void { this.#flushing.warnWhileSending(what) }

  /** @internal */
  stateModified(state: InstanceState): void {
    if (state.key !== undefined && this.identityMap.contains(state)) this.identityMap.modified.add(state)
    if (this.#transaction === null && !this.#isClosed && this.options.autobegin !== false) this.#start(false)
  }

  /** @internal */ arrayExposed(state: InstanceState): void { this.#contents.arrayExposed(state) }
  /** @internal Finds changes that were made by index. */ reconcile(): void { this.#contents.reconcile() }
  /** @internal */ isPending(state: InstanceState): boolean { return this.#contents.pending.has(state) }
  /** @internal */ isMarkedDeleted(state: InstanceState): boolean { return this.#contents.deleted.has(state) }
  /** @internal */ containsState(state: InstanceState): boolean { return this.#contents.has(state) }
  /** @internal */ pendingStates(): IterableIterator<InstanceState> { return this.#contents.pending.keys() }
  /** @internal */ deletedStates(): IterableIterator<InstanceState> { return this.#contents.deleted.keys() }
  /** @internal */ get hasDeleted(): boolean { return this.#contents.deleted.size > 0 }
  /** @internal */ saveOrUpdateState(state: InstanceState): void { this.#contents.saveOrUpdate(state) }
  /** @internal */ updateState(state: InstanceState): void { this.#contents.update(state) }
  /** @internal A deletion is undone by a rollback. */ revive(state: InstanceState): void { this.#contents.revive(state) }
  /** @internal */ expungeState(state: InstanceState): void { this.expungeStates([state, ...cascade('expunge', state)], false) }
  /** @internal */ expungeStates(states: Iterable<InstanceState>, toTransient: boolean): void { this.#contents.expunge(states, toTransient) }
  /** @internal */ detachStates(states: Iterable<InstanceState>, toTransient = false): void { this.#contents.detach(states, toTransient) }
  /** @internal Objects whose INSERT or UPDATE went through. */
  registerFlushed(states: Iterable<InstanceState>): void { this.#contents.registerFlushed(states) }
  /** @internal Objects whose DELETE went through, or whose rows were found to be gone. */
  removeNewlyDeleted(states: Iterable<InstanceState>): void { this.#contents.removeNewlyDeleted(states) }

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
