import { InvalidRequestError } from '@athanor/interfaces'
import type { Name } from '../structure/names.ts'
import { cloneNode, defineNode, Field } from '../structure/node.ts'
import { affixes, type Affix } from './affixes.ts'
import { aliasStructure, AliasedReturnsRows } from './alias.ts'
import type { ColumnCollection } from './column-collection.ts'
import type { ReturnsRows } from './returns-rows.ts'

export interface CteOptions {
  /** Refers to itself through `union` or `unionAll`: `WITH RECURSIVE`. */
  readonly recursive?: boolean | undefined
  /** The WITH is rendered inside the enclosing statement instead of at the top. */
  readonly nesting?: boolean | undefined
}
/** What a CTE takes over from the one it is made from. @internal */
export interface CteOrigin {
  readonly cteAlias?: CTE | undefined
  readonly restates?: CTE | undefined
  readonly prefixes?: readonly Affix[] | undefined
  readonly suffixes?: readonly Affix[] | undefined
}
interface SetOperand extends ReturnsRows {
  union(...others: readonly unknown[]): ReturnsRows
  unionAll(...others: readonly unknown[]): ReturnsRows
}
const NONE: readonly Affix[] = []

/** `WITH name AS (…)` (source: SQLAlchemy's `CTE`). */
export class CTE extends AliasedReturnsRows {
  readonly recursive: boolean
  readonly nesting: boolean
  /** The CTE that this one is another name for. */
  readonly cteAlias: CTE | null
  /** The unfinished CTE that this one completes with a recursive part. */
  readonly restates: CTE | null
  readonly prefixes: readonly Affix[]
  readonly suffixes: readonly Affix[]
  /** The CTE that this one was copied from, itself when it wasn't. Copies of one may stand for one another. @internal */
  readonly lineage: CTE

  constructor(element: ReturnsRows, name: Name | null, options: CteOptions = {}, origin: CteOrigin = {}) {
    super(element, name)
    this.recursive = options.recursive ?? false
    this.nesting = options.nesting ?? false
    this.cteAlias = origin.cteAlias ?? null
    this.restates = origin.restates ?? null
    this.prefixes = origin.prefixes ?? NONE
    this.suffixes = origin.suffixes ?? NONE
    this.lineage = this
  }
  protected override makeColumns(): ColumnCollection { return (this.cteAlias ?? this.element).proxiesFor(this) }

  /** The CTE under which references are counted. @internal */
  get reference(): CTE { return this.restates ?? this }

  /** `FROM cte AS name` */
  override alias(name: Name | null = null): CTE {
    return new CTE(this.element, name, this, { cteAlias: this, prefixes: this.prefixes, suffixes: this.suffixes })
  }
  /** The finished recursive CTE: this one's query UNION the others, which may refer to this one. */
  union(...others: readonly unknown[]): CTE { return this.restate((element, selects) => element.union(...selects), others, 'union') }
  unionAll(...others: readonly unknown[]): CTE { return this.restate((element, selects) => element.unionAll(...selects), others, 'unionAll') }
  private restate(combine: (element: SetOperand, selects: readonly unknown[]) => ReturnsRows, others: readonly unknown[], method: string): CTE {
    if (!('unionAll' in this.element)) {
      throw new InvalidRequestError(`${method}() of the CTE '${this.description}' needs a SELECT in it`)
    }
    // a function receives the CTE itself
    const selects = others.map((other) => (typeof other === 'function' && !('prototype' in other) ? (other as (self: CTE) => unknown)(this) : other))
    return new CTE(combine(this.element as SetOperand, selects), this.name, this, { restates: this, prefixes: this.prefixes, suffixes: this.suffixes })
  }

  /** Text after AS: `prefixWith('MATERIALIZED')`. */
  prefixWith(...args: readonly unknown[]): CTE { return cloneNode(this, { prefixes: [...this.prefixes, ...affixes('prefixWith()', args)] }) }
  /** Text after the closing parenthesis. */
  suffixWith(...args: readonly unknown[]): CTE { return cloneNode(this, { suffixes: [...this.suffixes, ...affixes('suffixWith()', args)] }) }
}
defineNode(CTE, 'visitCte', [
  ...aliasStructure, ['recursive', Field.value], ['nesting', Field.value], ['cteAlias', Field.node], ['restates', Field.node],
  ['prefixes', Field.data], ['suffixes', Field.data],
], { hasIdentity: true })
