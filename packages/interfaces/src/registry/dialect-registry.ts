import type { Dialect } from '../dialect/dialect.ts'
import { ContractVersionError, NoSuchModuleError } from '../errors/request-errors.ts'
import { contractVersion } from './contract-version.ts'

/** Options of `createEngine` that reach a dialect. */
export interface DialectOptions {
  readonly [option: string]: unknown
}

/** How a dialect package announces itself. */
export interface DialectDescriptor {
  /** Name in the URL before the `+`, e.g. `postgresql`. */
  readonly name: string
  /** Other names of the same dialect, e.g. `postgres`, `mariadb`. */
  readonly aliases?: readonly string[]
  readonly contractVersion: string
  /** npm package to name in messages. */
  readonly packageName: string
  readonly defaultDriver: string
  readonly drivers: readonly string[]
  /** Creates a dialect for one of `drivers`. Loads no driver package. `alias` is the name used in the URL. */
  create(driver: string, options: DialectOptions, alias: string): Dialect
}

const registered = new Map<string, DialectDescriptor>()

/**
 * Makes a dialect known to `createEngine`. Dialect packages call it when they are imported; a later registration of a name wins.
 * @throws {ContractVersionError} when the dialect was written for another major version of the contract.
 */
export function registerDialect(descriptor: DialectDescriptor): void {
  const [ours] = contractVersion.split('.')
  const [theirs] = descriptor.contractVersion.split('.')
  if (ours !== theirs) {
    throw new ContractVersionError(
      `Dialect '${descriptor.name}' (${descriptor.packageName}) was written for contract version ${descriptor.contractVersion}; ` +
      `this is ${contractVersion}. Install a release of ${descriptor.packageName} for contract ${ours}.x.`)
  }
  for (const name of [descriptor.name, ...(descriptor.aliases ?? [])]) registered.set(name, descriptor)
}

/** The registered dialect of that name or alias, or `undefined`. */
export const findDialect = (name: string): DialectDescriptor | undefined => registered.get(name)

/** Names of all registered dialects, aliases included, sorted. */
export const registeredDialects = (): readonly string[] => [...registered.keys()].sort()

/**
 * The driver's name to use: the one asked for, else the dialect's default.
 * @throws {NoSuchModuleError} when the dialect has no such driver.
 */
export function resolveDriverName(descriptor: DialectDescriptor, driver: string | undefined): string {
  if (driver === undefined) return descriptor.defaultDriver
  if (descriptor.drivers.includes(driver)) return driver
  throw new NoSuchModuleError(
    `Dialect '${descriptor.name}' has no driver '${driver}'. It has: ${descriptor.drivers.join(', ')}.`, { code: 'DRIVER_UNKNOWN' })
}
