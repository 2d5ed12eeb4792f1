import { CompileError, IdentifierError } from '@athanor/interfaces'
import { BindParameter } from '../../elements/bind-parameter.ts'
import type { Column } from '../../schema/column.ts'
import type { Constraint } from '../../schema/constraint.ts'
import { ConventionName, type ConstraintName } from '../../schema/constraint-name.ts'
import type { Sequence } from '../../schema/sequence.ts'
import type { Index } from '../../schema/table-index.ts'
import { nameDigest } from './name-digest.ts'
import { nameText, type Name } from '../../structure/names.ts'
import type { SqlNode } from '../../structure/node.ts'
import { iterate } from '../../structure/traversal.ts'
import { BaseCompiler } from '../base-compiler.ts'
import { hasSlots } from '../parameter-slots.ts'
import type { RenderContext } from '../render-context.ts'
import { effectiveSchema } from '../schema-translation.ts'
import type { SqlCompiler } from '../sql-compiler.ts'

/** Anything with a name and a schema. */
interface Qualified {
  readonly name: Name
  readonly schema: Name | null
}

/** How DDL writes names, and expressions inside of it. */
export abstract class DdlNames extends BaseCompiler {
  #sql: SqlCompiler | undefined
  /** Compiles the expressions in DDL. */
  get sqlCompiler(): SqlCompiler { return (this.#sql ??= this.dialect.createSqlCompiler(this.options)) }

  /** An expression: columns without their table, values as literals. */
  expressionText(node: SqlNode, context: RenderContext = {}): string { return this.withoutParameters(node, { includeTable: false, ...context }) }
  /** DDL has no parameters: their values are written into it. One whose value would come at execution is NULL, and hardly meant to be. */
  protected withoutParameters(node: SqlNode, context: RenderContext = {}): string {
    for (const inner of iterate(node)) {
      if (inner instanceof BindParameter && inner.required) {
        this.warnings.push(`The parameter '${nameText(inner.key)}' has no value and is written as NULL, since DDL has no parameters. Give it one with params(), or bindparam(…, { value }).`)
      }
    }
    const text = this.sqlCompiler.process(node, { literalBinds: true, ...context })
    if (hasSlots(text)) throw new CompileError('An INSERT or UPDATE whose values come at execution can\'t be a part of DDL, which has no parameters. Give it its values.', { code: 'COMPILE_UNSUPPORTED' })
    return text
  }
  /** A text as a literal. */
  textLiteral(text: string): string { return this.dialect.renderLiteral(text, this.dialect.stringType) }

  schemaOf(object: { readonly schema: Name | null }): Name | null { return effectiveSchema(object.schema, this.options, this.dialect) }

  formatTable(table: Qualified, useSchema = true): string {
    const schema = useSchema ? this.schemaOf(table) : null
    const name = this.preparer.quote(table.name)
    return schema === null || nameText(schema) === '' ? name : `${this.preparer.quoteSchema(schema)}.${name}`
  }
  formatSequence(sequence: Sequence): string { return this.formatTable(sequence) }
  formatColumn(column: Column): string { return this.preparer.quote(column.name) }
  columnNames(columns: readonly { readonly name: Name }[]): string { return columns.map((c) => this.preparer.quote(c.name)).join(', ') }

  /** Name of a constraint; undefined for an unnamed one. */
  formatConstraint(constraint: Constraint): string | undefined {
    const { name } = constraint
    return name === null ? undefined : this.shortened(name, this.dialect.maxConstraintNameLength)
  }
  formatIndexName(index: Index): string {
    const { name } = index
    if (name === null) throw new CompileError(`An index of table '${index.table?.fullName ?? '?'}' has no name, and there is no naming convention for 'ix'. Give it a name.`, { code: 'INDEX_NAME_REQUIRED' })
    return this.shortened(name, this.dialect.maxIndexNameLength)
  }
  /** Name of an index, with the schema of its table where indexes have one. */
  indexName(index: Index, includeSchema: boolean): string {
    const name = this.formatIndexName(index)
    const schema = includeSchema && index.table !== null ? this.schemaOf(index.table) : null
    return schema === null || nameText(schema) === '' ? name : `${this.preparer.quoteSchema(schema)}.${name}`
  }

  /**
   * A name that a convention made is cut and gets a part of its hash when it is too long.
   * @throws {IdentifierError} when a given name is too long
   */
  shortened(name: ConstraintName, limit: number | undefined): string {
    const max = limit ?? this.dialect.maxIdentifierLength
    if (!(name instanceof ConventionName)) {
      this.validateIdentifier(nameText(name), this.dialect.maxIdentifierLength)
      return this.preparer.quote(name)
    }
    const { value } = name
    return this.preparer.quote(value.length <= max ? value : `${value.slice(0, Math.max(max - 8, 0))}_${nameDigest(value).slice(-4)}`)
  }
  validateIdentifier(name: string, max: number): void {
    if (name.length > max) throw new IdentifierError(`The name '${name}' has ${name.length} characters; ${this.dialect.name} allows ${max}`, { code: 'IDENTIFIER_TOO_LONG' })
  }

  /** A keyword phrase that a user gave, checked against what it may be. */
  phrase(text: string, allowed: RegExp, what: string): string {
    if (!allowed.test(text)) throw new CompileError(`${what} can't be ${JSON.stringify(text)}`, { code: 'SQL_PHRASE_INVALID' })
    return text
  }
}

