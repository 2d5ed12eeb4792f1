import { expect, test } from '@jest/globals'
import { integer, varchar } from '@athanor/expressions'
import { declarativeBase, inspect, StaleDataError, toMany, toOne } from '@athanor/orm'
import { onTables } from '../support/on-tables.ts'

const Base = declarativeBase()
class User extends Base.entity('user_account', {
  id: integer().primaryKey(), name: varchar(30), nick: varchar(30).nullable(), version: integer().version(),
  addresses: () => toMany(Address, { backPopulates: 'user', cascade: 'all, delete-orphan' }),
}) {}
class Address extends Base.entity('address', {
  id: integer().primaryKey(), email: varchar(30), userId: integer().references('user_account.id').nullable(), user: () => toOne(User, { backPopulates: 'addresses' }).nullable(),
}) {}

onTables(Base, (suite) => {
  const given = async (): Promise<void> => {
    const session = suite.session()
    session.add(new User({ name: 'a', nick: 'n', addresses: [new Address({ email: 'x@y' })] }))
    await session.commit()
    await session.close()
  }

  test('values are copied onto the object of the session; what was not given stays', async () => {
    await given()
    const session = suite.session()
    const existing = await session.get(User, 1)
    const merged = await session.merge(new User({ id: 1, name: 'b' }))
    expect(merged).toBe(existing)
    expect([merged.name, merged.nick]).toEqual(['b', 'n'])
    await session.commit()
  })

  test('along the cascade, new objects are made and missing ones removed', async () => {
    await given()
    const session = suite.session()
    const merged = await session.merge(new User({ id: 1, name: 'a', addresses: [new Address({ email: 'new@y' })] }))
    expect(merged.addresses.map((a) => a.email)).toEqual(['new@y'])
    suite.writes()
    await session.commit()
    expect(suite.writes()).toEqual(['insert address', 'delete address'])
  })

  test('an object without a row becomes a new one', async () => {
    const session = suite.session()
    const source = new User({ name: 'z' })
    const merged = await session.merge(source)
    expect(merged).not.toBe(source)
    expect([inspect(merged).status, inspect(source).status]).toEqual(['pending', 'transient'])
    await session.commit()
    expect(merged.id).toBe(1)
  })

  test('without loading, a clean detached object is taken over as it is', async () => {
    await given()
    const first = suite.session()
    const user = (await first.get(User, 1))!
    await first.close()
    const second = suite.session()
    suite.count()
    const merged = await second.merge(user, { load: false })
    expect([suite.count(), merged.name, merged === user]).toEqual([0, 'a', false])
    await expect(second.merge(new User({ name: 'x' }), { load: false })).rejects.toThrow('load: false')
  })

  test('versions have to agree', async () => {
    await given()
    const session = suite.session()
    await expect(session.merge(new User({ id: 1, name: 'b', version: 7 }))).rejects.toThrow(StaleDataError)
  })
})
