import { describe, expect, test } from '@jest/globals'
import { select } from '@athanor/expressions'
import { joinedload } from '@athanor/orm'
import { Address, Company, Dingaling, Employee, Engineer, Group, Manager, Node, User } from './support/model.ts'
import { onOrmDatabases } from './support/suite.ts'

onOrmDatabases((suite) => {
  const users = (count = 3) => suite.given((session) => {
    for (let i = 1; i <= count; i++) session.add(new User({ name: `u${i}`, addresses: [new Address({ email: `b${i}@x` }), new Address({ email: `a${i}@x` })] }))
    session.add(new User({ name: 'alone' }))
  })

  describe('collections', () => {
    test('an outer join to an alias, ordered as the relationship says; rows are made unique', async () => {
      await users(2)
      const session = suite.session()
      const found = await session.scalars(select(User).options(joinedload(User.c.addresses)).orderBy(User.c.id)).unique().all()
      expect(found.map((u) => u.addresses.map((a) => a.email))).toEqual([['a1@x', 'b1@x'], ['a2@x', 'b2@x'], []])
      const [sql, ...rest] = suite.statements()
      expect(rest).toEqual([])
      expect(sql).toContain('LEFT OUTER JOIN address AS address_1 ON user_account.id = address_1.userId ORDER BY user_account.id, address_1.email')
    })

    test('scenario 16: without unique() the result is an error', async () => {
      await users(1)
      const session = suite.session()
      const statement = select(User).options(joinedload(User.c.addresses))
      await expect(session.scalars(statement).all()).rejects.toMatchObject({ code: 'UNIQUE_REQUIRED', message: expect.stringContaining('unique()') })
      await expect(session.execute(statement).all()).rejects.toMatchObject({ code: 'UNIQUE_REQUIRED' })
      expect(await session.scalars(statement).unique().all()).toHaveLength(2)
    })

    test('scenario 16: LIMIT counts objects, not rows', async () => {
      await users(5)
      const session = suite.session()
      const statement = select(User).options(joinedload(User.c.addresses)).orderBy(User.c.name.desc()).limit(3)
      const found = await session.scalars(statement).unique().all()
      expect(found.map((u) => [u.name, u.addresses.length])).toEqual([['u5', 2], ['u4', 2], ['u3', 2]])
      expect(suite.statements()[0]).toMatch(/FROM \(SELECT .+ FROM user_account ORDER BY user_account\.name DESC LIMIT .+\) AS anon_1 LEFT OUTER JOIN address AS address_1 ON anon_1\.id = address_1\.userId ORDER BY anon_1\.name DESC, address_1\.email/)
    })

    test('DISTINCT too is inside', async () => {
      await users(2)
      const session = suite.session()
      const statement = select(User).join(User.c.addresses).distinct().options(joinedload(User.c.addresses)).orderBy(User.c.id)
      const found = await session.scalars(statement).unique().all()
      expect(found.map((u) => u.addresses.length)).toEqual([2, 2])
      expect(suite.statements()[0]).toContain('FROM (SELECT DISTINCT')
    })

    test('a join of the user is not the joined load', async () => {
      await users(2)
      const session = suite.session()
      const statement = select(User).join(User.c.addresses).where(Address.c.email.eq('a1@x')).options(joinedload(User.c.addresses))
      const found = await session.scalars(statement).unique().all()
      expect(found.map((u) => u.addresses.map((a) => a.email))).toEqual([['a1@x', 'b1@x']])
    })

    test('many-to-many joins the association table and the target together', async () => {
      await suite.given((session) => {
        const all = new Group({ title: 'all' })
        session.add(new User({ name: 'sandy', groups: [all, new Group({ title: 'admins' })] }), new User({ name: 'patrick', groups: [all] }), new User({ name: 'alone' }))
      })
      const session = suite.session()
      const found = await session.scalars(select(User).options(joinedload(User.c.groups)).orderBy(User.c.id)).unique().all()
      expect(found.map((u) => u.groups.map((g) => g.title))).toEqual([['admins', 'all'], ['all'], []])
      expect(suite.statements()).toHaveLength(1)
    })

    test('two levels in one statement', async () => {
      await suite.given((session) => {
        session.add(new User({ name: 'sandy', addresses: [
          new Address({ email: 'a@x', dingalings: [new Dingaling({ data: '1' }), new Dingaling({ data: '2' })] }), new Address({ email: 'b@x' }),
        ] }))
      })
      const session = suite.session()
      const [sandy] = await session.scalars(select(User).options(joinedload(User.c.addresses).joinedload(Address.c.dingalings))).unique().all()
      expect(sandy!.addresses.map((a) => a.dingalings.length)).toEqual([2, 0])
      expect(suite.statements()).toHaveLength(1)
    })
  })

  describe('references', () => {
    test('need neither unique() nor a subquery', async () => {
      await users(3)
      const session = suite.session()
      const found = await session.scalars(select(Address).options(joinedload(Address.c.user)).orderBy(Address.c.email).limit(2)).all()
      expect(found.map((a) => a.user!.name)).toEqual(['u1', 'u2'])
      const [sql, ...rest] = suite.statements()
      expect(rest).toEqual([])
      expect(sql).not.toContain('FROM (SELECT')
    })

    test('innerJoin is an option', async () => {
      await users(1)
      const session = suite.session()
      await session.scalars(select(Address).options(joinedload(Address.c.user, { innerJoin: true }))).all()
      expect(suite.statements()[0]).toContain('FROM address JOIN user_account AS user_account_1 ON user_account_1.id = address.userId')
    })

    test('NULL is null', async () => {
      await suite.given((session) => { session.add(new Address({ email: 'nobody@x' })) })
      const session = suite.session()
      const address = await session.scalars(select(Address).options(joinedload(Address.c.user))).one()
      expect(address.user).toBeNull()
    })
  })

  test('a class that refers to itself', async () => {
    await suite.given((session) => { session.add(new Node({ data: 'root', children: [new Node({ data: 'a' }), new Node({ data: 'b' })] })) })
    const session = suite.session()
    const root = await session.scalars(select(Node).where(Node.c.parentId.isNull()).options(joinedload(Node.c.children))).unique().one()
    expect(root.children.map((n) => n.data)).toEqual(['a', 'b'])
    expect(root.children[0]!.parent).toBe(root)
  })

  test('objects of a hierarchy come as their own classes', async () => {
    await suite.given((session) => {
      session.add(new Company({ name: 'acme', staff: [new Manager({ name: 'm', level: 3 }), new Engineer({ name: 'e', lang: 'ts' })] }))
    })
    const session = suite.session()
    const company = await session.scalars(select(Company).options(joinedload(Company.c.staff).selectinPolymorphic(Employee, [Manager]))).unique().one()
    expect(company.staff.map((e) => e.title())).toEqual(['m (L3)', 'e'])
    expect(company.staff[1]).toBeInstanceOf(Engineer)
  })

  test('several entities and columns in a row', async () => {
    await users(1)
    const session = suite.session()
    const rows = await session.execute(select(User, Address.c.email).join(User.c.addresses).options(joinedload(User.c.addresses)).orderBy(Address.c.email)).tuples().unique().all()
    expect(rows.map(([user, email]) => [user.name, email, user.addresses.length])).toEqual([['u1', 'a1@x', 2], ['u1', 'b1@x', 2]])
  })
})
