#!/usr/bin/env node
// Runs every root task on any machine that has git, npm and some Node >= 18: what is missing or too old
// (Node, pnpm) goes into .tooling/, dependencies are installed when the lockfile changed, then the task runs.
// No dependencies, because it runs before anything is installed. Usage: node scripts/run.mjs TASK [args]
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const tooling = path.join(root, '.tooling')
const toolingBin = path.join(tooling, 'bin')
const windows = process.platform === 'win32'
const nodeVersion = fs.readFileSync(path.join(root, '.node-version'), 'utf8').trim()
const pnpmVersion = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  .packageManager.replace(/^pnpm@/, '')
  .replace(/\+.*/, '')

/** What the development tools ask for; the published packages themselves ask for less. */
const nodeIsRecent = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return (major === 22 && minor >= 22) || (major === 24 && minor >= 15) || major >= 26
}

const output = (command, args) => {
  const result = spawnSync(command, args, { encoding: 'utf8', shell: windows, cwd: path.parse(root).root })
  return result.status === 0 ? result.stdout.trim() : ''
}

/** Puts a pinned Node and pnpm into .tooling/ where the machine's own do not serve; true if any was needed. */
function bootstrap() {
  const platform = `${windows ? 'win' : process.platform}-${process.arch}`
  const needed = []
  if (!nodeIsRecent(process.version)) {
    needed.push({ name: 'node', pkg: `node-${platform}`, version: nodeVersion, file: windows ? 'bin/node.exe' : 'bin/node' })
  }
  if (output('pnpm', ['--version']).split('.')[0] !== pnpmVersion.split('.')[0]) {
    const pkg = `@pnpm/exe.${process.platform}-${process.arch}`
    needed.push({ name: 'pnpm', pkg, version: pnpmVersion, file: windows ? 'pnpm.exe' : 'pnpm' })
  }
  if (needed.length === 0) return false
  const specs = needed.map(({ pkg, version }) => `${pkg}@${version}`)
  const stamp = path.join(tooling, 'stamp')
  const key = JSON.stringify(specs)
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) return true
  console.error(`[setup] installing ${specs.join(', ')} into .tooling/ (nothing outside this folder changes)`)
  fs.mkdirSync(toolingBin, { recursive: true })
  fs.writeFileSync(path.join(tooling, 'package.json'), '{"private":true}\n')
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync('npm', ['install', '--prefix', tooling, ...flags, ...specs], {
    stdio: 'inherit',
    shell: windows,
    cwd: tooling,
  })
  if (result.status !== 0) {
    console.error(`[setup] failed. Install Node >= 22.22 and pnpm ${pnpmVersion} yourself, then run this again.`)
    process.exit(1)
  }
  for (const { name, pkg, file } of needed) {
    const target = path.join(toolingBin, windows ? `${name}.exe` : name)
    fs.rmSync(target, { force: true })
    fs.linkSync(path.join(tooling, 'node_modules', pkg, file), target)
  }
  fs.writeFileSync(stamp, key)
  return true
}

const usesTooling = bootstrap()

// npm sets npm_* for its children; pnpm must not take npm's configuration for its own.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([key]) =>
      !/^npm_(config|package|lifecycle|execpath|node_execpath|command)/i.test(key) || /^npm_config_registry$/i.test(key),
  ),
)
const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
env[pathKey] = [
  ...(usesTooling ? [toolingBin] : []),
  path.join(root, 'node_modules', '.bin'),
  env[pathKey],
].join(path.delimiter)
env.TURBO_TELEMETRY_DISABLED = env.DO_NOT_TRACK = '1'

/** Runs a command to its end; any failure ends the task with the same exit code. */
function run(command, ...args) {
  const started = Date.now()
  console.error(`[run] ${command} ${args.join(' ')}`)
  const result = spawnSync(command, args, { stdio: 'inherit', env, cwd: root, shell: windows })
  // A program of ours says itself what it has to say; its last line stays the last.
  if (command !== 'node') console.error(`[run] ${command} ${args[0] ?? ''}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (result.status !== 0) process.exit(result.status ?? 1)
}

function install() {
  const lock = fs.readFileSync(path.join(root, 'pnpm-lock.yaml'))
  const key = `${createHash('sha256').update(lock).digest('hex')} ${pnpmVersion}`
  const stamp = path.join(root, 'node_modules', '.install-stamp')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) return
  run('pnpm', 'install', '--frozen-lockfile')
  fs.writeFileSync(stamp, key)
}

/** TypeScript sources run as they are: Node strips the types, the condition selects each package's `src`. */
const onSources = ['--conditions=athanor-src', '--disable-warning=ExperimentalWarning']

const tasks = {
  quickstart: (args) => run('node', ...onSources, 'examples/quickstart/quickstart.ts', ...args),
  build: (args) => run('turbo', 'run', 'build', ...args),
  test: (args) => {
    env.NODE_OPTIONS = `${env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim()
    run('jest', ...args)
  },
  typecheck: (args) => run('tsc', '-p', 'tsconfig.test.json', ...args),
  lint: (args) => {
    run('node', 'tooling/import-direction/check.mjs')
    // Its type-aware rules read the packages' declarations.
    run('turbo', 'run', 'build')
    run('oxlint', '--type-aware', ...args)
  },
  'pack:check': (args) => {
    run('turbo', 'run', 'pack:check', ...args)
    run('node', 'tooling/pack-check/outside-project.mjs')
  },
  'type-budget': (args) => {
    run('turbo', 'run', 'build')
    run('node', 'tooling/type-budget/check.mjs', ...args)
  },
  'docs:api': (args) => run('pnpm', '--dir', 'tooling/docs', 'run', 'docs', ...args),
  bench: (args) => {
    run('turbo', 'run', 'build')
    run('node', '--disable-warning=ExperimentalWarning', 'benchmarks/run.mjs', ...args)
  },
  golden: (args) => run('node', ...onSources, 'tooling/golden/run.ts', ...args),
  changeset: (args) => run('changeset', ...args),
  exec: ([command, ...args]) => run(command, ...args),
}

const [task, ...args] = process.argv.slice(2)
if (!Object.hasOwn(tasks, task ?? '')) {
  console.error(`Usage: node scripts/run.mjs <${Object.keys(tasks).join('|')}> [args]`)
  process.exit(2)
}
install()
tasks[task](args)
