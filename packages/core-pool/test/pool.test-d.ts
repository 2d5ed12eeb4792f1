import { expectTypeOf } from 'expect-type'
import type { MaybePromise } from '@athanor/interfaces'
import { NullPool, Pool, QueuePool, type Lease, type PoolEntry, type PoolStatistics, type ResetState, type ResourceAdapter } from '@athanor/core-pool'

interface Socket { readonly bytesRead: number }

declare const sockets: ResourceAdapter<Socket>

const pool = new QueuePool(sockets, { size: 3, useLifo: true, resetOnReturn: 'none' })
expectTypeOf(pool).toEqualTypeOf<QueuePool<Socket>>()
expectTypeOf(pool).toExtend<Pool<Socket>>()
expectTypeOf(pool.acquire({ owner: 'x' })).toEqualTypeOf<Promise<Lease<Socket>>>()
expectTypeOf(pool.checkout()).toEqualTypeOf<MaybePromise<Lease<Socket>>>()
expectTypeOf(pool.tryAcquire()).toEqualTypeOf<Lease<Socket> | undefined>()
expectTypeOf(pool.use((socket) => socket.bytesRead)).toEqualTypeOf<Promise<number>>()
expectTypeOf(pool.use(async (_socket, lease) => lease)).toEqualTypeOf<Promise<Lease<Socket>>>()
expectTypeOf(pool.statistics()).toEqualTypeOf<PoolStatistics>()
expectTypeOf(pool.recreate()).toEqualTypeOf<QueuePool<Socket>>()

declare const lease: Lease<Socket>
expectTypeOf(lease.resource).toEqualTypeOf<Socket>()
expectTypeOf(lease.release({ alreadyReset: true })).toEqualTypeOf<MaybePromise<void>>()
expectTypeOf(lease.recordInfo).toEqualTypeOf<Map<unknown, unknown> | null>()
expectTypeOf(lease).toExtend<AsyncDisposable>()

pool.on('checkin', (socket, entry) => {
  expectTypeOf(socket).toEqualTypeOf<Socket | undefined>()
  expectTypeOf(entry).toEqualTypeOf<PoolEntry<Socket>>()
})
pool.on('reset', (_socket, entry, state) => {
  expectTypeOf(entry).toEqualTypeOf<PoolEntry<Socket> | undefined>()
  expectTypeOf(state).toEqualTypeOf<ResetState>()
})
expectTypeOf(pool.on('connect', async () => {})).toEqualTypeOf<() => void>()

// The type of the resource comes from the adapter, whether it answers at once or later.
const numbers = new NullPool({ create: () => 1, close: () => {}, destroy: () => {} })
expectTypeOf(numbers).toEqualTypeOf<NullPool<number>>()
const later = new NullPool({ create: async () => 'a', close: async () => {}, destroy: () => {} })
expectTypeOf(later).toEqualTypeOf<NullPool<string>>()

// @ts-expect-error unknown event
pool.on('chekout', () => {})
// @ts-expect-error unknown option
void new QueuePool(sockets, { poolSize: 3 })
// @ts-expect-error an option of QueuePool only
void new NullPool(sockets, { size: 3 })
// @ts-expect-error no such mode
void new QueuePool(sockets, { resetOnReturn: 'undo' })
// @ts-expect-error unknown option of acquire
void pool.acquire({ label: 'x' })
// @ts-expect-error the base is abstract
void new Pool(sockets, {}, { kind: 'Pool', options: [] })
// @ts-expect-error an adapter needs a way to destroy
void new QueuePool({ create: () => 1, close: () => {} })
// @ts-expect-error the resource can't be exchanged
lease.resource = {} as Socket
