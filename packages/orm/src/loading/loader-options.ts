import { asNode, ColumnElement, condition, type SqlNode } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import { isAliased } from '../querying/entity-argument.ts'
import { keyed } from '../querying/keyed.ts'
import { RelationshipElement } from '../querying/relationship-element.ts'
import { mapperOf } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type {
  ColumnLoader, ContainsEagerLoader, JoinedLoader, LoaderCriteriaFactory, LoaderCriteriaOptions, PolymorphicLoader, RelationshipLoader, SelectinLoader, WithExpressionFactory,
} from '../typing/load-path.ts'

/** How a relationship is loaded. `default`: as mapped. */
export type Strategy = 'selectin' | 'joined' | 'subquery' | 'immediate' | 'containsEager' | 'default' | 'raise' | 'noload'
export type ColumnRule = 'loadOnly' | 'defer' | 'undefer'

export interface StepOptions {
  readonly recursionDepth?: number
  readonly chunkSize?: number
  readonly innerJoin?: boolean
  readonly alias?: unknown
}

export interface RelationshipStep {
  readonly kind: 'relationship'
  readonly element: RelationshipElement
  readonly strategy: Strategy
  readonly options: StepOptions
  readonly criteria: readonly ColumnElement[]
  /** The path goes on from the target. */
  readonly continues: boolean
}
export interface ColumnStep {
  readonly kind: 'columns'
  readonly rule: ColumnRule
  readonly columns: readonly ColumnElement[]
}
export interface SubclassStep {
  readonly kind: 'subclasses'
  readonly base: Mapper
  readonly mappers: readonly Mapper[]
}
export type LoadStep = RelationshipStep | ColumnStep | SubclassStep

/** What `Select.options` takes. `parts` is what makes two options the same, for the statement cache. */
export interface LoaderOption {
  readonly parts: readonly unknown[]
  /** The same option with other parameters in its criteria. */
  replace(change: <N extends SqlNode>(node: N) => N): LoaderOption
}
export const isLoaderOption = (option: unknown): option is LoaderOption => option instanceof LoadPath || option instanceof LoaderCriteria || option instanceof WithExpression

/** A chain of loader options; each method gives a longer one. */
export class LoadPath implements LoaderOption {
  readonly steps: readonly LoadStep[]
  #parts: readonly unknown[] | undefined

  constructor(steps: readonly LoadStep[]) { this.steps = steps }

  get parts(): readonly unknown[] { return (this.#parts ??= this.steps.flatMap(partsOf)) }

  replace(change: <N extends SqlNode>(node: N) => N): LoadPath {
    return new LoadPath(this.steps.map((step) => (step.kind === 'relationship' && step.criteria.length > 0 ? { ...step, criteria: step.criteria.map(change) } : step)))
  }

  selectinload(attribute: unknown, options: StepOptions = {}): LoadPath { return this.#then('selectin', attribute, options) }
  joinedload(attribute: unknown, options: StepOptions = {}): LoadPath { return this.#then('joined', attribute, options) }
  subqueryload(attribute: unknown): LoadPath { return this.#then('subquery', attribute) }
  immediateload(attribute: unknown): LoadPath { return this.#then('immediate', attribute) }
  containsEager(attribute: unknown, options: StepOptions = {}): LoadPath { return this.#then('containsEager', attribute, options) }
  defaultload(attribute: unknown): LoadPath { return this.#then('default', attribute) }
  raiseload(attribute: unknown): LoadPath { return this.#then('raise', attribute, {}, false) }
  noload(attribute: unknown): LoadPath { return this.#then('noload', attribute, {}, false) }
  loadOnly(...columns: readonly unknown[]): LoadPath { return this.#columns('loadOnly', columns) }
  defer(...columns: readonly unknown[]): LoadPath { return this.#columns('defer', columns) }
  undefer(...columns: readonly unknown[]): LoadPath { return this.#columns('undefer', columns) }
  selectinPolymorphic(base: unknown, subclasses: readonly unknown[]): LoadPath {
    return new LoadPath([...this.steps, { kind: 'subclasses', base: mapperOf(base), mappers: subclasses.map(mapperOf) }])
  }

  #then(strategy: Strategy, attribute: unknown, options: StepOptions = {}, continues = true): LoadPath {
    if (!(attribute instanceof RelationshipElement)) {
      throw new ArgumentError(`${strategy === 'containsEager' ? 'containsEager' : `${strategy}load`}() needs a relationship, such as User.c.addresses`)
    }
    const last = this.steps.findLast((step) => step.kind === 'relationship' && step.continues) as RelationshipStep | undefined
    if (last !== undefined) {
      const { mapper } = last.element.targetSource
      const { parent } = attribute.relationship
      if (!mapper.isA(parent) && !parent.isA(mapper) && !attribute.mapper.isA(mapper)) {
        throw new ArgumentError(`${attribute.toString()} can't follow ${last.element.toString()}, which leads to ${mapper.name}`)
      }
    }
    return new LoadPath([...this.steps, { kind: 'relationship', element: attribute, strategy, options, criteria: attribute.criteria, continues }])
  }
  #columns(rule: ColumnRule, columns: readonly unknown[]): LoadPath {
    const nodes = columns.map((column) => {
      const node = asNode(column)
      if (!(node instanceof ColumnElement)) throw new ArgumentError(`${rule}() needs columns, such as User.c.name`)
      return node
    })
    return new LoadPath([...this.steps, { kind: 'columns', rule, columns: nodes }])
  }
}

function partsOf(step: LoadStep): readonly unknown[] {
  if (step.kind === 'columns') return [step.rule, ...step.columns]
  if (step.kind === 'subclasses') return ['subclasses', keyed(step.base), ...step.mappers.map(keyed)]
  const { element, strategy, options } = step
  const { source } = element
  const target = element.ofTypeTarget
  const { alias } = options
  return [
    strategy, keyed(element.relationship), source.alias === null ? keyed(source.mapper) : source.from,
    target === undefined ? null : isAliased(target) ? target.source.from : keyed(mapperOf(target)),
    alias === undefined ? null : isAliased(alias) ? alias.source.from : keyed(mapperOf(alias)),
    options.innerJoin ?? null, options.chunkSize ?? null, options.recursionDepth ?? null, step.criteria.length, ...step.criteria,
  ]
}

/** Criteria wherever an entity occurs. */
export class LoaderCriteria implements LoaderOption {
  readonly mapper: Mapper
  readonly criteria: ColumnElement
  readonly loaderOnly: boolean
  readonly includeAliases: boolean
  readonly propagate: boolean
  constructor(mapper: Mapper, criteria: ColumnElement, options: LoaderCriteriaOptions) {
    this.mapper = mapper
    this.criteria = criteria
    this.loaderOnly = options.loaderOnly ?? false
    this.includeAliases = options.includeAliases ?? false
    this.propagate = options.propagateToLoaders ?? true
  }
  get parts(): readonly unknown[] { return ['criteria', keyed(this.mapper), this.criteria, this.loaderOnly, this.includeAliases, this.propagate] }
  replace(change: <N extends SqlNode>(node: N) => N): LoaderCriteria {
    return new LoaderCriteria(this.mapper, change(this.criteria), { loaderOnly: this.loaderOnly, includeAliases: this.includeAliases, propagateToLoaders: this.propagate })
  }
}

/** An expression in the place of an attribute's own. */
export class WithExpression implements LoaderOption {
  readonly attribute: SqlNode
  readonly expression: ColumnElement
  constructor(attribute: SqlNode, expression: ColumnElement) {
    this.attribute = attribute
    this.expression = expression
  }
  get parts(): readonly unknown[] { return ['withExpression', this.attribute, this.expression] }
  replace(change: <N extends SqlNode>(node: N) => N): WithExpression { return new WithExpression(this.attribute, change(this.expression)) }
}

const start = new LoadPath([])

/** One `SELECT … WHERE key IN (…)` for all objects. */
export const selectinload: SelectinLoader = ((attribute: unknown, options?: StepOptions) => start.selectinload(attribute, options)) as never
/** A LEFT OUTER JOIN in the same statement; of collections, the result has to be made `unique()`. */
export const joinedload: JoinedLoader = ((attribute: unknown, options?: StepOptions) => start.joinedload(attribute, options)) as never
/** A second statement that embeds the first. */
export const subqueryload: RelationshipLoader = ((attribute: unknown) => start.subqueryload(attribute)) as never
/** Right after the objects. */
export const immediateload: RelationshipLoader = ((attribute: unknown) => start.immediateload(attribute)) as never
/** From a join that the statement has. */
export const containsEager: ContainsEagerLoader = ((attribute: unknown, options?: StepOptions) => start.containsEager(attribute, options)) as never
/** As mapped; continues the path. */
export const defaultload: RelationshipLoader = ((attribute: unknown) => start.defaultload(attribute)) as never
/** Reading the attribute is an error. */
export const raiseload: RelationshipLoader = ((attribute: unknown) => start.raiseload(attribute)) as never
/** The attribute is empty. */
export const noload: RelationshipLoader = ((attribute: unknown) => start.noload(attribute)) as never
/** Only these columns, and the primary key. */
export const loadOnly: ColumnLoader = ((...columns: readonly unknown[]) => start.loadOnly(...columns)) as never
/** All columns but these. */
export const defer: ColumnLoader = ((...columns: readonly unknown[]) => start.defer(...columns)) as never
/** These deferred columns too. */
export const undefer: ColumnLoader = ((...columns: readonly unknown[]) => start.undefer(...columns)) as never

/**
 * The columns that subclasses have beside those of the selected class, by one statement for each subclass met.
 *
 * @example
 * select(Employee).options(selectinPolymorphic(Employee, [Manager, Engineer]))
 */
export const selectinPolymorphic: PolymorphicLoader = ((base: unknown, subclasses: readonly unknown[]) => start.selectinPolymorphic(base, subclasses)) as never

/** Criteria wherever the entity occurs: in the statement, its joins, and relationship loads. */
export const withLoaderCriteria: LoaderCriteriaFactory = ((entity: unknown, criteria: unknown, options: LoaderCriteriaOptions = {}) => {
  const given: unknown = typeof criteria === 'function' && asNode(criteria) === undefined ? (criteria as (e: unknown) => unknown)(entity) : criteria
  return new LoaderCriteria(mapperOf(entity), condition(given, 'The criteria of withLoaderCriteria()'), options)
}) as never

/** An SQL expression for a column property, in this statement. */
export const withExpression: WithExpressionFactory = ((attribute: unknown, expression: unknown) => {
  const node = asNode(attribute)
  const value = asNode(expression)
  if (node === undefined || !(value instanceof ColumnElement)) throw new ArgumentError('withExpression() needs an attribute and an SQL expression')
  return new WithExpression(node, value)
}) as never
