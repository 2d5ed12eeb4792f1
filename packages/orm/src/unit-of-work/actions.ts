import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { deleteObjects } from './delete-objects.ts'
import { postUpdate } from './post-update.ts'
import type { Processor } from './processor.ts'
import { saveObjects } from './save-objects.ts'
import type { Steps } from './steps.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** A step of a flush. Steps are ordered by what they depend on; equal ones by their sort key. */
export abstract class Action {
  /** The same work for each object by itself, where a cycle has to be broken. */
  // oxlint-disable-next-line eslint/require-yield -- others have to wait
  *perState(_uow: UnitOfWork): Steps<Action[]> { return [] }
  isDisabled = false
  abstract readonly sortKey: string
  /** @param level actions of the same level that may be carried out together with this one; they are taken out of it */
  abstract execute(uow: UnitOfWork, level?: Set<Action>): Steps
  abstract toString(): string
}

/** INSERT and UPDATE of a hierarchy. */
export class SaveAll extends Action {
  readonly mapper: Mapper
  readonly sortKey: string
  constructor(mapper: Mapper) {
    super()
    this.mapper = mapper
    this.sortKey = `SaveUpdateAll|${mapper.name}`
  }
  *execute(uow: UnitOfWork): Steps { yield* saveObjects(uow, this.mapper, uow.statesOf(this.mapper, false)) }
  override *perState(uow: UnitOfWork): Steps<Action[]> {
    const states = uow.statesOf(this.mapper, false)
    const deleteAll = uow.deleteAll(this.mapper)
    const actions = states.map((state) => {
      const action = uow.saveState(state)
      // saves before deletes: needed where a deleted row is used again
      uow.depend(action, deleteAll)
      return action
    })
    for (const processor of uow.processorsOf(this.mapper)) yield* processor.perState(uow, uow.relevant(processor, states), false)
    return actions
  }
  toString(): string { return `save ${this.mapper.name}` }
}

/** DELETE of a hierarchy. */
export class DeleteAll extends Action {
  readonly mapper: Mapper
  readonly sortKey: string
  constructor(mapper: Mapper) {
    super()
    this.mapper = mapper
    this.sortKey = `DeleteAll|${mapper.name}`
  }
  *execute(uow: UnitOfWork): Steps { yield* deleteObjects(uow, this.mapper, uow.statesOf(this.mapper, true)) }
  override *perState(uow: UnitOfWork): Steps<Action[]> {
    const states = uow.statesOf(this.mapper, true)
    const saveAll = uow.saveAll(this.mapper)
    const actions = states.map((state) => {
      const action = uow.deleteState(state)
      uow.depend(saveAll, action)
      return action
    })
    for (const processor of uow.processorsOf(this.mapper)) yield* processor.perState(uow, uow.relevant(processor, states), true)
    return actions
  }
  toString(): string { return `delete ${this.mapper.name}` }
}

/** Foreign keys of a relationship. */
export class ProcessAll extends Action {
  readonly processor: Processor
  readonly isDelete: boolean
  readonly fromParent: boolean
  readonly sortKey: string
  constructor(processor: Processor, isDelete: boolean, fromParent: boolean) {
    super()
    this.processor = processor
    this.isDelete = isDelete
    this.fromParent = fromParent
    this.sortKey = `ProcessAll|${processor.sortKey}|${isDelete ? 1 : 0}`
  }
  *execute(uow: UnitOfWork): Steps {
    const states = uow.statesFor(this.processor, this.fromParent, this.isDelete)
    if (this.isDelete) yield* this.processor.processDeletes(uow, states)
    else yield* this.processor.processSaves(uow, states)
  }
  toString(): string { return `${this.processor.relationship.toString()} (${this.isDelete ? 'delete' : 'save'})` }
}

/** UPDATEs of relationships with `postUpdate`. */
export class PostUpdateAll extends Action {
  readonly mapper: Mapper
  readonly isDelete: boolean
  readonly sortKey: string
  constructor(mapper: Mapper, isDelete: boolean) {
    super()
    this.mapper = mapper
    this.isDelete = isDelete
    this.sortKey = `PostUpdateAll|${mapper.name}|${isDelete ? 1 : 0}`
  }
  *execute(uow: UnitOfWork): Steps {
    const entry = uow.postUpdates.get(this.mapper)
    if (entry === undefined) return
    const states = [...entry.states].filter((state) => uow.isDelete(state) === this.isDelete)
    yield* postUpdate(uow, this.mapper, states, entry.columns)
  }
  toString(): string { return `post update ${this.mapper.name}` }
}

/** Takes actions of the same kind out of a level. */
function together<A extends Action>(level: Set<Action> | undefined, first: A, fits: (other: A) => boolean): A[] {
  const found = [first]
  for (const action of level ?? []) {
    if (action !== first && action.constructor === first.constructor && fits(action as A)) {
      found.push(action as A)
      level!.delete(action)
    }
  }
  return found
}

export class ProcessState extends Action {
  readonly processor: Processor
  readonly isDelete: boolean
  readonly state: InstanceState
  readonly sortKey: string
  constructor(processor: Processor, isDelete: boolean, state: InstanceState) {
    super()
    this.processor = processor
    this.isDelete = isDelete
    this.state = state
    this.sortKey = `ProcessState|${processor.sortKey}`
  }
  *execute(uow: UnitOfWork, level?: Set<Action>): Steps {
    const states = together<ProcessState>(level, this, (o) => o.processor === this.processor && o.isDelete === this.isDelete).map((a) => a.state)
    if (this.isDelete) yield* this.processor.processDeletes(uow, states)
    else yield* this.processor.processSaves(uow, states)
  }
  toString(): string { return `${this.processor.relationship.toString()} of ${this.state.toString()}` }
}

export class SaveState extends Action {
  readonly state: InstanceState
  readonly mapper: Mapper
  readonly sortKey: string
  constructor(state: InstanceState) {
    super()
    this.state = state
    this.mapper = state.mapper.root
    this.sortKey = `ProcessState|${this.mapper.name}`
  }
  *execute(uow: UnitOfWork, level?: Set<Action>): Steps {
    yield* saveObjects(uow, this.mapper, together<SaveState>(level, this, (o) => o.mapper === this.mapper).map((a) => a.state))
  }
  toString(): string { return `save ${this.state.toString()}` }
}

export class DeleteState extends Action {
  readonly state: InstanceState
  readonly mapper: Mapper
  readonly sortKey: string
  constructor(state: InstanceState) {
    super()
    this.state = state
    this.mapper = state.mapper.root
    this.sortKey = `DeleteState|${this.mapper.name}`
  }
  *execute(uow: UnitOfWork, level?: Set<Action>): Steps {
    const states = together<DeleteState>(level, this, (o) => o.mapper === this.mapper).map((a) => a.state)
    yield* deleteObjects(uow, this.mapper, states.filter((state) => uow.isDelete(state)))
  }
  toString(): string { return `delete ${this.state.toString()}` }
}
