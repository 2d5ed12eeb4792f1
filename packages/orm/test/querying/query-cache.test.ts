import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bindparam, select } from '@athanor/expressions'
import { createEngine, type Engine } from '@athanor/engine'
import { aliased, joinedload, selectinload, Session, withLoaderCriteria } from '@athanor/orm'
import { QueryCache } from '../../src/querying/query-cache.ts'
import type { Select } from '@athanor/expressions/elements'
import { Address, Base, Engineer, Employee, User } from '../loading/support/model.ts'

const plain = (statement: unknown): Select => statement as Select

describe('plans by structure', () => {
  const find = (cache: QueryCache, statement: unknown) => cache.find(plain(statement))!.query

  test('scenario 7: other values, the same plan; NULL is another', () => {
    const cache = new QueryCache()
    const one = find(cache, select(User).where(User.c.id.eq(1)))
    expect(find(cache, select(User).where(User.c.id.eq(2)))).toBe(one)
    expect(find(cache, select(User).where(User.c.fullname.eq(null)))).not.toBe(one)
    expect(cache.statistics).toMatchObject({ hits: 1, misses: 2, size: 2 })
  })

  test('classes of one table, aliases and loader options tell queries apart', () => {
    const cache = new QueryCache()
    const plans = [
      select(Employee), select(Engineer), select(aliased(Employee, 'e')), select(aliased(Engineer, 'e')), select(User), select({ who: User }),
      select(User).options(selectinload(User.c.addresses)), select(User).options(joinedload(User.c.addresses)),
      select(User).options(selectinload(User.c.addresses, { chunkSize: 3 })), select(User).join(User.c.addresses), select(User).join(Address),
      select(User).join(User.c.addresses.and(Address.c.email.eq('x'))),
    ].map((statement) => find(cache, statement))
    expect(new Set(plans).size).toBe(plans.length)
    expect(find(cache, select(aliased(Employee, 'e')))).toBe(plans[2])
    expect(find(cache, select(User).join(User.c.addresses.and(Address.c.email.eq('y'))))).toBe(plans[11])
  })

  test('a statement without a mapped class has no plan', () => {
    const cache = new QueryCache()
    expect(cache.find(plain(select(User.table)))).toBeNull()
    expect(cache.find(plain(select(User.c.id)))).toBeNull()
  })

  test('least recently used plans go', () => {
    const cache = new QueryCache(4)
    const first = select(User).limit(1)
    for (let i = 0; i < 7; i++) cache.find(plain(select(User).where(...Array.from({ length: i }, () => User.c.id.gt(0)))))
    cache.find(plain(first))
    expect(cache.statistics.size).toBeLessThanOrEqual(6)
  })
})

describe('values', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine('sqlite:///:memory:')
    await Base.metadata.createAll(engine)
    await using session = new Session(engine)
    for (const name of ['a', 'b', 'c']) session.add(new User({ name, addresses: [new Address({ email: `${name}1` }), new Address({ email: `${name}2` })] }))
    await session.commit()
  })
  afterAll(() => engine.dispose())

  test('each execution has its own, wherever they stand', async () => {
    await using session = new Session(engine)
    const query = (name: string, pattern: string, limit: number) => select(User, Address)
      .join(User.c.addresses.and(Address.c.email.like(pattern))).where(User.c.name.in([name, 'zz'])).orderBy(Address.c.email).limit(limit)
    const mails = async (...args: Parameters<typeof query>) => (await session.execute(query(...args)).tuples().all()).map(([, address]) => address.email)
    expect(await mails('a', '%', 5)).toEqual(['a1', 'a2'])
    expect(await mails('b', '%2', 5)).toEqual(['b2'])
    expect(await mails('c', '%', 1)).toEqual(['c1'])
  })

  test('criteria of loader options', async () => {
    const loaded = async (mail: string) => {
      await using session = new Session(engine)
      const users = await session.scalars(select(User).options(joinedload(User.c.addresses), withLoaderCriteria(Address, Address.c.email.eq(mail))).orderBy(User.c.id)).unique().all()
      return users.flatMap((u) => u.addresses.map((a) => a.email))
    }
    expect(await loaded('a1')).toEqual(['a1'])
    expect(await loaded('c2')).toEqual(['c2'])
  })

  test('named parameters are given at execution', async () => {
    await using session = new Session(engine)
    const statement = select(User.c.name, User).where(User.c.name.eq(bindparam('who') as never))
    expect(await session.execute(statement, { who: 'b' }).scalars().all()).toEqual(['b'])
    expect(await session.execute(statement, { who: 'c' }).scalars().all()).toEqual(['c'])
    await expect(session.execute(statement).all()).rejects.toMatchObject({ code: 'PARAMETER_REQUIRED' })
  })
})
