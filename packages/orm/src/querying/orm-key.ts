import {
  asNode, type BindParameter, defineNode, Field, replacementTraverse, type Select, SqlNode, valueCarriers,
} from '@athanor/expressions/elements'
import { findMapper } from '../mapping/mapped-classes.ts'
import { type LoaderOption, isLoaderOption } from '../loading/loader-options.ts'
import { Bundle } from './bundle.ts'
import { isAliased } from './entity-argument.ts'
import { keyed } from './keyed.ts'
import { hasNestedEntities } from './orm-select.ts'

/**
 * Everything that decides how a statement with entities is worked out: the SELECT, the classes among its items and joins, and
 * its loader options. A node like any other, so that hashing and comparing are those of the expressions.
 */
export class OrmKey extends SqlNode {
  readonly statement: Select
  /** Classes, and what else isn't part of the SELECT's own structure. */
  readonly extras: readonly unknown[]
  /** The loader options; their `parts` are among the extras. */
  readonly options: readonly LoaderOption[]

  constructor(statement: Select, extras: readonly unknown[], options: readonly LoaderOption[]) {
    super()
    this.statement = statement
    this.extras = extras
    this.options = options
  }
}
defineNode(OrmKey, 'visitOrmKey', [['statement', Field.node], ['extras', Field.data]])

/** The key of a SELECT; undefined when it has nothing to do with mapped classes. */
export function ormKey(statement: Select): OrmKey | undefined {
  const extras: unknown[] = []
  let isOrm = readItems(statement.rawItems, extras)
  for (const step of statement.joins) isOrm = readJoin(step.raw, extras) || isOrm
  for (const { joins } of statement.previousEntities) for (const step of joins) isOrm = readJoin(step.raw, extras) || isOrm
  const options: LoaderOption[] = []
  for (const option of statement.statementOptions) {
    if (!isLoaderOption(option)) continue
    isOrm = true
    options.push(option)
    for (const part of option.parts) extras.push(part)
    extras.push(';')
  }
  return isOrm || hasNestedEntities(statement) ? new OrmKey(statement, extras, options) : undefined
}

function readItems(items: readonly unknown[], extras: unknown[]): boolean {
  let isOrm = false
  for (const item of items) {
    if (item instanceof SqlNode) {
      extras.push(0)
      continue
    }
    const mapper = findMapper(item)
    if (mapper !== undefined) extras.push(keyed(mapper))
    else if (isAliased(item)) extras.push(1, keyed(item.mapper), item.name)
    else if (item instanceof Bundle) extras.push(2, item.name, item.keys)
    else if (item !== null && typeof item === 'object' && asNode(item) === undefined) {
      extras.push(3, Object.keys(item))
      if (!readItems(Object.values(item), extras)) continue
    } else {
      extras.push(4)
      continue
    }
    isOrm = true
  }
  return isOrm
}

function readJoin(raw: { readonly target: unknown; readonly on: unknown; readonly left: unknown }, extras: unknown[]): boolean {
  let isOrm = false
  for (const given of [raw.target, raw.on, raw.left]) {
    if (given === undefined || given === null || given instanceof SqlNode) extras.push(0)
    else {
      const mapper = findMapper(given)
      if (mapper !== undefined) extras.push(keyed(mapper))
      else if (isAliased(given)) extras.push(1, keyed(given.mapper))
      // a relationship: as ON condition it isn't part of the join's structure
      else extras.push(2, asNode(given) ?? null)
      isOrm = true
    }
  }
  return isOrm
}

/** A key whose parameters have names of ours, under which later executions give their values. */
export interface NamedKey {
  readonly key: OrmKey
  /** Name of each value carrier, in the order in which a comparison meets them; null where the user named it. */
  readonly names: readonly (string | null)[]
}

/** Gives every parameter a name that doesn't depend on where it ends up. */
export function nameParameters(key: OrmKey): NamedKey {
  const carriers = valueCarriers(key)
  const names: (string | null)[] = []
  const named = new Map<SqlNode, SqlNode>()
  for (const [i, carrier] of carriers.entries()) {
    const bind = carrier as BindParameter
    if (!bind.unique) {
      names.push(null)
      continue
    }
    const name = `orm_${i}`
    names.push(name)
    named.set(bind, bind.withName(name))
  }
  if (named.size === 0) return { key, names }
  const done = new Map<SqlNode, SqlNode>()
  const change = <N extends SqlNode>(node: N): N => {
    let copy = done.get(node)
    if (copy === undefined) done.set(node, copy = replacementTraverse(node, (n) => named.get(n)))
    return copy as N
  }
  const options = key.options.map((option) => option.replace(change))
  const extras = key.extras.map((extra) => (extra instanceof SqlNode ? change(extra) : extra))
  return { key: new OrmKey(change(key.statement), extras, options), names }
}

/** Values of a statement's parameters by our names, under those that the caller gives. */
export function parameterValues(names: readonly (string | null)[], carriers: readonly SqlNode[], given: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> | undefined {
  let values: Record<string, unknown> | undefined = given === undefined ? undefined : { ...given }
  for (let i = 0; i < names.length; i++) {
    const bind = carriers[i] as BindParameter
    if (bind.required) continue
    const name = names[i] ?? bind.origKey
    if (names[i] === null && given !== undefined && Object.hasOwn(given, name)) continue
    ;(values ??= {})[name] = bind.callable === undefined ? bind.value ?? null : bind.callable() ?? null
  }
  return values
}

/** Values that the statement was given by `params()`, under those of the call. */
export function withParams(statement: Select, values: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> | undefined {
  const own = statement.paramValues
  return own === null ? values : { ...own, ...values }
}

