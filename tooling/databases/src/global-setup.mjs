// Native ESM on purpose: jest runs it outside its module registry, and Node strips the types of what it imports.
import { Broker, stateVariable } from './broker.ts'
import { namesFromEnvironment, optionalDatabases, standardDatabases } from './database-name.ts'
import { findSource } from './servers/source.ts'

export default async function setup() {
  const selected = namesFromEnvironment('ATHANOR_TEST_DATABASES') ?? [...standardDatabases, ...optionalDatabases]
  const sources = await Promise.all(selected.map(findSource))
  for (const source of sources) {
    if (!('how' in source)) process.stderr.write(`[db] ${source.name} SKIPPED ${source.reason}\n`)
  }
  const required = namesFromEnvironment('ATHANOR_TEST_REQUIRE') ?? []
  const missing = required.filter((name) => !sources.some((source) => source.name === name && 'how' in source))
  if (missing.length > 0) throw new Error(`ATHANOR_TEST_REQUIRE: not available: ${missing.join(', ')}`)
  const broker = new Broker(sources)
  globalThis.athanorBroker = broker
  process.env[stateVariable] = JSON.stringify(await broker.listen())
}
