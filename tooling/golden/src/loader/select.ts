import type { IrNode } from '../corpus/case.ts'
import { decodeValue } from '../compare/decode-value.ts'
import { optionValues } from './elements.ts'
import { flatList } from './flat-list.ts'
import { api, call, dialectApi, given } from './library.ts'
import type { BuilderTable, Loader } from './loader.ts'

interface JoinStep { readonly target: IrNode; readonly on?: IrNode; readonly left?: IrNode; readonly outer?: boolean; readonly full?: boolean }
interface Text { readonly text: unknown; readonly dialect?: string }
interface Hint extends Text { readonly from: IrNode }
interface AddedCte { readonly cte: IrNode; readonly nest_here?: boolean }

const labelStyles: Readonly<Record<string, string>> = { tablename_plus_col: 'tablename_plus_col', none: 'none' }

function joined(select: unknown, steps: unknown, loader: Loader): unknown {
  let result = select
  for (const { target, on, left, outer, full } of (steps ?? []) as readonly JoinStep[]) {
    const condition = on === undefined ? [] : [loader.build(on)]
    if (left === undefined) result = call(result, full === true ? 'fullJoin' : outer === true ? 'outerJoin' : 'join', loader.build(target), ...condition)
    else if (full === true) result = call(result, 'joinFrom', loader.build(left), loader.build(target), condition[0], { full: true })
    else result = call(result, outer === true ? 'outerJoinFrom' : 'joinFrom', loader.build(left), loader.build(target), ...condition)
  }
  return result
}

const limitValue = (value: unknown, loader: Loader): unknown => (typeof value === 'number' ? value : loader.build(value))
const dialectFilter = (dialect: string | undefined): readonly unknown[] => (dialect === undefined || dialect === '*' ? [] : [{ dialect }])
const textOf = (value: unknown, loader: Loader): unknown => (typeof value === 'string' ? value : loader.build(value))

/** What SELECT, set operations and textual selects have in common. */
function common(statement: unknown, node: IrNode, loader: Loader): unknown {
  let s = statement
  const has = (field: string): boolean => node[field] !== undefined
  if (has('group_by')) s = call(s, 'groupBy', ...loader.buildAll(flatList(node['group_by'], loader)))
  if (has('order_by')) s = call(s, 'orderBy', ...loader.buildAll(flatList(node['order_by'], loader)))
  if (has('limit')) s = call(s, 'limit', limitValue(node['limit'], loader))
  if (has('offset')) s = call(s, 'offset', limitValue(node['offset'], loader))
  if (has('fetch')) {
    const { count, with_ties: withTies, percent, ...options } = node['fetch'] as { count: unknown; with_ties?: boolean; percent?: boolean }
    s = call(s, 'fetch', limitValue(count, loader), given({ withTies, percent, ...optionValues(options, loader) }))
  }
  if (has('for_update')) {
    const { of, nowait, read, skip_locked: skipLocked, key_share: keyShare } = node['for_update'] as Readonly<Record<string, unknown>>
    s = call(s, 'withForUpdate', given({ of: of === undefined ? undefined : loader.buildAll(of), nowait, read, skipLocked, keyShare }))
  }
  if (has('label_style')) s = call(s, 'setLabelStyle', labelStyles[node['label_style'] as string])
  for (const { cte, nest_here: nestHere } of (node['add_ctes'] ?? []) as readonly AddedCte[]) {
    s = call(s, 'addCte', loader.build(cte), ...(nestHere === true ? [{ nestHere }] : []))
  }
  if (has('options')) s = call(s, 'withDialectOptions', optionValues(node['options'], loader))
  if (has('params')) {
    s = call(s, 'params', Object.fromEntries((node['params'] as readonly (readonly [string, unknown])[]).map(([name, value]) => [name, decodeValue(value)])))
  }
  return s
}

function select(node: IrNode, loader: Loader): unknown {
  const columns = loader.buildAll(flatList(node['columns'], loader))
  const previous = (node['previous_entities'] ?? []) as readonly { readonly columns: unknown; readonly joins?: unknown }[]
  let s: unknown
  for (const { columns: earlier, joins } of previous) {
    s = s === undefined ? api('select')(...loader.buildAll(earlier)) : call(s, 'withOnlyColumns', ...loader.buildAll(earlier))
    s = joined(s, joins, loader)
  }
  s = s === undefined ? api('select')(...columns) : call(s, 'withOnlyColumns', ...columns)
  if (node['from'] !== undefined) s = call(s, 'selectFrom', ...loader.buildAll(node['from']))
  s = joined(s, node['joins'], loader)
  if (node['where'] !== undefined) s = call(s, 'where', ...loader.buildAll(node['where']))
  if (node['having'] !== undefined) s = call(s, 'having', ...loader.buildAll(node['having']))
  if (node['distinct'] !== undefined) s = call(s, 'distinct', ...(node['distinct'] === true ? [] : loader.buildAll(node['distinct'])))
  if (node['pg_distinct_on'] !== undefined) s = call(s, 'ext', dialectApi('postgresql', 'distinctOn')(...loader.buildAll(node['pg_distinct_on'])))
  for (const [field, method] of [['correlate', 'correlate'], ['correlate_except', 'correlateExcept']] as const) {
    const froms = node[field] as readonly unknown[] | undefined
    if (froms !== undefined) s = call(s, method, ...(froms.length === 0 ? [null] : loader.buildAll(froms)))
  }
  for (const [field, method] of [['prefixes', 'prefixWith'], ['suffixes', 'suffixWith']] as const) {
    for (const { text, dialect } of (node[field] ?? []) as readonly Text[]) s = call(s, method, textOf(text, loader), ...dialectFilter(dialect))
  }
  for (const { from, text, dialect } of (node['hints'] ?? []) as readonly Hint[]) s = call(s, 'withHint', loader.build(from), text, ...dialectFilter(dialect))
  for (const { text, dialect } of (node['statement_hints'] ?? []) as readonly Text[]) s = call(s, 'withStatementHint', text, ...dialectFilter(dialect))
  return common(s, node, loader)
}

const compounds: Readonly<Record<string, string>> = {
  union: 'union', union_all: 'unionAll', except: 'except', except_all: 'exceptAll', intersect: 'intersect', intersect_all: 'intersectAll',
}

export const selectBuilders: BuilderTable = {
  select,
  compound: (node, loader) => common(api(compounds[node['op'] as string] ?? `compound ${String(node['op'])}`)(...loader.buildAll(node['selects'])), node, loader),
  textual_select: (node, loader) => {
    const columns = loader.buildAll(node['columns'])
    return common(call(loader.build(node['text']), 'columns', ...textColumns(columns, node)), node, loader)
  },
}

/** Given one after the other, columns are matched by position; as an object of types, by name. */
const textColumns = (columns: readonly unknown[], node: IrNode): readonly unknown[] =>
  node['positional'] === true ? columns
  : [Object.fromEntries((columns as readonly { readonly name: unknown; readonly type: unknown }[]).map(({ name, type }) => [String(name), type]))]
