import type { IrNode } from '../corpus/case.ts'
import { api, call, construct, given } from './library.ts'
import type { BuilderTable, Loader } from './loader.ts'
import { QuotedNames } from './names.ts'
import { buildTable, schemaColumn } from './schema.ts'
import type { IrType } from './types.ts'

interface IrColumn { readonly name: unknown; readonly type?: IrType; readonly literal?: boolean }

const optionalName = (name: unknown, loader: Loader): readonly unknown[] => (name === null || name === undefined ? [] : [loader.name(name)])

/** A column without a table; the lightweight table takes it over. */
const lightColumn = (column: IrColumn, loader: Loader): unknown =>
  column.literal === true
    ? construct('ColumnClause', loader.name(column.name), loader.type(column.type), { isLiteral: true })
    : construct('ColumnClause', loader.name(column.name), loader.type(column.type))

/** Names and types of columns, as an object. */
const namedTypes = (columns: unknown, loader: Loader): Record<string, unknown> => Object.fromEntries(
  (columns as readonly (IrColumn & IrNode)[]).map((column) => [QuotedNames.text(column.name), loader.type(column.type ?? { t: 'NullType' })]))

function rows(chunk: unknown, loader: Loader): unknown[] {
  return (chunk as readonly (readonly IrNode[])[]).map((row) => loader.buildAll(row))
}

function valuesConstruct(node: IrNode, loader: Loader): unknown {
  let values = api('values')(namedTypes(node['columns'], loader), node['anon_alias'] === true || node['name'] === null ? undefined : loader.name(node['name']),
    ...(node['literal_binds'] === true ? [{ literalBinds: true }] : []))
  for (const chunk of node['data'] as readonly unknown[]) values = call(values, 'data', rows(chunk, loader))
  if (node['anon_alias'] === true) values = call(values, 'alias')
  if (node['lateral'] === true) values = call(values, 'lateral')
  for (const { cte, nest_here: nestHere } of (node['add_ctes'] ?? []) as readonly { cte: IrNode; nest_here?: boolean }[]) {
    values = call(values, 'addCte', loader.build(cte), ...(nestHere === true ? [{ nestHere }] : []))
  }
  return values
}

function tableValued(node: IrNode, loader: Loader): unknown {
  let from: unknown
  const name = loader.name(node['name'])
  const options = given({
    name: name ?? undefined,
    withOrdinality: node['with_ordinality'] === undefined ? undefined : QuotedNames.text(ordinality(node['with_ordinality'])),
    joinsImplicitly: node['joins_implicitly'],
  })
  if (node['alias_of'] !== undefined) from = call(loader.build(node['alias_of']), node['lateral'] === true ? 'lateral' : 'alias', ...optionalName(node['name'], loader))
  else if (node['columns'] === undefined) {
    from = call(loader.build(node['func']), 'alias', name ?? undefined, ...(node['joins_implicitly'] === true ? [{ joinsImplicitly: true }] : []))
  } else from = call(loader.build(node['func']), 'tableValued', tableValuedColumns(node, loader), options)
  if (node['lateral'] === true && node['alias_of'] === undefined) from = call(from, 'lateral', ...optionalName(node['name'], loader))
  if (node['render_derived'] === true && node['alias_of'] === undefined) {
    from = call(from, 'renderDerived', given({ name: name ?? undefined, withTypes: node['with_types'] }))
  }
  return from
}
const ordinality = (value: unknown): unknown => (value !== null && typeof value === 'object' && 'name' in value && typeof value.name === 'object' ? value.name : value)

/** The ordinality column is the last one and given apart. */
function tableValuedColumns(node: IrNode, loader: Loader): unknown {
  const columns = namedTypes(node['columns'], loader)
  if (typeof node['with_ordinality'] === 'string') delete columns[node['with_ordinality']]
  return columns
}

const withTexts = (target: unknown, node: IrNode, loader: Loader): unknown => {
  let result = target
  for (const [field, method] of [['prefixes', 'prefixWith'], ['suffixes', 'suffixWith']] as const) {
    for (const { text, dialect } of (node[field] ?? []) as readonly { text: unknown; dialect?: string }[]) {
      result = call(result, method, typeof text === 'string' ? text : loader.build(text), ...(dialect === undefined || dialect === '*' ? [] : [{ dialect }]))
    }
  }
  return result
}

function join(node: IrNode, loader: Loader): unknown {
  const on = node['on'] === undefined ? [] : [loader.build(node['on'])]
  const options = given({ isOuter: node['outer'], full: node['full'] })
  return api('join')(loader.build(node['left']), loader.build(node['right']), on[0], options)
}

export const fromBuilders: BuilderTable = {
  lwtable: (node, loader) => construct(
    'TableClause', loader.name(node['name']), (node['columns'] as readonly IrColumn[]).map((column) => lightColumn(column, loader)),
    given({ schema: node['schema'] === undefined ? undefined : loader.name(node['schema']) })),
  table: buildTable,
  schema_column: schemaColumn,
  alias: (node, loader) => call(loader.build(node['element']), 'alias', ...optionalName(node['name'], loader)),
  subquery: (node, loader) => call(loader.build(node['element']), 'subquery', ...optionalName(node['name'], loader)),
  lateral: (node, loader) => {
    const element = loader.build(node['element'])
    const name = optionalName(node['name'], loader)
    // a function in FROM is an alias of it
    return loader.definition(node['element'] as IrNode).k === 'func' ? call(call(element, 'alias'), 'lateral', ...name) : api('lateral')(element, ...name)
  },
  tablesample: (node, loader) => call(loader.build(node['element']), 'tablesample', loader.operand(node['sampling']), given({
    name: node['name'] === null ? undefined : loader.name(node['name']),
    seed: node['seed'] === undefined ? undefined : loader.operand(node['seed']),
  })),
  cte: (node, loader) => withTexts(call(loader.build(node['element']), 'cte', node['name'] === null ? undefined : loader.name(node['name']), given({
    recursive: node['recursive'], nesting: node['nesting'],
  })), node, loader),
  cte_union: (node, loader) => {
    const method = node['op'] === 'union_all' ? 'unionAll' : 'union'
    const base = loader.build(node['cte'])
    const selects = loader.buildAll(node['selects'])
    return call(base, method, ...selects)
  },
  values: valuesConstruct,
  scalar_values: (node, loader) => {
    let values = api('values')(namedTypes(node['columns'], loader), undefined, ...(node['literal_binds'] === true ? [{ literalBinds: true }] : []))
    for (const chunk of node['data'] as readonly unknown[]) values = call(values, 'data', rows(chunk, loader))
    return call(values, 'scalarValues')
  },
  table_valued: tableValued,
  join,
  from_grouping: (node, loader) => call(loader.build(node['element']), 'selfGroup'),
}
