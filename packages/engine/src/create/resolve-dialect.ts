import { createRequire } from 'node:module'
import { join } from 'node:path'
import { findDialect, isError, NoSuchModuleError, registeredDialects, type DialectDescriptor } from '@athanor/interfaces'
import { suggest } from '../internal/suggest.ts'

/** Packages whose name doesn't follow from the dialect's. */
const packages: Readonly<Record<string, string>> = { mariadb: '@athanor/dialect-mysql', postgres: '@athanor/dialect-postgresql' }

/**
 * The registered dialect of a name, else the one that the package of the conventional name registers when it is loaded:
 * from the program's folder, then from beside this package.
 * @throws {NoSuchModuleError} saying what to install
 */
export function resolveDialect(name: string): DialectDescriptor {
  const registered = findDialect(name)
  if (registered !== undefined) return registered
  const packageName = packages[name] ?? `@athanor/dialect-${name}`
  for (const from of [join(process.cwd(), 'noop.js'), import.meta.url]) {
    try {
      createRequire(from)(packageName)
    } catch (error) {
      if (!isMissing(error, packageName)) throw error
      continue
    }
    const found = findDialect(name)
    if (found !== undefined) return found
    throw new NoSuchModuleError(`The package ${packageName} was loaded but registers no dialect '${name}'. Is it for another version of Athanor?`)
  }
  const near = suggest(name, [...registeredDialects(), 'sqlite', 'postgresql', 'mysql', 'mariadb', 'mssql', 'oracle'])
  throw new NoSuchModuleError(
    `There is no dialect '${name}': none is registered, and the package ${packageName} is not installed. ` +
    (near !== undefined && near !== name ? `Did you mean '${near}'?` : `Install it (npm install ${packageName}), import its package, or pass { dialect } to createEngine.`))
}

function isMissing(error: unknown, packageName: string): boolean {
  if (!isError(error)) return false
  const { code } = error as { readonly code?: unknown }
  // A missing dependency of the dialect has the same code, but names another module.
  return (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') && error.message.includes(`'${packageName}'`)
}
