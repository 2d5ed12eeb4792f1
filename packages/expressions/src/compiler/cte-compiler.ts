import { CompileError } from '@athanor/interfaces'
import type { BindParameter } from '../elements/bind-parameter.ts'
import type { CTE } from '../selectable/cte.ts'
import type { IndependentCte } from '../selectable/statement.ts'
import { sameStructure, valueCarriers } from '../structure/comparison.ts'
import type { SqlNode } from '../structure/node.ts'
import { FromCompiler } from './from-compiler.ts'
import type { FromContext } from './from-context.ts'

interface CtePlace {
  readonly level: number
  readonly name: string
  /** Placed by `nestHere`. */
  readonly nestHere: boolean
}

/**
 * CTEs. They are rendered where they are met first, collected, and put in front of the statement they belong to: the
 * outermost one, or the enclosing one when they are nested.
 */
export abstract class CteCompiler extends FromCompiler {
  /** Text of each CTE, in the order of rendering. */
  readonly ctes = new Map<CTE, string>()
  private readonly ctesByLevelName = new Map<string, CTE>()
  private readonly ctePlaces = new Map<CTE, CtePlace>()

  visitCte(cte: CTE, context: FromContext): string {
    const { asHint: _hint, fromHints: _hints, visitingCte, fromLinter, cteNesting = false, withinTemplate = false, asFrom = withinTemplate, ...rest } = context
    const inner: FromContext = { ...rest, visitingCte: cte }
    const name = this.resolveName('alias', cte.name)
    const reference = cte.reference
    const nesting = cte.nesting || cteNesting
    let level: number
    let existing: CTE | undefined
    let isNew = true
    let insideItself = false

    const place = this.ctePlaces.get(reference)
    if (place !== undefined) {
      level = place.level
      existing = this.ctesByLevelName.get(levelName(level, name))
      if (cteNesting) {
        if (place.nestHere) throw new CompileError(`The CTE '${name}' is placed with nestHere in more than one statement`, { code: 'CTE_NESTED_TWICE' })
        this.ctesByLevelName.delete(levelName(level, name))
        level = this.stack.length
        if (existing !== undefined) this.ctesByLevelName.set(levelName(level, name), existing)
        this.ctePlaces.set(reference, { level, name, nestHere: true })
      }
    } else {
      level = nesting ? this.stack.length : 1
      existing = this.ctesByLevelName.get(levelName(level, name))
    }

    if (existing !== undefined) {
      insideItself = visitingCte === existing
      if (cte === existing.restates || cte === existing) isNew = false
      else if (existing === cte.restates) {
        // the finished CTE contains the unfinished one: only the finished one is rendered
        this.ctes.delete(existing)
        this.ctePlaces.delete(existing.reference)
      } else if (!this.sameCte(cte, existing)) {
        throw new CompileError(`Two different CTEs are named '${name}'. Give them different names.`, { code: 'CTE_NAME_CONFLICT' })
      } else isNew = false
    }
    if (!asFrom && !isNew) return ''

    const original = cte.cteAlias ?? cte
    if (isNew) {
      this.ctesByLevelName.set(levelName(level, name), cte)
      this.ctePlaces.set(reference, { level, name, nestHere: cteNesting })
      if (!this.ctes.has(original) && original !== cte) this.visitCte(original, inner)
      if (cte.cteAlias === null && !this.ctes.has(cte)) {
        if (this.stack.length === 0) return this.process(cte.element, { ...inner, asFrom })
        const columns = cte.recursive || cte.element.namesCteColumns ? `(${this.cteColumns(cte)})` : ''
        const prefixes = this.renderAffixes(cte.prefixes, inner)
        const query = this.process(cte.element, { ...inner, asFrom: true })
        const suffixes = cte.suffixes.length === 0 ? '' : ` ${this.renderAffixes(cte.suffixes, inner)}`
        this.ctes.set(cte, `${this.quoteName('alias', cte.name)}${columns} AS ${prefixes}\n(${query})${suffixes}`)
      }
    }
    if (!asFrom) return ''
    fromLinter?.froms.set(cte, name)
    if (cte.cteAlias !== null && !(!isNew && insideItself)) {
      return this.quoteName('alias', cte.cteAlias.name) + this.renderAliasSuffix(this.quoteName('alias', cte.name))
    }
    return this.quoteName('alias', cte.name)
  }

  /** Whether two CTEs of one name are copies of one another, made when parts of a statement were replaced. */
  protected sameCte(a: CTE, b: CTE): boolean {
    if (a.lineage !== b.lineage) return false
    const carriers: SqlNode[] = []
    if (!sameStructure(a, b, carriers)) return false
    const values = valueCarriers(a)
    return carriers.every((c, i) => Object.is((c as BindParameter).effectiveValue, (values[i] as BindParameter).effectiveValue))
  }

  /** The column names in `WITH name(a, b)`. */
  protected cteColumns(cte: CTE): string {
    return cte.element.columnsPlusNames(true).filter((c) => !c.repeated).map(({ fallbackLabel, proxyKey }) => this.quoteName('colident', fallbackLabel ?? proxyKey ?? '')).join(', ')
  }

  dispatchIndependentCtes(ctes: readonly IndependentCte[], context: FromContext): void {
    const { cteNesting: _, asFrom: _asFrom, fromLinter: _linter, ...rest } = context
    for (const { cte, nestHere } of ctes) this.process(cte, { ...rest, cteNesting: nestHere } as FromContext)
  }

  /**
   * `WITH … ` for the CTEs collected so far, or only those nested at a level. Empty without any.
   * @param nestingLevel depth of the statement; undefined for the outermost
   * @param followingLevel CTEs one level deeper belong here too: those of the queries of a set operation
   */
  renderCteClause(nestingLevel?: number, followingLevel = false): string {
    if (this.ctes.size === 0) return ''
    const nested = nestingLevel !== undefined && nestingLevel > 1
    const chosen = !nested ? [...this.ctes.keys()] : [...this.ctes.keys()].filter((cte) => {
      const { level, nestHere } = this.ctePlaces.get(cte.reference)!
      return (cte.nesting || nestHere) && (level === nestingLevel || (followingLevel && level === nestingLevel + 1))
    })
    if (chosen.length === 0) return ''
    const text = `${this.ctePreamble(chosen.some((c) => c.recursive))} ${chosen.map((c) => this.ctes.get(c)!).join(', \n')}\n `
    if (nested) {
      for (const cte of chosen) {
        const { level, name } = this.ctePlaces.get(cte.reference)!
        this.ctes.delete(cte)
        this.ctesByLevelName.delete(levelName(level, name))
        this.ctePlaces.delete(cte.reference)
      }
    }
    return text
  }
  protected override cteClauseOfText(): string { return this.renderCteClause() }
  ctePreamble(recursive: boolean): string { return recursive ? 'WITH RECURSIVE' : 'WITH' }
}
const levelName = (level: number, name: string): string => `${level}\u0000${name}`
