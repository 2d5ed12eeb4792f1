import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases, type PrivateServer } from '@athanor-internal/databases'
import { bindparam, createEngine, del, insert, integer, MetaData, select, table, text, update, Url, varchar, type Connection, type Engine, type EngineOptions } from '@athanor/core'
import {
  AmbiguousColumnError, ArgumentError, CompileError, contractVersion, DriverNotInstalledError, DuplicateResultKeyError, ExpressionCoercionError, loadDriverPackage, NoSuchColumnError, NoSuchModuleError,
  ObjectNotExecutableError, OperationalError, ProgrammingError, StatementError, UndefinedValueError, UrlError, type DialectDescriptor, type Driver,
} from '@athanor/interfaces'
import { DefaultDialect } from '@athanor/expressions/compiler'
import { everythingIn, failure } from './support/secrets.ts'

const secret = 's3cr3t-p4ssw0rd'
const users = table('bad_user', new MetaData(), { id: integer().primaryKey(), name: varchar(30), age: integer().nullable() })
const posts = table('bad_post', new MetaData(), { id: integer().primaryKey(), userId: integer(), title: varchar(50) })

const opened: Engine[] = []
const open = (url: string, options?: EngineOptions): Engine => {
  const engine = createEngine(url, options)
  opened.push(engine)
  return engine
}
afterEach(async () => { for (const engine of opened.splice(0)) await engine.dispose() })

describe('the URL', () => {
  test.each([
    ['an unknown dialect', 'firebird://h/d', NoSuchModuleError, 'DIALECT_UNKNOWN', /'firebird'.*npm install @athanor\/dialect-firebird/s],
    ['a misspelt dialect', `postgresq://u:${secret}@h/d`, NoSuchModuleError, 'DIALECT_UNKNOWN', /'postgresq'/],
    ['an unknown driver', `postgresql+libpq://u:${secret}@h/d`, NoSuchModuleError, 'DRIVER_UNKNOWN', /'libpq'.*It has: pg/],
    ['no dialect', `u:${secret}@h/d`, UrlError, 'URL_INVALID', /dialect\[\+driver\]:\/\//],
    ['a port that is no number', `postgresql://u:${secret}@h:port/d`, UrlError, 'URL_PORT_INVALID', /port.*0 to 65535/],
    ['a port that is too large', `postgresql://u:${secret}@h:70000/d`, UrlError, 'URL_PORT_INVALID', /port/],
    ['an open bracket', `postgresql://u:${secret}@[::1/d`, UrlError, 'URL_HOST_INVALID', /brackets/],
    ['a bad % in the password', `postgresql://u:${secret}%zz@h/d`, UrlError, 'URL_PASSWORD_ENCODING', /password.*%25/],
    ['a bad % in the database', `postgresql://u:${secret}@h/%zz`, UrlError, 'URL_DATABASE_ENCODING', /database.*%25/],
  ])('%s', async (_what, url, errorClass, code, message) => {
    const error = await failure(() => open(url))
    expect(error).toBeInstanceOf(errorClass)
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(everythingIn(error)).not.toContain(secret)
  })

  test('that is none, or has unknown parts', async () => {
    for (const given of [undefined, null, 5, {}]) expect(await failure(() => createEngine(given as never))).toBeInstanceOf(ArgumentError)
    const error = await failure(() => Url.create({ dialect: 'sqlite', pasword: secret } as never))
    expect(error).toMatchObject({ message: expect.stringMatching(/'pasword'.*'password'/) })
    expect(everythingIn(error)).not.toContain(secret)
  })
})

describe('options', () => {
  test('an unknown one of createEngine is named, with the one that may be meant', async () => {
    const error = await failure(() => open('sqlite://', { poolsize: 5 } as never))
    expect(error).toBeInstanceOf(ArgumentError)
    expect(error).toMatchObject({ code: 'OPTION_UNKNOWN', message: expect.stringMatching(/'poolsize'.*'poolSize'/) })
  })
  test('values that can\'t be', async () => {
    expect(await failure(() => open('sqlite://', { isolationLevel: 'CHAOS' }))).toMatchObject({ code: 'ISOLATION_LEVEL_UNKNOWN', message: expect.stringMatching(/'CHAOS'.*SERIALIZABLE/) })
    expect(await failure(() => open('sqlite://', { executionOptions: { yieldPer: -1 } }))).toMatchObject({ code: 'ARGUMENT_INVALID', message: expect.stringContaining('yieldPer') })
  })
})

describe('the driver\'s package', () => {
  test('that isn\'t installed is named, with the command that installs it', async () => {
    const driver: Driver = {
      name: 'teapot', packageName: 'teapot-database-driver', paramStyle: 'qmark', isolationLevels: [], maxParameters: 10, isSynchronous: false,
      classifyError: () => null,
      connect: async () => { await loadDriverPackage('teapot-database-driver', () => import('teapot-database-driver' as string)); throw new Error('unreachable') },
    }
    const dialect: DialectDescriptor = { name: 'teapot', contractVersion, packageName: 'dialect-teapot', defaultDriver: 'teapot', drivers: ['teapot'], create: () => new DefaultDialect({ driver }) }
    const engine = open(`teapot://u:${secret}@h/d`, { dialect })
    const error = await failure(engine.connect())
    expect(error).toBeInstanceOf(DriverNotInstalledError)
    expect(error).toMatchObject({ code: 'DRIVER_NOT_INSTALLED', message: expect.stringContaining('npm install teapot-database-driver') })
    expect(everythingIn(error)).not.toContain(secret)
    expect(engine.pool.statistics().checkedOut).toBe(0)
  })
})

describe('a server that can\'t be reached', () => {
  test.each([['postgresql'], ['mysql'], ['mariadb']])('%s', async (dialect) => {
    const lines: string[] = []
    const engine = open(`${dialect}://scott:${secret}@127.0.0.1:1/none`, { echo: 'debug', logger: (_level, line) => { lines.push(line) } })
    const error = await failure(engine.connect())
    expect(error).toBeInstanceOf(OperationalError)
    expect(error).toMatchObject({ code: 'OPERATIONAL_ERROR', message: expect.stringMatching(/ECONNREFUSED|127\.0\.0\.1/) })
    expect(everythingIn(error)).not.toContain(secret)
    expect(everythingIn(engine.url)).not.toContain(secret)
    expect([String(engine), lines.join('\n')].join('\n')).not.toContain(secret)
    expect(engine.pool.statistics().checkedOut).toBe(0)
  })
  test('a SQLite file in a folder that doesn\'t exist', async () => {
    expect(await failure(open('sqlite:////nowhere/at/all.db').connect())).toMatchObject({ code: 'OPERATIONAL_ERROR', message: expect.stringMatching(/directory|open/) })
  })
})

onDatabases({ databases: ['postgresql', 'mariadb'], requires: ['privateServer'] }, (db) => {
  let server: PrivateServer
  let guarded: string
  beforeAll(async () => {
    server = await db.startPrivateServer()
    const admin = createEngine(server.url)
    const auto = await admin.executionOptions({ isolationLevel: 'AUTOCOMMIT' }).connect()
    try {
      if (db.name === 'postgresql') {
        await auto.exec(`CREATE ROLE guarded LOGIN PASSWORD '${secret}'`)
        const file = String(await auto.exec('SHOW hba_file').scalar())
        // The servers of tests trust everyone; this one asks this role for its password.
        writeFileSync(file, `host all guarded all scram-sha-256\n${readFileSync(file, 'utf8')}`)
      } else {
        await auto.exec(`CREATE USER guarded IDENTIFIED BY '${secret}'`)
        await auto.exec('GRANT ALL ON *.* TO guarded')
      }
    } finally {
      await auto.close()
      await admin.dispose()
    }
    await server.restart()
    const url = new URL(server.url)
    guarded = `${url.protocol}//guarded:PASSWORD@${url.host}${url.pathname}`
  }, 90_000)

  test('the right password', async () => {
    const engine = open(guarded.replace('PASSWORD', secret))
    await using conn = await engine.connect()
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
  })

  test('a wrong password', async () => {
    const wrong = `${secret}-wrong`
    const lines: string[] = []
    for (const [url, options] of [[guarded.replace('PASSWORD', wrong), {}], [guarded.replace(':PASSWORD', ''), { password: wrong }], [guarded.replace(':PASSWORD', ''), { password: async () => wrong }]] as const) {
      const engine = open(url, { ...options, echo: 'debug', logger: (_level, line) => { lines.push(line) } })
      const error = await failure(engine.connect())
      expect(error).toBeInstanceOf(OperationalError)
      expect(error).toMatchObject({ code: 'OPERATIONAL_ERROR', message: expect.stringContaining('guarded') })
      expect(everythingIn(error)).not.toContain(wrong)
      expect([String(engine), everythingIn(engine.url), lines.join('\n')].join('\n')).not.toContain(wrong)
      expect(engine.pool.statistics().checkedOut).toBe(0)
    }
  })
})

describe('Core on SQLite', () => {
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = createEngine('sqlite://')
    await users.metadata.createAll(engine)
    await posts.metadata.createAll(engine)
    conn = await engine.connect()
    await conn.execute(insert(users), { id: 1, name: 'sandy' })
    await conn.execute(insert(posts), { id: 2, userId: 1, title: 'x' })
  })
  afterAll(async () => {
    await conn.close()
    await engine.dispose()
  })

  describe('an unknown column', () => {
    test('in values(), set() and given to execute()', async () => {
      for (const work of [
        () => insert(users).values({ nmae: 'x' } as never), () => update(users).set({ nmae: 'x' } as never),
        () => conn.execute(insert(users), { id: 9, nmae: 'x' } as never), () => conn.execute(update(users), { nmae: 'x' } as never),
      ]) {
        const error = await failure(work)
        expect(error instanceof CompileError || error instanceof ArgumentError).toBe(true)
        expect(error.message).toMatch(/'nmae'/)
        expect(error.message).toMatch(/name/)
      }
    })
    test('in a condition', async () => {
      expect(await failure(() => select(users).where((users.c as never as Record<string, typeof users.c.id>)['nmae']!.eq(1)))).toBeInstanceOf(Error)
      expect(await failure(() => select(users.c.id).filterBy({ nmae: 'x' }))).toMatchObject({ message: expect.stringContaining('nmae') })
      expect(await failure(() => select((users.c as never as Record<string, never>)['nmae']!))).toMatchObject({ message: expect.stringMatching(/undefined/) })
    })
    test('of a result', async () => {
      const result = await conn.execute(select(users.c.id))
      const error = await failure(() => result.scalars('nmae').all())
      expect(error).toBeInstanceOf(NoSuchColumnError)
      expect(error).toMatchObject({ code: 'NO_SUCH_COLUMN', message: expect.stringMatching(/'nmae'.*id/) })
    })
    test('that only the database knows to be none', async () => {
      const error = await failure(conn.execute(text('SELECT nmae FROM bad_user')))
      expect(error).toBeInstanceOf(ProgrammingError)
      expect(error).toMatchObject({ code: 'PROGRAMMING_ERROR', message: expect.stringContaining('nmae'), statement: 'SELECT nmae FROM bad_user' })
    })
  })

  test('two columns of one key', async () => {
    const error = await failure(conn.execute(select(users.c.id, posts.c.id).join(posts, posts.c.userId.eq(users.c.id))).all())
    expect(error).toBeInstanceOf(DuplicateResultKeyError)
    expect(error).toMatchObject({ code: 'DUPLICATE_RESULT_KEY', message: expect.stringMatching(/'id'.*bad_user\.id.*bad_post\.id.*Label/s) })
  })
  test('a name that fits two tables', async () => {
    const error = await failure(() => select(users.c.name, posts.c.title).filterBy({ id: 1 }))
    expect(error).toBeInstanceOf(AmbiguousColumnError)
    expect(error).toMatchObject({ code: 'AMBIGUOUS_COLUMN', message: expect.stringContaining('id') })
  })

  test('undefined in a comparison', async () => {
    const nothing = undefined as never
    for (const work of [
      () => users.c.name.eq(nothing), () => users.c.age.lt(nothing), () => users.c.id.in([1, nothing]), () => users.c.age.between(1, nothing), () => users.c.name.like(nothing), () => users.c.age.add(nothing),
    ]) {
      const error = await failure(work)
      expect(error).toBeInstanceOf(UndefinedValueError)
      expect(error).toMatchObject({ code: 'UNDEFINED_VALUE', message: expect.stringMatching(/undefined.*null/s) })
    }
    expect((await failure(() => users.c.name.eq(nothing))).message).toContain('bad_user.name')
  })

  test('JavaScript\'s operators', async () => {
    const column = users.c.age as never as number
    for (const work of [() => column < 5, () => column > 5, () => column + 1, () => column * 2, () => -column, () => Math.max(column, 1)]) {
      const error = await failure(work)
      expect(error).toBeInstanceOf(ExpressionCoercionError)
      expect(error).toMatchObject({ code: 'EXPRESSION_COERCED', message: expect.stringMatching(/bad_user\.age.*lt\(\)/s) })
    }
    expect(`${column}`).toBe('bad_user.age')
  })

  test('what is no statement', async () => {
    for (const given of ['SELECT 1', 5, {}, null, undefined, () => 1]) {
      const error = await failure(conn.execute(given as never))
      expect(error).toBeInstanceOf(ObjectNotExecutableError)
      expect(error.code).toBe('NOT_EXECUTABLE')
    }
    expect((await failure(conn.execute('SELECT 1' as never))).message).toMatch(/text\(/)
  })

  test('parameters', async () => {
    const statement = select(users.c.id).where(users.c.id.eq(bindparam<number>('id')))
    const missing = await failure(conn.execute(statement))
    expect(missing).toBeInstanceOf(StatementError)
    expect(missing).toMatchObject({ code: 'PARAMETER_REQUIRED', message: expect.stringContaining("'id'") })
    expect(await failure(conn.execute(statement, 5 as never))).toMatchObject({ code: 'PARAMETERS_INVALID' })
    expect(await failure(conn.execute(insert(users), { id: 7, name: Symbol('x') } as never))).toMatchObject({ message: expect.stringContaining('name') })
    expect(await failure(conn.execute(insert(users), { id: 1.5, name: 'x' }))).toMatchObject({ message: expect.stringMatching(/integer/) })
  })

  test('criteria that aren\'t SQL', async () => {
    for (const given of ['name = 1', 5, {}]) {
      const error = await failure(() => conn.execute(select(users.c.id).where(given as never)))
      expect(error).toMatchObject({ code: 'ARGUMENT_INVALID', message: expect.stringMatching(/text\(/) })
    }
    expect(await failure(() => del('bad_user' as never))).toBeInstanceOf(ArgumentError)
    expect(await failure(() => select(users.c.id).limit('many' as never))).toBeInstanceOf(Error)
  })
})
