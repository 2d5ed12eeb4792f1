import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { onDatabases } from '@athanor-internal/databases'
import { runTestkit } from '../src/jest.ts'
import { constructs } from './constructs/run.ts'
import { statements } from './support/statements.ts'

onDatabases((db) => {
  runTestkit({ url: () => db.url, ...statements[db.name] })
  constructs[db.name]?.(db)
})
