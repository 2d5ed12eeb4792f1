import { BindParameter, buildTuple, Join, Select } from '@athanor/expressions/elements'
import type { Attribute } from '../attributes/attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { EntitySource } from '../querying/entity-source.ts'
import { PlanBuilder } from './plan-builder.ts'
import type { QueryPlan } from './plan.ts'
import { KEYS, NO_OPTIONS } from './relationship-query.ts'
import type { LoadNode } from './load-node.ts'

/** A query for one class by primary key. */
export interface KeyQuery {
  readonly plan: QueryPlan
  readonly readers: Map<string, unknown>
}

const columnQueries = new WeakMap<Mapper, Map<string, KeyQuery>>()

/** Some columns of objects of a class, by a list of keys. */
export function columnQuery(mapper: Mapper, attributes: readonly Attribute[]): KeyQuery {
  let known = columnQueries.get(mapper)
  if (known === undefined) columnQueries.set(mapper, known = new Map())
  const slots = attributes.map((a) => a.slot).join()
  let query = known.get(slots)
  if (query === undefined) {
    const builder = new PlanBuilder()
    const source = EntitySource.of(mapper)
    const entity = builder.entity(source, NO_OPTIONS, [], attributes)
    if (source.from instanceof Join) builder.froms.push(source.from)
    const keys = mapper.root.primaryKeyAttributes.map((a) => source.column(a.column))
    const left = keys.length === 1 ? keys[0]! : buildTuple(keys)
    const { core, inner } = builder.finish(new Select([]).where(left.in(BindParameter.of(KEYS, { value: [], expanding: true, type: left.type }))))
    known.set(slots, query = {
      plan: { core, inner, columns: builder.columns, items: [{ kind: 'entity', key: undefined, entity }], entities: builder.entities, needsUnique: false }, readers: new Map(),
    })
  }
  return query
}

const keyQueries = new WeakMap<LoadNode, Map<Mapper, KeyQuery>>()
const lockingQueries = new WeakMap<LoadNode, Map<Mapper, KeyQuery>>()
export const keyName = (i: number): string => `orm_pk_${i}`

/** One object by its key, with the given options. */
export function keyQuery(mapper: Mapper, node: LoadNode, locks: boolean): KeyQuery {
  const queries = locks ? lockingQueries : keyQueries
  let known = queries.get(node)
  if (known === undefined) queries.set(node, known = new Map())
  let query = known.get(mapper)
  if (query === undefined) {
    const builder = new PlanBuilder()
    builder.avoidJoins = locks
    const source = EntitySource.of(mapper)
    const entity = builder.entity(source, node, [])
    if (source.from instanceof Join) builder.froms.push(source.from)
    const criteria = mapper.root.primaryKeyAttributes.map((a, i) => source.column(a.column).eq(BindParameter.of(keyName(i), { value: null, type: a.column.type })))
    const { core, inner } = builder.finish(new Select([]).where(...criteria))
    known.set(mapper, query = {
      plan: { core, inner, columns: builder.columns, items: [{ kind: 'entity', key: undefined, entity }], entities: builder.entities, needsUnique: builder.needsUnique }, readers: new Map(),
    })
  }
  return query
}
