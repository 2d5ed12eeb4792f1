import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What the catalogue keeps of a package.json. */
export type Manifest = ReturnType<typeof readManifest>

const list = (folder: string): string[] => { try { return readdirSync(folder) } catch { return [] } }

/** Folders of all packages below a `node_modules` folder, each once, wherever the package manager put them. */
export function* packageFolders(modules: string, seen = new Set<string>()): Generator<string> {
  for (const entry of list(modules)) {
    const path = join(modules, entry)
    if (entry === '.pnpm') for (const store of list(path)) yield* packageFolders(join(path, store, 'node_modules'), seen)
    else if (entry.startsWith('@')) yield* packageFolders(path, seen)
    else if (!entry.startsWith('.') && list(path).includes('package.json')) {
      const folder = realpathSync(path)
      if (seen.has(folder)) continue
      seen.add(folder)
      yield folder
      yield* packageFolders(join(folder, 'node_modules'), seen)
    }
  }
}

const personName = (person: unknown): string | undefined =>
  (typeof person === 'string' ? person.replace(/\s*[<(].*/s, '') : (person as { name?: string } | null)?.name)?.trim().slice(0, 200) || undefined

/** @throws when the file is unreadable, or isn't the manifest of a package */
export function readManifest(folder: string) {
  const json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof json.name !== 'string' || typeof json.version !== 'string') throw new Error('no name or no version')
  const licence = typeof json.license === 'object' ? json.license?.type : json.license
  const readme = list(folder).find((file) => /^readme(\.|$)/i.test(file))
  const binaries = typeof json.bin === 'string' ? [basename(json.name)] : Object.keys(json.bin ?? {})
  const people = [json.author, ...[json.maintainers ?? [], json.contributors ?? []].flat()].map(personName)
  return {
    name: json.name as string, version: json.version as string, binaries, people: [...new Set(people.filter((name) => name !== undefined))],
    dependencies: (json.dependencies ?? {}) as Record<string, string>,
    description: typeof json.description === 'string' ? (json.description as string) : null,
    licence: typeof licence === 'string' ? licence.slice(0, 100) : null,
    readmeBytes: readme === undefined ? null : statSync(join(folder, readme)).size,
  }
}
