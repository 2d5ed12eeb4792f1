import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, type Engine } from '@athanor/engine'
import { type DeclarativeBase, Session, type SessionOptions } from '@athanor/orm'

/** A suite with the tables of one declarative base, empty before each test. */
export interface TablesSuite {
  readonly engine: Engine
  session(options?: SessionOptions): Session
  /** INSERT, UPDATE and DELETE sent since the last call, as `verb table`, equal neighbours once. */
  writes(): string[]
  /** Statements sent since the last call. */
  count(): number
}

export function onTables(base: DeclarativeBase, body: (suite: TablesSuite) => void): void {
  onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
    let engine: Engine
    let sent: string[] = []
    const sessions: Session[] = []
    const take = (): string[] => sent.splice(0)
    beforeAll(() => {
      engine = createEngine(db.url)
      engine.on('beforeCursorExecute', (_connection, sql) => { sent.push(sql.replaceAll(/["`]/g, '').replaceAll(/\s+/g, ' ')) })
    })
    beforeEach(async () => {
      for (const session of sessions.splice(0)) await session.close()
      await base.metadata.dropAll(engine)
      await base.metadata.createAll(engine)
      sent = []
    })
    afterAll(async () => {
      for (const session of sessions.splice(0)) await session.close()
      await base.metadata.dropAll(engine)
      await engine.dispose()
    })
    body({
      get engine() { return engine },
      session(options) {
        const session = new Session(engine, options)
        sessions.push(session)
        return session
      },
      writes() {
        const verbs = take().flatMap((sql) => {
          const match = /^(INSERT INTO|UPDATE|DELETE FROM) (\w+)/.exec(sql)
          return match === null ? [] : [`${match[1]!.split(' ')[0]!.toLowerCase()} ${match[2]!}`]
        })
        return verbs.filter((v, i) => v !== verbs[i - 1])
      },
      count: () => take().length,
    })
  })
}
