import type { DdlCompiler } from '../../compiler/ddl-compiler.ts'
import { nameText, type Name } from '../../structure/names.ts'
import type { SqlNode } from '../../structure/node.ts'

/** Kinds of objects that a database can be asked for. */
export type SchemaObjectKind = 'table' | 'view' | 'index' | 'sequence' | 'type'

/** Which kinds are looked up before they are created or dropped. */
export type CheckFirst = boolean | Readonly<Partial<Record<'tables' | 'views' | 'indexes' | 'sequences' | 'types', boolean>>>

/** Objects of one kind and schema that are looked up by one query. */
export interface ExistenceQuery {
  readonly kind: SchemaObjectKind
  readonly schema: string | null
  readonly names: readonly string[]
  /** Returns one column: the names of those that exist. */
  readonly statement: SqlNode
}

const FLAGS = { table: 'tables', view: 'views', index: 'indexes', sequence: 'sequences', type: 'types' } as const
const isChecked = (kind: SchemaObjectKind, checkFirst: CheckFirst): boolean =>
  typeof checkFirst === 'boolean' ? checkFirst : checkFirst[FLAGS[kind]] ?? false

/** Collects what has to be looked up, and remembers what was found. */
export class Existence {
  readonly #compiler: DdlCompiler
  readonly #checkFirst: CheckFirst
  readonly #wanted = new Map<string, { readonly kind: SchemaObjectKind; readonly schema: string | null; readonly names: Set<string> }>()
  readonly #found = new Set<string>()

  constructor(compiler: DdlCompiler, checkFirst: CheckFirst) {
    this.#compiler = compiler
    this.#checkFirst = checkFirst
  }
  #group(kind: SchemaObjectKind, schema: Name | null): string { return `${kind}\u0000${schema === null ? '' : nameText(schema)}` }

  /** Asks for an object, unless its kind isn't looked up. */
  want(kind: SchemaObjectKind, object: { readonly name: Name; readonly schema: Name | null }): void {
    const schema = this.#compiler.schemaOf(object)
    this.#compiler.validateIdentifier(nameText(object.name), this.#compiler.dialect.maxIdentifierLength)
    if (schema !== null) this.#compiler.validateIdentifier(nameText(schema), this.#compiler.dialect.maxIdentifierLength)
    if (!isChecked(kind, this.#checkFirst)) return
    const key = this.#group(kind, schema)
    let group = this.#wanted.get(key)
    if (group === undefined) this.#wanted.set(key, group = { kind, schema: schema === null ? null : nameText(schema), names: new Set() })
    group.names.add(nameText(object.name))
  }
  queries(): readonly ExistenceQuery[] {
    return [...this.#wanted.values()].map(({ kind, schema, names }) => ({
      kind, schema, names: [...names], statement: this.#compiler.existenceQuery(kind, [...names], schema),
    }))
  }
  /** Forgets results. */
  reset(): void { this.#found.clear() }
  /** Takes the result of a query. */
  record(query: ExistenceQuery, names: readonly string[]): void {
    for (const name of names) this.#found.add(`${this.#group(query.kind, query.schema)}\u0000${this.#compiler.foldName(name)}`)
  }
  /** Whether the object was found; for kinds that aren't looked up the assumed answer. */
  has(kind: SchemaObjectKind, object: { readonly name: Name; readonly schema: Name | null }, assumed: boolean): boolean {
    if (!isChecked(kind, this.#checkFirst)) return assumed
    return this.#found.has(`${this.#group(kind, this.#compiler.schemaOf(object))}\u0000${this.#compiler.foldName(nameText(object.name))}`)
  }
}
