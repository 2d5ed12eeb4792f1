/**
 * The factory functions as the type tests see them: signatures only, nothing runs.
 */
import type {
  AliasFactory, ArrayFactory, BindParamFactory, BundleFactory, CaseFactory, CastFactory, ColumnFactory, ColumnTypes, CompoundFactory,
  ConjunctionFactory, DeleteFactory, ExistsFactory, ExtractFactory, InsertFactory, LiteralFactory, MetaDataFactory, NotFactory, SelectFactory,
  SequenceFactory, SqlTag, TableFactory, TextFactory, TupleFactory, UpdateFactory, ValuesFactory,
} from '../../src/typing/factories.ts'
import type { CollectionFactory, FuncNamespace } from '../../src/typing/functions.ts'
import type { First } from '../../src/typing/row.ts'
import type { CheckFactory, ExcludeFactory, ForeignKeyFactory, IndexFactory, UniqueFactory } from '../../src/typing/schema.ts'
import type { Executable } from '../../src/typing/sql.ts'

export declare const table: TableFactory
export declare const select: SelectFactory
export declare const union: CompoundFactory
export declare const insert: InsertFactory
export declare const update: UpdateFactory
export declare const del: DeleteFactory
export declare const and: ConjunctionFactory
export declare const or: ConjunctionFactory
export declare const not: NotFactory
export declare const exists: ExistsFactory
export declare const literal: LiteralFactory
export declare const bindparam: BindParamFactory
export declare const column: ColumnFactory
export declare const sql: SqlTag
export declare const text: TextFactory
export declare const tuple: TupleFactory
export declare const caseWhen: CaseFactory
export declare const cast: CastFactory
export declare const extract: ExtractFactory
export declare const values: ValuesFactory
export declare const bundle: BundleFactory
export declare const alias: AliasFactory
export declare const any: CollectionFactory
export declare const metaData: MetaDataFactory
export declare const sequence: SequenceFactory
export declare const unique: UniqueFactory
export declare const index: IndexFactory
export declare const check: CheckFactory
export declare const foreignKey: ForeignKeyFactory
export declare const exclude: ExcludeFactory
export declare const func: FuncNamespace

export declare const integer: ColumnTypes['integer']
export declare const bigint: ColumnTypes['bigint']
export declare const numeric: ColumnTypes['numeric']
export declare const varchar: ColumnTypes['varchar']
export declare const textType: ColumnTypes['text']
export declare const boolean: ColumnTypes['boolean']
export declare const timestamp: ColumnTypes['timestamp']
export declare const json: ColumnTypes['json']
export declare const enumType: ColumnTypes['enumType']
export declare const array: ArrayFactory

/** What the engine returns, reduced to its types. */
export interface Rows<out R, out T> extends AsyncIterable<R> {
  all(): Promise<R[]>
  one(): Promise<R>
  first(): Promise<R | null>
  scalar(): Promise<First<T> | null>
  scalarOne(): Promise<First<T>>
  scalars(): Values<First<T>>
  tuples(): Values<T>
}
export interface Values<out V> extends AsyncIterable<V> {
  all(): Promise<V[]>
  one(): Promise<V>
}
export declare const conn: { execute<R, T>(statement: Executable<R, T>): Rows<R, T> }

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
/** Fails to compile unless the argument's type is exactly T. */
export declare function expectType<T>(): <U>(value: U, ...ok: Equal<T, U> extends true ? [] : [error: 'types differ', got: U, want: T]) => void
