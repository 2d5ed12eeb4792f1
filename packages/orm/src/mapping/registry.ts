import type { MetaData, Table } from '@athanor/expressions/elements'
import { InvalidRequestError } from '@athanor/interfaces'
import { describeFailure } from './describe-failure.ts'
import { EntityCore } from '../state/entity-core.ts'
import { configureMapper, linkMapper, makeAttributes } from './configure.ts'
import type { Mapper } from './mapper.ts'

/** All mapped classes of one declarative base. Relationships are worked out together, when one of the classes is used first. */
export class Registry {
  readonly metadata: MetaData
  readonly mappers: Mapper[] = []
  /** @internal Some attribute has a validator or a listener. */
  hasAttributeHooks = false
  /** @internal Constructor of loaded objects. */
  readonly core: typeof EntityCore = EntityCore
  #pending: Mapper[] = []
  #isConfiguring = false
  #failure: unknown = undefined

  constructor(metadata: MetaData) { this.metadata = metadata }

  add(mapper: Mapper): void {
    this.mappers.push(mapper)
    this.#pending.push(mapper)
    this.#failure = undefined
  }

  /**
   * Works out the relationships of classes that were declared since the last call.
   * @throws {InvalidRequestError} when one of them can't be; later uses fail with the same cause
   */
  configure(): void {
    if (this.#pending.length === 0 || this.#isConfiguring) return
    if (this.#failure !== undefined) {
      throw new InvalidRequestError(
        `A mapped class could not be configured, so none of its base can be used: ${describeFailure(this.#failure)}`,
        { code: 'MAPPER_FAILED', cause: this.#failure })
    }
    this.#isConfiguring = true
    try {
      const mappers = this.#pending
      for (const mapper of mappers) makeAttributes(mapper)
      for (const mapper of mappers) configureMapper(mapper)
      for (const mapper of mappers) linkMapper(mapper)
      for (const mapper of mappers) mapper.isConfigured = true
      // thunks may have declared more
      this.#pending = this.#pending.filter((m) => !m.isConfigured)
    } catch (error) {
      this.#failure = error
      throw error
    } finally {
      this.#isConfiguring = false
    }
    this.configure()
  }

  /**
   * Class by its name, or by the name given to `entity()`.
   * @throws {InvalidRequestError} when there is none, or more than one
   */
  byName(name: string, where: string): Mapper {
    const found = this.mappers.filter((m) => m.targetNames.includes(name))
    if (found.length === 1) return found[0]!
    if (found.length > 1) throw new InvalidRequestError(`${where} refers to '${name}', and ${found.length} mapped classes have that name`, { code: 'CLASS_AMBIGUOUS' })
    throw new InvalidRequestError(
      `${where} refers to '${name}', but no mapped class of that name has been seen. A class shows its name when it is used first: ` +
      `import it and call configureMappers(${name}), or name it by the first argument of entity(): ${this.mappers.map((m) => `'${m.entityName}'`).join(', ')}.`,
      { code: 'CLASS_NOT_SEEN' })
  }

  table(name: string): Table | undefined { return this.metadata.table(name) }
}
