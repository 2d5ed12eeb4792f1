import type { Rows, UniqueStrategy } from '../result/rows.ts'

/**
 * Rows that are on their way. Each method waits for them and then does what the method of the same name of `Rows` does;
 * awaiting the object itself gives the rows object. Nothing is lazy: the statement was started when this was made.
 */
export abstract class PendingRows<out R, out V extends Rows<R>> implements PromiseLike<V>, AsyncIterable<R> {
  /** @internal What `read` makes of the rows, once they are there. */
  abstract derive<X>(read: (rows: V) => X): Promise<X>

  /** All rows. */
  all(): Promise<R[]> { return this.derive((rows) => rows.all()) }
  /** The first row, or null. */
  first(): Promise<R | null> { return this.derive((rows) => rows.first()) }
  /** The only row. @throws {NoResultFoundError} @throws {MultipleResultsFoundError} */
  one(): Promise<R> { return this.derive((rows) => rows.one()) }
  /** The only row, or null when there is none. @throws {MultipleResultsFoundError} */
  oneOrNone(): Promise<R | null> { return this.derive((rows) => rows.oneOrNone()) }
  /** As `oneOrNone`. */
  oneOrNull(): Promise<R | null> { return this.derive((rows) => rows.oneOrNone()) }
  /** Without repeated rows; the first of each stays. */
  unique(strategy?: UniqueStrategy<R>): PendingRows<R, Rows<R>> { return new DerivedRows(this, (rows) => rows.unique(strategy)) }

  /** The rows in arrays of at most `size`. */
  async *partitions(size: number): AsyncGenerator<R[], void, undefined> { yield* await this.derive((rows) => rows.partitions(size)) }
  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> { yield* await this.derive((rows) => rows) }

  then<A = V, B = never>(onFulfilled?: ((rows: V) => A | PromiseLike<A>) | null, onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B> {
    return this.derive(same<V>).then(onFulfilled, onRejected)
  }
  /** As of a promise. */
  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<V | B> { return this.then(undefined, onRejected) }
  /** As of a promise. */
  finally(onFinally?: (() => void) | null): Promise<V> { return this.derive(same<V>).finally(onFinally) }
}

const same = <X>(value: X): X => value

/** Another view of pending rows. */
export class DerivedRows<out R, out V extends Rows<R>, S> extends PendingRows<R, V> {
  readonly #source: { derive<X>(read: (rows: S) => X): Promise<X> }
  readonly #view: (rows: S) => V

  constructor(source: { derive<X>(read: (rows: S) => X): Promise<X> }, view: (rows: S) => V) {
    super()
    this.#source = source
    this.#view = view
  }

  override derive<X>(read: (rows: V) => X): Promise<X> {
    const view = this.#view
    return this.#source.derive((rows) => read(view(rows)))
  }
}
