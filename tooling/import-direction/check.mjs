// Checks that packages import each other downwards only, by name, and declare what they import.
// Usage: node tooling/import-direction/check.mjs [root]
import fs from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const contracts = ['interfaces', 'expressions', 'engine']

/** What the sources of each package may import of the others; the picture is in docs/architecture.md. */
const mayImport = {
  interfaces: [],
  'core-pool': ['interfaces'],
  expressions: ['interfaces'],
  engine: ['interfaces', 'core-pool', 'expressions'],
  core: contracts,
  orm: contracts,
}
const allowed = (name) => mayImport[name] ?? (name.startsWith('dialect-') ? contracts : undefined)

// Static imports and exports stand at the start of a line; dynamic imports and import types have a parenthesis. A quoted word after
// FROM inside SQL text is neither.
const specifierPattern = /(?:^\s*(?:import|export)\b[^'"`;=(]*?\bfrom\s*|^\s*import\s*|\bimport\s*\(\s*)(['"])([^'"\s]+)\1/gm

/** Returns one sentence per violation; an empty list means the rules hold. */
export function violations(root) {
  const found = []
  const folder = path.join(root, 'packages')
  for (const name of fs.readdirSync(folder)) {
    const manifestFile = path.join(folder, name, 'package.json')
    if (!fs.existsSync(manifestFile)) continue
    const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'))
    const may = allowed(name)
    if (!may) {
      found.push(`packages/${name}: not in the table of import directions (tooling/import-direction/check.mjs)`)
      continue
    }
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies }
    for (const dependency of Object.keys(declared)) {
      if (dependency.startsWith('@athanor-internal/')) found.push(`packages/${name}/package.json: depends on private ${dependency}`)
      else if (dependency.startsWith('@athanor/') && !may.includes(dependency.slice(9))) {
        found.push(`packages/${name}/package.json: may not depend on ${dependency}; allowed: ${may.join(', ') || 'none'}`)
      }
    }
    const references = JSON.parse(fs.readFileSync(path.join(folder, name, 'tsconfig.json'), 'utf8')).references ?? []
    for (const file of sources(path.join(folder, name, 'src'))) {
      const shown = path.relative(root, file)
      for (const [, , specifier] of withoutComments(fs.readFileSync(file, 'utf8')).matchAll(specifierPattern)) {
        const problem = problemOf(specifier, file, path.join(folder, name), may, declared, references)
        if (problem) found.push(`${shown}: ${problem}`)
      }
    }
  }
  return found
}

function problemOf(specifier, file, packageFolder, may, declared, references) {
  if (specifier.startsWith('.')) {
    const target = path.resolve(path.dirname(file), specifier)
    if (!target.startsWith(path.join(packageFolder, 'src') + path.sep)) return `'${specifier}' leaves the package's sources; import other packages by name`
    return undefined
  }
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? undefined : `write 'node:${specifier}'`
  const dependency = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  if (!declared[dependency]) return `'${specifier}' is not among the dependencies or peerDependencies`
  if (!dependency.startsWith('@athanor/')) return undefined
  const target = dependency.slice(9)
  if (specifier !== dependency && !isExported(path.dirname(packageFolder), target, specifier.slice(dependency.length))) {
    return `'${specifier}' reaches inside ${dependency}, which doesn't export it`
  }
  if (!may.includes(target)) return `may not import ${dependency}; allowed: ${may.join(', ') || 'none'}`
  if (!references.some((reference) => reference.path === `../${target}`)) return `tsconfig.json lacks the reference to ../${target}`
  return undefined
}

/** Whether a package's `exports` has the entry (`/elements`). */
function isExported(packages, name, entry) {
  const manifest = path.join(packages, name, 'package.json')
  return fs.existsSync(manifest) && Boolean(JSON.parse(fs.readFileSync(manifest, 'utf8')).exports?.[`.${entry}`])
}

function sources(folder) {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
}

/** Examples in docstrings import whatever a user would. */
function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = violations(path.resolve(process.argv[2] ?? '.'))
  for (const one of found) console.error(one)
  console.log(`import direction: ${found.length === 0 ? 'ok' : `${found.length} violation(s)`}`)
  process.exitCode = found.length === 0 ? 0 : 1
}
