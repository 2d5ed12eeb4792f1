import { DefaultDialect } from '@athanor/expressions/compiler'
import { dialectExports } from '../loader/library.ts'

/** The seven dialects of the corpus, in its order. */
export const DIALECTS = ['default', 'sqlite', 'postgresql', 'mysql', 'mariadb', 'oracle', 'mssql'] as const
/** Entries that exist only where they differ from the dialect before the `+`. */
export const VARIANTS = ['postgresql+bindcasts', 'mysql+modern', 'mssql+modern'] as const

type DialectClass = new (config: Readonly<Record<string, unknown>>) => DefaultDialect

interface Source {
  readonly package: string
  readonly classes: readonly string[]
  /** Name under which the loader finds the package's exports. */
  readonly exportsAs: string
  readonly config?: Readonly<Record<string, unknown>>
}

const sources: Readonly<Record<string, Source>> = {
  sqlite: { package: '@athanor/dialect-sqlite', classes: ['SqliteDialect', 'SQLiteDialect'], exportsAs: 'sqlite' },
  postgresql: { package: '@athanor/dialect-postgresql', classes: ['PostgresqlDialect', 'PostgreSQLDialect', 'PgDialect'], exportsAs: 'postgresql' },
  mysql: { package: '@athanor/dialect-mysql', classes: ['MysqlDialect', 'MySQLDialect', 'MySqlDialect'], exportsAs: 'mysql' },
  mariadb: { package: '@athanor/dialect-mysql', classes: ['MariadbDialect', 'MariaDBDialect', 'MariaDbDialect'], exportsAs: 'mysql' },
  oracle: { package: '@athanor/dialect-oracle', classes: ['OracleDialect'], exportsAs: 'oracle' },
  mssql: { package: '@athanor/dialect-mssql', classes: ['MssqlDialect', 'MSSQLDialect', 'MsSqlDialect'], exportsAs: 'mssql' },
}

/** How a dialect is made to behave as the recorded variant did. */
const variantConfig: Readonly<Record<string, readonly [dialect: string, config: Readonly<Record<string, unknown>>]>> = {
  'postgresql+bindcasts': ['postgresql', { bindCasts: true }],
  'mysql+modern': ['mysql', { serverVersion: [8, 0, 36] }],
  'mssql+modern': ['mssql', { serverVersion: [11] }],
}

/** A dialect, or why there is none. */
export type DialectOrGap = DefaultDialect | { readonly gap: string }
export const isGap = (dialect: DialectOrGap): dialect is { readonly gap: string } => 'gap' in dialect

/** Loads the dialect packages. A package that doesn't load is a gap: its cases fail by name, the others run. */
export async function loadDialects(): Promise<ReadonlyMap<string, DialectOrGap>> {
  const loaded = new Map<string, DialectOrGap>([['default', new DefaultDialect({ paramStyle: 'named' })]])
  for (const [name, source] of Object.entries(sources)) loaded.set(name, await loadDialect(source))
  for (const [variant, [base, config]] of Object.entries(variantConfig)) {
    const cls = loaded.get(base)
    loaded.set(variant, cls === undefined || isGap(cls) ? (cls ?? { gap: `API gap: dialect ${base}` })
      : new (cls.constructor as DialectClass)({ paramStyle: 'named', ...config }))
  }
  return loaded
}

async function loadDialect(source: Source): Promise<DialectOrGap> {
  let exports: Record<string, unknown>
  try {
    exports = (await import(source.package)) as Record<string, unknown>
  } catch (error) {
    return { gap: `package ${source.package} doesn't load: ${String((error as Error).message ?? error).split('\n')[0]!}` }
  }
  dialectExports.set(source.exportsAs, new Map(Object.entries(exports)))
  const cls = source.classes.map((name) => exports[name]).find((found) => typeof found === 'function') as DialectClass | undefined
  if (cls === undefined) return { gap: `API gap: class ${source.classes[0]!} of ${source.package}` }
  try {
    return new cls({ paramStyle: 'named', ...source.config })
  } catch (error) {
    return { gap: `the dialect of ${source.package} can't be made: ${String((error as Error).message)}` }
  }
}

/**
 * Dialects of this library that assume a current server unless they are told its version are compared with the recorded
 * output for one, where it differs. The recorded plain dialects have the defaults of a server of unknown version; so has
 * this library's MySQL dialect.
 */
const currentServer: Readonly<Record<string, string>> = {}

/** What a dialect's output is compared with. */
export function entryFor<E>(entries: Readonly<Record<string, E>>, dialect: string): E | undefined {
  const current = currentServer[dialect]
  return (current === undefined ? undefined : entries[current]) ?? entries[dialect]
}
