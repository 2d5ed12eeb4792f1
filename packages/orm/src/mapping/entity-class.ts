import { CLAUSE, Column, ColumnDefinition, type Constraint, type Index, MetaData, type SqlNode, Table } from '@athanor/expressions/elements'
import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { ColumnAttribute } from '../attributes/column-attribute.ts'
import { CompositeAttribute } from '../attributes/composite-attribute.ts'
import { entityClause } from '../querying/entity-from.ts'
import { EntityCore } from '../state/entity-core.ts'
import { inspectObject, objectToJson } from '../state/object-view.ts'
import { InstanceState } from '../state/instance-state.ts'
import type { DeclarativeBaseFactory } from '../typing/entity-class.ts'
import { defineAccessor, defineThunkAccessor } from './accessors.ts'
import { CompositeDefinition, DEFERRED_INFO } from './derived-definitions.ts'
import { entityColumns } from './entity-columns.ts'
import { declaredMapperOf, mapperOf, setMapper } from './mapped-classes.ts'
import { Mapper } from './mapper.ts'
import { Registry } from './registry.ts'

/** A mapped class, or one that mapped classes extend. */
export interface EntityConstructor {
  new (...args: never[]): EntityCore
  readonly prototype: EntityCore
  readonly name: string
}

/** Options of `entity`, `map` and `subclass` at run time. */
interface ClassOptions {
  readonly schema?: string
  readonly table?: string
  readonly tableArgs?: readonly (Constraint | Index)[]
  readonly comment?: string
  readonly name?: string
  readonly polymorphicOn?: string
  readonly polymorphicIdentity?: unknown
  readonly polymorphicAbstract?: boolean
  readonly versionId?: string
  readonly eagerDefaults?: boolean | 'auto'
  readonly passiveDeletes?: boolean
  readonly confirmDeletedRows?: boolean
  readonly batch?: boolean
  readonly concrete?: boolean
}

const registries = new WeakMap<object, Registry>()

/** Base of all mapped classes of one registry; what `declarativeBase()` returns. */
class MappedBase extends EntityCore {
  constructor(init?: Readonly<Record<string, unknown>>) {
    const mapper = mapperOf(new.target)
    super(newState(mapper))
    mapper.events?.emit('init', this, undefined)
    if (init !== undefined) initialise(this, mapper, init)
  }

  /** Loaded values, for JSON.stringify: columns and loaded relationships; an object that is being written already is left out. */
  toJSON(): unknown { return objectToJson(this) }

  static get c(): unknown { return entityColumns(declaredMapperOf(this)) }
  static get table(): Table { return declaredMapperOf(this).localTable }
  static get metadata(): MetaData { return registryOf(this).metadata }
  static [CLAUSE](): SqlNode { return entityClause(declaredMapperOf(this)) }

  static entity(name: string, attributes: object, extra?: (c: unknown) => ClassOptions): EntityConstructor {
    return declare(this as unknown as EntityConstructor, registryOf(this), name, attributes, { extra })
  }

  static map(table: Table, attributes: object = {}, options: ClassOptions = {}): EntityConstructor {
    return declare(this as unknown as EntityConstructor, registryOf(this), table.name as string, attributes, { existing: table, options })
  }

  static subclass(identity: string, attributes: object, options: ClassOptions = {}): EntityConstructor {
    const parent = declaredMapperOf(this)
    return declareSubclass(this as unknown as EntityConstructor, parent, identity, attributes, options)
  }
}
Object.defineProperty(MappedBase.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value: inspectObject, writable: true, configurable: true,
})

function registryOf(cls: unknown): Registry {
  for (let c = cls as object | null; c !== null; c = Object.getPrototypeOf(c) as object | null) {
    const registry = registries.get(c)
    if (registry !== undefined) return registry
  }
  throw new InvalidRequestError('Base.entity() needs a base made by declarativeBase()')
}

/** A base of mapped classes, with its own tables and names. */
export const declarativeBase: DeclarativeBaseFactory = ((options: { readonly metadata?: MetaData } = {}) => {
  const base = class Base extends MappedBase {}
  registries.set(base, new Registry(options.metadata ?? new MetaData()))
  return base
}) as never

function newState(mapper: Mapper): InstanceState {
  if (mapper.isAbstract) throw new InvalidRequestError(`${mapper.name} is abstract: only its subclasses have objects`)
  const values = mapper.emptyValues()
  const state = new InstanceState(mapper, values, true)
  const { discriminator } = mapper
  if (discriminator !== null && mapper.polymorphicIdentity !== undefined) {
    values[discriminator.slot] = mapper.polymorphicIdentity
    state.isModified = true
  }
  return state
}

function initialise(object: EntityCore, mapper: Mapper, init: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(init)) {
    const value = init[key]
    if (value === undefined) continue
    if (!mapper.byKey.has(key)) {
      throw new ArgumentError(`${mapper.name} has no attribute '${key}'; it has ${[...mapper.byKey.keys()].join(', ')}`)
    }
    (object as unknown as Record<string, unknown>)[key] = value
  }
}

interface Part { readonly columns: Map<string, Column>; readonly composites: Map<string, CompositeDefinition>; readonly thunks: Map<string, () => unknown> }

const RESERVED = new Set(['constructor', 'toJSON'])

/** Sorts definitions by kind. Only property descriptors are read: a thunk is never called here. */
function readAttributes(attributes: object, metadata: MetaData, where: string, forceNullable: boolean): Part {
  const part: Part = { columns: new Map(), composites: new Map(), thunks: new Map() }
  const column = (key: string, definition: ColumnDefinition): Column => {
    const made = Column.from(definition, key, definition.spec.dbName ?? metadata.columnName(key))
    if (forceNullable && !made.primaryKey) made.nullable = true
    return made
  }
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(attributes)) as [string, PropertyDescriptor][]) {
    if (RESERVED.has(key)) throw new ArgumentError(`${where} can't have an attribute '${key}': the name is taken`)
    if (descriptor.get !== undefined) throw new ArgumentError(`The attribute '${key}' of ${where} is a getter. Write relationships as arrows: ${key}: () => toMany(…)`)
    const value: unknown = descriptor.value
    if (value instanceof ColumnDefinition) part.columns.set(key, column(key, value))
    else if (value instanceof CompositeDefinition) {
      part.composites.set(key, value)
      for (const [name, definition] of Object.entries(value.columns)) part.columns.set(name, column(name, definition))
    } else if (typeof value === 'function') part.thunks.set(key, value as () => unknown)
    else {
      throw new ArgumentError(`The attribute '${key}' of ${where} is neither a column (integer(), varchar(), …) nor an arrow: write ${key}: () => toMany(…)`)
    }
  }
  return part
}

function declare(
  base: EntityConstructor, registry: Registry, name: string, attributes: object,
  given: { readonly extra?: ((c: unknown) => ClassOptions) | undefined; readonly existing?: Table; readonly options?: ClassOptions },
): EntityConstructor {
  const where = `the entity '${name}'`
  const part = readAttributes(attributes, registry.metadata, where, false)
  let options: ClassOptions = given.options ?? {}
  if (given.extra !== undefined) options = given.extra(Object.fromEntries(part.columns))
  let table = given.existing
  if (table === undefined) {
    table = new Table(name, registry.metadata, [...part.columns.values()], options.tableArgs ?? [], {
      ...(options.schema === undefined ? {} : { schema: options.schema }), ...(options.comment === undefined ? {} : { comment: options.comment }),
    })
  } else for (const column of part.columns.values()) table.appendColumn(column)
  const declared = makeClass(base, name)
  const mapper = new Mapper({
    registry, declared, entityName: name, parent: null, localTable: table, className: options.name,
    polymorphicIdentity: options.polymorphicIdentity, isAbstract: options.polymorphicAbstract ?? false, eagerDefaults: options.eagerDefaults ?? 'auto',
    ...pick(options),
  })
  const all = given.existing === undefined ? part.columns : new Map((table.columns.all as readonly Column[]).map((c) => [c.key, c]))
  addAttributes(mapper, declared, part, all)
  if (table.primaryKey.length === 0) throw new ArgumentError(`The table of ${where} has no primary key; a mapped class needs one: id: integer().primaryKey()`)
  mapper.primaryKeyAttributes = table.primaryKey.map((c) => mapper.attributeOf(c))
  if (options.polymorphicOn !== undefined) mapper.discriminator = mapper.attribute(options.polymorphicOn) as ColumnAttribute
  if (options.versionId !== undefined) mapper.version = mapper.attribute(options.versionId) as ColumnAttribute
  let identity = options.polymorphicIdentity
  if (mapper.discriminator !== null && identity === undefined) identity = defaultIdentity(mapper.discriminator, name)
  if (identity !== undefined) setIdentity(mapper, identity)
  return finish(mapper, declared)
}

/** The entity's own name, where the discriminator allows it. */
function defaultIdentity(discriminator: ColumnAttribute, name: string): unknown {
  const { values } = discriminator.column.type as { values?: readonly unknown[] }
  return values === undefined || values.includes(name) ? name : undefined
}

function setIdentity(mapper: Mapper, identity: unknown): void {
  const other = mapper.polymorphicMap.get(identity)
  if (other !== undefined) throw new ArgumentError(`The polymorphic identity '${String(identity)}' belongs to ${other.name} already`)
  mapper.polymorphicMap.set(identity, mapper)
  Object.assign(mapper, { polymorphicIdentity: identity })
}

const pick = (o: ClassOptions): Pick<ClassOptions, 'passiveDeletes' | 'confirmDeletedRows' | 'batch'> => ({
  ...(o.passiveDeletes === undefined ? {} : { passiveDeletes: o.passiveDeletes }),
  ...(o.confirmDeletedRows === undefined ? {} : { confirmDeletedRows: o.confirmDeletedRows }),
  ...(o.batch === undefined ? {} : { batch: o.batch }),
})

function declareSubclass(base: EntityConstructor, parent: Mapper, identity: string, attributes: object, options: ClassOptions): EntityConstructor {
  if (options.concrete === true) throw new ArgumentError('Concrete-table inheritance is not available. Use joined (option table) or single-table inheritance.')
  const { registry } = parent
  const { metadata } = registry
  const where = `the subclass '${identity}' of ${parent.name}`
  const isJoined = options.table !== undefined
  const part = readAttributes(attributes, metadata, where, !isJoined)
  const declared = makeClass(base, identity)
  let table: Table | null = null
  if (isJoined) {
    const keys: Column[] = []
    for (const key of parent.localTable.primaryKey) {
      // the key follows the parent's, unless it is written out
      if (part.columns.has(key.key)) continue
      keys.push(Column.from(
        new ColumnDefinition(key.type, { references: [{ target: () => key, options: {} }], primaryKey: true, autoincrement: false }), key.key, key.name))
    }
    table = new Table(options.table!, metadata, [...keys, ...part.columns.values()], options.tableArgs ?? [], {
      ...(options.schema === undefined ? {} : { schema: options.schema }),
    })
  } else {
    for (const column of part.columns.values()) {
      // siblings may declare the same column: they share it
      if (parent.localTable.columns.get(column.key) === undefined) parent.localTable.appendColumn(column)
      else part.columns.set(column.key, parent.localTable.columns.get(column.key) as Column)
    }
  }
  const mapper = new Mapper({
    registry, declared, entityName: identity, parent, localTable: table, className: options.name,
    polymorphicIdentity: undefined, isAbstract: options.polymorphicAbstract ?? false, eagerDefaults: options.eagerDefaults ?? parent.eagerDefaults,
    ...pick(options),
  })
  if (parent.root.discriminator !== null && !mapper.isAbstract) setIdentity(mapper, options.polymorphicIdentity ?? identity)
  if (table !== null) {
    for (const column of table.primaryKey) {
      const parentKey = parent.primaryKeyAttributes.find((a) => a.key === column.key)
        ?? parent.primaryKeyAttributes.find((a) => a.columns.some((c) => column.referencesColumn(c)))
      if (parentKey === undefined) throw new ArgumentError(`The key '${column.key}' of ${where} does not refer to the key of ${parent.name}`)
      mapper.equate(column, parentKey)
      part.columns.delete(column.key)
    }
  }
  addAttributes(mapper, declared, part, part.columns)
  return finish(mapper, declared)
}

function makeClass(base: EntityConstructor, name: string): EntityConstructor {
  // a computed key names the class: it is seen in stack traces and hovers until the user's class extends it
  return ({ [name]: class extends (base as unknown as typeof MappedBase) {} })[name] as unknown as EntityConstructor
}

function addAttributes(mapper: Mapper, declared: EntityConstructor, part: Part, columns: ReadonlyMap<string, Column>): void {
  const components = new Set([...part.composites.values()].flatMap((c) => Object.keys(c.columns)))
  for (const [key, column] of columns) {
    const inherited = mapper.byKey.get(key)
    if (inherited !== undefined && inherited.kind === 'column' && mapper.parent !== null && (inherited as ColumnAttribute).columns.includes(column)) continue
    const mark = column.info[DEFERRED_INFO] as { readonly group?: string } | undefined
    const attribute = new ColumnAttribute(key, mapper.nextSlot(), mapper, column, { deferred: mark !== undefined, group: mark?.group, isComponent: components.has(key) })
    mapper.addColumn(attribute)
    defineAccessor(declared.prototype, attribute)
  }
  for (const [key, definition] of part.composites) {
    const parts = Object.keys(definition.columns).map((name) => mapper.byKey.get(name) as ColumnAttribute)
    const attribute = new CompositeAttribute(key, mapper.nextSlot(), mapper, definition, parts)
    mapper.addAttribute(attribute)
    mapper.composites.push(attribute)
    defineAccessor(declared.prototype, attribute)
  }
  for (const [key, thunk] of part.thunks) {
    mapper.thunks.set(key, { thunk, slot: mapper.nextSlot(), definition: undefined })
    defineThunkAccessor(declared.prototype, key, mapper)
  }
}

function finish(mapper: Mapper, declared: EntityConstructor): EntityConstructor {
  setMapper(declared, mapper)
  mapper.registry.add(mapper)
  return declared
}

