import { expect, test } from '@jest/globals'
import { select } from '@athanor/expressions'
import { joinedload, raiseload, selectinload } from '@athanor/orm'
import { Address, Dingaling, Employee, Group, Manager, Order, Project, User } from './support/model.ts'
import { onOrmDatabases } from './support/suite.ts'

onOrmDatabases((suite) => {
  const users = () => suite.given((session) => {
    for (let i = 1; i <= 3; i++) session.add(new User({ name: `u${i}`, addresses: [new Address({ email: `${i}@x`, dingalings: [new Dingaling({ data: `${i}` })] })] }))
  })

  test('reading an attribute that is not loaded is an error that says how to load it', async () => {
    await users()
    const session = suite.session()
    const [user] = await session.scalars(select(User)).all()
    expect(() => user!.addresses).toThrow("User.addresses is not loaded. Load it with .options(selectinload(User.c.addresses)) or await session.load(obj, 'addresses')")
    expect(await session.load(user!, 'addresses')).toHaveLength(1)
    expect(user!.addresses).toHaveLength(1)
  })

  test('many objects, many attributes: one statement each', async () => {
    await users()
    const session = suite.session()
    const all = await session.scalars(select(User)).all()
    suite.statements()
    await session.load(all, 'addresses', 'groups')
    expect(suite.statements()).toHaveLength(2)
    expect(all.map((u) => [u.addresses.length, u.groups.length])).toEqual([[1, 0], [1, 0], [1, 0]])
    await session.load(all, 'addresses')
    expect(suite.statements()).toEqual([])
  })

  test('loads of one relationship that are asked for in the same tick are one statement', async () => {
    await users()
    const session = suite.session()
    const all = await session.scalars(select(User)).all()
    suite.statements()
    const lists = await Promise.all(all.map((user) => session.load(user, 'addresses')))
    expect(lists.map((list) => list.length)).toEqual([1, 1, 1])
    expect(suite.statements()).toHaveLength(1)
  })

  test('along a path, from what is loaded already', async () => {
    await users()
    const session = suite.session()
    const all = await session.scalars(select(User)).all()
    await session.load(all, 'addresses')
    suite.statements()
    await session.load(all, selectinload(User.c.addresses).selectinload(Address.c.dingalings))
    expect(suite.statements()).toHaveLength(1)
    expect(all.flatMap((u) => u.addresses.flatMap((a) => a.dingalings.map((d) => d.data)))).toEqual(['1', '2', '3'])
  })

  test('changes that were made before the collection was loaded are in it', async () => {
    await users()
    const session = suite.session()
    const [user] = await session.scalars(select(User).orderBy(User.c.id)).all()
    session.autoflush = false
    const added = new Address({ email: 'new@x', user: user! })
    session.add(added)
    const loaded = await session.load(user!, 'addresses')
    expect(loaded.map((a) => a.email)).toEqual(['1@x', 'new@x'])
  })

  test('loading flushes first', async () => {
    await users()
    const session = suite.session()
    const [user] = await session.scalars(select(User).orderBy(User.c.id)).all()
    session.add(new Address({ email: '0@x', userId: user!.id }))
    expect((await session.load(user!, 'addresses')).map((a) => a.email)).toEqual(['0@x', '1@x'])
  })

  test('options stay with the object and govern its later loads', async () => {
    await users()
    const session = suite.session()
    const user = (await session.scalars(select(User).options(selectinload(User.c.addresses).selectinload(Address.c.dingalings)).orderBy(User.c.id)).all())[0]!
    const [address] = user.addresses
    session.expire(user)
    session.expire(address!)
    await session.refresh(user)
    expect(() => user.addresses).toThrow('is not loaded')
    suite.statements()
    // a load later on follows the options of the query
    await session.load(user, 'addresses')
    expect(user.addresses).toEqual([address])
    expect(address!.dingalings).toHaveLength(1)
    expect(suite.statements()).toHaveLength(2)
  })

  test('criteria of options stay with the object', async () => {
    await users()
    await suite.given((session) => { session.add(new Address({ email: 'z@x', userId: 1 })) })
    const session = suite.session()
    const only = (mail: string) => select(User).where(User.c.id.eq(1)).options(selectinload(User.c.addresses.and(Address.c.email.eq(mail))))
    const user = await session.scalars(only('z@x')).one()
    expect(user.addresses.map((a) => a.email)).toEqual(['z@x'])
    const other = suite.session()
    const again = await other.scalars(only('1@x')).one()
    expect(again.addresses.map((a) => a.email)).toEqual(['1@x'])
    other.expire(again, ['addresses'])
    expect((await other.load(again, 'addresses')).map((a) => a.email)).toEqual(['1@x'])
  })

  test('raiseload holds for loads on demand; refresh() is the way around', async () => {
    await users()
    const session = suite.session()
    const [user] = await session.scalars(select(User).options(raiseload(User.c.addresses))).all()
    expect(() => user!.addresses).toThrow('is not loaded')
    await expect(session.load(user!, 'addresses')).rejects.toMatchObject({ code: 'RAISE_LOAD', message: "'User.addresses' is not available due to raiseload()" })
    await session.refresh(user!, ['addresses'])
    expect(user!.addresses).toHaveLength(1)
  })

  test('a reference: NULL and what the session has need no statement', async () => {
    await users()
    await suite.given((session) => { session.add(new Address({ email: 'nobody@x' })) })
    const session = suite.session()
    const addresses = await session.scalars(select(Address).orderBy(Address.c.id)).all()
    await session.get(User, 1)
    suite.statements()
    expect(await session.load(addresses[0]!, 'user')).toMatchObject({ name: 'u1' })
    expect(await session.load(addresses[3]!, 'user')).toBeNull()
    expect(suite.statements()).toEqual([])
    await session.load(addresses, 'user')
    expect(suite.statements()).toHaveLength(1)
    expect(addresses.map((a) => a.user?.name ?? null)).toEqual(['u1', 'u2', 'u3', null])
  })

  test('many-to-many from both sides', async () => {
    await suite.given((session) => { session.add(new User({ name: 'sandy', groups: [new Group({ title: 'g' })] })) })
    const session = suite.session()
    const group = await session.scalars(select(Group)).one()
    expect((await session.load(group, 'users')).map((u) => u.name)).toEqual(['sandy'])
  })

  test('objects of several classes of a hierarchy at once', async () => {
    await suite.given((session) => { session.add(new Manager({ name: 'm', level: 1, projects: [new Project({ name: 'p' })] }), new Employee({ name: 'e' })) })
    const session = suite.session()
    const all = await session.scalars(select(Employee).options(selectinload(Manager.c.projects)).orderBy(Employee.c.id)).all()
    const [manager] = all
    expect(manager instanceof Manager && manager.projects.map((p) => p.name)).toEqual(['p'])
    await session.load(all, 'company')
    expect(all.map((e) => e.company)).toEqual([null, null])
  })

  test('members of a write-only collection are a query', async () => {
    await suite.given(async (session) => {
      const user = new User({ name: 'sandy' })
      session.add(user)
      await session.flush()
      user.orders.addAll([new Order({ total: 1 }), new Order({ total: 2 })])
    })
    const session = suite.session()
    const user = await session.scalars(select(User)).one()
    const orders = await session.scalars(user.orders.select()).all()
    expect(new Set(orders.map((o) => o.total))).toEqual(new Set([1, 2]))
  })

  test('an object in no session can\'t be loaded for', async () => {
    await users()
    const session = suite.session()
    const [user] = await session.scalars(select(User).options(joinedload(User.c.profile))).all()
    session.expungeAll()
    await expect(session.load(user!, 'addresses')).rejects.toMatchObject({ code: 'INSTANCE_DETACHED' })
  })
})
