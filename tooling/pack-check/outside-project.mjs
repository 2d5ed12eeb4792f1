// Does what a new user does: installs the packed packages with npm in an empty folder outside the repository, then
// runs the README's first TypeScript example there and type-checks it with tsc.
// Usage: node tooling/pack-check/outside-project.mjs
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const packages = ['interfaces', 'core-pool', 'expressions', 'engine', 'core', 'orm', 'dialect-sqlite']
const windows = process.platform === 'win32'

function run(cwd, command, ...args) {
  console.log(`[outside] ${command} ${args.join(' ')}`)
  const result = spawnSync(command, args, { cwd, stdio: 'inherit', shell: windows })
  if (result.status !== 0) throw new Error(`${command} ended with ${result.status ?? result.signal ?? result.error}`)
}

function firstExample() {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8')
  const block = /^```ts\b[^\n]*\n([\s\S]*?)^```/m.exec(readme)
  if (!block?.[1]) throw new Error('README.md has no ```ts block')
  return block[1]
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'athanor-outside-'))
try {
  const example = firstExample()
  const tarballs = path.join(folder, 'tarballs')
  const project = path.join(folder, 'project')
  fs.mkdirSync(tarballs)
  fs.mkdirSync(project)
  for (const name of packages) run(path.join(root, 'packages', name), 'pnpm', 'pack', '--pack-destination', tarballs)
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  const versions = manifest.devDependencies
  const tools = ['better-sqlite3', 'typescript', '@types/node'].map((name) => `${name}@${versions[name]}`)
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'outside', private: true, type: 'module' }))
  fs.writeFileSync(
    path.join(project, 'tsconfig.json'),
    JSON.stringify({
      // No skipLibCheck: the published types must stand by themselves, without any driver's.
      compilerOptions: { target: 'es2023', lib: ['es2023', 'esnext.disposable'], module: 'nodenext', strict: true, noEmit: true, types: ['node'], skipLibCheck: false },
      files: ['example.ts'],
    }),
  )
  fs.writeFileSync(path.join(project, 'example.ts'), example)
  const files = fs.readdirSync(tarballs).map((file) => path.join(tarballs, file))
  run(project, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...files, ...tools)
  run(project, 'node', '--disable-warning=ExperimentalWarning', 'example.ts')
  run(project, path.join(project, 'node_modules', '.bin', 'tsc'), '-p', '.')
  console.log('[outside] the README example installs, runs and type-checks')
} catch (error) {
  console.error(`[outside] ${error.message}`)
  process.exitCode = 1
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
