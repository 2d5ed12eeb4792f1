import '../../src/index.ts'
import { compile, type CompileToTextOptions } from '../../src/compiler/compile.ts'
import { CreateIndex } from '../../src/schema/ddl/create-index.ts'
import { CreateTable } from '../../src/schema/ddl/create-table.ts'
import { buildTable } from '../../src/schema/factories.ts'
import { MetaData } from '../../src/schema/meta-data.ts'
import type { SchemaPlan } from '../../src/schema/plan/schema-plan.ts'
import type { Table } from '../../src/schema/table.ts'

/** A table in a collection of its own, or in the given one. */
export const table = (name: string, columns: object, extra?: unknown, metadata: MetaData = new MetaData()): Table => buildTable(name, metadata, columns, extra)

/** SQL with every run of white space as one blank. */
export const sql = (node: unknown, options: CompileToTextOptions = {}): string => compile(node, options).sql.replaceAll(/\s+/g, ' ').trim()
export const createTable = (t: Table, options: CompileToTextOptions = {}): string => sql(new CreateTable(t), options)
export const createIndexes = (t: Table, options: CompileToTextOptions = {}): readonly string[] => t.indexes.map((i) => sql(new CreateIndex(i), options))

/** The DDL of a plan, as text; listeners as `[event target]`. */
export const steps = (plan: SchemaPlan, results: readonly (readonly string[])[] = []): readonly string[] => plan.steps(results).map((step) =>
  (step.kind === 'ddl' ? sql(step.element, { dialect: plan.dialect }) : `[${step.event} ${'fullName' in step.target ? step.target.fullName : 'metadata'}]`))
