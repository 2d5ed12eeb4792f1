import type { ExecuteOptions, FirstOf, StreamResult } from '@athanor/engine'
import { asNode, Select } from '@athanor/expressions/elements'
import { InvalidRequestError, MultipleResultsFoundError, NoResultFoundError } from '@athanor/interfaces'
import { parameterValues, withParams } from '../querying/orm-key.ts'
import { queryCache } from '../querying/query-cache.ts'
import type { Session } from '../session/session.ts'
import { LoadRun } from './hydration/load-run.ts'
import type { Row } from './hydration/row-code.ts'
import { RowReader } from './hydration/row-reader.ts'
import type { Loader } from './loader.ts'
import { OrmResult } from './orm-result.ts'

type View = 'objects' | 'tuples' | 'scalars'

/**
 * Rows of a query that are read in batches. The connection can do nothing else meanwhile, so relationships can come from joins
 * to one object only.
 */
export class OrmStream<out R = unknown, out T = unknown> implements AsyncIterable<R> {
  readonly #batches: () => AsyncGenerator<R[], void, undefined>

  constructor(session: Session, loader: Loader, statement: unknown, values: Readonly<Record<string, unknown>> | undefined, options: ExecuteOptions | undefined, view: View = 'objects') {
    this.#batches = () => read(session, loader, statement, values, options, view) as AsyncGenerator<R[], void, undefined>
    this.tuples = () => new OrmStream(session, loader, statement, values, options, 'tuples')
    this.scalars = () => new OrmStream(session, loader, statement, values, options, 'scalars')
  }

  /** Rows as arrays. */
  readonly tuples: () => OrmStream<T>
  /** The first element of each row. */
  readonly scalars: () => OrmStream<FirstOf<T>>

  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    for await (const batch of this.#batches()) yield* batch
  }
  /** Rows in groups of `size`, the last one smaller. */
  async *partitions(size: number): AsyncGenerator<R[], void, undefined> {
    let group: R[] = []
    for await (const row of this) {
      group.push(row)
      if (group.length < size) continue
      yield group
      group = []
    }
    if (group.length > 0) yield group
  }
  async all(): Promise<R[]> {
    const all: R[] = []
    for await (const row of this) all.push(row)
    return all
  }
  async first(): Promise<R | null> {
    for await (const row of this) return row
    return null
  }
  /** @throws {NoResultFoundError} @throws {MultipleResultsFoundError} */
  async one(): Promise<R> {
    const rows = await this.all()
    if (rows.length === 0) throw new NoResultFoundError('No row was found when exactly one was required.')
    if (rows.length > 1) throw new MultipleResultsFoundError('Multiple rows were found when exactly one was required.')
    return rows[0]!
  }
}

async function* read(
  session: Session, loader: Loader, statement: unknown, values: Readonly<Record<string, unknown>> | undefined, call: ExecuteOptions | undefined, view: View,
): AsyncGenerator<unknown[], void, undefined> {
  const node = asNode(statement)
  const found = node instanceof Select ? queryCache.find(node) : null
  const connection = await session.read('stream()', function* () {
    yield* session.autoflushSteps()
    return yield* session.connectionSteps(found?.query.plan.entities[0]?.mapper ?? null, found?.query.plan.core ?? node)
  })
  if (found === null) {
    const result = await (connection.stream(statement as never, values, call) as unknown as PromiseLike<StreamResult<unknown, unknown>>)
    const rows = view === 'tuples' ? result.tuples() : view === 'scalars' ? result.scalars() : result
    yield* rows.batches() as AsyncGenerator<unknown[]>
    return
  }
  const { query, carriers } = found
  const { plan } = query
  if (plan.needsUnique) {
    throw new InvalidRequestError('A stream can\'t be made unique, and this query has joined eager loads of collections. Use execute(), or load the collections later.', { code: 'STREAM_COLLECTIONS' })
  }
  if (plan.entities.some((e) => e.postLoads.length > 0)) {
    throw new InvalidRequestError(
      'While a stream is open its connection can do nothing else, so relationships can\'t be loaded by further statements. Use joinedload() for references, or execute() in parts.', { code: 'STREAM_LOADS' })
  }
  const own = (node as Select).executionOptionValues
  const options = { ...session.options.executionOptions, ...own, ...call }
  const bound = parameterValues(query.names, carriers, withParams(node as Select, values))
  const result = await (connection.stream(plan.core as never, bound, options) as unknown as PromiseLike<StreamResult<unknown, unknown[]>>)
  // the stream's tuples are converted already
  let reader = query.readers.get('stream') as RowReader | undefined
  if (reader === undefined) query.readers.set('stream', reader = new RowReader(plan, null))
  const keys = plan.items.map((item) => item.key)
  for await (const batch of result.tuples().batches()) {
    const run = new LoadRun(reader.entities, { session, populateExisting: options['populateExisting'] === true, values: bound })
    const rows = new OrmResult(reader.read(batch as readonly Row[], run), keys, false)
    yield view === 'tuples' ? rows.tuples().all() : view === 'scalars' ? rows.scalars().all() : rows.all()
  }
}
