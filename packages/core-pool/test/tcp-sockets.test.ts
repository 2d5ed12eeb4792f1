import { afterEach, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import { QueuePool, type Lease, type QueuePoolOptions, type ResourceAdapter } from '@athanor/core-pool'

/** A server that answers each line with the same line; `restart` ends every connection and listens on the same port again. */
class EchoServer {
  #close: () => Promise<unknown> = async () => {}
  readonly #sockets = new Set<Socket>()
  port = 0
  accepted = 0

  async start(): Promise<void> {
    const server = createServer((socket) => {
      this.accepted++
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
      socket.pipe(socket)
    })
    this.#close = async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of this.#sockets) socket.destroy()
      await closed
    }
    server.listen(this.port, '127.0.0.1')
    await once(server, 'listening')
    this.port = (server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    const close = this.#close
    this.#close = async () => {}
    await close()
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }
}

const ask = (socket: Socket, question: string): Promise<string> =>
  new Promise((resolve, reject) => {
    if (socket.destroyed || socket.readableEnded) return reject(new Error('the socket is closed'))
    const done = (act: () => void) => (): void => {
      socket.off('data', onData)
      socket.off('close', onClose)
      act()
    }
    const onData = (data: Buffer): void => done(() => resolve(data.toString()))()
    const onClose = done(() => reject(new Error('the peer closed the socket')))
    socket.once('data', onData)
    socket.once('close', onClose)
    socket.write(question)
  })

const sockets = (port: () => number): ResourceAdapter<Socket> => ({
  async create(signal) {
    const socket = connect({ port: port(), host: '127.0.0.1', noDelay: true })
    // An idle socket always has an error listener: without one a restart of the peer would end this process.
    socket.on('error', () => {})
    try {
      await once(socket, 'connect', signal === undefined ? {} : { signal })
    } catch (error) {
      socket.destroy()
      throw error
    }
    return socket
  },
  close: async (socket) => {
    if (socket.destroyed) return
    socket.end()
    await once(socket, 'close')
  },
  destroy: (socket) => void socket.destroy(),
  ping: async (socket) => (await ask(socket, 'ping')) === 'ping',
})

let server: EchoServer
let pool: QueuePool<Socket>

const start = async (options: QueuePoolOptions<Socket>, extra: Partial<ResourceAdapter<Socket>> = {}): Promise<void> => {
  server = new EchoServer()
  await server.start()
  pool = new QueuePool({ ...sockets(() => server.port), ...extra }, { size: 10, maxOverflow: 0, ...options })
}

/** What an engine does: use the resource, and report a disconnect to the pool. */
const request = async (text: string): Promise<string> => {
  const lease = await pool.acquire()
  try {
    return await ask(lease.resource, text)
  } catch (error) {
    await lease.invalidate({ error, scope: 'pool' })
    throw error
  } finally {
    if (lease.isValid) await lease.release()
  }
}

const fillWithIdle = async (count: number): Promise<void> => {
  const leases: Lease<Socket>[] = await Promise.all(Array.from({ length: count }, () => pool.acquire()))
  // An answer shows that the server has accepted the socket, and not only the kernel.
  for (const lease of leases) expect(await ask(lease.resource, 'hello')).toBe('hello')
  for (const lease of leases) await lease.release()
  expect(pool.statistics()).toMatchObject({ checkedIn: count, checkedOut: 0 })
}

afterEach(async () => {
  await pool.dispose({ wait: true })
  await server.stop()
})

describe('TCP sockets', () => {
  test('requests of many tasks share few sockets', async () => {
    await start({ size: 3 })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => request(`question ${i}`)))
    expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => `question ${i}`))
    expect(server.accepted).toBe(3)
  })

  test('a restart with 10 idle sockets costs exactly one error; the rest are replaced one by one at checkout', async () => {
    await start({})
    await fillWithIdle(10)
    await server.restart()
    const results: string[] = []
    for (let i = 0; i < 20; i++) results.push(await request(`q${i}`).then(() => 'answer', () => 'error'))
    expect(results.filter((result) => result === 'error')).toHaveLength(1)
    expect(results[0]).toBe('error')
    expect(server.accepted).toBe(20)
    expect(pool.statistics()).toMatchObject({ created: 20, closed: 10, invalidated: 1 })
  })

  test('with pre-ping it costs none', async () => {
    await start({ prePing: true })
    await fillWithIdle(10)
    await server.restart()
    const results: string[] = []
    for (let i = 0; i < 20; i++) results.push(await request(`q${i}`).then(() => 'answer', () => 'error'))
    expect(results.filter((result) => result === 'error')).toHaveLength(0)
    // One ping found out, the other nine were replaced without one.
    expect(pool.statistics()).toMatchObject({ created: 20, closed: 10, invalidated: 1 })
  })

  test('nor with a cheap isUsable, which sees what the socket knows already', async () => {
    await start({}, { isUsable: (socket) => !socket.destroyed && !socket.readableEnded })
    await fillWithIdle(10)
    // Whether the sockets have heard of it depends on the event loop: wait until they have.
    const lost = pool.acquire().then(async (lease) => {
      const closing = once(lease.resource, 'close')
      await server.restart()
      await closing
      await lease.release()
    })
    await lost
    await new Promise((resolve) => setTimeout(resolve, 20))
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => request(`q${i}`)))
    expect(results.filter((result) => result.status === 'rejected')).toEqual([])
  })

  test('while the server is down every acquirer gets the error, and all works again afterwards', async () => {
    await start({ prePing: true })
    await fillWithIdle(4)
    await server.stop()
    const down = await Promise.allSettled(Array.from({ length: 8 }, () => request('q')))
    expect(down.every((result) => result.status === 'rejected')).toBe(true)
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, waiting: 0 })
    await server.start()
    expect(await Promise.all(Array.from({ length: 30 }, (_, i) => request(`${i}`)))).toHaveLength(30)
  })

  test('dispose says goodbye to every socket', async () => {
    await start({})
    await fillWithIdle(5)
    await pool.dispose({ wait: true })
    expect(pool.statistics()).toMatchObject({ created: 5, closed: 5 })
  })
})
