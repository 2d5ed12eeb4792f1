import { InvalidRequestError } from '@athanor/interfaces'
import type { CollectionRelationship } from '../../attributes/collection-relationship.ts'
import type { RelationshipAttribute } from '../../attributes/relationship-attribute.ts'
import { NOT_LOADED } from '../../attributes/sentinels.ts'
import { warn } from '../../events/warn.ts'
import type { Mapper } from '../../mapping/mapper.ts'
import type { InstanceState } from '../../state/instance-state.ts'
import { InstanceState as State } from '../../state/instance-state.ts'
import type { EntityPlan } from '../plan.ts'
import type { EntityRun } from './load-run.ts'
import { identityValues, keyReader, type Processors, read, type ReadKey, type ReadValues, type Row, valuesReader } from './row-code.ts'

/** What rows of one concrete class look like. */
interface Shape {
  readonly mapper: Mapper
  readonly values: ReadValues
  /** Slot and position of each column that the class has. */
  readonly places: readonly (readonly [slot: number, position: number])[]
  /** Slots of a subclass's own columns, which the rows don't have: they are loaded together later. */
  readonly missing: readonly number[]
}

/** Makes the objects of one entity of a statement. One per statement and dialect; what one execution knows is in `EntityRun`. */
export class EntityReader {
  readonly plan: EntityPlan
  readonly processors: Processors
  readonly key: ReadKey
  readonly joined: readonly { readonly relationship: EntityPlan['joined'][number]['relationship']; readonly target: number }[]
  readonly #isComposite: boolean
  readonly #discriminate: ((row: Row) => unknown) | null
  readonly #shapes = new Map<Mapper, Shape>()
  readonly #own: Shape | null
  /** Relationships that are left as they are even if everything else is overwritten. */
  readonly #kept: ReadonlySet<RelationshipAttribute>

  constructor(plan: EntityPlan, processors: Processors) {
    this.plan = plan
    this.processors = processors
    this.key = keyReader(plan.keys, processors)
    this.#isComposite = plan.keys.length > 1
    const { discriminator } = plan
    this.#discriminate = discriminator < 0 ? null : (row) => read(processors[discriminator], row[discriminator])
    this.#own = discriminator < 0 ? this.#shapeOf(plan.mapper) : null
    this.#kept = new Set(plan.postLoads.filter((p) => p.strategy === 'immediate').map((p) => p.relationship))
    this.joined = plan.joined.map((j) => ({ relationship: j.relationship, target: j.target.index }))
  }

  #shapeOf(mapper: Mapper): Shape {
    let shape = this.#shapes.get(mapper)
    if (shape === undefined) {
      const slots = Array.from({ length: mapper.slotCount }, () => -1)
      const places: [number, number][] = []
      for (const { attribute, position } of this.plan.columns) {
        if (mapper.attributes[attribute.slot] !== attribute) continue
        slots[attribute.slot] = position
        places.push([attribute.slot, position])
      }
      const missing = mapper === this.plan.mapper ? [] : mapper.columnAttributes.filter((a) => slots[a.slot] === -1 && !a.deferred && this.plan.mapper.attributes[a.slot] !== a).map((a) => a.slot)
      shape = { mapper, values: valuesReader(slots, this.processors), places, missing }
      this.#shapes.set(mapper, shape)
    }
    return shape
  }

  /** Class of a row; null when it is none of the entity's. */
  #shapeFor(row: Row): Shape | null {
    if (this.#discriminate === null) return this.#own
    const { mapper } = this.plan
    const value = this.#discriminate(row)
    const actual = value === null ? mapper : mapper.root.polymorphicMap.get(value)
    if (actual === undefined) {
      throw new InvalidRequestError(`The table of ${mapper.name} has a row with the discriminator '${String(value)}', and no mapped class has that identity`, { code: 'POLYMORPHIC_UNKNOWN' })
    }
    if (actual.isA(mapper)) return this.#shapeOf(actual)
    // a base class of the one that was asked for
    return null
  }

  /** The object of a row; null when the row has none. */
  instance(row: Row, run: EntityRun): InstanceState | null {
    const key = this.key(row)
    if (key === undefined) return null
    let state = run.map.get(key)
    if (state === undefined) {
      const shape = this.#shapeFor(row)
      if (shape === null) return null
      state = this.#create(row, key, shape, run)
      run.isNew(state)
    } else if (run.visit(state)) this.#refresh(state, row, run)
    if (run.hasJoined) run.loading.readJoined(this, state, row, run)
    return state
  }

  #create(row: Row, key: unknown, shape: Shape, run: EntityRun): InstanceState {
    const { mapper } = shape
    const { session } = run
    const state = new State(mapper, shape.values(row), false)
    state.key = key
    state.session = session
    if (this.#isComposite || typeof key === 'string') state.identityValues = this.#identity(row, key)
    state.loadOptions = run.remembered
    if (shape.missing.length > 0) state.expiredSlots = new Set(shape.missing)
    Reflect.construct(mapper.registry.core, [state], mapper.instanceClass)
    run.map.set(key, state)
    if (mapper.events !== null) mapper.events.emit('load', state.object, undefined)
    session.emitNow('loadedAsPersistent', state.object)
    return state
  }

  /** A single key that isn't primitive is written as text in the identity map. */
  #identity(row: Row, key: unknown): readonly unknown[] | null {
    const values = identityValues(this.plan.keys, this.processors, row)
    return values !== null && values.length === 1 && values[0] === key ? null : values
  }

  /** Fills what isn't loaded; everything if the statement says so. */
  #refresh(state: InstanceState, row: Row, run: EntityRun): void {
    const { values } = state
    const { places } = this.#shapeOf(state.mapper)
    if (run.overwrites) {
      this.#overwrite(state, row, places, run)
      return
    }
    let keys: string[] | null = null
    let isFilled = false
    const changed = state.committedValues
    for (const [slot, position] of places) {
      const value = values[slot]
      if (value !== NOT_LOADED && value !== undefined) continue
      if (changed !== null && changed.has(slot)) continue
      state.setLoaded(slot, read(this.processors[position], row[position]))
      isFilled = true
      if (state.mapper.events !== null) (keys ??= []).push(state.mapper.attributes[slot]!.key)
    }
    if (isFilled && run.remembered !== null) state.loadOptions = run.remembered
    if (keys !== null) state.mapper.events?.emit('refresh', state.object, keys)
  }

  #overwrite(state: InstanceState, row: Row, places: Shape['places'], run: EntityRun): void {
    const { mapper, values } = state
    for (const relationship of mapper.relationships) {
      const value = values[relationship.slot]
      if (value === undefined || value === NOT_LOADED || relationship.kind === 'writeOnly' || this.#kept.has(relationship)) continue
      if (relationship.kind === 'toMany') (relationship as CollectionRelationship).disconnect(value)
      values[relationship.slot] = NOT_LOADED
    }
    // deferred columns have to be loaded again
    for (const attribute of mapper.columnAttributes) values[attribute.slot] = NOT_LOADED
    for (const [slot, position] of places) values[slot] = read(this.processors[position], row[position])
    state.committedValues = null
    state.pendingCollections = null
    state.isModified = false
    state.isExpired = false
    for (const [slot] of places) state.expiredSlots?.delete(slot)
    run.session.identityMap.modified.delete(state)
    if (run.remembered !== null) state.loadOptions = run.remembered
    mapper.events?.emit('refresh', state.object, undefined)
  }
}

/** Several rows for a reference to one object. */
export function warnSeveral(what: string): void {
  warn('MULTIPLE_ROWS' as never, `Several rows were found for ${what}, which is a reference to one object; the first is used.`)
}
