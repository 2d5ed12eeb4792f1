import { describe, expect, test } from '@jest/globals'
import { exists, func, literal, not, select, text, type Criterion } from '@athanor/expressions'
import { aliased } from '@athanor/orm'
import { Address, Company, Employee, Engineer, Group, Manager, Node, Profile, User } from '../loading/support/model.ts'
import { onOrmDatabases } from '../loading/support/suite.ts'

onOrmDatabases((suite) => {
  const users = () => suite.given((session) => {
    session.add(
      new User({ name: 'sandy', addresses: [new Address({ email: 's1@x' }), new Address({ email: 's2@x' })], groups: [new Group({ title: 'admins' })], profile: new Profile({ text: 'hi' }) }),
      new User({ name: 'patrick', addresses: [new Address({ email: 'p@x' })] }),
      new User({ name: 'squid' }),
    )
  })

  describe('rows', () => {
    test('an entity alone; an entity and a column; your own keys; nested', async () => {
      await users()
      const session = suite.session()
      const [row] = await session.execute(select(User).orderBy(User.c.id)).all()
      expect(row!.user_account).toBeInstanceOf(User)
      const tuples = await session.execute(select(User, Address.c.email).outerJoin(User.c.addresses).orderBy(User.c.id, Address.c.email)).tuples().all()
      expect(tuples.map(([user, email]) => [user.name, email])).toEqual([['sandy', 's1@x'], ['sandy', 's2@x'], ['patrick', 'p@x'], ['squid', null]])
      const named = await session.execute(select({ user: User, mail: Address.c.email }).join(User.c.addresses).orderBy(Address.c.email)).all()
      expect(named.map((r) => [r.user.name, r.mail])).toEqual([['patrick', 'p@x'], ['sandy', 's1@x'], ['sandy', 's2@x']])
      expect(tuples[0]![0]).toBe(named[1]!.user)
    })

    test('columns only', async () => {
      await users()
      const session = suite.session()
      expect(await session.execute(select(User.c.name, func.count(Address.c.id).label('n')).outerJoin(User.c.addresses).groupBy(User.c.name).orderBy(User.c.name)).all())
        .toMatchObject([{ name: 'patrick' }, { name: 'sandy' }, { name: 'squid' }])
    })

    test('a table beside an entity gives its columns', async () => {
      await users()
      const session = suite.session()
      const rows = await session.execute(select({ user: User, address: Address.table }).join(Address.table, Address.c.userId.eq(User.c.id)).orderBy(Address.c.email)).all()
      expect(rows[0]).toMatchObject({ address: { email: 'p@x' } })
      expect(rows[0]!.user.name).toBe('patrick')
    })

    test('scalar(), one(), oneOrNone(), first()', async () => {
      await users()
      const session = suite.session()
      expect((await session.scalar(select(User).where(User.c.name.eq('sandy'))))!.name).toBe('sandy')
      expect(await session.scalars(select(User).where(User.c.name.eq('nobody'))).first()).toBeNull()
      await expect(session.scalars(select(User)).one()).rejects.toMatchObject({ name: 'MultipleResultsFoundError' })
      await expect(session.scalars(select(User).where(literal(1).eq(2))).one()).rejects.toMatchObject({ name: 'NoResultFoundError' })
    })

    test('two elements of one key are an error for object rows, and not for tuples', async () => {
      await users()
      const session = suite.session()
      await expect(session.execute(select(User.c.id, Address).join(User.c.addresses)).tuples().all()).resolves.toHaveLength(3)
      await expect(session.execute(select(User, User.c.id.label('user_account'))).all()).rejects.toMatchObject({ name: 'DuplicateResultKeyError' })
    })
  })

  describe('joins', () => {
    test('along a relationship, from either side', async () => {
      await users()
      const session = suite.session()
      const found = await session.scalars(select(Address).join(Address.c.user).where(User.c.name.eq('sandy')).orderBy(Address.c.email)).all()
      expect(found.map((a) => a.email)).toEqual(['s1@x', 's2@x'])
      expect(suite.statements()[0]).toContain('FROM address JOIN user_account ON user_account.id = address.userId WHERE')
    })

    test('to an alias by ofType, with criteria by and()', async () => {
      await users()
      const session = suite.session()
      const mail = aliased(Address, 'mail')
      const rows = await session.execute(select(User.c.name, mail.c.email).outerJoin(User.c.addresses.ofType(mail).and(mail.c.email.like('%1@x'))).orderBy(User.c.id)).tuples().all()
      expect(rows).toEqual([['sandy', 's1@x'], ['patrick', null], ['squid', null]])
    })

    test('through an association table', async () => {
      await users()
      const session = suite.session()
      expect(await session.scalars(select(User.c.name).join(User.c.groups).where(Group.c.title.eq('admins'))).all()).toEqual(['sandy'])
      expect(suite.statements()[0]).toContain('JOIN membership AS membership_1 ON user_account.id = membership_1.userId JOIN user_group ON user_group.id = membership_1.groupId')
      const outer = await session.execute(select(User.c.name, Group.c.title).outerJoin(User.c.groups).orderBy(User.c.id)).tuples().all()
      expect(outer).toEqual([['sandy', 'admins'], ['patrick', null], ['squid', null]])
    })

    test('of a class with itself, by an alias', async () => {
      await suite.given((session) => { session.add(new Node({ data: 'root', children: [new Node({ data: 'a' }), new Node({ data: 'b' })] })) })
      const session = suite.session()
      const up = aliased(Node, 'up')
      const rows = await session.execute(select(Node, up).outerJoin(up, up.c.id.eq(Node.c.parentId)).orderBy(Node.c.id)).tuples().all()
      expect(rows.map(([node, parent]) => [node.data, parent?.data ?? null])).toEqual([['root', null], ['a', 'root'], ['b', 'root']])
      const children = aliased(Node, 'child')
      const found = await session.execute(select(Node.c.data, children.c.data.label('child')).join(Node.c.children.ofType(children)).orderBy(children.c.id)).tuples().all()
      expect(found).toEqual([['root', 'a'], ['root', 'b']])
    })

    test('to a joined subclass, and from one', async () => {
      await suite.given((session) => { session.add(new Company({ name: 'acme', staff: [new Manager({ name: 'm', level: 3 }), new Engineer({ name: 'e' })] })) })
      const session = suite.session()
      const rows = await session.execute(select(Company.c.name, Manager.c.level).join(Company.c.staff.ofType(Manager))).tuples().all()
      expect(rows).toEqual([['acme', 3]])
      expect(await session.scalars(select(Manager.c.level).join(Manager.c.company).where(Company.c.name.eq('acme'))).all()).toEqual([3])
      const boss = aliased(Manager, 'boss')
      expect((await session.scalars(select(boss).where(boss.c.level.eq(3))).one()).title()).toBe('m (L3)')
      expect(await session.scalars(select(func.count()).selectFrom(Engineer)).one()).toBeDefined()
    })
  })

  describe('comparisons of relationships', () => {
    const names = async (...criteria: Criterion[]) =>
      (await suite.session().scalars(select(User).where(...criteria).orderBy(User.c.id)).all()).map((u) => u.name)

    test('any() and has()', async () => {
      await users()
      expect(await names(User.c.addresses.any())).toEqual(['sandy', 'patrick'])
      expect(await names(User.c.addresses.any(Address.c.email.eq('p@x')))).toEqual(['patrick'])
      expect(await names(not(User.c.addresses.any()))).toEqual(['squid'])
      expect(await names(User.c.groups.any(Group.c.title.eq('admins')))).toEqual(['sandy'])
      expect(await names(User.c.profile.has(Profile.c.text.eq('hi')))).toEqual(['sandy'])
      const mails = await suite.session().scalars(select(Address.c.email).where(Address.c.user.has(User.c.name.eq('patrick')))).all()
      expect(mails).toEqual(['p@x'])
    })

    test('any() of a class that refers to itself', async () => {
      await suite.given((session) => { session.add(new Node({ data: 'root', children: [new Node({ data: 'a' })] })) })
      const session = suite.session()
      expect(await session.scalars(select(Node.c.data).where(Node.c.children.any(Node.c.data.eq('a')))).all()).toEqual(['root'])
      expect(await session.scalars(select(Node.c.data).where(Node.c.parent.has(Node.c.data.eq('root')))).all()).toEqual(['a'])
    })

    test('contains(), is() and isNot()', async () => {
      await users()
      const session = suite.session()
      const address = await session.scalars(select(Address).where(Address.c.email.eq('p@x'))).one()
      const group = await session.scalars(select(Group)).one()
      const sandy = await session.scalars(select(User).where(User.c.name.eq('sandy'))).one()
      expect(await names(User.c.addresses.contains(address))).toEqual(['patrick'])
      expect(await names(User.c.groups.contains(group))).toEqual(['sandy'])
      const mails = (criterion: Criterion) => session.scalars(select(Address.c.email).where(criterion).orderBy(Address.c.email)).all()
      expect(await mails(Address.c.user.is(sandy))).toEqual(['s1@x', 's2@x'])
      expect(await mails(Address.c.user.isNot(sandy))).toEqual(['p@x'])
      expect(await mails(Address.c.user.is(null))).toEqual([])
      expect(await mails(Address.c.user.isNot(null))).toHaveLength(3)
      expect(await names(User.c.profile.is(null))).toEqual(['patrick', 'squid'])
    })

    test('a wrong use says which is right', () => {
      expect(() => (User.c.addresses as unknown as { has(): unknown }).has()).toThrow('use any() instead of has()')
      expect(() => (Address.c.user as unknown as { any(): unknown }).any()).toThrow('use has() instead of any()')
    })
  })

  describe('subqueries', () => {
    test('in WHERE, with relationship joins inside', async () => {
      await users()
      const session = suite.session()
      const ids = select(Address.c.userId).join(Address.c.user).where(User.c.name.eq('sandy'))
      const inner = aliased(User, 'inner')
      const found = await session.scalars(select(inner).where(inner.c.id.in(ids as never))).all()
      expect(found.map((u) => u.name)).toEqual(['sandy'])
      expect((await session.scalars(select(User).where(exists(select(Address.c.id).where(Address.c.userId.eq(User.c.id)))).orderBy(User.c.id)).all()).map((u) => u.name)).toEqual(['sandy', 'patrick'])
    })

    test('entities from a subquery', async () => {
      await users()
      const session = suite.session()
      const sub = select(User).where(User.c.name.like('s%')).subquery('sub')
      const some = aliased(User, sub)
      const found = await session.scalars(select(some).orderBy(some.c.name)).all()
      expect(found.map((u) => u.name)).toEqual(['sandy', 'squid'])
      expect(found[0]).toBe(await session.get(User, found[0]!.id))
      const again = await session.scalars(select(aliased(User, select(User).where(User.c.name.like('p%')).subquery('sub')))).all()
      expect(again.map((u) => u.name)).toEqual(['patrick'])
    })

    test('single-table subclasses are told apart inside too', async () => {
      await suite.given((session) => { session.add(new Engineer({ name: 'e' }), new Manager({ name: 'm', level: 1 })) })
      const session = suite.session()
      const names = async (query: unknown) => (await session.scalars(select(aliased(Employee, (query as { subquery(): never }).subquery()))).all()).map((e) => e.name)
      expect(await names(select(Engineer))).toEqual(['e'])
      expect(await names(select(Employee))).toEqual(['e', 'm'])
      expect(await names(select(Manager))).toEqual(['m'])
      const counted = (query: unknown) => select(func.count()).selectFrom((query as { subquery(): never }).subquery())
      expect(Number(await session.scalar(counted(select(Engineer))))).toBe(1)
      expect(Number(await session.scalar(counted(select(Employee))))).toBe(2)
      expect(Number(await session.scalar(select(func.count()).selectFrom(Engineer)))).toBe(1)
      expect(Number(await session.scalar(select(func.count()).selectFrom(Manager)))).toBe(1)
    })
  })

  test('what has no mapped class in it goes to the engine', async () => {
    await users()
    const session = suite.session()
    expect(Number(await session.execute(text('SELECT count(*) FROM user_account')).scalar())).toBe(3)
    expect(await session.execute(select(User.table).where(User.c.name.eq('sandy'))).all()).toMatchObject([{ name: 'sandy' }])
  })
})
