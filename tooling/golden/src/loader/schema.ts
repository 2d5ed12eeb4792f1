import type { IrNode } from '../corpus/case.ts'
import { decodeValue } from '../compare/decode-value.ts'
import { dialectOptions } from './dialect-options.ts'
import { optionValue } from './elements.ts'
import { api, call, construct, given, make, optionalExport, Unsupported } from './library.ts'
import type { BuilderTable, Loader } from './loader.ts'
import { QuotedNames } from './names.ts'

type Fields = Readonly<Record<string, unknown>>

/** The metadata collection of the case; a second table of one name goes into another one. */
function metadataFor(node: IrNode, loader: Loader): unknown {
  const fullName = [node['schema'], node['name']].map((part) => (part === undefined ? '' : QuotedNames.text(part))).join('.')
  const collections = (loader.state.get('metadata') ?? []) as { readonly metadata: unknown; readonly names: Set<string> }[]
  loader.state.set('metadata', collections)
  let collection = collections.find(({ names }) => !names.has(fullName))
  if (collection === undefined) {
    const convention = node['naming_convention'] ?? loader.namingConvention
    collection = { metadata: make('metaData', 'MetaData', given({ namingConvention: convention })), names: new Set() }
    collections.push(collection)
  }
  collection.names.add(fullName)
  return collection.metadata
}

export function buildTable(node: IrNode, loader: Loader): unknown {
  const metadata = metadataFor(node, loader)
  const columns = (node['columns'] as readonly IrNode[]).map((column) => schemaColumn(column, loader))
  const options = given({
    schema: node['schema'] === undefined ? undefined : loader.name(node['schema']),
    comment: node['comment'],
    prefixes: node['prefixes'],
    implicitReturning: node['implicit_returning'],
    options: node['options'] === undefined ? undefined : dialectOptions(node['options'], loader),
  })
  const table = typeof optionalExport('table') === 'function'
    ? api('table')(loader.name(node['name']), metadata, columns, options) : construct('Table', loader.name(node['name']), metadata, columns, [], options)
  // conditions of constraints may mention the table itself
  if (typeof node['$id'] === 'string') loader.register(node['$id'], table)
  const constraints = ((node['constraints'] ?? []) as readonly IrNode[]).map((constraint) => {
    const built = buildConstraint(constraint, loader)
    call(table, 'append', built)
    return built
  })
  builtConstraints.set(table as object, constraints)
  for (const constraint of (node['constraints'] ?? []) as readonly IrNode[]) if (constraint['reftable'] !== undefined) loader.build(constraint['reftable'])
  return table
}
/** Constraints of a table in the order of the corpus. */
const builtConstraints = new WeakMap<object, readonly unknown[]>()

export function schemaColumn(node: IrNode, loader: Loader): unknown {
  if (node['insert_sentinel'] === true && (node['default'] as Fields | undefined)?.['sentinel'] === true) {
    return api('insertSentinel')(loader.name(node['name']), loader.type(node['type']), given({ omitFromStatements: node['omit_from_statements'] }))
  }
  return construct('Column', loader.name(node['name']), loader.type(node['type']), given({
    key: node['key'],
    primaryKey: node['primary_key'],
    nullable: node['nullable'],
    autoincrement: node['autoincrement'] === 'ignore_fk' ? 'ignoreForeignKey' : node['autoincrement'],
    system: node['system'],
    omitFromStatements: node['omit_from_statements'],
    insertSentinel: node['insert_sentinel'],
    comment: node['comment'],
    constraints: node['constraints'] === undefined ? undefined : (node['constraints'] as readonly IrNode[]).map((c) => buildConstraint(c, loader)),
    options: node['options'] === undefined ? undefined : dialectOptions(node['options'], loader),
    default: clientDefault(node['default'] as Fields | undefined, loader),
    onUpdate: clientDefault(node['onupdate'] as Fields | undefined, loader),
    ...serverDefault('serverDefault', node['server_default'] as Fields | undefined, loader),
    ...serverDefault('serverOnUpdate', node['server_onupdate'] as Fields | undefined, loader),
  }))
}

function clientDefault(value: Fields | undefined, loader: Loader): unknown {
  if (value === undefined) return undefined
  if ('value' in value) return decodeValue(value['value'])
  if (value['expr'] !== undefined) return loader.build(value['expr'])
  if (value['sequence'] !== undefined) return loader.build(value['sequence'])
  if (value['callable'] === true) return () => null
  if (value['sentinel'] === true) return { kind: 'sentinel' }
  throw new Unsupported(`default ${Object.keys(value).join(', ')}`)
}

function serverDefault(field: 'serverDefault' | 'serverOnUpdate', value: Fields | undefined, loader: Loader): Record<string, unknown> {
  if (value === undefined) return {}
  if (value['string'] !== undefined) return { [field]: value['string'] }
  if (value['expr'] !== undefined) return { [field]: loader.build(value['expr']) }
  if (value['fetched'] === true) return { [field]: true }
  if (value['computed'] !== undefined) {
    return field === 'serverOnUpdate' ? {} : { computed: { expression: loader.build(value['computed']), persisted: value['persisted'] ?? undefined } }
  }
  if (value['identity'] !== undefined) {
    const { options, ...numbers } = value['identity'] as Fields
    return { identity: { ...sequenceNumbers(numbers), ...identityOptions(options, loader) } }
  }
  throw new Unsupported(`server default ${Object.keys(value).join(', ')}`)
}
/** What SQLAlchemy has as options of the Oracle dialect are options of the identity here. */
const identityOptions = (options: unknown, loader: Loader): Record<string, unknown> => dialectOptions(options, loader)['oracle'] ?? {}

function sequenceNumbers(numbers: Fields): Record<string, unknown> {
  return given({
    always: numbers['always'], start: number(numbers['start']), increment: number(numbers['increment']), minValue: number(numbers['minvalue']),
    maxValue: number(numbers['maxvalue']), noMinValue: numbers['nominvalue'], noMaxValue: numbers['nomaxvalue'], cycle: numbers['cycle'], cache: number(numbers['cache']),
  })
}
const number = (value: unknown): unknown => (value === undefined ? undefined : decodeValue(value))

function buildConstraint(node: IrNode, loader: Loader): unknown {
  const options = given({
    name: node['name'] === undefined || node['name'] === null ? undefined : loader.name(node['name']),
    deferrable: node['deferrable'],
    initially: node['initially'],
    comment: node['comment'],
    options: node['options'] === undefined ? undefined : dialectOptions(node['options'], loader),
  })
  const constraint = constraintOf(node, options, loader)
  if (node['ddl_if'] !== undefined) call(constraint, 'ddlIf', node['ddl_if'])
  if (node['isolated'] === true) (constraint as { isolated: boolean }).isolated = true
  return constraint
}

function constraintOf(node: IrNode, options: Record<string, unknown>, loader: Loader): unknown {
  switch (node.k) {
    case 'primary_key': return construct('PrimaryKeyConstraint', node['columns'], options)
    case 'unique': return construct('UniqueConstraint', node['columns'], options)
    case 'check': return construct('CheckConstraint', typeof node['sqltext'] === 'string' ? node['sqltext'] : loader.build(node['sqltext']), options)
    case 'foreign_key': return construct('ForeignKeyConstraint', node['columns'], node['refcolumns'], {
      ...options,
      ...given({ onDelete: node['ondelete'], onUpdate: node['onupdate'], match: node['match'], useAlter: node['use_alter'], linkToName: node['link_to_name'] }),
    })
    case 'exclude': return construct(
      'ExcludeConstraint',
      (node['elements'] as readonly (readonly [Fields, string])[]).map(([element, operator]) => ['string' in element ? element['string'] : loader.build(element), operator]),
      { ...options, ...given({ using: node['using'], where: node['where'] === undefined ? undefined : loader.build(node['where']), ops: node['ops'] === undefined ? undefined : optionValue(node['ops'], loader) }) })
    default: throw new Unsupported(`constraint ${node.k}`)
  }
}

export const schemaBuilders: BuilderTable = {
  sequence: (node, loader) => make('sequence', 'Sequence', loader.name(node['name']), given({
    ...sequenceNumbers(node),
    schema: node['schema'] === undefined ? undefined : loader.name(node['schema']),
    optional: node['optional'],
    dataType: node['data_type'] === undefined ? undefined : loader.type(node['data_type']),
    ...identityOptions(node['options'], loader),
  })),
  index: (node, loader) => {
    const table = loader.build(node['table'])
    const expressions = (node['expressions'] as readonly Fields[]).map((e) => ('string' in e ? e['string'] : loader.build(e)))
    const index = construct('Index', expressions, given({
      name: node['name'] === null ? undefined : loader.name(node['name']),
      unique: node['unique'],
      options: node['options'] === undefined ? undefined : dialectOptions(node['options'], loader),
    })) as { readonly table: unknown }
    if (index.table === null && table !== null) call(table, 'append', index)
    return index
  },
  constraint: (node, loader) => {
    const table = loader.build(node['table']) as object
    const found = builtConstraints.get(table)?.[node['index'] as number]
    if (found === undefined) throw new Error(`no constraint ${String(node['index'])}`)
    return found
  },
}
