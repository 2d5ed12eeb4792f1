import { CompileError, UnsupportedCompilationError, type CompileOptions } from '@athanor/interfaces'
import type { DefaultDialect } from '../dialect/default-dialect.ts'
import type { BindParameter } from '../elements/bind-parameter.ts'
import { op } from '../operators/operators.ts'
import { LabelName, type AnonToken, type Name } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { Compiled, DmlPlan, ResultColumn, StatementKind } from './compiled.ts'
import { CompiledStatement, valueWith, type ParamValues } from './compiled-statement.ts'
import { findCompilation } from './custom-compilation.ts'
import { SLOT_END, SLOT_START, cutAtSlots, type ParameterSlot, type SlottedText } from './parameter-slots.ts'
import { NO_CONTEXT, type RenderContext } from './render-context.ts'

/** Stands for the parameter in the text around it. */
const TEMPLATE = '\u0001t\u0002'

/** Nothing in a comment may end it, open another one (PostgreSQL's nest), or look like one of the compiler's tokens. */
const commentInFront = (text: string): string =>
  `/* ${text.replaceAll(/[\u0000-\u001f]/g, ' ').replaceAll('*/', '* /').replaceAll('/*', '/ *')} */ `

/**
 * State of one compilation: names that were invented, parameters that were met, columns of the result.
 * The visit methods are in the subclasses, one layer a file: elements, FROM objects, SELECT, DML.
 */
export abstract class BaseCompiler {
  readonly dialect: DefaultDialect
  readonly options: CompileOptions
  /** Columns of the result of the outermost statement. */
  readonly resultColumns: ResultColumn[] = []
  resultColumnsOrdered = true
  kind: StatementKind = 'other'
  returnsRows = false
  readonly warnings: string[] = []

  /** Parameters by final name. */
  readonly binds = new Map<string, BindParameter>()
  // Not `#`: an object with a dozen private names or more may lose its hidden class, and compiling takes half as long again.
  private readonly slotList: ParameterSlot[] = []
  private givenValues: ParamValues = null
  private readonly bindNames = new Map<BindParameter, string>()
  private readonly anonNames = new Map<AnonToken, string>()
  private readonly anonCounters = new Map<string, number>()
  /** Shortened names, by class of identifier; few statements have any. */
  private truncatedNames: Map<string, Map<string, string>> | undefined = undefined

  constructor(dialect: DefaultDialect, options: CompileOptions = {}) {
    this.dialect = dialect
    this.options = options
  }

  get preparer() { return this.dialect.identifierPreparer }

  /** Compiles the outermost element. */
  compile(node: SqlNode): Compiled {
    const context: RenderContext = this.options.literalBinds ? { literalBinds: true } : NO_CONTEXT
    if ('paramValues' in node) this.givenValues = node.paramValues as ParamValues
    const { commentText } = node as { readonly commentText?: string | null }
    const raw = (typeof commentText === 'string' ? commentInFront(commentText) : '') + this.process(node, context)
    const text = cutAtSlots(raw, this.slotList)
    return new CompiledStatement(text, this.dialect, this.givenValues, {
      kind: this.kind,
      returnsRows: this.returnsRows,
      resultColumns: this.resultColumns,
      resultColumnsOrdered: this.resultColumnsOrdered,
      binds: this.binds,
      dml: this.finishPlan(raw, (part) => cutAtSlots(part, this.slotList)),
      warnings: this.warnings,
    })
  }

  /** @internal What INSERT, UPDATE and DELETE leave to the execution; `cut` cuts a part of the raw text at its parameters. */
  protected finishPlan(_raw: string, _cut: (part: string) => SlottedText): DmlPlan | undefined { return undefined }

  /** Renders a node: a compilation registered for its class wins, then the visit method that the node names. */
  process(node: SqlNode, context: RenderContext = NO_CONTEXT): string {
    if (node.isCompiledByUser) {
      const custom = findCompilation(node, this.dialect.name)
      if (custom !== undefined) return custom(node, this, context)
    }
    return node.fieldWalk.visit(this, node, context)
  }

  /** @throws {UnsupportedCompilationError} */
  unsupported(node: { readonly visitName: string }): never {
    throw new UnsupportedCompilationError(
      `The dialect '${this.dialect.name}' can't render ${node.constructor.name}` +
      (node.constructor.name.length < 3 ? ` (${node.visitName})` : '') + '.')
  }

  // names ------------------------------------------------------------------------------------------------------------

  /** Text of an anonymous token: its base and a number, counted in order of rendering. */
  #tokenName(token: AnonToken): string {
    let name = this.anonNames.get(token)
    if (name === undefined) {
      const base = typeof token.base === 'string' ? token.base : this.expandName(token.base)
      const count = (this.anonCounters.get(base) ?? 0) + 1
      this.anonCounters.set(base, count)
      this.anonNames.set(token, name = `${base}_${count}`)
    }
    return name
  }

  /** A name with its tokens replaced, not shortened. */
  expandName(name: LabelName): string {
    let text = ''
    for (const part of name.parts) text += typeof part === 'string' ? part : this.#tokenName(part)
    return text
  }

  /**
   * Final text of a name: tokens replaced, and shortened when too long, by a suffix that counts in hexadecimal.
   * @param identifierClass separate counters for `alias`, `colident`, `bindparam`
   */
  truncatedName(identifierClass: string, name: LabelName): string {
    const full = this.expandName(name)
    const max = this.dialect.labelLength
    if (full.length <= max - 6) return full
    this.truncatedNames ??= new Map()
    let texts = this.truncatedNames.get(identifierClass)
    if (texts === undefined) this.truncatedNames.set(identifierClass, texts = new Map())
    const { key } = name
    let text = texts.get(key)
    if (text === undefined) {
      texts.set(key, text = `${full.slice(0, Math.max(max - 6, 0))}_${(texts.size + 1).toString(16)}`)
    }
    return text
  }

  /** Final text of any name, unquoted. */
  resolveName(identifierClass: string, name: Name): string {
    return typeof name === 'string' ? name : name instanceof LabelName ? this.truncatedName(identifierClass, name) : name.value
  }

  /** Final text of any name, quoted where necessary. */
  quoteName(identifierClass: string, name: Name): string {
    if (name instanceof LabelName) {
      const text = this.truncatedName(identifierClass, name)
      return name.quote ? this.preparer.quoteIdentifier(text) : this.preparer.quote(text)
    }
    return this.preparer.quote(name)
  }

  // types ------------------------------------------------------------------------------------------------------------

  /** Name of a type; the schemas of named types are translated like those of tables. */
  typeText(type: SqlType, context: RenderContext = NO_CONTEXT): string {
    return this.dialect.typeCompiler.process(type, this.options.schemaTranslateMap === undefined ? context : { ...context, compileOptions: this.options })
  }

  // parameters -------------------------------------------------------------------------------------------------------

  visitBindParameter(bind: BindParameter, context: RenderContext): string {
    if (!context.skipBindExpression) {
      const wrapped = this.renderBindExpression(bind, context)
      if (wrapped !== undefined) return wrapped
    }
    if (context.bindTemplate === bind) return TEMPLATE
    // an OUT parameter receives a value: it can't be one
    if (context.literalBinds && !bind.outParameter) {
      const text = this.renderLiteralBind(bind, context)
      return bind.expanding ? `(${text})` : text
    }
    const name = this.bindParameterName(bind)
    this.#registerBind(name, bind)
    const literal = context.literalExecute === true || bind.literalExecute || (context.withinColumnsClause === true && this.dialect.ansiBindRules)
    const text = this.renderSlot(bind, name, literal ? (bind.expanding ? 'expanding' : 'literal') : bind.expanding ? 'expanding' : 'placeholder', '', '', literal)
    return bind.expanding ? `(${text})` : text
  }

  /** Adds a parameter to the text. */
  renderSlot(bind: BindParameter, name: string, mode: ParameterSlot['mode'], before = '', after = '', literalElements = false): string {
    const cast = mode === 'literal' || literalElements ? undefined : this.renderBindCast(bind.type)
    this.slotList.push({
      bind: literalElements && bind.expanding && !bind.literalExecute ? bind.with({ literalExecute: true }) : bind,
      name, mode, before: before + (cast?.[0] ?? ''), after: (cast?.[1] ?? '') + after,
    })
    return SLOT_START + (this.slotList.length - 1) + SLOT_END
  }

  /** Text around a placeholder that tells the server its type, for drivers that need it. */
  renderBindCast(_type: SqlType): readonly [before: string, after: string] | undefined { return undefined }

  /** The SQL that a type puts around its parameters; around each element of a list. */
  protected renderBindExpression(bind: BindParameter, context: RenderContext): string | undefined {
    const type = bind.type.variants === undefined ? bind.type : bind.type.forDialect(this.dialect.name)
    const expression = type.bindExpression(bind, this.dialect)
    if (expression === undefined || expression === bind) return undefined
    if (!bind.expanding) return this.process(expression, { ...context, skipBindExpression: true })
    // a list grows at execution: parameters of the expression itself would have to grow with it, so they are written as they are
    const around = this.process(expression, { ...context, skipBindExpression: true, literalBinds: true, bindTemplate: bind }).split(TEMPLATE)
    if (around.length !== 2) throw new CompileError('The bindExpression of a type has to contain its parameter once, to be used with a list', { code: 'COMPILE_UNSUPPORTED' })
    const [before, after] = around as [string, string]
    if (context.literalBinds) {
      const values = (this.valueOf(bind) ?? []) as readonly unknown[]
      return values.length === 0 ? undefined : `(${values.map((value) => before + this.renderLiteralValue(value, bind.type) + after).join(', ')})`
    }
    const name = this.bindParameterName(bind)
    this.#registerBind(name, bind)
    return `(${this.renderSlot(bind, name, 'expanding', before, after)})`
  }

  /** @internal Gives a parameter that has no name yet the name of its column. */
  nameParameter(bind: BindParameter, name: string): void { this.bindNames.set(bind, name) }

  /** Final name of a parameter. */
  bindParameterName(bind: BindParameter): string {
    let name = this.bindNames.get(bind)
    if (name === undefined) this.bindNames.set(bind, name = this.resolveName('bindparam', bind.key))
    return name
  }

  #registerBind(name: string, bind: BindParameter): void {
    const existing = this.binds.get(name)
    if (existing !== undefined && existing !== bind) {
      const named = existing.isCrud ? bind : existing
      if (existing.isCrud !== bind.isCrud && !named.unique) {
        throw new CompileError(
          `The parameter name '${name}' is taken by the column of that name in VALUES or SET of this statement. Use another name for it, for example 'b_${name}'.`,
          { code: 'PARAMETER_NAME_CONFLICT' })
      }
      // copies of one parameter (as a list, as a literal) have one name object
      if ((existing.unique || bind.unique) && existing.key !== bind.key) {
        throw new CompileError(`The parameter name '${name}' is used both by a named parameter and by an invented one. Rename the parameter.`, { code: 'PARAMETER_NAME_CONFLICT' })
      }
      if (existing.expanding !== bind.expanding) {
        throw new CompileError(`The parameter '${name}' is used both as a list (in IN) and as a single value. Use two names.`, { code: 'PARAMETER_NAME_CONFLICT' })
      }
      if (existing.isCrud) throw new CompileError(`Two columns named '${name}' are set by parameters in one statement`, { code: 'PARAMETER_NAME_CONFLICT' })
    }
    this.binds.set(name, bind)
  }

  /** Value of a parameter for reading: what `params()` of the outermost statement says, else its own. */
  protected valueOf(bind: BindParameter): unknown { return valueWith(this.givenValues, bind) }

  /** A parameter's value as SQL text. */
  renderLiteralBind(bind: BindParameter, context: RenderContext): string {
    const value = this.valueOf(bind)
    if (bind.expanding) return this.renderLiteralList(bind, (value ?? []) as readonly unknown[])
    if ((value === null || value === undefined) && context.binaryOperator !== undefined && context.binaryOperator !== op.is && context.binaryOperator !== op.isNot) return 'NULL'
    return this.renderLiteralValue(value, bind.type)
  }

  /** A value as SQL text, by its type. */
  renderLiteralValue(value: unknown, type: SqlType): string { return this.dialect.renderLiteral(value, type) }

  /** Elements of an expanding parameter as SQL text. */
  renderLiteralList(bind: BindParameter, values: readonly unknown[]): string { return this.dialect.renderLiteralList(bind, values) }
}
