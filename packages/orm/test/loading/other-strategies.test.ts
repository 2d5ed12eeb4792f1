import { expect, test } from '@jest/globals'
import { select } from '@athanor/expressions'
import {
  aliased, containsEager, defaultload, immediateload, joinedload, noload, raiseload, selectinload, subqueryload, withLoaderCriteria,
} from '@athanor/orm'
import { Address, Group, User } from './support/model.ts'
import { onOrmDatabases } from './support/suite.ts'

onOrmDatabases((suite) => {
  const users = () => suite.given((session) => {
    for (let i = 1; i <= 3; i++) session.add(new User({ name: `u${i}`, addresses: [new Address({ email: `a${i}@x` }), new Address({ email: `b${i}@x` })] }))
  })
  const mails = (found: readonly User[]) => found.map((u) => u.addresses.map((a) => a.email))

  test('subqueryload embeds the statement, with its LIMIT and its parameters', async () => {
    await users()
    const session = suite.session()
    const query = (name: string) => select(User).where(User.c.name.ne(name)).options(subqueryload(User.c.addresses)).orderBy(User.c.id).limit(1)
    expect(mails(await session.scalars(query('u1')).all())).toEqual([['a2@x', 'b2@x']])
    const [, load, ...rest] = suite.statements()
    expect(rest).toEqual([])
    expect(load).toContain('JOIN address ON')
    expect(load).toContain('SELECT DISTINCT')
    const other = suite.session()
    expect(mails(await other.scalars(query('u2')).all())).toEqual([['a1@x', 'b1@x']])
  })

  test('subqueryload of many-to-many', async () => {
    await suite.given((session) => { session.add(new User({ name: 'sandy', groups: [new Group({ title: 'g' }), new Group({ title: 'f' })] })) })
    const session = suite.session()
    const [sandy] = await session.scalars(select(User).options(subqueryload(User.c.groups))).all()
    expect(sandy!.groups.map((g) => g.title)).toEqual(['f', 'g'])
  })

  test('immediateload, noload, raiseload, defaultload', async () => {
    await users()
    const session = suite.session()
    expect(mails(await session.scalars(select(User).options(immediateload(User.c.addresses)).orderBy(User.c.id)).all())[0]).toEqual(['a1@x', 'b1@x'])
    const empty = await suite.session().scalars(select(User).options(noload(User.c.addresses), noload(User.c.profile))).all()
    expect(empty.map((u) => [u.addresses.length, u.profile])).toEqual([[0, null], [0, null], [0, null]])
    const raising = await suite.session().scalars(select(User).options(raiseload(User.c.addresses))).all()
    expect(() => raising[0]!.addresses).toThrow('not loaded')
    const path = await suite.session().scalars(select(User).options(selectinload(User.c.addresses), defaultload(User.c.addresses).selectinload(Address.c.dingalings))).all()
    expect(path[0]!.addresses[0]!.dingalings).toEqual([])
  })

  test('containsEager fills collections from the statement\'s own join', async () => {
    await users()
    const session = suite.session()
    const found = await session.scalars(
      select(User).join(User.c.addresses).where(Address.c.email.like('a%')).options(containsEager(User.c.addresses)).orderBy(User.c.id)).unique().all()
    expect(mails(found)).toEqual([['a1@x'], ['a2@x'], ['a3@x']])
    expect(suite.statements()).toHaveLength(1)
  })

  test('containsEager from an alias, and of a reference', async () => {
    await users()
    const session = suite.session()
    const mail = aliased(Address, 'mail')
    const found = await session.scalars(
      select(User).join(User.c.addresses.ofType(mail)).where(mail.c.email.eq('b2@x')).options(containsEager(User.c.addresses, { alias: mail }))).unique().all()
    expect(mails(found)).toEqual([['b2@x']])
    const addresses = await suite.session().scalars(select(Address).join(Address.c.user).where(User.c.name.eq('u1')).options(containsEager(Address.c.user))).all()
    expect(addresses.map((a) => a.user!.name)).toEqual(['u1', 'u1'])
  })

  test('criteria in loader options', async () => {
    await users()
    for (const option of [selectinload, joinedload, subqueryload]) {
      const found = await suite.session().scalars(select(User).options(option(User.c.addresses.and(Address.c.email.like('b%')))).orderBy(User.c.id)).unique().all()
      expect(mails(found)).toEqual([['b1@x'], ['b2@x'], ['b3@x']])
    }
  })

  test('withLoaderCriteria: in the statement, in joins, in every kind of load, and in later loads', async () => {
    await users()
    const criteria = (pattern: string) => withLoaderCriteria(Address, Address.c.email.like(pattern))
    const session = suite.session()
    expect((await session.scalars(select(Address).options(criteria('a%'))).all()).map((a) => a.email).sort()).toEqual(['a1@x', 'a2@x', 'a3@x'])
    expect(await session.scalars(select(Address.c.email).options(criteria('b1%'))).all()).toEqual(['b1@x'])
    expect(await session.execute(select(User.c.name).join(User.c.addresses).options(criteria('b1%'))).scalars().all()).toEqual(['u1'])
    for (const option of [selectinload, joinedload, subqueryload]) {
      const found = await suite.session().scalars(select(User).options(option(User.c.addresses), criteria('b%')).orderBy(User.c.id)).unique().all()
      expect(mails(found)).toEqual([['b1@x'], ['b2@x'], ['b3@x']])
    }
    const later = suite.session()
    const [first] = await later.scalars(select(User).options(criteria('a%')).orderBy(User.c.id)).all()
    expect((await later.load(first!, 'addresses')).map((a) => a.email)).toEqual(['a1@x'])
  })

  test('an option that starts from an entity the statement doesn\'t have is an error', async () => {
    const session = suite.session()
    const statement = select(User) as unknown as { options(option: unknown): unknown }
    await expect(session.scalars(statement.options(selectinload(Address.c.dingalings)) as never).all())
      .rejects.toMatchObject({ code: 'LOADER_OPTION_ROOT', message: expect.stringContaining('Address.dingalings') })
  })

  test('the last option for a relationship counts', async () => {
    await users()
    const session = suite.session()
    await session.scalars(select(User).options(joinedload(User.c.addresses), selectinload(User.c.addresses))).all()
    expect(suite.statements()).toHaveLength(2)
  })
})
