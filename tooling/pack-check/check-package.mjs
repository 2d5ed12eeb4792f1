// Packs the package in the current folder as it would be published and checks the tarball: publint for the manifest
// against the files, are-the-types-wrong for what each module resolution sees. Run by turbo in each package.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

// In the package, not in a temporary folder: turbo interrupts its tasks when one fails, and nothing may be left over.
const folder = path.resolve('.turbo/pack')
const bin = path.resolve(import.meta.dirname, '../../node_modules/.bin')

function run(command, ...args) {
  const result = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' })
  if (result.status === 0) return
  console.error(`${command} ${args.join(' ')}\n${result.stdout}${result.stderr}${result.error ?? ''}`)
  process.exitCode = 1
}

try {
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  run('pnpm', 'pack', '--pack-destination', folder)
  const tarball = fs.readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (!tarball) throw new Error(`pnpm pack made no tarball in ${folder}`)
  const file = path.join(folder, tarball)
  run(path.join(bin, 'publint'), 'run', file, '--strict')
  // Packages are ESM only: a CommonJS program on Node 22.12 or later can require() them.
  run(path.join(bin, 'attw'), file, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii')
  if (!process.exitCode) console.log(`${tarball}: publint and attw found nothing`)
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
