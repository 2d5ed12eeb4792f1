import type { IrNode } from '../corpus/case.ts'
import { decodeValue } from '../compare/decode-value.ts'
import { api, call, construct, dialectApi, given, Unsupported } from './library.ts'
import type { BuilderTable, Loader } from './loader.ts'
import type { IrType } from './types.ts'

/** Methods of expressions by the corpus's operators. */
const methods: Readonly<Record<string, string>> = {
  add: 'add', sub: 'sub', mul: 'mul', truediv: 'div', floordiv: 'floorDiv', mod: 'mod',
  eq: 'eq', ne: 'ne', lt: 'lt', le: 'le', gt: 'gt', ge: 'ge',
  is_: 'is', is_not: 'isNot', is_distinct_from: 'isDistinctFrom', is_not_distinct_from: 'isNotDistinctFrom',
  concat_op: 'concat',
  bitwise_and_op: 'bitwiseAnd', bitwise_or_op: 'bitwiseOr', bitwise_xor_op: 'bitwiseXor',
  bitwise_lshift_op: 'bitwiseLeftShift', bitwise_rshift_op: 'bitwiseRightShift', lshift: 'lshift', rshift: 'rshift',
}
const likeMethods: Readonly<Record<string, string>> = {
  like_op: 'like', not_like_op: 'notLike', ilike_op: 'ilike', not_ilike_op: 'notIlike',
  startswith_op: 'startsWith', endswith_op: 'endsWith', contains_op: 'contains',
  istartswith_op: 'istartsWith', iendswith_op: 'iendsWith', icontains_op: 'icontains',
}

export function applyOperator(op: string, left: unknown, right: unknown, modifiers: Readonly<Record<string, unknown>> = {}): unknown {
  const method = methods[op]
  if (method !== undefined) return call(left, method, right)
  const options = given(modifiers)
  const like = likeMethods[op]
  if (like !== undefined) return call(left, like, right, ...(modifiers['escape'] === undefined || modifiers['escape'] === null ? [] : [{ escape: modifiers['escape'] }]))
  if (op.startsWith('not_')) return call(applyOperator(op.slice(4), left, right, modifiers), 'not')
  if (op === 'match_op') return call(left, 'match', right, ...(Object.keys(options).length === 0 ? [] : [options]))
  if (op === 'regexp_match_op') return call(left, 'regexpMatch', right, ...flags(modifiers['flags']))
  throw new Unsupported(`operator ${op}`)
}
const flags = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value])

/** Values of modifiers and dialect options: plain, or nodes. */
export function optionValue(value: unknown, loader: Loader): unknown {
  if (Array.isArray(value)) return value.map((item) => optionValue(item, loader))
  if (value === null || typeof value !== 'object') return value
  if ('k' in value || '$ref' in value) return loader.build(value)
  if ('$type' in value) return loader.type(value.$type)
  if ('$name' in value) return loader.name(value.$name)
  if ('$map' in value) return Object.fromEntries((value.$map as readonly (readonly [string, unknown])[]).map(([key, item]) => [key, optionValue(item, loader)]))
  return decodeValue(value)
}
export const optionValues = (options: unknown, loader: Loader): Record<string, unknown> =>
  Object.fromEntries(Object.entries((options ?? {}) as Record<string, unknown>).map(([key, value]) => [key, optionValue(value, loader)]))

function binary(node: IrNode, loader: Loader): unknown {
  const op = node['op'] as string
  if (op === 'custom') return customBinary(node, loader)
  if (op === 'getitem') return element(node, loader)
  if (op.startsWith('json_')) return jsonElement(node, loader)
  const left = loader.build(node['left'])
  const result = applyOperator(op, left, loader.operand(node['right']), optionValues(node['modifiers'], loader))
  return node['typeExplicit'] === true && op === 'concat_op' ? result : result
}

/** Functions of the PostgreSQL package for its operators. */
const postgresqlOperators: Readonly<Record<string, string>> = {
  ASTEXT: 'astext', JSONPATH_ASTEXT: 'pathAstext', HAS_KEY: 'hasKey', HAS_ALL: 'hasAll', HAS_ANY: 'hasAny', DELETE_PATH: 'deletePath',
  PATH_EXISTS: 'pathExists', PATH_MATCH: 'pathMatch', CONTAINS: 'contains', CONTAINED_BY: 'containedBy', OVERLAP: 'overlaps',
  STRICTLY_LEFT_OF: 'strictlyLeftOf', STRICTLY_RIGHT_OF: 'strictlyRightOf', NOT_EXTEND_RIGHT_OF: 'notExtendRightOf',
  NOT_EXTEND_LEFT_OF: 'notExtendLeftOf', ADJACENT_TO: 'adjacentTo',
}

function customBinary(node: IrNode, loader: Loader): unknown {
  if (node['pg'] === 'GETITEM') return call(loader.build(node['left']), 'at', loader.operand(node['right']))
  const own = postgresqlOperators[node['pg'] as string]
  if (own !== undefined) return dialectApi('postgresql', own)(loader.build(node['left']), indexOperand(node['right'] as IrNode, loader))
  const operator = call(loader.build(node['left']), 'op', node['opstring'], given({
    precedence: node['precedence'],
    isComparison: node['is_comparison'],
    naturalSelfPrecedent: node['natural_self_precedent'],
    associative: node['natural_self_precedent'],
    eagerGrouping: node['eager_grouping'],
    visitName: node['visit_name'],
    returnType: node['is_comparison'] === true ? undefined : loader.type(node['type']),
  })) as (right: unknown) => unknown
  return operator(loader.operand(node['right']))
}

/** An index, key or path: its type follows from the operator, so a plain value says all. */
const indexOperand = (node: IrNode, loader: Loader): unknown =>
  (node.k === 'bind' && (node['type'] as IrType).t.startsWith('JSON.JSON') && 'value' in node ? decodeValue(node['value']) : loader.operand(node))

/** An element or a slice of an array. */
function element(node: IrNode, loader: Loader): unknown {
  const left = loader.build(node['left'])
  const right = node['right'] as IrNode
  if (right.k !== 'slice') return call(left, 'at', loader.operand(right))
  // a bound of NULL is not an absent one; there is no step unless it is given
  const step = (right['step'] as IrNode | null)?.k === 'null' ? [] : [loader.operand(right['step'])]
  return call(left, 'slice', loader.operand(right['start']), loader.operand(right['stop']), ...step)
}

const accessors: Readonly<Record<string, string>> = { Boolean: 'asBoolean', String: 'asString', Unicode: 'asString', Text: 'asString', Integer: 'asInteger', Float: 'asFloat' }

/** A part of a JSON value, and what it is read as. */
function jsonElement(node: IrNode, loader: Loader): unknown {
  const right = node['right'] as IrNode
  const plain = right.k === 'bind' && right.$ref === undefined && 'value' in right
  const index = plain ? decodeValue(right['value']) : loader.build(right)
  const left = loader.build(node['left'])
  const part = node['op'] === 'json_getitem_op' ? call(left, 'at', index)
    : Array.isArray(index) ? call(left, 'path', ...index) : call(left, 'path', index)
  const type = node['type'] as IrType
  if (type.t === 'Numeric') return call(part, 'asNumeric', type['precision'], type['scale'])
  const accessor = accessors[type.t]
  return accessor === undefined ? part : call(part, accessor)
}

const orderMethods: Readonly<Record<string, string>> = { asc: 'asc', desc: 'desc', nulls_first: 'nullsFirst', nulls_last: 'nullsLast' }
const unaryMethods: Readonly<Record<string, string>> = { neg: 'neg', bitwise_not: 'bitwiseNot', distinct: 'distinct' }

function unary(node: IrNode, loader: Loader): unknown {
  const op = node['op'] as string
  if (op === 'not') return api('not')(loader.build(node['element']))
  const order = orderMethods[op]
  if (order !== undefined) {
    const term = loader.build(node['element'])
    return typeof term === 'string' ? api(order)(term) : call(term, order)
  }
  if (op === 'any' || op === 'all') return api(op)(loader.build(node['element']))
  const method = unaryMethods[op]
  if (method !== undefined) return call(loader.build(node['element']), method)
  if (op === 'custom') {
    const operator = api('customOperator')(node['opstring'], given({
      precedence: node['precedence'], naturalSelfPrecedent: node['natural_self_precedent'], eagerGrouping: node['eager_grouping'], visitName: node['visit_name'],
    }))
    const where = node['position'] === 'postfix' ? 'modifier' : 'operator'
    return construct('UnaryExpression', loader.build(node['element']), { [where]: operator, type: loader.type(node['type']) })
  }
  throw new Unsupported(`operator ${op}`)
}

function membership(node: IrNode, loader: Loader): unknown {
  const method = node['negated'] === true ? 'notIn' : 'in'
  const left = loader.build(node['expr'])
  if (node['list'] !== undefined) return call(left, method, loader.operands(node['list']))
  if (node['select'] !== undefined) return call(left, method, loader.build(node['select']))
  return call(left, method, loader.operand(node['right']))
}

function columnOf(node: IrNode, loader: Loader): unknown {
  const from = node['from'] as IrNode
  const owner = loader.definition(from)
  if (owner.k === 'excluded') {
    const columns = (loader.excluded as { readonly excluded?: Record<string, unknown> } | undefined)?.excluded
    const found = columns?.[node['key'] as string]
    if (found === undefined) throw new Unsupported('excluded outside of an upsert')
    return found
  }
  const columns = (loader.build(from) as { readonly c?: Record<string, unknown> }).c
  if (columns === undefined) throw new Unsupported(`columns of a ${owner.k}`)
  const found = node['index'] === undefined ? columns[node['key'] as string] : columnAt(loader.build(from), node['index'] as number)
  if (found === undefined) throw new Error(`no column ${String(node['key'] ?? node['index'])} in a ${owner.k}`)
  return found
}
const columnAt = (from: unknown, index: number): unknown => (from as { readonly columns: { readonly all: readonly unknown[] } }).columns.all[index]

export const elementBuilders: BuilderTable = {
  column: (node, loader) => api(node['literal'] === true ? 'literalColumn' : 'column')(loader.name(node['name']), ...(node['type'] === undefined ? [] : [loader.type(node['type'])])),
  col: columnOf,
  label_name: (node) => node['name'],
  column_valued: (node, loader) => (loader.build(node['from']) as { readonly column?: unknown }).column,
  row_value: (node, loader) => call(loader.build(node['from']), 'tableValued'),
  binary,
  nary: (node, loader) => {
    const [first, ...rest] = node['clauses'] as readonly IrNode[]
    if (node['op'] === 'comma_op') return construct('ClauseList', loader.buildAll(node['clauses']))
    return rest.reduce((left, clause) => applyOperator(node['op'] as string, left, loader.operand(clause)), loader.build(first))
  },
  and: (node, loader) => api('and')(...loader.buildAll(node['clauses'])),
  or: (node, loader) => api('or')(...loader.buildAll(node['clauses'])),
  unary,
  collection_aggregate: (node, loader) => api(node['op'] as string)(loader.build(node['element'])),
  between: (node, loader) => call(
    loader.build(node['expr']), node['negated'] === true ? 'notBetween' : 'between',
    loader.operand(node['low']), loader.operand(node['high']), ...(node['symmetric'] === true ? [{ symmetric: true }] : []),
  ),
  in: membership,
  collate: (node, loader) => call(loader.build(node['expr']), 'collate', node['collation'], ...(node['schema'] === undefined ? [] : [node['schema']])),
  regexp_replace: (node, loader) => call(
    loader.build(node['expr']), 'regexpReplace', loader.operand(node['pattern']), loader.operand(node['replacement']), ...flags(node['flags']),
  ),
  case: (node, loader) => {
    const whens = (node['whens'] as readonly (readonly [IrNode, IrNode])[]).map(([when, result]) => [loader.build(when), loader.operand(result)])
    return api('caseWhen')(whens, given({
      value: node['value'] === undefined ? undefined : loader.build(node['value']),
      else: node['else'] === undefined ? undefined : loader.operand(node['else']),
    }))
  },
  cast: (node, loader) => api('cast')(loader.operand(node['expr']), loader.type(node['type'])),
  try_cast: (node, loader) => api('tryCast')(loader.operand(node['expr']), loader.type(node['type'])),
  type_coerce: (node, loader) => api('typeCoerce')(loader.operand(node['expr']), loader.type(node['type'])),
  extract: (node, loader) => api('extract')(node['field'], loader.build(node['expr'])),
  tuple: (node, loader) => {
    const items = loader.operands(node['items'])
    return api('tuple')(...items)
  },
  label: (node, loader) => {
    const inner = loader.build(node['element'])
    return call(inner, 'label', ...(node['name'] === null ? [] : [loader.name(node['name'])]))
  },
  grouping: (node, loader) => construct('Grouping', loader.build(node['element'])),
  list: (node, loader) => construct('ClauseList', loader.buildAll(node['clauses'])),
  order_by_list: (node, loader) => construct('OrderByList', loader.buildAll(node['clauses'])),
  pg_array: (node, loader) => {
    const type = node['type'] as IrType
    const isTyped = (node['items'] as readonly unknown[]).length === 0 || node['typeExplicit'] === true
    return dialectApi('postgresql', 'arrayOf', 'array')(loader.operands(node['items']), ...(isTyped ? [loader.type(type['item_type'])] : []))
  },
  exists: (node, loader) => api('exists')(loader.build(node['select'])),
  scalar_subquery: (node, loader) => call(loader.build(node['select']), 'scalarSubquery'),
  select_grouping: (node, loader) => call(loader.build(node['select']), 'selfGroup'),
  as_comparison: (node, loader) => call(loader.build(node['func']), 'asComparison', node['left'], node['right']),
  mysql_match: (node, loader) => {
    const modifiers = node['modifiers'] as Readonly<Record<string, unknown>>
    return dialectApi('mysql', 'match')(loader.buildAll(node['columns']), loader.operand(node['against']), given({
      booleanMode: modifiers['mysql_boolean_mode'], naturalLanguage: modifiers['mysql_natural_language'], queryExpansion: modifiers['mysql_query_expansion'],
    }))
  },
  type: (node, loader) => construct('TypeClause', loader.type(node['type'])),
}
