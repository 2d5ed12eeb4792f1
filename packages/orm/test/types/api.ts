/**
 * The public functions as the type tests see them: signatures only, nothing runs.
 */
import type {
  ColumnTypes, CompoundFactory, ConjunctionFactory, DeleteFactory, Executable, ExistsFactory, First, FuncNamespace, IndexFactory, InsertFactory,
  SelectFactory, TableFactory, UniqueFactory, UpdateFactory,
} from '@athanor/expressions'
import type { AliasedFactory } from '../../src/typing/aliased.ts'
import type { ToManyFactory, ToMapFactory, ToOneFactory, ToSetFactory, WriteOnlyFactory } from '../../src/typing/attribute-defs.ts'
import type { ColumnPropertyFactory, CompositeFactory, DeferredFactory, HybridFactory, SynonymFactory } from '../../src/typing/derived-attributes.ts'
import type { DeclarativeBaseFactory } from '../../src/typing/entity-class.ts'
import type {
  ColumnLoader, ContainsEagerLoader, JoinedLoader, LoaderCriteriaFactory, RelationshipLoader, SelectinLoader, WithExpressionFactory,
} from '../../src/typing/load-path.ts'
import type { SessionGet, SessionGetOne, SessionLoad } from '../../src/typing/session-signatures.ts'

export declare const table: TableFactory
export declare const select: SelectFactory
export declare const union: CompoundFactory
export declare const insert: InsertFactory
export declare const update: UpdateFactory
export declare const del: DeleteFactory
export declare const and: ConjunctionFactory
export declare const or: ConjunctionFactory
export declare const exists: ExistsFactory
export declare const func: FuncNamespace
export declare const unique: UniqueFactory
export declare const index: IndexFactory
export declare const integer: ColumnTypes['integer']
export declare const varchar: ColumnTypes['varchar']
export declare const text: ColumnTypes['text']
export declare const boolean: ColumnTypes['boolean']
export declare const timestamp: ColumnTypes['timestamp']
export declare const json: ColumnTypes['json']
export declare const enumType: ColumnTypes['enumType']

export declare const declarativeBase: DeclarativeBaseFactory
export declare const toMany: ToManyFactory
export declare const toOne: ToOneFactory
export declare const toSet: ToSetFactory
export declare const toMap: ToMapFactory
export declare const writeOnly: WriteOnlyFactory
export declare const composite: CompositeFactory
export declare const columnProperty: ColumnPropertyFactory
export declare const hybrid: HybridFactory
export declare const synonym: SynonymFactory
export declare const deferred: DeferredFactory
export declare const aliased: AliasedFactory
export declare const selectinload: SelectinLoader
export declare const joinedload: JoinedLoader
export declare const subqueryload: RelationshipLoader
export declare const raiseload: RelationshipLoader
export declare const containsEager: ContainsEagerLoader
export declare const loadOnly: ColumnLoader
export declare const defer: ColumnLoader
export declare const undefer: ColumnLoader
export declare const withLoaderCriteria: LoaderCriteriaFactory
export declare const withExpression: WithExpressionFactory

/** What the engine returns, reduced to its types. */
export interface Rows<out R, out T> extends AsyncIterable<R> {
  all(): Promise<R[]>
  one(): Promise<R>
  first(): Promise<R | null>
  scalarOne(): Promise<First<T>>
  scalars(): Values<First<T>>
  tuples(): Values<T>
}
export interface Values<out V> extends AsyncIterable<V> {
  all(): Promise<V[]>
  one(): Promise<V>
}
export interface Session {
  readonly get: SessionGet
  readonly getOne: SessionGetOne
  readonly load: SessionLoad
  execute<R, T>(statement: Executable<R, T>): Rows<R, T>
  scalars<R, T>(statement: Executable<R, T>): Values<First<T>>
  add(...objects: object[]): void
}
export declare const session: Session
export declare const conn: Pick<Session, 'execute'>

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
/** Fails to compile unless the argument's type is exactly T. */
export declare function expectType<T>(): <U>(value: U, ...ok: Equal<T, U> extends true ? [] : [error: 'types differ', got: U, want: T]) => void
