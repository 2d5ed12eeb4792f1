import type { Column, Criterion, EntityLike, EntityName, ROOT, Sql, StatementOption, TARGET } from '@athanor/expressions'
import type { RelAttr } from './class-attributes.ts'

/** A relationship that starts at the entity named N and leads to U. */
type Step<U, N extends string> = RelAttr<U, string, N, boolean>

/** Options of `selectinload`. */
export interface SelectinOptions {
  /** Levels of a relationship of a class to itself; -1 is unlimited. */
  readonly recursionDepth?: number
  /** Keys per statement. Default: 500. */
  readonly chunkSize?: number
}

/** Options of `joinedload`. */
export interface JoinedOptions {
  /** Inner join instead of an outer join. */
  readonly innerJoin?: boolean
}

/**
 * A loader option that has come from the entity named Root to entity T. Steps are compared by the entities' names, and a
 * class hierarchy has one name, so attributes of base and subclass mix.
 */
export interface LoadPath<out Root extends string, out T> extends StatementOption<Root> {
  readonly [ROOT]: Root
  readonly [TARGET]: T
  /** Then by one `SELECT … WHERE key IN (…)` for all objects. */
  selectinload<U>(attribute: Step<U, EntityName<T>>, options?: SelectinOptions): LoadPath<Root, U>
  /** Then by a join in the same statement. */
  joinedload<U>(attribute: Step<U, EntityName<T>>, options?: JoinedOptions): LoadPath<Root, U>
  /** Then by a second statement that embeds the first. */
  subqueryload<U>(attribute: Step<U, EntityName<T>>): LoadPath<Root, U>
  /** Then by one statement for each object. */
  immediateload<U>(attribute: Step<U, EntityName<T>>): LoadPath<Root, U>
  /** Then from a join that the statement has. */
  containsEager<U>(attribute: Step<U, EntityName<T>>, options?: { readonly alias?: EntityLike<string> }): LoadPath<Root, U>
  /** Then as mapped; only continues the path. */
  defaultload<U>(attribute: Step<U, EntityName<T>>): LoadPath<Root, U>
  /** Reading the attribute is an error, even where it could come from the identity map. */
  raiseload(attribute: Step<unknown, EntityName<T>>): LoadPath<Root, T>
  /** The attribute is empty. */
  noload(attribute: Step<unknown, EntityName<T>>): LoadPath<Root, T>
  /** Only these columns, and the primary key. */
  loadOnly(...columns: Column<unknown, string, EntityName<T>>[]): LoadPath<Root, T>
  /** All columns but these. */
  defer(...columns: Column<unknown, string, EntityName<T>>[]): LoadPath<Root, T>
  /** These deferred columns too. */
  undefer(...columns: Column<unknown, string, EntityName<T>>[]): LoadPath<Root, T>
  /** The columns that these subclasses have beside the base class's, by one statement for each. */
  selectinPolymorphic(base: EntityLike<EntityName<T>>, subclasses: readonly EntityLike<EntityName<T>>[]): LoadPath<Root, T>
}

/** `selectinload(User.c.addresses)` */
export interface SelectinLoader {
  <U, N extends string>(attribute: Step<U, N>, options?: SelectinOptions): LoadPath<N, U>
}

/** `joinedload(Address.c.user)` */
export interface JoinedLoader {
  <U, N extends string>(attribute: Step<U, N>, options?: JoinedOptions): LoadPath<N, U>
}

/** `containsEager(User.c.addresses, { alias })` */
export interface ContainsEagerLoader {
  <U, N extends string>(attribute: Step<U, N>, options?: { readonly alias?: EntityLike<string> }): LoadPath<N, U>
}

/** `subqueryload`, `immediateload`, `defaultload`, `raiseload`, `noload` */
export interface RelationshipLoader {
  <U, N extends string>(attribute: Step<U, N>): LoadPath<N, U>
}

/** `loadOnly(User.c.name)`, `defer(User.c.bio)`, `undefer(User.c.bio)` */
export interface ColumnLoader {
  <N extends string>(...columns: Column<unknown, string, N>[]): LoadPath<N, never>
}

/** `selectinPolymorphic(Employee, [Manager, Engineer])` */
export interface PolymorphicLoader {
  <E extends EntityLike<string>>(base: E, subclasses: readonly EntityLike<EntityName<E>>[]): LoadPath<EntityName<E>, E>
}

/** Options of `withLoaderCriteria`. */
export interface LoaderCriteriaOptions {
  /** Not in the statement's own WHERE, only in relationship loads. */
  readonly loaderOnly?: boolean
  /** Aliases of the entity too. */
  readonly includeAliases?: boolean
  /** Later loads of the loaded objects too. Default: true. */
  readonly propagateToLoaders?: boolean
}

/** `withLoaderCriteria(User, User.c.deleted.eq(false))`: criteria wherever the entity occurs. */
export interface LoaderCriteriaFactory {
  <E extends EntityLike<string>>(
    entity: E, criteria: Criterion | ((entity: E) => Criterion), options?: LoaderCriteriaOptions,
  ): StatementOption<never>
}

/** `withExpression(User.c.rank, func.count())` */
export interface WithExpressionFactory {
  <T, N extends string>(attribute: Sql<T, N>, expression: Sql<T>): StatementOption<N>
}
