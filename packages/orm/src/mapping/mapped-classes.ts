import { InvalidRequestError } from '@athanor/interfaces'
import type { EntityConstructor } from './entity-class.ts'
import type { Mapper } from './mapper.ts'

const mappers = new WeakMap<object, Mapper>()

/** @internal */
export function setMapper(cls: object, mapper: Mapper): void { mappers.set(cls, mapper) }

/**
 * Mapper of a class; undefined when it isn't mapped. `class User extends Base.entity(…)` can't be noticed by the base, so the
 * first use of `User` tells the mapper which class it maps.
 */
export function findMapper(cls: unknown): Mapper | undefined {
  if (typeof cls !== 'function') return undefined
  for (let c: object | null = cls; c !== null && c !== Function.prototype; c = Object.getPrototypeOf(c) as object | null) {
    const mapper = mappers.get(c)
    if (mapper === undefined) continue
    if (c !== cls || !mapper.isClassKnown) {
      mapper.adopt(cls as unknown as EntityConstructor)
      mappers.set(cls, mapper)
    }
    return mapper
  }
  return undefined
}

/**
 * Mapper of a class, before its relationships are worked out: what declarations need.
 * @throws {InvalidRequestError} when the class isn't mapped
 */
export function declaredMapperOf(cls: unknown): Mapper {
  const mapper = findMapper(cls)
  if (mapper === undefined) {
    throw new InvalidRequestError(
      `${typeof cls === 'function' ? cls.name || 'A class without name' : String(cls)} is not a mapped class: mapped classes extend Base.entity(…) or Base.map(…)`,
      { code: 'CLASS_UNMAPPED' })
  }
  return mapper
}

/**
 * Mapper of a class, ready for use.
 * @throws {InvalidRequestError} when the class isn't mapped, or a class of its base can't be configured
 */
export function mapperOf(cls: unknown): Mapper {
  const mapper = declaredMapperOf(cls)
  mapper.registry.configure()
  return mapper
}

/**
 * Works out the relationships now rather than at first use, and makes classes known that no other code names: subclasses that
 * are only met as rows of a query, and targets that are named by a string.
 */
export function configureMappers(...classes: readonly unknown[]): void {
  for (const registry of new Set(classes.map((cls) => declaredMapperOf(cls).registry))) registry.configure()
}
