import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { driver, failure, open, parametersOf, until } from './open.ts'

onDatabases({ databases: ['postgresql'] }, db => {
  const pidOf = async (conn: Awaited<ReturnType<typeof open>>): Promise<unknown> => (await conn.execute('SELECT pg_backend_pid()', [])).rows[0]?.[0]

  test('a backend killed while idle is noticed', async () => {
    const conn = await open(db.url)
    const other = await open(db.url)
    const lost: unknown[] = []
    conn.onLost(error => lost.push(error))
    await other.execute('SELECT pg_terminate_backend($1)', [await pidOf(conn)])
    await until(() => lost.length > 0)
    expect(lost).toHaveLength(1)
    expect(driver.classifyError(lost[0])).toMatchObject({ kind: 'OperationalError', isDisconnect: true })
    expect(conn.isUsable).toBe(false)
    expect(driver.classifyError(await failure(conn.execute('SELECT 1', [])))).toMatchObject({ isDisconnect: true })
    expect(driver.classifyError(await failure(conn.ping()))).toMatchObject({ isDisconnect: true })
    await conn.close()
    await other.close()
  })

  test('a backend killed under a statement fails the statement', async () => {
    const conn = await open(db.url)
    const other = await open(db.url)
    const lost: unknown[] = []
    conn.onLost(error => lost.push(error))
    const pid = await pidOf(conn)
    const running = failure(conn.execute('SELECT pg_sleep(30)', []))
    await other.execute('SELECT pg_sleep(0.1), pg_terminate_backend($1)', [pid])
    const error = await running
    expect(error).toMatchObject({ code: '57P01' })
    expect(driver.classifyError(error)).toMatchObject({ isDisconnect: true })
    expect(conn.isUsable).toBe(false)
    expect(lost).toEqual([])
    await other.close()
  })

  test('destroy is immediate, and fails what runs', async () => {
    const conn = await open(db.url)
    const running = failure(conn.execute('SELECT pg_sleep(30)', []))
    conn.destroy()
    conn.destroy()
    expect(conn.isUsable).toBe(false)
    expect(driver.classifyError(await running)).toMatchObject({ isDisconnect: true })
    expect(driver.classifyError(await failure(conn.execute('SELECT 1', [])))).toMatchObject({ isDisconnect: true })
  })

  test('closing twice is harmless, ping answers', async () => {
    const conn = await open(db.url)
    await conn.ping()
    await conn.close()
    await conn.close()
    expect(conn.isUsable).toBe(false)
  })

  test('an unknown database, an unreachable port, a wrong host', async () => {
    const base = parametersOf(db.url)
    const unknown = await failure(driver.connect({ ...base, database: 'no_such_database' }))
    expect(driver.classifyError(unknown)).toMatchObject({ kind: 'OperationalError', isDisconnect: false, detail: { sqlState: '3D000' } })
    const refused = await failure(driver.connect({ ...base, port: 1 }))
    expect(driver.classifyError(refused)).toMatchObject({ kind: 'OperationalError', isDisconnect: true })
    const noHost = await failure(driver.connect({ ...base, host: '/nonexistent' }))
    expect(driver.classifyError(noHost)).toMatchObject({ kind: 'OperationalError', isDisconnect: true })
  })

  test('a server that never answers: connect_timeout and AbortSignal', async () => {
    const server = createServer(() => {}).listen(0)
    const { port } = server.address() as AddressInfo
    const params = { ...parametersOf(db.url), host: '127.0.0.1', port }
    const timedOut = await failure(driver.connect({ ...params, query: { connect_timeout: '1' } }))
    expect(driver.classifyError(timedOut)).toMatchObject({ kind: 'OperationalError', isDisconnect: true })
    expect(await failure(driver.connect(params, { signal: AbortSignal.timeout(50) }))).toMatchObject({ code: 'ABORTED' })
    server.close()
  })

  test('a server that talks nonsense is left at once', async () => {
    const server = createServer(socket => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0)
    const { port } = server.address() as AddressInfo
    const error = await failure(driver.connect({ ...parametersOf(db.url), host: '127.0.0.1', port, query: { connect_timeout: '3' } }))
    expect(driver.classifyError(error)).toMatchObject({ kind: 'OperationalError', isDisconnect: true })
    server.close()
  })

  test('several hosts are tried in order', async () => {
    const { host, port, ...base } = parametersOf(db.url)
    const conn = await driver.connect({ ...base, query: { host: ['127.0.0.1:1', `${host}:${port}`], target_session_attrs: 'read-write' } })
    expect(conn.isUsable).toBe(true)
    await conn.close()
    const error = await failure(driver.connect({ ...base, query: { host: `${host}:${port}`, target_session_attrs: 'standby' } }))
    expect(driver.classifyError(error)).toMatchObject({ kind: 'OperationalError' })
  })
})
