import { describe, expect, test } from '@jest/globals'
import { select } from '@athanor/expressions'
import { selectinload } from '@athanor/orm'
import { Address, Dingaling, Group, ItemLabel, Node, OrderItem, Profile, User } from './support/model.ts'
import { onOrmDatabases } from './support/suite.ts'

onOrmDatabases((suite) => {
  const twoUsers = () => suite.given((session) => {
    session.add(
      new User({ name: 'sandy', addresses: [new Address({ email: 'z@x' }), new Address({ email: 'a@x' })] }),
      new User({ name: 'patrick' }),
    )
  })

  describe('one-to-many', () => {
    test('one statement for all parents, without joining them, in the order of the relationship', async () => {
      await twoUsers()
      const session = suite.session()
      const users = await session.scalars(select(User).options(selectinload(User.c.addresses)).orderBy(User.c.id)).all()
      expect(users.map((u) => u.addresses.map((a) => a.email))).toEqual([['a@x', 'z@x'], []])
      const [, second, ...rest] = suite.statements()
      expect(rest).toEqual([])
      expect(second).toMatch(/^SELECT address\.id, address\.email, address\.userId FROM address WHERE address\.userId IN \(.+\) ORDER BY address\.email$/)
    })

    test('the reverse reference needs no statement', async () => {
      await twoUsers()
      const session = suite.session()
      const [sandy] = await session.scalars(select(User).options(selectinload(User.c.addresses)).orderBy(User.c.id)).all()
      suite.statements()
      expect(sandy!.addresses[0]!.user).toBe(sandy)
      expect(suite.statements()).toEqual([])
    })

    test('scenario 17: 1200 parents take three statements of 500, 500 and 200 keys', async () => {
      await suite.given((session) => {
        for (let i = 1; i <= 1200; i++) session.add(new User({ name: `u${i}`, addresses: [new Address({ email: `${i}@x` })] }))
      })
      const session = suite.session()
      const users = await session.scalars(select(User).options(selectinload(User.c.addresses)).orderBy(User.c.id)).all()
      expect(users).toHaveLength(1200)
      expect(users.every((u) => u.addresses.length === 1 && u.addresses[0]!.email === `${u.name.slice(1)}@x`)).toBe(true)
      const [, ...loads] = suite.statements()
      expect(loads.map((sql) => (sql.match(/IN \((.+?)\)/)?.[1] ?? '').split(',').length)).toEqual([500, 500, 200])
    })

    test('the chunk size is an option', async () => {
      await suite.given((session) => { for (let i = 1; i <= 5; i++) session.add(new User({ name: `u${i}` })) })
      const session = suite.session()
      await session.scalars(select(User).options(selectinload(User.c.addresses, { chunkSize: 2 }))).all()
      expect(suite.statements()).toHaveLength(4)
    })

    test('a composite key is compared as a row value', async () => {
      await suite.given((session) => {
        session.add(
          new OrderItem({ orderId: 1, sku: 'a', quantity: 1, labels: [new ItemLabel({ orderId: 1, sku: 'a', text: 'x' }), new ItemLabel({ orderId: 1, sku: 'a', text: 'y' })] }),
          new OrderItem({ orderId: 1, sku: 'b', quantity: 1, labels: [new ItemLabel({ orderId: 1, sku: 'b', text: 'z' })] }),
        )
      })
      const session = suite.session()
      const items = await session.scalars(select(OrderItem).options(selectinload(OrderItem.c.labels)).orderBy(OrderItem.c.sku)).all()
      expect(items.map((i) => i.labels.map((l) => l.text))).toEqual([['x', 'y'], ['z']])
      expect(suite.statements()).toHaveLength(2)
    })
  })

  describe('many-to-one', () => {
    test('scenario 17: objects that the session has are not selected again', async () => {
      await twoUsers()
      const session = suite.session()
      const sandy = await session.get(User, 1)
      suite.statements()
      const addresses = await session.scalars(select(Address).options(selectinload(Address.c.user))).all()
      expect(addresses.map((a) => a.user)).toEqual([sandy, sandy])
      expect(suite.statements()).toHaveLength(1)
    })

    test('distinct keys only, by primary key; NULL is no query', async () => {
      await twoUsers()
      await suite.given((session) => { session.add(new Address({ email: 'nobody@x' })) })
      const session = suite.session()
      const addresses = await session.scalars(select(Address).options(selectinload(Address.c.user)).orderBy(Address.c.id)).all()
      expect(new Set(addresses.map((a) => a.user?.name ?? null))).toEqual(new Set([null, 'sandy']))
      const [, load] = suite.statements()
      expect(load).toMatch(/WHERE user_account\.id IN \([^,]+\)$/)
    })
  })

  test('the single side of a one-to-one', async () => {
    await suite.given((session) => { session.add(new User({ name: 'sandy', profile: new Profile({ text: 'hi' }) }), new User({ name: 'patrick' })) })
    const session = suite.session()
    const users = await session.scalars(select(User).options(selectinload(User.c.profile)).orderBy(User.c.id)).all()
    expect(users.map((u) => u.profile?.text ?? null)).toEqual(['hi', null])
  })

  test('many-to-many goes through the association table, without the parents', async () => {
    await suite.given((session) => {
      const admins = new Group({ title: 'admins' })
      const all = new Group({ title: 'all' })
      session.add(new User({ name: 'sandy', groups: [all, admins] }), new User({ name: 'patrick', groups: [all] }))
    })
    const session = suite.session()
    const users = await session.scalars(select(User).options(selectinload(User.c.groups)).orderBy(User.c.id)).all()
    expect(users.map((u) => u.groups.map((g) => g.title))).toEqual([['admins', 'all'], ['all']])
    expect(users[0]!.groups[1]).toBe(users[1]!.groups[0])
    const [, load, ...rest] = suite.statements()
    expect(rest).toEqual([])
    expect(load).toContain('FROM membership AS membership_1 JOIN user_group ON user_group.id = membership_1.groupId WHERE membership_1.userId IN')
  })

  test('paths: every level is one statement; joins may follow', async () => {
    await suite.given((session) => {
      session.add(new User({ name: 'sandy', addresses: [new Address({ email: 'a@x', dingalings: [new Dingaling({ data: 'd1' }), new Dingaling({ data: 'd2' })] })] }))
    })
    const session = suite.session()
    const [sandy] = await session.scalars(select(User).options(selectinload(User.c.addresses).selectinload(Address.c.dingalings))).all()
    expect(sandy!.addresses[0]!.dingalings.map((d) => d.data).sort()).toEqual(['d1', 'd2'])
    expect(suite.statements()).toHaveLength(3)

    const other = suite.session()
    const [again] = await other.scalars(select(User).options(selectinload(User.c.addresses).joinedload(Address.c.dingalings))).all()
    expect(again!.addresses).toHaveLength(1)
    expect(again!.addresses[0]!.dingalings).toHaveLength(2)
    expect(suite.statements()).toHaveLength(2)
  })

  test('an attribute that is loaded is left alone', async () => {
    await twoUsers()
    const session = suite.session()
    const [sandy] = await session.scalars(select(User).options(selectinload(User.c.addresses)).orderBy(User.c.id)).all()
    const { addresses } = sandy!
    addresses.pop()
    await session.noAutoflush(async () => {
      await session.scalars(select(User).options(selectinload(User.c.addresses))).all()
    })
    expect(sandy!.addresses).toBe(addresses)
    expect(sandy!.addresses).toHaveLength(1)
  })

  describe('a class that refers to itself', () => {
    const tree = () => suite.given((session) => {
      session.add(new Node({ data: 'root', children: [new Node({ data: 'a', children: [new Node({ data: 'a1' })] }), new Node({ data: 'b' })] }))
    })

    test('one level', async () => {
      await tree()
      const session = suite.session()
      const root = await session.scalars(select(Node).where(Node.c.parentId.isNull()).options(selectinload(Node.c.children))).one()
      expect(root.children.map((n) => n.data)).toEqual(['a', 'b'])
      expect(() => root.children[0]!.children).toThrow('Node.children is not loaded')
    })

    test('recursionDepth: a number of levels, or -1 for all', async () => {
      await tree()
      const session = suite.session()
      const root = await session.scalars(select(Node).where(Node.c.parentId.isNull()).options(selectinload(Node.c.children, { recursionDepth: -1 }))).one()
      expect(root.children[0]!.children.map((n) => n.data)).toEqual(['a1'])
      expect(root.children[0]!.children[0]!.children).toEqual([])
      const other = suite.session()
      const two = await other.scalars(select(Node).where(Node.c.parentId.isNull()).options(selectinload(Node.c.children, { recursionDepth: 2 }))).one()
      expect(two.children[0]!.children.map((n) => n.data)).toEqual(['a1'])
      expect(() => two.children[0]!.children[0]!.children).toThrow('is not loaded')
    })
  })
})
