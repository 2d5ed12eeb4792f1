import { describe, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import { QueuePool, StaticPool, createEngine } from '@athanor/engine'
import { sqliteDialect } from '@athanor/dialect-sqlite'
import { Engines, rejection } from './support/engines.ts'

describe('createEngine', () => {
  test('opens nothing', () => {
    const engine = createEngine('postgresql://nobody:secret@192.0.2.1:1/none')
    expect(engine.pool.statistics().created).toBe(0)
    expect(engine.name).toBe('postgresql')
    expect(engine.driver).toBe('pg')
    expect(inspect(engine)).toBe('Engine(postgresql://nobody:***@192.0.2.1:1/none)')
  })

  test.each([
    [{ poolsize: 3 }, /no option 'poolsize'. Did you mean 'poolSize'/],
    [{ ecco: true }, /no option 'ecco'. Did you mean 'echo'/],
    [{ queryCacheSize: -1 }, /'queryCacheSize' must be a whole number/],
    [{ echo: 'verbose' }, /'echo' must be a boolean or 'debug'/],
    [{ poolSize: 'many' }, /option "size" must be/],
    [{ isolationLevel: 'CHAOS' }, /Invalid value 'CHAOS' for isolationLevel. Valid isolation levels are: .*SERIALIZABLE/],
  ])('rejects %p', (options, message) => {
    expect(() => createEngine('postgresql://h/d', options as never)).toThrow(message)
  })

  test('says what to install for an unknown dialect', () => {
    expect(() => createEngine('postgrsql://h/d')).toThrow(expect.objectContaining({ code: 'DIALECT_UNKNOWN', message: expect.stringContaining("Did you mean 'postgresql'") }) as never)
    expect(() => createEngine('firebird://h/d')).toThrow(/npm install @athanor\/dialect-firebird/)
  })

  test('names the drivers of a dialect', () => {
    expect(() => createEngine('postgresql+libpq://h/d')).toThrow(expect.objectContaining({ code: 'DRIVER_UNKNOWN', message: expect.stringContaining('pg') }) as never)
  })

  test('takes the dialect itself', () => {
    expect(createEngine('anything:///x.db', { dialect: sqliteDialect }).name).toBe('sqlite')
  })

  test('a SQLite database in memory has one connection for all', () => {
    expect(createEngine('sqlite://').pool).toBeInstanceOf(StaticPool)
    expect(createEngine('sqlite:///file.db').pool).toBeInstanceOf(QueuePool)
    expect(createEngine('sqlite://', { poolClass: QueuePool, poolSize: 1, maxOverflow: 0 }).pool).toBeInstanceOf(QueuePool)
    expect(() => createEngine('sqlite://', { poolSize: 3 })).toThrow(/'poolSize' is of no use with StaticPool/)
  })

  test('a database that cannot be reached is an OperationalError without secrets', async () => {
    const engines = new Engines()
    const engine = engines.open('postgresql://scott:s3cr3tword@127.0.0.1:1/none')
    const error = await rejection(engine.connect())
    expect(error.code).toBe('OPERATIONAL_ERROR')
    expect(inspect(error)).not.toContain('s3cr3tword')
    expect(engine.pool.statistics().checkedOut).toBe(0)
    await engines.dispose()
  })
})
