import type { Column, Table } from '@athanor/expressions/elements'
import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import type { Attribute } from '../attributes/attribute.ts'
import type { CollectionRelationship } from '../attributes/collection-relationship.ts'
import type { ColumnAttribute } from '../attributes/column-attribute.ts'
import type { CompositeAttribute } from '../attributes/composite-attribute.ts'
import type { ExpressionAttribute } from '../attributes/expression-attribute.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { NOT_LOADED } from '../attributes/sentinels.ts'
import type { AttributeHooks } from '../events/attribute-hooks.ts'
import type { EntityEvents } from '../events/entity-events.ts'
import { identityKey } from '../identity/identity-key.ts'
import type { EntityCore } from '../state/entity-core.ts'
import { InstanceState } from '../state/instance-state.ts'
import type { EntityConstructor } from './entity-class.ts'
import type { Registry } from './registry.ts'

/** What a mapper is made of; see `entity-class.ts`. */
export interface MapperOptions {
  readonly registry: Registry
  readonly declared: EntityConstructor
  readonly entityName: string
  readonly parent: Mapper | null
  /** Table of this class; null: the table of the parent (single-table inheritance). */
  readonly localTable: Table | null
  readonly className: string | undefined
  readonly polymorphicIdentity: unknown
  readonly isAbstract: boolean
  readonly eagerDefaults: boolean | 'auto'
  readonly passiveDeletes?: boolean
  readonly confirmDeletedRows?: boolean
  readonly batch?: boolean
}

/** How a mapped class and its tables correspond. Relationships are known after `configure()`. */
export class Mapper {
  readonly registry: Registry
  /** The class that `Base.entity()` returned; users extend it. */
  readonly declared: EntityConstructor
  readonly entityName: string
  readonly parent: Mapper | null
  readonly root: Mapper
  readonly children: Mapper[] = []
  /** This mapper and those above it, up to the root. */
  readonly lineage: readonly Mapper[]
  /** The class's own table; of a single-table subclass, the table it shares. */
  readonly localTable: Table
  readonly isSingleTable: boolean
  /** From the root's table to the class's own. */
  readonly tables: readonly Table[]
  /** By slot. A thunk's place is empty until configuration. */
  readonly attributes: (Attribute | undefined)[]
  readonly byKey: Map<string, Attribute>
  readonly columnAttributes: ColumnAttribute[]
  /** In the order in which operations follow them: the class's own first. */
  relationships: RelationshipAttribute[] = []
  collections: CollectionRelationship[] = []
  /** Array collections, which may change by index. */
  listCollections: CollectionRelationship[] = []
  readonly composites: CompositeAttribute[]
  readonly expressions: ExpressionAttribute[]
  primaryKeyAttributes: ColumnAttribute[] = []
  discriminator: ColumnAttribute | null
  readonly polymorphicIdentity: unknown
  readonly isAbstract: boolean
  /** On the root: mapper of each value of the discriminator. */
  readonly polymorphicMap: Map<unknown, Mapper>
  version: ColumnAttribute | null
  readonly eagerDefaults: boolean | 'auto'
  readonly passiveDeletes: boolean
  readonly confirmDeletedRows: boolean
  readonly batch: boolean
  /** Relationships with `delete-orphan` that lead here. */
  readonly orphanRelationships: RelationshipAttribute[] = []
  /** Many-to-one relationships that lead here from elsewhere and watch for changed keys. */
  readonly keySwitchWatchers: RelationshipAttribute[] = []
  events: EntityEvents | null = null
  slotCount: number
  /** Slots that a full refresh has to load. */
  expirableSlots: readonly number[] = []
  isConfigured = false
  #class: EntityConstructor | null = null
  readonly #className: string | undefined
  readonly #columns = new Map<Column, ColumnAttribute>()
  #hooks: Map<Attribute, AttributeHooks> | null = null
  /** @internal Relationships and other thunks by key, with their slots. */
  readonly thunks = new Map<string, { readonly thunk: () => unknown; readonly slot: number; definition: unknown }>()

  constructor(options: MapperOptions) {
    const { parent } = options
    this.registry = options.registry
    this.declared = options.declared
    this.entityName = options.entityName
    this.parent = parent
    this.root = parent?.root ?? this
    this.lineage = [this, ...(parent?.lineage ?? [])]
    const table = options.localTable ?? parent?.localTable
    if (table === undefined) throw new ArgumentError(`The mapped class '${options.entityName}' has no table`)
    this.localTable = table
    this.isSingleTable = parent !== null && table === parent.localTable
    this.tables = parent === null ? [table] : this.isSingleTable ? parent.tables : [...parent.tables, table]
    this.attributes = [...(parent?.attributes ?? [])]
    this.slotCount = parent?.slotCount ?? 0
    this.byKey = new Map(parent?.byKey)
    this.columnAttributes = [...(parent?.columnAttributes ?? [])]
    this.composites = [...(parent?.composites ?? [])]
    this.expressions = [...(parent?.expressions ?? [])]
    if (parent !== null) for (const [column, attribute] of parent.#columns) this.#columns.set(column, attribute)
    this.discriminator = parent?.discriminator ?? null
    this.version = parent?.version ?? null
    this.primaryKeyAttributes = parent?.primaryKeyAttributes ?? []
    this.polymorphicIdentity = options.polymorphicIdentity
    this.isAbstract = options.isAbstract
    this.polymorphicMap = parent?.root.polymorphicMap ?? new Map()
    this.eagerDefaults = options.eagerDefaults
    this.passiveDeletes = options.passiveDeletes ?? false
    this.confirmDeletedRows = options.confirmDeletedRows ?? true
    this.batch = options.batch ?? parent?.batch ?? true
    this.#className = options.className
    parent?.children.push(this)
  }

  /** The class whose objects this maps. @throws {InvalidRequestError} when no code has used it yet */
  get class(): EntityConstructor { return this.#class ?? this.declared }

  /** The user's class is known. A class that only extends what `entity()` returned shows itself when it is used first. */
  get isClassKnown(): boolean { return this.#class !== null }

  get name(): string { return this.#className ?? (this.#class?.name || this.entityName) }

  /** Names that a string target may use. */
  get targetNames(): readonly string[] { return [this.name, this.entityName] }

  /** Tells the mapper which class it maps. The first class that is used wins. */
  adopt(cls: EntityConstructor): void {
    if (this.#class === cls) return
    if (this.#class !== null) {
      throw new InvalidRequestError(
        `${cls.name} extends ${this.#class.name}, which is mapped, but is not mapped itself: write class ${cls.name} extends ${this.#class.name}.subclass(…)`)
    }
    this.#class = cls
  }

  /** @internal */
  addColumn(attribute: ColumnAttribute): void {
    this.attributes[attribute.slot] = attribute
    this.byKey.set(attribute.key, attribute)
    this.columnAttributes.push(attribute)
    for (const column of attribute.columns) this.#columns.set(column, attribute)
    if (attribute.column.discriminator) this.discriminator = attribute
    if (attribute.column.version) this.version = attribute
  }

  /** @internal Equates a column with an attribute that exists: the key of a joined table. */
  equate(column: Column, attribute: ColumnAttribute): void {
    this.#columns.set(column, attribute)
  }

  /** @internal */
  addAttribute(attribute: Attribute): void {
    this.attributes[attribute.slot] = attribute
    this.byKey.set(attribute.key, attribute)
  }

  nextSlot(): number { return this.slotCount++ }

  get isPolymorphic(): boolean { return this.root.discriminator !== null }

  /** This class or a subclass of the other one. */
  isA(other: Mapper): boolean {
    return this === other || this.lineage.includes(other)
  }

  *selfAndDescendants(): Generator<Mapper> {
    yield this
    for (const child of this.children) yield* child.selfAndDescendants()
  }

  sharesTables(other: Mapper): boolean { return this.tables.some((table) => other.tables.includes(table)) }

  /**
   * Attribute of a column.
   * @throws {InvalidRequestError} when the class doesn't map it
   */
  attributeOf(column: Column): ColumnAttribute {
    const attribute = this.#columns.get(column)
    if (attribute === undefined) {
      throw new InvalidRequestError(`The class ${this.name} maps no column '${String(column.table?.description)}.${column.key}'`, { code: 'COLUMN_UNMAPPED' })
    }
    return attribute
  }
  findAttributeOf(column: Column): ColumnAttribute | undefined { return this.#columns.get(column) }

  /**
   * Attribute by name.
   * @throws {ArgumentError}
   */
  attribute(key: string): Attribute {
    const attribute = this.byKey.get(key)
    if (attribute === undefined) throw new ArgumentError(`${this.name} has no attribute '${key}'; it has ${[...this.byKey.keys()].join(', ')}`)
    return attribute
  }

  /**
   * Relationship by name.
   * @throws {ArgumentError}
   */
  relationship(key: string): RelationshipAttribute {
    const attribute = this.attribute(key)
    if (!this.relationships.includes(attribute as RelationshipAttribute)) throw new ArgumentError(`${this.name}.${key} is not a relationship`)
    return attribute as RelationshipAttribute
  }

  /** Columns of a table that this class maps, with their attributes, in table order. */
  columnsOf(table: Table): readonly (readonly [Column, ColumnAttribute])[] {
    let list = this.#byTable.get(table)
    if (list === undefined) {
      const found: (readonly [Column, ColumnAttribute])[] = []
      for (const column of table.columns.all as readonly Column[]) {
        const attribute = this.#columns.get(column)
        if (attribute !== undefined) found.push([column, attribute])
      }
      this.#byTable.set(table, list = found)
    }
    return list
  }
  readonly #byTable = new Map<Table, readonly (readonly [Column, ColumnAttribute])[]>()

  /** Hooks of an attribute (validators, events), of this class and those above; undefined when there are none. */
  attributeEvents(attribute: Attribute): AttributeHooks | undefined {
    if (!this.registry.hasAttributeHooks) return undefined
    for (const mapper of this.lineage) {
      const hooks = mapper.#hooks?.get(attribute)
      if (hooks !== undefined) return hooks
    }
    return undefined
  }
  /** @internal */
  setAttributeHooks(attribute: Attribute, hooks: AttributeHooks): void {
    (this.#hooks ??= new Map()).set(attribute, hooks)
    this.registry.hasAttributeHooks = true
  }
  /** @internal Hooks set for exactly this class. */
  ownAttributeHooks(attribute: Attribute): AttributeHooks | undefined { return this.#hooks?.get(attribute) }

  /** Key in the identity map, from the object's values. */
  keyOf(state: InstanceState): unknown {
    const attributes = this.root.primaryKeyAttributes
    if (attributes.length === 1) {
      const value = state.values[attributes[0]!.slot]
      return typeof value === 'object' && value !== null ? identityKey([value]) : value
    }
    return identityKey(this.identityOf(state))
  }

  /** Primary key values of an object. */
  identityOf(state: InstanceState): unknown[] {
    return this.root.primaryKeyAttributes.map((a) => state.values[a.slot])
  }

  /** Every `delete-orphan` relationship that leads here must hold the object; one that doesn't makes it an orphan. */
  isOrphan(state: InstanceState): boolean {
    for (const mapper of this.lineage) {
      for (const relationship of mapper.orphanRelationships) {
        if (!relationship.hasParent(state, state.hasIdentity)) return true
      }
    }
    return false
  }

  /** An object for a row that is being loaded: no constructor of the user runs. */
  instantiate(values: unknown[]): InstanceState {
    const state = new InstanceState(this, values, false)
    Reflect.construct(this.registry.core, [state], this.instanceClass)
    return state
  }

  /**
   * The class to make objects of.
   * @throws {InvalidRequestError} when it is declared, but no code has named it yet
   */
  get instanceClass(): EntityConstructor {
    if (this.#class === null) {
      throw new InvalidRequestError(
        `An object of the mapped class '${this.entityName}'${this.polymorphicIdentity === undefined ? '' : ` (identity '${String(this.polymorphicIdentity as string | number | boolean | null)}')`} was loaded before any code used the class that extends it, ` +
        'so its class is not known. Name the classes of the hierarchy once: configureMappers(Employee, Manager, Engineer).',
        { code: 'CLASS_NOT_SEEN' })
    }
    return this.#class
  }

  /** Values of an object of which nothing is loaded yet. */
  unloadedValues(): unknown[] { return (this.#unloaded ??= Array.from({ length: this.slotCount }, () => NOT_LOADED)).slice() }
  /** Values of a new object. */
  emptyValues(): unknown[] { return (this.#empty ??= Array.from({ length: this.slotCount }, () => undefined)).slice() }
  #unloaded: unknown[] | null = null
  #empty: unknown[] | null = null

  toString(): string { return `Mapper[${this.name}(${String(this.localTable.description)})]` }
}

/** Base of the objects. Kept here to keep `Mapper` free of a cycle. */
export type CoreConstructor = new (state: InstanceState) => EntityCore
