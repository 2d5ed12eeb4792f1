import type { Connection, Engine, Transaction } from '@athanor/engine'
import { InvalidRequestError, PendingRollbackError, ResourceClosedError } from '@athanor/interfaces'
import { describeFailure } from '../mapping/describe-failure.ts'
import { warn } from '../events/warn.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { type Steps, wait } from '../unit-of-work/steps.ts'
import { FlushError } from './session-errors.ts'
import type { Session } from './session.ts'

/** A connection that takes part in a session's transaction. */
interface Participant {
  readonly connection: Connection
  readonly transaction: Transaction
  readonly shouldCommit: boolean
  /** The session opened the connection, and closes it. */
  readonly isOwn: boolean
}

/**
 * A transaction of a session, or a savepoint in it: connections, and what has to be restored in memory when it is rolled
 * back. Source: SQLAlchemy's `SessionTransaction`.
 */
export class SessionTransaction implements AsyncDisposable {
  readonly session: Session
  readonly parent: SessionTransaction | null
  readonly isNested: boolean
  /** Objects inserted in it. @internal */ readonly added = new Set<InstanceState>()
  /** @internal */ readonly deleted = new Set<InstanceState>()
  /** Objects updated in it. @internal */ readonly dirty = new Set<InstanceState>()
  /** Objects whose primary key changed in it: the first key and identity. @internal */
  readonly keySwitches = new Map<InstanceState, { readonly key: unknown; readonly identity: readonly unknown[] | null }>()
  #connections = new Map<Engine | Connection, Participant>()
  #status: 'active' | 'inactive' | 'closed' = 'active'
  /** Why it can't go on. */
  #failure: unknown = undefined

  constructor(session: Session, parent: SessionTransaction | null, isNested: boolean) {
    this.session = session
    this.parent = parent
    this.isNested = isNested
  }

  /** Statements may be executed in it. */
  get isActive(): boolean { return this.#status === 'active' }
  get isClosed(): boolean { return this.#status === 'closed' }

  /** @throws {PendingRollbackError} after a failed flush @throws {ResourceClosedError} */
  assertActive(): void {
    if (this.#status === 'active') return
    if (this.#status === 'closed') throw new ResourceClosedError('This transaction of the session is closed')
    const because = this.#failure === undefined ? '' : ` The first error was: ${describeFailure(this.#failure)}`
    throw new PendingRollbackError(
      `The session's transaction was rolled back because a flush failed. Call await session.rollback() before anything else.${because}`,
      { cause: this.#failure })
  }

  /** @internal The connection for an engine; opened, or given a savepoint, when it is needed first. */
  *connectionFor(bind: Engine | Connection): Steps<Connection> {
    this.assertActive()
    const known = this.#connections.get(bind)
    if (known !== undefined) return known.connection
    let connection: Connection
    let isOwn = false
    if (this.parent !== null) connection = yield* this.parent.connectionFor(bind)
    else if (isConnection(bind)) connection = bind
    else {
      connection = yield* wait(bind.connect())
      isOwn = true
    }
    try {
      const { session } = this
      let transaction: Transaction
      let shouldCommit = true
      if (this.isNested) transaction = yield* wait(connection.beginNested())
      // refused on a connection that is in a transaction, which couldn't be prepared
      else if (session.options.twoPhase === true) transaction = yield* wait(connection.beginTwoPhase())
      else if (connection.inTransaction) {
        const mode = session.options.joinTransactionMode ?? 'conditionalSavepoint'
        const open = connection.getNestedTransaction() ?? connection.getTransaction()
        if (mode === 'createSavepoint' || (mode === 'conditionalSavepoint' && connection.inNestedTransaction)) transaction = yield* wait(connection.beginNested())
        else {
          transaction = open!
          shouldCommit = mode === 'controlFully'
        }
      } else transaction = yield* wait(connection.begin())
      this.#connections.set(bind, { connection, transaction, shouldCommit, isOwn })
      yield* session.emit('afterBegin', this, connection)
      return connection
    } catch (error) {
      if (isOwn) yield* wait(connection.close())
      throw error
    }
  }

  /** @internal */
  *commitSteps(toRoot = false): Steps {
    this.assertActive()
    const { session } = this
    yield* session.emit('beforeCommit')
    yield* this.#endInner((inner) => inner.commitSteps())
    for (let round = 0; !session.isClean; round++) {
      if (round === 100) throw new FlushError('100 flushes in one commit and still something to flush: does a listener of afterFlush create objects?')
      yield* session.flushSteps()
    }
    if (session.options.twoPhase === true && this.parent === null) {
      try {
        for (const { transaction } of this.#connections.values()) {
          if ('prepare' in transaction) yield* wait((transaction as Transaction & { prepare(): Promise<void> }).prepare())
        }
      } catch (error) {
        yield* this.rollbackSteps()
        throw error
      }
    }
    for (const { transaction, shouldCommit } of this.#connections.values()) if (shouldCommit) yield* wait(transaction.commit())
    yield* session.emit('afterCommit')
    this.#keepChanges()
    yield* this.closeSteps()
    if (toRoot && this.parent !== null) yield* this.parent.commitSteps(true)
  }

  /** @internal */
  *rollbackSteps(toRoot = false): Steps {
    const { session } = this
    yield* this.#endInner((inner) => inner.closeSteps())
    let failure: unknown
    let hasFailed = false
    if (this.#status === 'active') {
      try {
        yield* this.#rollBackConnections()
        yield* session.emit('afterRollback')
      } catch (error) {
        failure = error
        hasFailed = true
      }
      this.#status = 'inactive'
      this.restore()
    }
    if (!hasFailed && !session.isClean) {
      warn('SESSION_CHANGED_WHILE_INACTIVE', 'The session was changed while its transaction was inactive; these changes are discarded.')
      this.restore()
    }
    yield* this.closeSteps()
    if (hasFailed) throw failure
    yield* session.emit('afterSoftRollback', this)
    if (toRoot && this.parent !== null) yield* this.parent.rollbackSteps(true)
  }

  /** @internal A flush failed: the database and the objects are put back at once; the user has to call rollback() nevertheless. */
  *failSteps(error: unknown): Steps {
    if (this.#status !== 'active') return
    try {
      yield* this.#rollBackConnections()
      yield* this.session.emit('afterRollback')
    } finally {
      this.#status = 'inactive'
      this.#failure = error
      this.restore()
    }
  }

  *#rollBackConnections(): Steps {
    for (const { transaction } of this.#connections.values()) yield* wait(transaction.rollback())
  }

  /** Savepoints within this transaction end before it. */
  *#endInner(end: (inner: SessionTransaction) => Steps): Steps {
    for (;;) {
      const inner = this.session.transaction
      if (inner === null || inner === this) return
      let isInside = false
      for (let t: SessionTransaction | null = inner; t !== null; t = t.parent) isInside ||= t === this
      if (!isInside) throw new InvalidRequestError('This transaction is not on the session\'s list of open transactions')
      yield* end(inner)
    }
  }

  /** @internal */
  *closeSteps(): Steps {
    const { session } = this
    if (this.#status === 'closed') return
    this.#status = 'closed'
    session.transactionEnded(this)
    const participants = [...this.#connections.values()]
    this.#connections = new Map()
    for (const { connection, transaction, shouldCommit, isOwn } of participants) {
      if (shouldCommit && transaction.isActive) yield* wait(transaction.close())
      if (isOwn && this.parent === null) yield* wait(connection.close())
    }
    yield* session.emit('afterTransactionEnd', this)
  }

  /** Commits this transaction or savepoint, with the savepoints inside it. */
  commit(): Promise<void> { return this.session.exclusive('commit()', () => this.commitSteps()) }

  /** Rolls back this transaction or savepoint, with the savepoints inside it, and the objects changed in it. */
  rollback(): Promise<void> {
    return this.session.exclusive('rollback()', () => this.rollbackSteps(), { whenInactive: true })
  }

  /** Rolls back unless it was committed. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#status !== 'closed') await this.rollback()
  }

  /** Puts objects back to where they were when the transaction began; what isn't known any more has to be loaded again. */
  restore(): void {
    const { session } = this
    const { identityMap } = session
    const added = new Set([...this.added, ...session.pendingStates()])
    session.expungeStates(added, true)
    for (const [state, before] of this.keySwitches) {
      identityMap.discard(state)
      state.key = before.key
      state.identityValues = before.identity
      if (!added.has(state)) identityMap.replace(state)
    }
    for (const state of new Set([...this.deleted, ...session.deletedStates()])) session.revive(state)
    for (const state of identityMap.states()) {
      if (!this.isNested || state.isModified || this.dirty.has(state)) state.expire()
    }
  }

  #keepChanges(): void {
    const { session, parent } = this
    if (this.isNested && parent !== null) {
      for (const state of this.added) parent.added.add(state)
      for (const state of this.dirty) parent.dirty.add(state)
      for (const state of this.deleted) parent.deleted.add(state)
      for (const [state, before] of this.keySwitches) if (!parent.keySwitches.has(state)) parent.keySwitches.set(state, before)
      return
    }
    if (session.options.expireOnCommit === true) {
      for (const state of session.identityMap.states()) state.expire()
      session.detachStates(this.deleted)
      this.deleted.clear()
    }
  }
}

const isConnection = (bind: Engine | Connection): bind is Connection => 'getTransaction' in bind
