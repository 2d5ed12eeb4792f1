import type { DriverExecuteOptions } from '@athanor/interfaces'
import type { Compiled, DefaultDialect } from '@athanor/expressions/compiler'
import type { SqlNode, StatementMatcher } from '@athanor/expressions/elements'
import { rowShape } from '../result/statement-shape.ts'
import { ResultMetadata } from '../result/result-metadata.ts'
import { BatchText } from './batch-text.ts'
import { ParameterPlan } from './parameter-plan.ts'

/** A compiled statement with everything that can be worked out before its values are known. */
export class CompiledEntry {
  /** The statement it was compiled from: what others are compared with. */
  readonly exemplar: SqlNode
  /** Column keys, executemany and schema names it was compiled for. */
  readonly variant: string
  readonly compiled: Compiled
  readonly parameters: ParameterPlan
  readonly compiledAt = performance.now()
  readonly #dialect: DefaultDialect
  #metadata: ResultMetadata | undefined = undefined
  #driverOptions: DriverExecuteOptions | undefined = undefined
  #batch: BatchText | undefined = undefined
  /** Code that tells whether a statement built anew is this one but for its values; made by the cache when it pays. */
  matcher: StatementMatcher | undefined = undefined
  /** Comparisons without such code. */
  comparisons = 0
  lastUsed = 0
  next: CompiledEntry | undefined = undefined
  cached = false

  constructor(exemplar: SqlNode, variant: string, compiled: Compiled, carriers: readonly SqlNode[], dialect: DefaultDialect) {
    this.exemplar = exemplar
    this.variant = variant
    this.compiled = compiled
    this.parameters = new ParameterPlan(compiled, carriers, dialect)
    this.#dialect = dialect
  }

  /** What its rows look like; not asked for where the text is all that is wanted. */
  get metadata(): ResultMetadata { return (this.#metadata ??= ResultMetadata.forCompiled(this.compiled, this.#dialect, rowShape(this.exemplar))) }

  /** Given to the driver when the caller has no options of its own. */
  get driverOptions(): DriverExecuteOptions { return (this.#driverOptions ??= this.#ownOptions()) }
  #ownOptions(): DriverExecuteOptions {
    // DDL is executed once; keeping it prepared would only push out what is used again.
    if (this.compiled.kind === 'ddl') return { prepare: false }
    const { mayHoldBigints } = this.metadata
    return mayHoldBigints === undefined ? {} : { bigints: mayHoldBigints }
  }

  /** How an INSERT is sent for many rows at once; undefined when it can't be. */
  batch(carriers: readonly SqlNode[]): BatchText | undefined {
    const values = this.compiled.dml?.valuesRow
    if (values === undefined || values.isDefaultValues) return undefined
    return (this.#batch ??= new BatchText(this.compiled, values, carriers, this.#dialect))
  }
}
