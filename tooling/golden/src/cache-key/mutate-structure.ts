import type { GoldenCase, IrNode } from '../corpus/case.ts'

type Ir = GoldenCase['ir']
type Fields = Record<string, unknown>
/** A number below `n`: from a generator, or from the numbers a property test tries. */
export type Choose = (n: number) => number

/** One possible change, carried out when it is chosen. */
interface Change {
  readonly kind: string
  apply(choose: Choose): void
}

const operators: readonly (readonly string[])[] = [
  ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod'],
  ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'is_distinct_from', 'is_not_distinct_from', 'like_op'],
  ['is_', 'is_not', 'eq', 'ne'],
  ['like_op', 'not_like_op', 'ilike_op', 'not_ilike_op', 'startswith_op', 'endswith_op', 'contains_op', 'istartswith_op', 'icontains_op', 'not_startswith_op', 'not_icontains_op', 'eq'],
  ['concat_op', 'add', 'eq'],
  ['bitwise_and_op', 'bitwise_or_op', 'bitwise_xor_op', 'bitwise_lshift_op', 'bitwise_rshift_op'],
  ['match_op', 'not_match_op'], ['regexp_match_op', 'not_regexp_match_op'],
  ['desc', 'asc', 'nulls_first', 'nulls_last'], ['neg', 'bitwise_not', 'distinct', 'not'], ['any', 'all'],
  ['union', 'union_all', 'except', 'except_all', 'intersect', 'intersect_all'],
]

const kinds: readonly (readonly string[])[] = [
  ['and', 'or'], ['cast', 'try_cast', 'type_coerce'], ['true', 'false', 'null'], ['subquery', 'lateral'], ['alias', 'subquery'], ['scalar_subquery', 'exists'], ['list', 'order_by_list'],
]

const flags: Readonly<Record<string, readonly string[]>> = {
  select: ['distinct'], bind: ['unique', 'literal_execute', 'expanding'], between: ['negated', 'symmetric'], in: ['negated'], join: ['outer', 'full'], cte: ['recursive', 'nesting'],
  values: ['literal_binds', 'lateral'], table_valued: ['joins_implicitly', 'render_derived', 'with_types', 'lateral'], insert: ['inline', 'sort_by_parameter_order'], update: ['inline', 'ordered'],
  textual_select: ['positional'], column: ['literal'],
}
/** Flags of parts that are no nodes. */
const partFlags: Readonly<Record<string, readonly string[]>> = {
  joins: ['outer', 'full'], for_update: ['nowait', 'read', 'skip_locked', 'key_share'], fetch: ['with_ties', 'percent'], add_ctes: ['nest_here'], on_duplicate_key: ['ordered'],
}

const types: readonly Fields[] = [
  { t: 'Integer' }, { t: 'String' }, { t: 'String', length: 20 }, { t: 'VARCHAR', length: 30 }, { t: 'Numeric', precision: 10, scale: 2 }, { t: 'DateTime' }, { t: 'DateTime', timezone: true },
  { t: 'Boolean' }, { t: 'Text' }, { t: 'NullType' }, { t: 'LargeBinary' }, { t: 'JSON' }, { t: 'Float' }, { t: 'ARRAY', item_type: { t: 'Integer' } }, { t: 'Uuid' },
  { t: 'Integer', variants: { mysql: { t: 'BigInteger' } } }, { t: 'Enum', values: ['a', 'b'], name: 'e1' },
]
const expressionKinds = new Set(['col', 'column', 'binary', 'nary', 'func', 'cast', 'case', 'bind', 'unary', 'and', 'or', 'in', 'between', 'scalar_subquery', 'exists', 'over', 'extract', 'null', 'true', 'false', 'label', 'type_coerce', 'collate'])
const optionalFields = [
  'where', 'having', 'order_by', 'group_by', 'limit', 'offset', 'fetch', 'distinct', 'for_update', 'joins', 'correlate', 'correlate_except', 'prefixes', 'suffixes', 'hints', 'statement_hints',
  'options', 'else', 'value', 'on', 'partition_by', 'rows', 'range', 'from', 'add_ctes', 'returning', 'return_defaults', 'values', 'on_conflict', 'index_where', 'flags', 'modifiers', 'label_style',
  'from_select', 'seed', 'schema', 'set', 'of', 'using', 'precedence', 'is_comparison', 'eager_grouping', 'packages', 'type', 'binds', 'params', 'previous_entities', 'supplemental_returning', 'mysql_limit', 'pg_distinct_on',
]
const names = ['name', 'collation', 'text', 'opstring', 'field', 'col_spec', 'escape', 'constraint', 'dialect', 'label_style']

const isNode = (value: unknown): value is IrNode => value !== null && typeof value === 'object' && ('k' in value || '$ref' in value)
const isSchema = (node: IrNode | undefined): boolean => node?.k === 'table' || node?.k === 'sequence'

/**
 * A copy of a statement's IR with one small change of its structure: an operator, an item of a clause, a column, a type, a
 * flag, a name, one node used twice or two equal ones. The tables stay as they are. Many changes give what no compiler
 * accepts; undefined where there is nothing to change.
 * @param only kinds of changes; default all
 */
export function mutateStructure(original: Ir, choose: Choose, only?: readonly string[]): { readonly ir: Ir; readonly kind: string } | undefined {
  const ir = structuredClone(original) as { root: IrNode; defs: Record<string, IrNode> }
  const changes = new Changes(ir)
  changes.node(ir as unknown as Fields, 'root', ir.root)
  for (const [id, node] of Object.entries(ir.defs)) if (!isSchema(node)) changes.node(ir.defs, id, node)
  changes.sharing()
  const byKind = [...changes.found].filter(([kind]) => only === undefined || only.includes(kind))
  if (byKind.length === 0) return undefined
  const [kind, list] = byKind[choose(byKind.length)]!
  list[choose(list.length)]!.apply(choose)
  return { ir: ir as Ir, kind }
}

class Changes {
  readonly found = new Map<string, Change[]>()
  readonly #ir: { root: IrNode; defs: Record<string, IrNode> }
  readonly #expressions: IrNode[] = []
  readonly #references: { readonly owner: Fields | unknown[]; readonly key: string | number; readonly id: string }[] = []

  constructor(ir: { root: IrNode; defs: Record<string, IrNode> }) {
    this.#ir = ir
  }

  #add(kind: string, apply: (choose: Choose) => void): void {
    const list = this.found.get(kind)
    const change: Change = { kind, apply }
    if (list === undefined) this.found.set(kind, [change])
    else list.push(change)
  }

  /** Everything that can be changed at one place and below it. */
  node(owner: Fields | unknown[], key: string | number, value: unknown): void {
    if (Array.isArray(value)) {
      this.#items(key, value as unknown[])
      for (const [i, item] of value.entries()) this.node(value as unknown[], i, item)
      return
    }
    if (value === null || typeof value !== 'object') return
    const fields = value as Fields
    const at = owner as Fields
    if ('$ref' in fields) {
      const id = fields['$ref'] as string
      this.#references.push({ owner, key, id })
      const others = Object.keys(this.#ir.defs).filter((other) => other !== id && this.#ir.defs[other]!.k === this.#ir.defs[id]?.k)
      if (others.length > 0) this.#add('reference', (choose) => { at[key] = { $ref: others[choose(others.length)] } })
      return
    }
    if (typeof fields['t'] === 'string') {
      this.#add('type', (choose) => { at[key] = structuredClone(types[choose(types.length)]) })
      return
    }
    if ('k' in fields) this.#kind(at, key, fields as unknown as IrNode & Fields)
    for (const part of [partFlags[String(key)], Array.isArray(owner) ? partFlags['joins'] : undefined]) {
      if (part !== undefined && !('k' in fields)) for (const flag of part) this.#flag(fields, flag)
    }
    for (const name of names) if (name in fields) this.#name(fields, name)
    for (const field of optionalFields) if (field in fields) this.#add('drop', () => { delete fields[field] })
    if (key === 'options' || key === 'modifiers') for (const option of Object.keys(fields)) this.#option(fields, option)
    for (const [field, item] of Object.entries(fields)) this.node(fields, field, item)
  }

  #items(key: string | number, list: unknown[]): void {
    if (list.length === 0) return
    this.#add(`items of ${typeof key === 'number' ? 'list' : key}`, (choose) => {
      const i = choose(list.length)
      const j = choose(list.length)
      const item = list[i]
      switch (choose(3)) {
        case 0: list.splice(i, 1); break
        case 1: list.splice(j, 0, structuredClone(item)); break
        default: list[i] = list[j]; list[j] = item
      }
    })
  }

  #kind(at: Fields, key: string | number, node: IrNode & Fields): void {
    for (const family of kinds) {
      if (family.includes(node.k)) this.#add('kind', (choose) => { (node as Fields)['k'] = family[choose(family.length)] })
    }
    for (const family of operators) {
      if (family.includes(node['op'] as string)) this.#add('operator', (choose) => { (node as Fields)['op'] = family[choose(family.length)] })
    }
    for (const flag of flags[node.k] ?? []) this.#flag(node, flag)
    if (node.k === 'select' || node.k === 'compound') this.#select(node)
    if (node.k === 'col') this.#column(node)
    if (node.k === 'func') this.#add('function', (choose) => { (node as Fields)['name'] = ['lower', 'count', 'max', 'coalesce', 'now', 'my_function', 'concat'][choose(7)]; if (choose(2) === 0) delete (node as Fields)['generic'] })
    if (!expressionKinds.has(node.k)) return
    this.#expressions.push(node)
    this.#add('wrap', (choose) => {
      switch (choose(5)) {
        case 0: at[key] = { k: 'unary', op: 'not', element: node }; break
        case 1: at[key] = { k: 'grouping', element: node }; break
        case 2: at[key] = { k: 'label', name: choose(2) === 0 ? null : 'other', element: node }; break
        case 3: at[key] = { k: 'cast', expr: node, type: types[choose(types.length)] }; break
        default: at[key] = { k: 'func', name: 'lower', args: [node], type: { t: 'String' } }
      }
    })
    this.#add('replace', (choose) => { at[key] = structuredClone(this.#expressions[choose(this.#expressions.length)]) })
  }

  #select(node: Fields): void {
    this.#add('limit', (choose) => { node[choose(2) === 0 ? 'limit' : 'offset'] = choose(4) })
    this.#add('lock', (choose) => { node['for_update'] = [{}, { nowait: true }, { read: true }, { skip_locked: true }, { key_share: true }][choose(5)] })
    this.#add('label style', (choose) => { node['label_style'] = ['tablename_plus_col', 'none'][choose(2)] })
    if (node['k'] === 'select') this.#add('correlate', (choose) => { node[choose(2) === 0 ? 'correlate' : 'correlate_except'] = choose(2) === 0 ? [] : structuredClone(node['from'] ?? []) })
  }

  #column(node: Fields): void {
    const from = node['from'] as IrNode
    const owner = from.$ref === undefined ? from : this.#ir.defs[from.$ref]
    const columns = (owner?.['columns'] ?? this.#underlying(owner)?.['columns']) as readonly Fields[] | undefined
    if (columns === undefined) return
    this.#add('column', (choose) => {
      const column = columns[choose(columns.length)]!
      delete node['index']
      node['key'] = column['key'] ?? column['name']
    })
  }
  /** The table of an alias. */
  #underlying(owner: IrNode | undefined): IrNode | undefined {
    const element = owner?.['element'] as IrNode | undefined
    return element?.$ref === undefined ? element : this.#ir.defs[element.$ref]
  }

  #flag(fields: Fields, flag: string): void {
    this.#add(`flag ${flag}`, () => { if (fields[flag] === true) delete fields[flag]; else fields[flag] = true })
  }

  #name(fields: Fields, field: string): void {
    this.#add(field === 'text' ? 'text' : 'name', (choose) => {
      const name = fields[field]
      switch (choose(4)) {
        case 0: fields[field] = typeof name === 'string' ? `${name}x` : 'other'; break
        case 1: fields[field] = field === 'name' && typeof name === 'string' ? { name, quote: choose(2) === 0 } : `${String(name)}y`; break
        case 2: fields[field] = null; break
        default: fields[field] = typeof name === 'string' ? name.toUpperCase() : 'Other'
      }
    })
  }

  #option(fields: Fields, option: string): void {
    this.#add('option', (choose) => {
      const value = fields[option]
      switch (choose(3)) {
        case 0: delete fields[option]; break
        case 1: fields[option] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : true; break
        default: fields[option] = false
      }
    })
  }

  /** One node used twice and two equal ones. */
  sharing(): void {
    for (const { owner, key, id } of this.#references) {
      const definition = this.#ir.defs[id]
      if (definition === undefined || isSchema(definition)) continue
      this.#add('split', (choose) => {
        const copy = structuredClone(definition)
        const free = `${id}copy`
        this.#ir.defs[free] = copy
        ;(owner as Fields)[key] = choose(2) === 0 ? { $ref: free } : structuredClone(copy)
      })
    }
    const seen = new Map<string, { owner: Fields; key: string | number }>()
    const walk = (owner: unknown, key: string | number, value: unknown): void => {
      if (value === null || typeof value !== 'object') return
      if (isNode(value) && value.k !== undefined && key !== 'root') {
        const text = JSON.stringify(value)
        const first = seen.get(text)
        if (first === undefined) seen.set(text, { owner: owner as Fields, key })
        else {
          this.#add('share', () => {
            this.#ir.defs['shared'] = value
            first.owner[first.key] = { $ref: 'shared' }
            ;(owner as Fields)[key] = { $ref: 'shared' }
          })
        }
      }
      for (const [field, item] of Object.entries(value)) walk(value, Array.isArray(value) ? Number(field) : field, item)
    }
    walk(this.#ir, 'root', this.#ir.root)
    for (const [id, node] of Object.entries(this.#ir.defs)) if (!isSchema(node)) for (const [field, item] of Object.entries(node)) walk(this.#ir.defs[id], field, item)
  }
}
