import { ArgumentError, resolveDriverName } from '@athanor/interfaces'
import type { DefaultDialect } from '@athanor/expressions/compiler'
import { Url } from '../url/url.ts'
import { checkEngineOptions, type EngineOptions } from './engine-options.ts'
import { Engine } from './engine.ts'
import { resolveDialect } from './resolve-dialect.ts'

/**
 * Makes an engine. Nothing is opened: the first `connect()` does that, and reads the server's version.
 *
 * @param url `dialect[+driver]://username:password@host:port/database?option=value`
 * @throws {UrlError} naming the part of the URL that can't be used
 * @throws {NoSuchModuleError} when the dialect or driver is unknown, saying what to install
 * @throws {ArgumentError} for unknown or impossible options
 *
 * @example
 * const engine = createEngine('sqlite:///shop.db')
 * const engine = createEngine('postgresql+pg://scott:tiger@localhost/shop', { poolSize: 10, echo: true })
 */
export function createEngine(url: string | Url, options: EngineOptions = {}): Engine {
  if (options === null || typeof options !== 'object') throw new ArgumentError('createEngine takes an options object as its second argument.')
  checkEngineOptions(options)
  const parsed = Url.parse(url)
  const descriptor = options.dialect ?? resolveDialect(parsed.dialect)
  const driverName = resolveDriverName(descriptor, parsed.driver)
  const { labelLength, jsonSerializer, jsonDeserializer } = options
  const own = Object.fromEntries(Object.entries({ labelLength, jsonSerializer, jsonDeserializer }).filter(([, value]) => value !== undefined))
  const dialect = descriptor.create(driverName, { ...own, ...options.dialectOptions }, parsed.dialect)
  // Every dialect extends the base class of @athanor/expressions; the contract's interface is the part that drivers see.
  return new Engine(parsed, dialect as unknown as DefaultDialect, options)
}
