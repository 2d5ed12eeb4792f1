// Catalogues the packages installed below a node_modules folder: npm run quickstart [-- PATH] [--sql]. DATABASE_URL names another database.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createEngine, func, literal, select, type Engine } from '@athanor/core'
import { selectinload, Session } from '@athanor/orm'
import { SingleBar } from 'cli-progress'
import Table from 'cli-table3'
import { packageFolders, readManifest, type Manifest } from './manifests.ts'
import { Base, Binary, Dependency, Licence, Package, Person, Readme, Version } from './model.ts'

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { sql: { type: 'boolean', default: false } } })
const modules = resolve(positionals[0] ?? 'node_modules')

/** Creates what isn't there, updates what is, by natural keys: a second run changes nothing. */
async function store(engine: Engine, manifests: readonly Manifest[]): Promise<void> {
  await using session = new Session(engine)
  const packages = new Map((await session.scalars(select(Package)).all()).map((p) => [p.name, p]))
  const licences = new Map((await session.scalars(select(Licence)).all()).map((l) => [l.name, l]))
  const people = new Map((await session.scalars(select(Person)).all()).map((p) => [p.name, p]))
  const everything = [selectinload(Version.c.binaries), selectinload(Version.c.dependencies), selectinload(Version.c.maintainers),
    selectinload(Version.c.readme), selectinload(Version.c.licence), selectinload(Version.c.package)] as const
  const versions = new Map((await session.scalars(select(Version).options(...everything)).all()).map((v) => [v.fullName, v]))

  const once = <T extends object>(known: Map<string, T>, key: string, create: () => T): T => {
    const object = known.get(key) ?? create()
    if (!known.has(key)) session.add(object)
    known.set(key, object)
    return object
  }
  const packageOf = (name: string): Package => once(packages, name, () => new Package({ name }))

  for (const manifest of manifests) {
    const version = once(versions, `${manifest.name}@${manifest.version}`, () => new Version({ package: packageOf(manifest.name), number: manifest.version }))
    version.description = manifest.description
    const { licence: name } = manifest
    version.licence = name === null ? null : once(licences, name, () => new Licence({ name }))
    const bytes = manifest.readmeBytes
    if (bytes !== null && version.readme) version.readme.bytes = bytes
    else version.readme = bytes === null ? null : new Readme({ bytes })
    const commands = new Map(version.binaries.map((b) => [b.command, b]))
    version.binaries = manifest.binaries.map((command) => commands.get(command) ?? new Binary({ command }))
    version.maintainers = manifest.people.map((name) => once(people, name, () => new Person({ name })))
    const needs = new Map(version.dependencies.map((d) => [d.targetId, d]))
    version.dependencies = Object.entries(manifest.dependencies).map(([name, range]) => {
      const target = packageOf(name)
      const dependency = needs.get(target.id) ?? new Dependency({ target, range })
      dependency.range = range
      return dependency
    })
  }
  await session.commit()
}

/** Prints rows as a table; the keys of the rows are its headings. */
function print(title: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
  const first = rows[0] ?? { nothing: '' }
  const out = new Table({ head: Object.keys(first), style: { head: [], border: [], compact: true }, colAligns: Object.values(first).map((v) => (typeof v === 'number' ? 'right' : 'left')) })
  out.push(...rows.map((row) => Object.values(row).map(String)))
  console.log(`\n${title}\n${out.toString()}`)
}

async function answer(engine: Engine): Promise<void> {
  await using session = new Session(engine)

  print('Most depended upon', await session.execute(
    select(Package.c.name, func.count().label('dependents')).join(Package.c.dependents)
      .groupBy(Package.c.id, Package.c.name).orderBy(func.count().desc(), Package.c.name).limit(8)).all())

  print('Licences', await session.execute(
    select(func.coalesce(Licence.c.name, '(none)').label('licence'), func.count().label('versions')).selectFrom(Version).outerJoin(Version.c.licence)
      .groupBy(Licence.c.name).orderBy(func.count().desc(), Licence.c.name).limit(8)).all())

  const several = await session.scalars(
    select(Package).where(select(func.count()).selectFrom(Version).where(Version.c.packageId.eq(Package.c.id)).scalarSubquery().gt(1))
      .options(selectinload(Package.c.versions)).orderBy(Package.c.name).limit(8)).all()
  print('Installed in several versions', several.map((p) => ({ package: p.name, versions: p.versions.map((v) => v.number).sort().join(', ') })))

  print('Maintainers with most packages', await session.execute(
    select(Person.c.name, func.count(Version.c.packageId.distinct()).label('packages')).join(Person.c.maintains)
      .groupBy(Person.c.id, Person.c.name).orderBy(func.count(Version.c.packageId.distinct()).desc(), Person.c.name).limit(8)).all())

  print('Longest dependency chain', await longestChain(engine))
}

/** Two recursive CTEs: who reaches whom, to leave cycles out; then the depth of each package below those nobody needs. */
async function longestChain(engine: Engine): Promise<{ depth: number; package: string }[]> {
  await using conn = await engine.connect()
  const needs = select(Version.c.packageId.label('source'), Dependency.c.targetId.label('target'))
    .join(Dependency.table, Dependency.c.versionId.eq(Version.c.id)).distinct().cte('needs')
  const reach = select(needs.c.source, needs.c.target).cte('reach', { recursive: true })
    .union((r) => select(r.c.source, needs.c.target).join(needs, needs.c.source.eq(r.c.target)))
  const back = reach.alias('back')
  const edges = select(needs.c.source, needs.c.target)
    .outerJoin(back, back.c.source.eq(needs.c.target).and(back.c.target.eq(needs.c.source))).where(back.c.source.isNull()).cte('edges')
  const depth = select(edges.c.source.label('id'), literal(1).label('depth')).distinct().cte('depth', { recursive: true })
    .union((d) => select(edges.c.target.label('id'), d.c.depth.add(1).label('depth')).join(edges, edges.c.source.eq(d.c.id)))
  const deepest = await conn.execute(select(depth.c.id, func.max(depth.c.depth).label('depth')).groupBy(depth.c.id)).all()
  const arrows = await conn.execute(select(edges)).all()
  const names = new Map(await conn.execute(select(Package.c.id, Package.c.name)).tuples().all())

  // from the deepest package upwards: somebody one level higher needs it
  const level = new Map(deepest.map((d) => [d.id, d.depth ?? 0]))
  const chain: number[] = []
  for (let id = [...level.entries()].sort((a, b) => b[1] - a[1])[0]?.[0]; id !== undefined;) {
    const here = id
    chain.unshift(here)
    id = arrows.find((a) => a.target === here && level.get(a.source) === level.get(here)! - 1)?.source
  }
  return chain.map((id, i) => ({ depth: i + 1, package: names.get(id) ?? '?' }))
}

const engine = createEngine(process.env.DATABASE_URL ?? 'sqlite:///quickstart.db')
let started = 0
if (options.sql) {
  engine.on('beforeCursorExecute', () => { started = performance.now() })
  engine.on('afterCursorExecute', (_conn, sql) => console.log(`${(performance.now() - started).toFixed(1).padStart(7)} ms  ${sql.replaceAll(/\s+/g, ' ')}`))
}
await Base.metadata.createAll(engine)

const folders = [...packageFolders(modules)]
const bar = new SingleBar({ format: 'reading {bar} {value}/{total} packages', clearOnComplete: true, noTTYOutput: false })
bar.start(folders.length, 0)
const manifests = new Map<string, Manifest>()
const failures: string[] = []
for (const folder of folders) {
  try {
    const manifest = readManifest(folder)
    manifests.set(`${manifest.name}@${manifest.version}`, manifest)
  } catch (error) { failures.push(`${folder}: ${(error as Error).message}`) }
  bar.increment()
}
bar.stop()
await store(engine, [...manifests.values()])
console.log(`${manifests.size} versions of packages below ${modules} are in ${engine.url.database}; ${failures.length} manifests could not be read`)
for (const failure of failures.slice(0, 5)) console.log(`  ${failure}`)
await answer(engine)
await engine.dispose()
