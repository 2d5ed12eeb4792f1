import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { violations } from '../check.mjs'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'import-direction-'))
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

function addPackage(name: string, source: string, options: { dependencies?: string[]; references?: string[] } = {}): void {
  const folder = path.join(root, 'packages', name)
  fs.mkdirSync(path.join(folder, 'src'), { recursive: true })
  const dependencies = Object.fromEntries((options.dependencies ?? []).map((dependency) => [dependency, '*']))
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: `@athanor/${name}`, dependencies }))
  const references = (options.references ?? []).map((reference) => ({ path: `../${reference}` }))
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ references }))
  fs.writeFileSync(path.join(folder, 'src', 'index.ts'), source)
}

describe('import direction', () => {
  test('accepts an import downwards that is declared and referenced', () => {
    addPackage('engine', "import type { A } from '@athanor/interfaces'\nimport net from 'node:net'\n", {
      dependencies: ['@athanor/interfaces'],
      references: ['interfaces'],
    })
    expect(violations(root)).toEqual([])
  })

  test('refuses an import upwards, in the source and in the manifest', () => {
    addPackage('interfaces', "export * from '@athanor/engine'\n", { dependencies: ['@athanor/engine'], references: ['engine'] })
    expect(violations(root)).toEqual([
      'packages/interfaces/package.json: may not depend on @athanor/engine; allowed: none',
      'packages/interfaces/src/index.ts: may not import @athanor/engine; allowed: none',
    ])
  })

  test('refuses a relative path into another package', () => {
    addPackage('engine', "import { a } from '../../interfaces/src/index.ts'\n")
    expect(violations(root)[0]).toMatch(/leaves the package's sources/)
  })

  test('refuses what is not declared, dynamic imports included', () => {
    addPackage('dialect-x', "const driver = await import('some-driver')\n")
    expect(violations(root)[0]).toMatch(/'some-driver' is not among the dependencies/)
  })

  test('refuses one dialect importing another', () => {
    addPackage('dialect-x', "import { y } from '@athanor/dialect-y'\n", { dependencies: ['@athanor/dialect-y'] })
    expect(violations(root)).toHaveLength(2)
  })

  test('ignores imports shown in comments', () => {
    addPackage('interfaces', "/**\n * import { x } from '@athanor/orm'\n */\nexport const a = 1\n")
    expect(violations(root)).toEqual([])
  })
})
