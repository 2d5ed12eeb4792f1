import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine } from '@athanor/engine'
import { runTestkit } from '../src/jest.ts'
import { constructs } from './constructs/run.ts'
import { Inventory } from './support/inventory.ts'
import { statements } from './support/statements.ts'
import { unvisited } from './support/unvisited.ts'

onDatabases((db) => {
  let inventory: Inventory
  beforeAll(async () => {
    const engine = createEngine(db.url)
    inventory = new Inventory(engine)
    await engine.dispose()
  })
  // MariaDB has two names: its own, and MySQL's, under which the server says what it is
  const named = (name: string) => (): string => db.url.replace(/^\w+/, name)
  runTestkit({ url: named(db.name), ...statements[db.name] })
  if (db.name === 'mariadb') {
    describe('under MySQL\'s name', () => {
      runTestkit({ url: named('mysql'), ...statements['mariadb'] })
    })
  }
  constructs[db.name]?.(db)

  describe('inventory', () => {
    test('everything that the compilers write was sent to the database, or there is a reason why not', () => {
      expect(inventory.visits.length).toBeGreaterThan(150)
      expect(inventory.missing).toEqual(Object.keys(unvisited(db.name)).filter((name) => inventory.visits.includes(name)).sort())
    })
  })
})
