import type { Engine } from '@athanor/engine'
import type { DefaultDialect } from '@athanor/expressions/compiler'

/** Names of the visit methods that were called since the last database began. Suites of one file run one after another. */
let called: Set<string> | undefined
const recorded = new WeakSet<object>()
type Visit = (this: unknown, ...args: readonly unknown[]) => unknown

/** Every visit method of an object's classes, the most derived of each name. From now on each says that it was called. */
function recordVisits(compiler: object): readonly string[] {
  const names = new Set<string>()
  for (let proto: object = compiler; proto !== Object.prototype; proto = Object.getPrototypeOf(proto) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
      if (!/^visit[A-Z]/.test(name) || typeof value !== 'function') continue
      names.add(name)
      if (recorded.has(value as object)) continue
      const visit = value as Visit
      const recording: Visit = function (...args) {
        const text = visit.apply(this, args as unknown[])
        // what the database doesn't have throws
        called?.add(name)
        return text
      }
      recorded.add(recording)
      Object.defineProperty(proto, name, { value: recording, writable: true, configurable: true })
    }
  }
  return [...names]
}

/** What a database's compilers can write, and what they wrote. */
export class Inventory {
  readonly visits: readonly string[]
  readonly called: ReadonlySet<string>

  /** Begins to count, for one database at a time. */
  constructor(engine: Engine) {
    // every dialect of ours is made of this one
    const dialect = engine.dialect as DefaultDialect
    called = new Set()
    this.called = called
    this.visits = [...new Set([dialect.createSqlCompiler({}), dialect.createDdlCompiler({}), dialect.typeCompiler].flatMap(recordVisits))].sort()
  }
  get missing(): readonly string[] { return this.visits.filter((name) => !this.called.has(name)) }
}
