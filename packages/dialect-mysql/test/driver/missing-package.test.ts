import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

const source = join(import.meta.dirname, '../..')

test('without the npm package the error says what to install', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'athanor-missing-'))
  try {
    cpSync(join(source, 'src/drivers'), join(folder, 'drivers'), { recursive: true })
    mkdirSync(join(folder, 'node_modules/@athanor'), { recursive: true })
    symlinkSync(join(source, '../interfaces'), join(folder, 'node_modules/@athanor/interfaces'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'main.ts'), `
      import { Mysql2Driver } from './drivers/mysql2/driver.ts'
      try { await new Mysql2Driver().connect({ query: {} }) } catch (e) {
        console.log(JSON.stringify({ name: e.name, code: e.code, message: e.message, cause: e.cause.code }))
      }`)
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=athanor-src', '--no-warnings', 'main.ts'], { cwd: folder, env: { PATH: process.env['PATH'] } })
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'DriverNotInstalledError', code: 'DRIVER_NOT_INSTALLED', cause: 'ERR_MODULE_NOT_FOUND',
      message: expect.stringContaining('npm install mysql2'),
    })
  } finally { rmSync(folder, { recursive: true }) }
}, 30_000)
