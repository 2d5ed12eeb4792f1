import { describe, expect, test } from '@jest/globals'
import { ArgumentError } from '@athanor/interfaces'
import { NullPool, QueuePool } from '@athanor/core-pool'
import { fakeResources } from './support/fake-resources.ts'

// Options of untyped callers.
const make = (options: object) => () => new QueuePool(fakeResources(), options)

describe('options', () => {
  test.each([
    [{ poolSize: 3 }, 'Unknown QueuePool option "poolSize". Did you mean "size"?'],
    [{ maxOverfow: 3 }, 'Did you mean "maxOverflow"?'],
    [{ pre_ping: true }, 'Did you mean "prePing"?'],
    [{ connectionTimeoutMillis: 1 }, 'Did you mean "timeout"?'],
    [{ zzzzzzzzz: 1 }, 'Known are: size, maxOverflow'],
    [{ size: -1 }, 'option "size" must be a whole number, 0 or more, not -1'],
    [{ size: 1.5 }, 'option "size"'],
    [{ size: '5' }, 'option "size" must be a whole number, 0 or more, not "5"'],
    [{ maxOverflow: -2 }, 'option "maxOverflow"'],
    [{ timeout: Number.NaN }, 'option "timeout"'],
    [{ recycle: -5 }, 'option "recycle"'],
    [{ resetOnReturn: 'rolback' }, 'option "resetOnReturn" must be "rollback", "commit" or "none", not "rolback"'],
    [{ trackHolders: 'all' }, 'option "trackHolders"'],
    [{ leakDetection: true }, 'option "leakDetection"'],
    [{ echo: 'loud' }, 'option "echo"'],
    [{ logger: 1 }, 'option "logger"'],
  ])('%j is refused', (options, message) => {
    expect(make(options)).toThrow(ArgumentError)
    expect(make(options)).toThrow(message)
  })

  test('undefined means not given', () => {
    expect(make({ size: undefined, timeout: undefined, events: { connect: undefined } })).not.toThrow()
  })

  test('each class knows its own options', () => {
    expect(() => new NullPool(fakeResources(), { size: 5 } as object)).toThrow('Unknown NullPool option "size"')
  })

  test('the adapter is checked', () => {
    const noClose = { ...fakeResources(), close: undefined as never }
    const noPing = { create: () => 1, close: () => {}, destroy: () => {} }
    expect(() => new QueuePool(noClose)).toThrow('needs a function "close"')
    expect(() => new QueuePool(noPing, { prePing: true })).toThrow('has no "ping"')
    expect(() => new QueuePool(undefined as never)).toThrow('needs a function "create"')
  })

  test('options of acquire', async () => {
    const pool = new QueuePool(fakeResources())
    await expect(pool.acquire({ label: 'x' } as object)).rejects.toThrow('Unknown acquire option "label". Did you mean "owner"?')
  })
})
