import { CompileError } from '@athanor/interfaces'
import { DdlCompiler, integerText, type KnownOptions } from '@athanor/expressions/compiler'
import {
  BindParameter, optionsOf, TextClause, type Computed, type CreateIndex, type DropTableComment, type ForeignKeyConstraint, type Identity,
  type SchemaObjectKind, type SequenceOptions, type SqlNode, type Table,
} from '@athanor/expressions/elements'

/** Settings of a vector index. */
export interface VectorIndexConfig {
  /** Default `'HNSW'`. */
  readonly indexType?: 'HNSW' | 'IVF' | undefined
  /** `'COSINE'`, `'EUCLIDEAN'`, `'DOT'`, … */
  readonly distance?: string | undefined
  /** Per cent. */
  readonly accuracy?: number | undefined
  readonly hnswNeighbors?: number | undefined
  readonly hnswEfconstruction?: number | undefined
  readonly ivfNeighborPartitions?: number | undefined
  readonly ivfSamplePerPartition?: number | undefined
  readonly ivfMinVectorsPerPartition?: number | undefined
  readonly parallel?: number | undefined
}

const VECTOR_PARAMETERS: Readonly<Record<'HNSW' | 'IVF', readonly (readonly [keyof VectorIndexConfig, string])[]>> = {
  HNSW: [['hnswNeighbors', 'neighbors'], ['hnswEfconstruction', 'efconstruction']],
  IVF: [
    ['ivfNeighborPartitions', 'neighbor partitions'], ['ivfSamplePerPartition', 'sample_per_partition'],
    ['ivfMinVectorsPerPartition', 'min_vectors_per_partition'],
  ],
}

const known: KnownOptions = {
  table: ['onCommit', 'compress', 'tablespace'],
  column: [],
  index: ['bitmap', 'vector', 'compress'],
  constraint: [],
}

/**
 * Oracle's DDL. Options under `oracle`: tables `onCommit`, `compress`, `tablespace`; indexes `bitmap`, `compress`, `vector`.
 */
export class OracleDdlCompiler extends DdlCompiler {
  protected override get knownOptions(): KnownOptions { return known }
  protected override get onDeletePattern(): RegExp { return /^(?:RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?:\s*\([^()]+\))?|NO ACTION)$/i }
  protected override constraintCascades(constraint: ForeignKeyConstraint): string {
    // Oracle has no ON UPDATE: it is left out, as SQLAlchemy does
    return constraint.onDelete === undefined ? '' : ` ON DELETE ${this.phrase(constraint.onDelete, this.onDeletePattern, 'ON DELETE')}`
  }
  override visitDropTableComment(drop: DropTableComment): string { return `COMMENT ON TABLE ${this.formatTable(drop.table)} IS ''` }

  override visitCreateIndex(create: CreateIndex): string {
    const { index } = create
    const { bitmap, vector, compress } = optionsOf(index.options, 'oracle')
    let sql = `CREATE ${index.unique ? 'UNIQUE ' : ''}${bitmap ? 'BITMAP ' : ''}${vector ? 'VECTOR ' : ''}INDEX ` +
      `${this.indexName(index, true)} ON ${this.formatTable(this.tableOfIndex(index))} (${this.indexExpressions(index)})`
    if (compress !== undefined && compress !== false) sql += compress === true ? ' COMPRESS' : ` COMPRESS ${integerText(compress as number)}`
    if (vector) sql += ` ${this.#vectorConfig(vector === true ? {} : vector as VectorIndexConfig)}`
    return sql
  }
  #vectorConfig(config: VectorIndexConfig): string {
    const type = config.indexType ?? 'HNSW'
    const parts = [type === 'HNSW' ? 'ORGANIZATION INMEMORY NEIGHBOR GRAPH' : 'ORGANIZATION NEIGHBOR PARTITIONS']
    if (config.distance !== undefined) parts.push(`DISTANCE ${this.phrase(config.distance, /^\w+$/, 'DISTANCE')}`)
    if (config.accuracy !== undefined) parts.push(`WITH TARGET ACCURACY ${integerText(config.accuracy)}`)
    const parameters = VECTOR_PARAMETERS[type].flatMap(([key, name]) => (config[key] === undefined ? [] : [`${name} ${integerText(config[key] as number)}`]))
    parts.push(`PARAMETERS (${[`type ${type}`, ...parameters].join(', ')})`)
    if (config.parallel !== undefined) parts.push(`PARALLEL ${integerText(config.parallel)}`)
    return parts.join(' ')
  }

  protected override postCreateTable(table: Table): string {
    const { onCommit, compress, tablespace } = optionsOf(table.options, 'oracle')
    let sql = ''
    if (onCommit) sql += `\n ON COMMIT ${this.plainText(onCommit).replaceAll('_', ' ').toUpperCase()}`
    if (compress) sql += compress === true ? '\n COMPRESS' : `\n COMPRESS FOR ${this.plainText(compress)}`
    if (tablespace) sql += `\n TABLESPACE ${this.preparer.quote(this.plainText(tablespace))}`
    return sql
  }

  protected override identityOptions(options: SequenceOptions): string {
    const sql = super.identityOptions(options).replace('NO MINVALUE', 'NOMINVALUE').replace('NO MAXVALUE', 'NOMAXVALUE').replace('NO CYCLE', 'NOCYCLE')
    return (options.order === undefined ? sql : `${sql} ${options.order ? 'ORDER' : 'NOORDER'}`).trim()
  }
  override visitComputedColumn(computed: Computed): string {
    if (computed.persisted) throw new CompileError('Oracle has no stored computed columns; leave persisted out', { code: 'COMPUTED_STORED' })
    return super.visitComputedColumn(computed)
  }
  override visitIdentityColumn(identity: Identity): string {
    const kind = identity.always === null ? '' : identity.always ? 'ALWAYS' : 'BY DEFAULT'
    const options = this.identityOptions(identity.settings)
    return `GENERATED ${kind}${identity.settings.onNull ? ' ON NULL' : ''} AS IDENTITY${options === '' ? '' : ` (${options})`}`
  }

  // names in lower case stand for names that aren't quoted, which the catalog has in upper case
  override foldName(name: string): string { return name === name.toUpperCase() ? name.toLowerCase() : name }
  override existenceQuery(kind: SchemaObjectKind, names: readonly string[], schema: string | null): SqlNode {
    if (kind === 'type') return super.existenceQuery(kind, names, schema)
    const catalogName = (name: string): string => (this.preparer.requiresQuotes(name) ? name : name.toUpperCase())
    const types = { table: "'TABLE', 'VIEW', 'MATERIALIZED VIEW'", view: "'TABLE', 'VIEW', 'MATERIALIZED VIEW'", index: "'INDEX'", sequence: "'SEQUENCE'" }[kind]
    const owner = schema === null ? "SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')" : ':owner'
    const text = new TextClause(`SELECT object_name FROM all_objects WHERE owner = ${owner} AND object_type IN (${types}) AND object_name IN :names`)
      .bindparams(BindParameter.of('names', { value: names.map(catalogName), expanding: true }))
    return schema === null ? text : text.bindparams({ owner: catalogName(schema) })
  }
}
