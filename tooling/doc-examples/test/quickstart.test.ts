import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'

const root = path.resolve(import.meta.dirname, '../../..')

/** A small node_modules folder: two versions of a package, a cycle, a scope, and two manifests that can't be read. */
function project(folder: string): string {
  const write = (name: string, manifest: unknown, readme?: string): void => {
    const at = path.join(folder, 'node_modules', name)
    fs.mkdirSync(at, { recursive: true })
    fs.writeFileSync(path.join(at, 'package.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest))
    if (readme !== undefined) fs.writeFileSync(path.join(at, 'README.md'), readme)
  }
  write('app', { name: 'app', version: '1.0.0', license: 'MIT', author: 'Ann <ann@example.org>', bin: { app: 'a.js' }, dependencies: { left: '^1.0.0', '@scope/right': '*' } }, 'Read me')
  write('left', { name: 'left', version: '1.2.0', license: { type: 'ISC' }, maintainers: ['Bob', { name: 'Ann' }], dependencies: { '@scope/right': '>=2', 'round': '1' } })
  write('left/node_modules/left', { name: 'left', version: '0.9.0' })
  write('@scope/right', { name: '@scope/right', version: '2.0.0', license: 'MIT', dependencies: { left: '*' } })
  write('round', { name: 'round', version: '1.0.0', author: { name: 'Ann' } })
  write('broken', '{ "name": "broken", ')
  write('nameless', { version: '1.0.0' })
  return path.join(folder, 'node_modules')
}

function run(modules: string, url: string, ...more: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=athanor-src', '--disable-warning=ExperimentalWarning', 'examples/quickstart/quickstart.ts', modules, ...more], {
      cwd: root, env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
    child.stderr.on('data', (chunk: Buffer) => { out += chunk.toString() })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`the program ended with ${code}:\n${out}`))))
  })
}

onDatabases((db) => {
  describe('the quickstart', () => {
    let database: Awaited<ReturnType<typeof db.freshDatabase>>
    let folder = ''
    beforeAll(async () => {
      database = await db.freshDatabase()
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'athanor-quickstart-'))
    })
    afterAll(async () => {
      await database.drop()
      fs.rmSync(folder, { recursive: true, force: true })
    })

    test('catalogues a project, reports what it can\'t read, and updates on the second run', async () => {
      const modules = project(folder)
      const first = await run(modules, database.url)
      expect(first).toContain('5 versions of packages')
      expect(first).toContain('2 manifests could not be read')
      expect(first).toContain('no name or no version')
      expect(first).toMatch(/│ left +│ 0\.9\.0, 1\.2\.0 │/)
      expect(first).toMatch(/│ MIT +│ +2 │/)
      expect(first).toMatch(/│ Ann +│ +3 │/)
      // the cycle of left and right is left out of the chain
      expect(first).toMatch(/│ +3 │ round/)
      const second = await run(modules, database.url)
      expect(second.split('\n').slice(-60)).toEqual(first.split('\n').slice(-60))
    }, 60_000)

    test('--sql shows each statement with its time', async () => {
      const out = await run(path.join(folder, 'node_modules'), database.url, '--sql')
      expect(out).toMatch(/\d+\.\d ms {2}\s*SELECT/)
    }, 60_000)
  })
})
