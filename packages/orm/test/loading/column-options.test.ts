import { expect, test } from '@jest/globals'
import { func, literal, select } from '@athanor/expressions'
import { defer, joinedload, loadOnly, selectinload, undefer, withExpression } from '@athanor/orm'
import { Address, User } from './support/model.ts'
import { onOrmDatabases } from './support/suite.ts'

onOrmDatabases((suite) => {
  const sandy = () => suite.given((session) => {
    session.add(new User({ name: 'sandy', fullname: 'Sandy C', bio: 'long', notes: 'longer', addresses: [new Address({ email: 'a@x' })] }))
  })
  const columnsOf = (sql: string): string => sql.slice(0, sql.indexOf(' FROM '))

  test('deferred columns are left out; reading one says how to load it', async () => {
    await sandy()
    const session = suite.session()
    const user = await session.scalars(select(User)).one()
    expect(columnsOf(suite.statements()[0]!)).not.toContain('bio')
    expect(() => user.bio).toThrow("User.bio is not loaded. Load it with await session.load(obj, 'bio')")
  })

  test('columns of one deferred group are loaded together', async () => {
    await sandy()
    const session = suite.session()
    const user = await session.scalars(select(User)).one()
    suite.statements()
    expect(await session.load(user, 'bio')).toBe('long')
    expect(user.notes).toBe('longer')
    expect(suite.statements()).toHaveLength(1)
  })

  test('undefer, defer, loadOnly', async () => {
    await sandy()
    const session = suite.session()
    const user = await session.scalars(select(User).options(undefer(User.c.bio), defer(User.c.fullname))).one()
    expect(user.bio).toBe('long')
    expect(() => user.fullname).toThrow('is not loaded')
    const other = suite.session()
    const only = await other.scalars(select(User).options(loadOnly(User.c.name))).one()
    expect([only.id, only.name]).toEqual([1, 'sandy'])
    expect(() => only.fullname).toThrow('is not loaded')
    expect(columnsOf(suite.statements()[0]!)).toBe('SELECT user_account.id, user_account.name')
  })

  test('options apply on a path', async () => {
    await sandy()
    const session = suite.session()
    const address = await session.scalars(select(Address).options(joinedload(Address.c.user).loadOnly(User.c.name))).one()
    expect(address.user!.name).toBe('sandy')
    expect(() => address.user!.fullname).toThrow('is not loaded')
    const other = suite.session()
    const user = await other.scalars(select(User).options(selectinload(User.c.addresses).loadOnly(Address.c.id))).one()
    expect(() => user.addresses[0]!.email).toThrow('is not loaded')
  })

  test('a partial object is filled by a later query', async () => {
    await sandy()
    const session = suite.session()
    const user = await session.scalars(select(User).options(loadOnly(User.c.name))).one()
    await session.scalars(select(User)).one()
    expect(user.fullname).toBe('Sandy C')
  })

  test('column properties are selected with the object, and may be given for one statement', async () => {
    await sandy()
    const session = suite.session()
    const user = await session.scalars(select(User)).one()
    expect(Number(user.addressCount)).toBe(1)
    const other = suite.session()
    const given = await other.scalars(select(User).options(withExpression(User.c.addressCount, literal(42)))).one()
    expect(Number(given.addressCount)).toBe(42)
  })

  test('column properties and hybrids in WHERE and ORDER BY', async () => {
    await sandy()
    await suite.given((session) => { session.add(new User({ name: 'alone' })) })
    const session = suite.session()
    const names = async (statement: ReturnType<typeof byCount>) => (await session.scalars(statement).all()).map((u) => u.name)
    const byCount = () => select(User).orderBy(User.c.addressCount.desc())
    expect(await names(byCount())).toEqual(['sandy', 'alone'])
    expect(await names(select(User).where(User.c.label.eq('alone!')))).toEqual(['alone'])
    expect(await names(select(User).orderBy(User.c.label))).toEqual(['alone', 'sandy'])
    expect(await session.scalars(select(User.c.label).orderBy(User.c.label)).all()).toEqual(['alone!', 'sandy!'])
    expect(await session.scalars(select(func.max(User.c.label))).one()).toBe('sandy!')
  })
})
