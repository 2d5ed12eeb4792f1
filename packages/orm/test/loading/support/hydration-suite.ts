import { describe, expect, test } from '@jest/globals'
import { select, update } from '@athanor/expressions'
import { selectinPolymorphic } from '@athanor/orm'
import { Address, Employee, Engineer, Manager, Order, OrderItem, Point, User, Vertex } from './model.ts'
import { onOrmDatabases } from './suite.ts'

/** Objects from rows: the same whether the code that reads rows is generated or not. */
export const hydrationSuite = (): void => onOrmDatabases((suite) => {
  const sandy = () => suite.given((session) => { session.add(new User({ name: 'sandy', fullname: 'Sandy C' })) })

  test('scenario 14: get() twice is one SELECT and one object', async () => {
    await sandy()
    const session = suite.session()
    const first = await session.get(User, 1)
    expect(first).toBeInstanceOf(User)
    expect(await session.get(User, 1)).toBe(first)
    expect(suite.statements()).toHaveLength(1)
    expect(await session.get(User, 99)).toBeNull()
  })

  test('get() by a composite key', async () => {
    await suite.given((session) => { session.add(new OrderItem({ orderId: 7, sku: 'x', quantity: 2 })) })
    const session = suite.session()
    const item = await session.get(OrderItem, { orderId: 7, sku: 'x' })
    expect(item?.quantity).toBe(2)
    expect(await session.get(OrderItem, { orderId: 7, sku: 'x' })).toBe(item)
    expect(await session.scalars(select(OrderItem)).one()).toBe(item)
  })

  test('scenario 15: a row of an object with local changes: the changes win', async () => {
    await sandy()
    const session = suite.session({ autoflush: false })
    const user = await session.getOne(User, 1)
    user.name = 'changed'
    expect(await session.scalars(select(User)).one()).toBe(user)
    expect(user.name).toBe('changed')
    expect(session.dirty.has(user)).toBe(true)
  })

  test('scenario 15: with populateExisting the database wins', async () => {
    await sandy()
    const session = suite.session({ autoflush: false })
    const user = await session.getOne(User, 1)
    user.name = 'changed'
    await session.scalars(select(User).executionOptions({ populateExisting: true })).one()
    expect(user.name).toBe('sandy')
    expect(session.dirty.size).toBe(0)
    user.name = 'again'
    await session.get(User, 1, { populateExisting: true })
    expect(user.name).toBe('sandy')
  })

  test('what another transaction changed is not seen in an object that is loaded', async () => {
    await sandy()
    const session = suite.session()
    const user = await session.getOne(User, 1)
    await session.execute(update(User.table).values({ name: 'elsewhere' }))
    await session.scalars(select(User)).all()
    expect(user.name).toBe('sandy')
    expect(await session.scalar(select(User.c.name))).toBe('elsewhere')
  })

  test('expired attributes are filled by the next query that has them', async () => {
    await sandy()
    const session = suite.session()
    const user = await session.getOne(User, 1)
    session.expire(user)
    expect(() => user.name).toThrow('User.name is expired')
    await session.scalars(select(User)).all()
    expect(user.name).toBe('sandy')
  })

  test('scenario 13: after commit with expireOnCommit one SELECT loads all columns', async () => {
    await sandy()
    const session = suite.session({ expireOnCommit: true })
    const user = await session.getOne(User, 1)
    await session.commit()
    suite.statements()
    expect(() => user.name).toThrow('expired')
    expect(await session.load(user, 'name')).toBe('sandy')
    expect(user.fullname).toBe('Sandy C')
    expect(suite.statements().filter((s) => s.startsWith('SELECT'))).toHaveLength(1)
  })

  test('objects of users are made without their constructors', async () => {
    await suite.given((session) => { session.add(new Order({ total: 5 })) })
    const session = suite.session()
    const order = await session.scalars(select(Order)).one()
    expect(order).toBeInstanceOf(Order)
    expect(order.total).toBe(5)
    expect(session.dirty.size).toBe(0)
  })

  test('a value object is made of its columns, and is the same as long as they are', async () => {
    await suite.given((session) => { session.add(new Vertex({ at: new Point(3, 4) })) })
    const session = suite.session()
    const vertex = await session.scalars(select(Vertex)).one()
    expect(vertex.at).toEqual(new Point(3, 4))
    expect(vertex.at).toBe(vertex.at)
  })

  test('an outer join without a partner gives null', async () => {
    await sandy()
    const session = suite.session()
    const rows = await session.execute(select(User, Address).outerJoin(User.c.addresses)).tuples().all()
    expect(rows.map(([user, address]) => [user.name, address])).toEqual([['sandy', null]])
  })

  describe('hierarchies', () => {
    const staff = () => suite.given((session) => {
      session.add(new Employee({ name: 'plain' }), new Manager({ name: 'boss', level: 3 }), new Engineer({ name: 'dev', lang: 'ts' }))
    })

    test('rows become objects of their own class; what only subclasses have is loaded on demand', async () => {
      await staff()
      const session = suite.session()
      const all = await session.scalars(select(Employee).orderBy(Employee.c.name)).all()
      expect(all.map((e) => e.constructor)).toEqual([Manager, Engineer, Employee])
      expect(suite.statements()[0]).not.toContain('level')
      const [boss, dev] = all as [Manager, Engineer]
      expect(() => boss.level).toThrow('Manager.level is expired')
      expect(await session.load(boss, 'level')).toBe(3)
      expect(await session.load(dev, 'lang')).toBe('ts')
    })

    test('selectinPolymorphic loads it with the objects, by one statement for each subclass', async () => {
      await staff()
      const session = suite.session()
      const all = await session.scalars(select(Employee).options(selectinPolymorphic(Employee, [Manager, Engineer])).orderBy(Employee.c.name)).all()
      expect(all.map((e) => e.title())).toEqual(['boss (L3)', 'dev', 'plain'])
      expect((all[1] as Engineer).lang).toBe('ts')
      expect(suite.statements()).toHaveLength(3)
    })

    test('a joined subclass is selected from both tables', async () => {
      await staff()
      const session = suite.session()
      const boss = await session.scalars(select(Manager)).one()
      expect([boss.name, boss.level]).toEqual(['boss', 3])
      const [sql, ...rest] = suite.statements()
      expect(rest).toEqual([])
      expect(sql).toContain('FROM employee JOIN manager ON employee.id = manager.id')
      expect(await session.get(Employee, boss.id)).toBe(boss)
    })

    test('a single-table subclass is selected by its discriminator', async () => {
      await staff()
      const session = suite.session()
      const dev = await session.scalars(select(Engineer)).one()
      expect(dev.lang).toBe('ts')
      expect(suite.statements()[0]).toContain('WHERE employee.type IN (')
      expect(await session.get(Engineer, (await session.scalars(select(Manager)).one()).id)).toBeNull()
    })
  })
})
