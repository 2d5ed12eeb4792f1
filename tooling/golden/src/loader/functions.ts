import type { IrNode } from '../corpus/case.ts'
import { api, call, construct, dialectApi, given, Unsupported } from './library.ts'
import type { BuilderTable, Loader } from './loader.ts'
import type { IrType } from './types.ts'

/** `func.pkg.name(args)`. */
function functionCall(node: IrNode, loader: Loader): unknown {
  const generic = node['generic']
  const name = typeof generic === 'string' ? generic.replace(/_$/, '') : loader.name(node['name'])
  const path = [...((node['packages'] ?? []) as readonly string[])]
  const args = loader.operands(node['args'])
  // count(*) is how the library writes a count of nothing
  const onlyStar = node['name'] === 'count' && generic !== undefined && isStar((node['args'] as readonly IrNode[])[0])
  const type = node['type'] as IrType
  const typed = generic === undefined && type.t !== 'NullType'
  // the namespace of functions has no place for a result type
  // a point in a name would be taken for the end of a package's
  if (typed || node['typeExplicit'] === true || (generic === undefined && String(name).includes('.'))) return construct('SqlFunction', name, args, { type: loader.type(type), packages: path })
  let target = api('func') as unknown as Record<string, unknown>
  for (const step of path) target = target[step] as Record<string, unknown>
  return path.length === 0 ? api('func')(name, ...(onlyStar ? [] : args)) : call(target, String(name), ...args)
}
const isStar = (node: IrNode | undefined): boolean => node?.k === 'column' && node['literal'] === true && node['name'] === '*'

interface Bound { readonly bound: 'unbounded' | 'current' | 'preceding' | 'following'; readonly value?: unknown }
interface Frame { readonly start: Bound; readonly end: Bound }

function frame(value: unknown, loader: Loader): unknown {
  if (value === undefined) return undefined
  const { start, end } = value as Frame
  return [bound(start, loader), bound(end, loader)]
}
/** null is unbounded, 0 the current row, a number so many rows before or after; other distances name their side. */
function bound({ bound: side, value }: Bound, loader: Loader): unknown {
  if (side === 'unbounded') return null
  if (side === 'current') return 0
  const distance = typeof value === 'number' ? value : loader.operand(value)
  return typeof distance === 'number' && Number.isInteger(distance) && distance !== 0 ? (side === 'preceding' ? -distance : distance) : [side, typeof value === 'number' ? value : loader.build(value)]
}

const one = (nodes: unknown, loader: Loader): unknown => (nodes === undefined ? undefined : loader.buildAll(nodes))

/** Functions of the PostgreSQL package by the corpus's names. */
const postgresqlNames: Readonly<Record<string, string>> = {
  _HStoreKeysFunction: 'hstoreKeys', _HStoreValsFunction: 'hstoreValues', _HStoreDefinedFunction: 'hstoreDefined', _HStoreDeleteFunction: 'hstoreDelete',
  _HStoreSliceFunction: 'hstoreSlice', _HStoreArrayFunction: 'hstoreToArray', _HStoreMatrixFunction: 'hstoreToMatrix', hstore: 'hstoreOf',
  to_tsvector: 'toTsvector', to_tsquery: 'toTsquery', plainto_tsquery: 'plaintoTsquery', phraseto_tsquery: 'phrasetoTsquery',
  websearch_to_tsquery: 'websearchToTsquery', ts_headline: 'tsHeadline',
}

function postgresqlFunction(node: IrNode, loader: Loader): unknown {
  const factory = postgresqlNames[node['name'] as string]
  if (factory === undefined) throw new Unsupported(`function ${String(node['name'])} of PostgreSQL`)
  // a string in the first place is cast to REGCONFIG by the library; the corpus has the parameter already typed
  return dialectApi('postgresql', factory)(...(node['args'] as readonly IrNode[]).map((arg) => loader.operand(arg)))
}

export const functionBuilders: BuilderTable = {
  func: functionCall,
  pg_func: postgresqlFunction,
  next_value: (node, loader) => call(loader.build(node['sequence']), 'nextValue'),
  filter: (node, loader) => {
    const where = node['where']
    return call(loader.build(node['func']), 'filter', ...(Array.isArray(where) ? loader.buildAll(where) : [loader.build(where)]))
  },
  within_group: (node, loader) => call(loader.build(node['func']), 'withinGroup', ...loader.buildAll(node['order_by'])),
  aggregate_order_by: (node, loader) => call(loader.build(node['func']), 'aggregateOrderBy', ...loader.buildAll(node['order_by'])),
  pg_aggregate_order_by: (node, loader) => dialectApi('postgresql', 'aggregateOrderBy')(loader.build(node['target']), ...loader.buildAll(node['order_by'])),
  over: (node, loader) => call(loader.build(node['func']), 'over', given({
    partitionBy: one(node['partition_by'], loader),
    orderBy: one(node['order_by'], loader),
    rows: frame(node['rows'], loader),
    range: frame(node['range'], loader),
    groups: frame(node['groups'], loader),
    exclude: typeof node['exclude'] === 'string' ? node['exclude'].toLowerCase().replaceAll('_', ' ') : undefined,
  })),
  scalar_table_valued: (node, loader) => call(loader.build(node['func']), 'scalarTableValued', node['name'], loader.type(node['type'])),
}
