import type { IrNode } from '../corpus/case.ts'
import { optionValues } from './elements.ts'
import { flatList } from './flat-list.ts'
import { api, call, given, optionalDialectExport, type Factory } from './library.ts'
import type { BuilderTable, Loader } from './loader.ts'

interface Text { readonly text: unknown; readonly dialect?: string }
interface Hint extends Text { readonly from?: IrNode }

type Pair = readonly [key: string | IrNode, value: IrNode]

/** Key of a column in `values()`: its own key; a column of another table is given as it is. */
function valuesOf(pairs: unknown, table: IrNode, loader: Loader): unknown {
  const entries = (pairs as readonly Pair[]).map(([key, value]): readonly [unknown, unknown] => [keyOf(key, table, loader), loader.build(value)])
  return entries.every(([key]) => typeof key === 'string') ? Object.fromEntries(entries as readonly (readonly [string, unknown])[]) : new Map(entries)
}
function keyOf(key: string | IrNode, table: IrNode, loader: Loader): unknown {
  if (typeof key === 'string') return key
  const column = loader.definition(key)
  const from = column['from'] as IrNode | undefined
  const own = column.k === 'col' && typeof column['key'] === 'string' && from?.$ref !== undefined && from.$ref === table.$ref
  return own ? column['key'] : loader.build(key)
}

/** What INSERT, UPDATE and DELETE have in common. */
function common(statement: unknown, node: IrNode, loader: Loader): unknown {
  let s = statement
  if (node['where'] !== undefined) s = call(s, 'where', ...loader.buildAll(node['where']))
  if (node['returning'] !== undefined) s = call(s, 'returning', ...loader.buildAll(flatList(node['returning'], loader)))
  if (node['return_defaults'] !== undefined) s = returnDefaults(s, node, loader)
  if (node['sort_by_parameter_order'] === true) s = call(s, 'sortByParameterOrder')
  for (const { text, dialect } of (node['prefixes'] ?? []) as readonly Text[]) s = call(s, 'prefixWith', typeof text === 'string' ? text : loader.build(text), ...(dialect === undefined || dialect === '*' ? [] : [{ dialect }]))
  for (const { text, dialect, from } of (node['hints'] ?? []) as readonly Hint[]) {
    s = call(s, 'withHint', text, given({ dialect: dialect === '*' ? undefined : dialect, selectable: from === undefined ? undefined : loader.build(from) }))
  }
  if (node['options'] !== undefined) s = call(s, 'withDialectOptions', optionValues(node['options'], loader))
  if (node['mysql_limit'] !== undefined) {
    const count = typeof node['mysql_limit'] === 'number' ? node['mysql_limit'] : loader.build(node['mysql_limit'])
    const limit = optionalDialectExport('mysql', 'limit')
    s = typeof limit === 'function' ? call(s, 'ext', (limit as Factory)(count)) : call(s, 'withDialectOptions', { mysql_limit: count })
  }
  for (const { cte, nest_here: nestHere } of (node['add_ctes'] ?? []) as readonly { cte: IrNode; nest_here?: boolean }[]) {
    s = call(s, 'addCte', loader.build(cte), ...(nestHere === true ? [{ nestHere }] : []))
  }
  if (node['inline'] === true) s = call(s, 'inline')
  return s
}

function returnDefaults(statement: unknown, node: IrNode, loader: Loader): unknown {
  const columns = loader.buildAll(node['return_defaults'])
  const supplemental = node['supplemental_returning']
  return call(statement, 'returnDefaults', ...columns, ...(supplemental === undefined ? [] : [{ supplementalColumns: loader.buildAll(supplemental) }]))
}

function insert(node: IrNode, loader: Loader): unknown {
  const target = node['table'] as IrNode
  let s = api('insert')(loader.build(target))
  if (node['values'] !== undefined) s = call(s, 'values', valuesOf(node['values'], target, loader))
  for (const chunk of (node['multi_values'] ?? []) as readonly (readonly { dict?: unknown; tuple?: unknown }[])[]) {
    s = call(s, 'values', chunk.map((row) => (row.dict !== undefined ? valuesOf(row.dict, target, loader) : loader.buildAll(row.tuple))))
  }
  const from = node['from_select'] as { readonly names: readonly unknown[]; readonly select: IrNode; readonly include_defaults?: boolean } | undefined
  if (from !== undefined) {
    const names = from.names.map((name) => keyOf(name as string | IrNode, target, loader))
    s = call(s, 'fromSelect', names, loader.build(from.select), ...(from.include_defaults === false ? [{ includeDefaults: false }] : []))
  }
  s = upsert(s, node, target, loader)
  return common(s, node, loader)
}

interface OnConflict {
  readonly action: 'update' | 'nothing'
  readonly constraint?: unknown
  readonly index_elements?: readonly (string | IrNode)[]
  readonly index_where?: IrNode
  readonly set?: readonly Pair[]
  readonly where?: IrNode
}

function upsert(statement: unknown, node: IrNode, target: IrNode, loader: Loader): unknown {
  const conflict = node['on_conflict'] as OnConflict | undefined
  const duplicate = node['on_duplicate_key'] as { readonly set: readonly Pair[]; readonly ordered?: boolean } | undefined
  if (conflict === undefined && duplicate === undefined) return statement
  const outer = loader.excluded
  loader.excluded = statement
  try {
    if (duplicate !== undefined) {
      const set = duplicate.ordered === true
        ? duplicate.set.map(([key, value]) => [keyOf(key, target, loader), loader.build(value)])
        : valuesOf(duplicate.set, target, loader)
      return call(statement, 'onDuplicateKeyUpdate', set)
    }
    const { action, constraint, index_elements: elements, index_where: indexWhere, set, where } = conflict!
    const options = given({
      constraint: constraint === undefined ? undefined : typeof constraint === 'string' || (constraint as Record<string, unknown>)['name'] !== undefined ? loader.name(constraint) : loader.build(constraint),
      indexElements: elements?.map((element) => (typeof element === 'string' ? element : loader.build(element))),
      indexWhere: indexWhere === undefined ? undefined : loader.build(indexWhere),
      set: set === undefined ? undefined : valuesOf(set, target, loader),
      where: where === undefined ? undefined : loader.build(where),
    })
    return action === 'nothing' ? call(statement, 'onConflictDoNothing', options) : call(statement, 'onConflictDoUpdate', options)
  } finally {
    loader.excluded = outer
  }
}

export const dmlBuilders: BuilderTable = {
  insert,
  update: (node, loader) => {
    const target = node['table'] as IrNode
    let s = api('update')(loader.build(target))
    if (node['values'] !== undefined) {
      s = node['ordered'] === true
        ? call(s, 'ordered', ...(node['values'] as readonly Pair[]).map(([key, value]) => [keyOf(key, target, loader), loader.build(value)]))
        : call(s, 'values', valuesOf(node['values'], target, loader))
    }
    return common(s, node, loader)
  },
  delete: (node, loader) => {
    let s = api('del')(loader.build(node['table']))
    if (node['using'] !== undefined) s = call(s, 'using', ...loader.buildAll(node['using']))
    return common(s, node, loader)
  },
}
