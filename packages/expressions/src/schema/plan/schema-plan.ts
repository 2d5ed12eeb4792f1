import type { CompileOptions } from '@athanor/interfaces'
import type { DdlCompiler } from '../../compiler/ddl-compiler.ts'
import type { DefaultDialect } from '../../dialect/default-dialect.ts'
import type { DdlElement } from '../ddl/ddl-element.ts'
import type { MetaData } from '../meta-data.ts'
import type { SchemaEvent } from '../schema-events.ts'
import type { Sequence } from '../sequence.ts'
import type { Table } from '../table.ts'
import { Existence, type CheckFirst, type ExistenceQuery } from './existence.ts'
import type { SchemaStep } from './schema-step.ts'

/** Options of creating and dropping a schema. */
export interface SchemaPlanOptions {
  /** Default: all tables of the metadata. */
  readonly tables?: readonly Table[] | undefined
  /** Looks up what exists, and creates only what doesn't (or drops only what does). Default true. */
  readonly checkFirst?: CheckFirst | undefined
  readonly schemaTranslateMap?: CompileOptions['schemaTranslateMap']
}

/** A type that has to be created before the tables that use it. */
export interface NamedType {
  readonly name: string
  readonly schema: string | null
  readonly create: DdlElement
  readonly drop: DdlElement
}

/**
 * What has to be done to create or drop a schema. Whoever executes it runs the `queries`, passes the names they return to
 * `steps()`, and executes the steps in order. Nothing here does I/O.
 */
export abstract class SchemaPlan {
  readonly queries: readonly ExistenceQuery[]
  /** The event context's and the elements' dialect. */
  readonly dialect: DefaultDialect
  /** The steps are executed under this translation. */
  readonly schemaTranslateMap: CompileOptions['schemaTranslateMap']
  protected readonly compiler: DdlCompiler
  protected readonly existence: Existence
  protected readonly list: SchemaStep[] = []
  readonly #checkFirst: CheckFirst

  constructor(dialect: DefaultDialect, options: SchemaPlanOptions, want: (existence: Existence, compiler: DdlCompiler) => void) {
    this.dialect = dialect
    this.schemaTranslateMap = options.schemaTranslateMap
    this.#checkFirst = options.checkFirst ?? true
    this.compiler = dialect.createDdlCompiler(options.schemaTranslateMap === undefined ? {} : { schemaTranslateMap: options.schemaTranslateMap, renderSchemaTranslate: true })
    this.existence = new Existence(this.compiler, options.checkFirst ?? true)
    want(this.existence, this.compiler)
    this.queries = this.existence.queries()
  }

  /**
   * The steps.
   * @param results names that each of the `queries` returned, in their order
   */
  steps(results: readonly (readonly string[])[] = []): readonly SchemaStep[] {
    this.existence.reset()
    this.queries.forEach((query, i) => { this.existence.record(query, results[i] ?? []) })
    this.list.length = 0
    this.build()
    return [...this.list]
  }
  protected abstract build(): void

  protected ddl(element: DdlElement): void { this.list.push({ kind: 'ddl', element }) }
  protected event(event: SchemaEvent, target: Table | MetaData, tables: readonly Table[] = []): void {
    for (const handler of 'handlers' in target ? target.handlers(event) : target.events.of(event)) {
      if (typeof handler === 'function') {
        this.list.push({ kind: 'listener', event, target, listener: handler as never, context: { dialect: this.dialect, tables, checkFirst: this.#checkFirst } })
      } else if (handler.isExecuted(this.dialect)) {
        this.ddl('against' in handler && 'appendColumn' in target ? (handler as DdlElement & { against(table: Table): DdlElement }).against(target) : handler)
      }
    }
  }
}

/** Sequences that the dialect needs. */
export const usesSequence = (dialect: DefaultDialect, sequence: Sequence): boolean =>
  dialect.capabilities.supportsSequences && !(dialect.capabilities.sequencesOptional && sequence.optional)

/** Sequences that are the defaults of a table's columns. */
export const sequencesOf = (table: Table): readonly Sequence[] => table.columns.all.flatMap((column) => {
  const fallback = (column as { readonly default?: { readonly kind: string } | null }).default
  return fallback?.kind === 'sequence' ? [fallback as unknown as Sequence] : []
})

export const kindOf = (table: Table): 'table' | 'view' => (table.isView ? 'view' : 'table')
