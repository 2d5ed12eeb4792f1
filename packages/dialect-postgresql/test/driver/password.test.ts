import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { ConnectParameters } from '@athanor/interfaces'
import { driver, failure, open, parametersOf, until } from './open.ts'

onDatabases({ databases: ['postgresql'], requires: ['privateServer'] }, db => {
  let params: ConnectParameters

  beforeAll(async () => {
    // The servers of tests trust everyone; this one asks this role for its password.
    const server = await db.startPrivateServer()
    const admin = await open(server.url)
    await admin.executeScript("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    const { rows: [[file] = []] } = await admin.execute('SHOW hba_file', [])
    writeFileSync(file as string, `host all guarded all scram-sha-256\n${readFileSync(file as string, 'utf8')}`)
    await admin.execute('SELECT pg_reload_conf()', [])
    params = { ...parametersOf(server.url), username: 'guarded' }
    await until(async () => {
      try { await (await driver.connect({ ...params, password: 'wrong' })).close() } catch { return true }
      return false
    })
    await admin.close()
  }, 60_000)

  test('the right one, as text and from a function that is asked each time', async () => {
    let asked = 0
    for (const password of ['right', () => { asked++; return 'right' }, async () => { asked++; return 'right' }]) {
      const conn = await driver.connect({ ...params, password })
      await conn.ping()
      await conn.close()
    }
    expect(asked).toBe(2)
  })

  test('a wrong one is an OperationalError that does not show it', async () => {
    const error = await failure(driver.connect({ ...params, password: 'wr0ng' }))
    expect(driver.classifyError(error)).toMatchObject({ kind: 'OperationalError', isDisconnect: false, detail: { sqlState: '28P01' } })
    expect(String(error)).not.toContain('wr0ng')
  })

  test('none at all, and a function that fails', async () => {
    expect(driver.classifyError(await failure(driver.connect({ ...params, password: '' })))).toMatchObject({ kind: 'OperationalError' })
    const vault = new Error('the vault is closed')
    expect(await failure(driver.connect({ ...params, password: () => { throw vault } }))).toBe(vault)
  })
})
