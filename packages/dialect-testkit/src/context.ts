import type { Engine } from '@athanor/engine'
import { requirementsOf, type Requirement, type Requirements, type StatedRequirements } from './requirements.ts'
import type { TestkitSettings } from './settings.ts'

/** What every case runs with: one engine, what its database can do, and names that only the dialect's author knows. */
export interface TestkitContext {
  readonly engine: Engine
  readonly requirements: Requirements
  readonly settings: TestkitSettings
}

/** What a dialect's author states about the database. */
export interface ContextOptions {
  /** Where the answer derived from the dialect's capabilities is wrong. A function decides when there is a connection. */
  readonly requirements?: StatedRequirements
  readonly settings?: TestkitSettings
}

/**
 * A context for `case.run`. Connects once, so that the dialect has seen the server's version before its capabilities are read.
 * @throws {OperationalError} when the database can't be reached
 *
 * @example
 * const context = await createContext(createEngine('sqlite://'), { requirements: { regexp: true } })
 * for (const one of cases) if (missingRequirements(one, context).length === 0) await one.run(context)
 */
export async function createContext(engine: Engine, options: ContextOptions = {}): Promise<TestkitContext> {
  const connection = await engine.connect()
  await connection.close()
  const stated = Object.fromEntries(Object.entries(options.requirements ?? {}).map(([name, met]) => [name, typeof met === 'function' ? met(engine) : met])) as Partial<Requirements>
  return { engine, requirements: requirementsOf(engine.dialect.capabilities, stated), settings: options.settings ?? {} }
}

/** The requirements of a case that a database doesn't meet; the case is to be skipped unless there are none. */
export function missingRequirements(one: { readonly requires: readonly Requirement[] }, context: Pick<TestkitContext, 'requirements'>): readonly Requirement[] {
  return one.requires.filter((name) => !context.requirements[name])
}
