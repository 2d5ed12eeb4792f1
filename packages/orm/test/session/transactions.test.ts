import { expect, test } from '@jest/globals'
import { integer, varchar } from '@athanor/expressions'
import { IllegalStateChangeError, IntegrityError, PendingRollbackError } from '@athanor/interfaces'
import { declarativeBase, inspect, toMany, toOne } from '@athanor/orm'
import { onTables } from '../support/on-tables.ts'

const Base = declarativeBase()
class User extends Base.entity('user_account', {
  id: integer().primaryKey(), name: varchar(30).unique(), addresses: () => toMany(Address, { backPopulates: 'user', cascade: 'all, delete-orphan' }),
}) {}
class Address extends Base.entity('address', {
  id: integer().primaryKey(), email: varchar(30), userId: integer().references('user_account.id'), user: () => toOne(User, { backPopulates: 'addresses' }),
}) {}

onTables(Base, (suite) => {
  const status = (...objects: object[]): string[] => objects.map((o) => inspect(o).status)

  test('an object goes from transient to pending, persistent, deleted, and comes back by rollback', async () => {
    const session = suite.session()
    const user = new User({ name: 'a' })
    expect(status(user)).toEqual(['transient'])
    session.add(user)
    expect(status(user)).toEqual(['pending'])
    await session.commit()
    expect(status(user)).toEqual(['persistent'])
    await session.delete(user)
    expect([...session.deleted]).toEqual([user])
    await session.flush()
    expect(status(user)).toEqual(['deleted'])
    await session.rollback()
    expect(status(user)).toEqual(['persistent'])
    expect(() => user.name).toThrow('User.name is expired')
    await session.refresh(user)
    expect(user.name).toBe('a')
    session.expunge(user)
    expect(status(user)).toEqual(['detached'])
  })

  test('rollback makes new objects transient again; they keep the generated key', async () => {
    const session = suite.session()
    const user = new User({ name: 'a' })
    session.add(user)
    await session.flush()
    const { id } = user
    await session.rollback()
    expect(status(user)).toEqual(['transient'])
    expect(user.id).toBe(id)
    expect(session.contains(user)).toBe(false)
    session.add(user)
    await session.commit()
    expect([user.id, status(user)[0]]).toEqual([id, 'persistent'])
  })

  test('after a failed flush nothing works until rollback', async () => {
    const session = suite.session()
    session.add(new User({ name: 'same' }), new User({ name: 'same' }))
    await expect(session.flush()).rejects.toThrow(IntegrityError)
    expect(session.isActive).toBe(false)
    await expect(session.get(User, 1)).rejects.toThrow(PendingRollbackError)
    await session.rollback()
    expect(session.isActive).toBe(true)
    expect(session.new.size).toBe(0)
    expect(await session.get(User, 1)).toBeNull()
  })

  test('a savepoint restores what changed inside it', async () => {
    const session = suite.session()
    const outer = new User({ name: 'outer' })
    session.add(outer)
    const savepoint = await session.beginNested()
    const inner = new User({ name: 'inner' })
    session.add(inner)
    outer.name = 'changed'
    await session.flush()
    await savepoint.rollback()
    expect(status(outer, inner)).toEqual(['persistent', 'transient'])
    await session.load(outer, 'name')
    expect(outer.name).toBe('outer')
    await session.commit()
    expect(await suite.session().get(User, outer.id)).toMatchObject({ name: 'outer' })
  })

  test('the same failure inside a savepoint leaves the rest of the transaction alive', async () => {
    const session = suite.session()
    session.add(new User({ name: 'a' }))
    await expect(session.beginNested(async (s) => {
      s.add(new User({ name: 'a' }))
      await s.flush()
    })).rejects.toThrow(IntegrityError)
    expect(session.isActive).toBe(true)
    session.add(new User({ name: 'b' }))
    await session.commit()
    expect(await suite.session().get(User, 1)).toMatchObject({ name: 'a' })
  })

  test('commit and rollback of the session end all savepoints', async () => {
    const session = suite.session()
    session.add(new User({ name: 'a' }))
    await session.beginNested()
    await session.beginNested()
    session.add(new User({ name: 'b' }))
    await session.commit()
    expect([session.inTransaction, session.inNestedTransaction]).toEqual([false, false])
    await session.begin()
    await expect(session.begin()).rejects.toThrow('A transaction has begun on this session already')
  })

  test('two tasks on one session are told apart', async () => {
    const session = suite.session()
    session.add(new User({ name: 'a' }))
    const first = session.commit()
    // a synchronous driver is done before the second call; any other is not
    const second = await session.flush().then(() => null, (error: unknown) => error)
    expect(second === null || second instanceof IllegalStateChangeError).toBe(true)
    await first
    const found = await Promise.all([session.get(User, 1), session.get(User, 99), session.get(User, 98)])
    expect(found).toEqual([expect.objectContaining({ name: 'a' }), null, null])
  })

  test('expireOnCommit', async () => {
    const session = suite.session({ expireOnCommit: true })
    const user = new User({ name: 'a' })
    session.add(user)
    await session.commit()
    expect(() => user.name).toThrow('is expired')
    expect(await session.load(user, 'name')).toBe('a')
  })

  test('objects of another session are refused, and close takes everything out', async () => {
    const [one, two] = [suite.session(), suite.session()]
    const user = new User({ name: 'a' })
    one.add(user)
    expect(() => { two.add(user) }).toThrow('is attached to another session')
    await one.commit()
    await one.close()
    expect(status(user)).toEqual(['detached'])
    two.add(user)
    expect(two.contains(user)).toBe(true)
  })
})
