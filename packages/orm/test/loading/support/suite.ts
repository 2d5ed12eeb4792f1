import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import { onDatabases, type OnDatabasesOptions, type TestDatabase } from '@athanor-internal/databases'
import { createEngine, type Engine } from '@athanor/engine'
import { Session, type SessionOptions } from '@athanor/orm'
import { Base } from './model.ts'

/** A suite on one database: the tables of the model, and the statements that were sent. */
export interface OrmSuite {
  readonly db: TestDatabase
  readonly engine: Engine
  /** SQL sent since the last call, in one line each, without quotes and the word INNER. */
  statements(): string[]
  session(options?: SessionOptions): Session
  /** Runs something in a session of its own and commits. */
  given(work: (session: Session) => unknown): Promise<void>
}

/** Declares a suite on the databases that tests of the ORM run on. */
export function onOrmDatabases(body: (suite: OrmSuite) => void, options: OnDatabasesOptions & { readonly base?: { readonly metadata: typeof Base.metadata } } = {}): void {
  const { base = Base, ...rest } = options
  onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'], ...rest }, (db) => {
    let engine: Engine
    let sent: string[] = []
    const sessions: Session[] = []
    const suite: OrmSuite = {
      db,
      get engine() { return engine },
      statements() {
        const result = sent
        sent = []
        return result
      },
      session(options) {
        const session = new Session(engine, options)
        sessions.push(session)
        sent = []
        return session
      },
      async given(work) {
        await using session = new Session(engine)
        await work(session)
        await session.commit()
      },
    }
    beforeAll(async () => {
      engine = createEngine(db.url)
      engine.on('beforeCursorExecute', (_connection, sql) => {
        sent.push(sql.replaceAll(/\s+/g, ' ').replaceAll(/["`]/g, '').replaceAll(' INNER JOIN ', ' JOIN ').trim())
        return undefined
      })
    })
    beforeEach(async () => {
      for (const session of sessions.splice(0)) await session.close()
      await base.metadata.dropAll(engine)
      await base.metadata.createAll(engine)
    })
    afterAll(async () => {
      for (const session of sessions.splice(0)) await session.close()
      await engine.dispose()
    })
    body(suite)
  })
}
