import { expect, test } from '@jest/globals'
import { integer, varchar } from '@athanor/expressions'
import { declarativeBase, listen, listenAttribute, sessionmaker, toMany, toOne, validates } from '@athanor/orm'
import { onTables } from '../support/on-tables.ts'

const Base = declarativeBase()
class User extends Base.entity('user_account', {
  id: integer().primaryKey(), name: varchar(30), slug: varchar(30).nullable(),
  addresses: () => toMany(Address, { backPopulates: 'user' }),
}) {}
class Address extends Base.entity('address', {
  id: integer().primaryKey(), email: varchar(30), userId: integer().references('user_account.id').nullable(),
  user: () => toOne(User, { backPopulates: 'addresses' }).nullable(),
}) {}

const log: string[] = []
validates(Address, ['email'], (_address, value) => {
  if (!(value as string).includes('@')) throw new RangeError(`not an address: ${value as string}`)
  return (value as string).toLowerCase()
})
listenAttribute(User, 'addresses', { append: (user, item) => { log.push(`append ${(item as Address).email} to ${user.name}`) } })
listen(User, 'beforeInsert', (user) => { user.slug = user.name.replaceAll(' ', '-') })
for (const event of ['load', 'afterInsert', 'beforeUpdate', 'afterDelete'] as const) listen(User, event, (user) => { log.push(`${event} ${user.name}`) })

test('validators change or refuse values, wherever they come from', () => {
  expect(new Address({ email: 'A@X' }).email).toBe('a@x')
  expect(() => new Address({ email: 'nobody' })).toThrow('not an address: nobody')
})

test('changes from the other side are events too', () => {
  log.length = 0
  const user = new User({ name: 'sandy' })
  new Address({ email: 'a@x' }).user = user
  expect(log).toEqual(['append a@x to sandy'])
})

onTables(Base, (suite) => {
  test('moments in the life of an object', async () => {
    const session = suite.session()
    log.length = 0
    const user = new User({ name: 'sandy cheeks' })
    session.add(user)
    await session.commit()
    expect(user.slug).toBe('sandy-cheeks')
    user.name = 'patrick'
    await session.flush()
    await session.delete(user)
    await session.commit()
    expect(log).toEqual(['afterInsert sandy cheeks', 'beforeUpdate patrick', 'afterDelete patrick'])
  })

  test('loading is an event, and runs no constructor', async () => {
    const session = suite.session()
    session.add(new User({ name: 'sandy' }))
    await session.commit()
    log.length = 0
    await suite.session().get(User, 1)
    expect(log).toEqual(['load sandy'])
  })

  test('session events: objects may be added before a flush, and every state change is told', async () => {
    const session = suite.session()
    const states: string[] = []
    session.on('beforeFlush', async (s) => {
      await Promise.resolve()
      for (const object of s.new) if (object instanceof User && object.addresses.length === 0) object.addresses.push(new Address({ email: 'auto@x' }))
    })
    for (const event of ['transientToPending', 'pendingToPersistent', 'persistentToDeleted'] as const) session.on(event, (_s, object) => { states.push(`${event} ${object.constructor.name}`) })
    const user = new User({ name: 'sandy' })
    session.add(user)
    await session.flush()
    expect(user.addresses[0]!.id).toBeDefined()
    expect(states).toEqual(['transientToPending User', 'transientToPending Address', 'pendingToPersistent User', 'pendingToPersistent Address'])
  })

  test('a maker gives its listeners to its sessions', async () => {
    let commits = 0
    const sessions = sessionmaker(suite.engine).on('afterCommit', () => { commits++ })
    const id = await sessions.begin(async (session) => {
      const user = new User({ name: 'x' })
      session.add(user)
      await session.flush()
      return user.id
    })
    expect([id, commits]).toEqual([1, 1])
    await expect(sessions.begin(() => { throw new Error('no') })).rejects.toThrow('no')
    expect(commits).toBe(1)
  })
})
