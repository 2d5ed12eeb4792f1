import { expect, test } from '@jest/globals'
import { select } from '@athanor/expressions'
import { joinedload, selectinload } from '@athanor/orm'
import { Address, User } from '../loading/support/model.ts'
import { onOrmDatabases } from '../loading/support/suite.ts'

onOrmDatabases((suite) => {
  const users = () => suite.given((session) => { for (let i = 1; i <= 25; i++) session.add(new User({ name: `u${i}`, addresses: [new Address({ email: `${i}@x` })] })) })

  test('objects arrive in batches', async () => {
    await users()
    const session = suite.session()
    const names: string[] = []
    for await (const { user } of session.stream(select({ user: User }).orderBy(User.c.id), undefined, { yieldPer: 10 })) names.push(user.name)
    expect(names).toHaveLength(25)
    expect(names[24]).toBe('u25')
    const sizes: number[] = []
    for await (const part of session.stream(select(User)).scalars().partitions(10)) sizes.push(part.length)
    expect(sizes).toEqual([10, 10, 5])
  })

  test('references may be joined', async () => {
    await users()
    const session = suite.session()
    const all = await session.stream(select(Address).options(joinedload(Address.c.user)).orderBy(Address.c.id)).scalars().all()
    expect(all.map((a) => a.user!.name).slice(0, 2)).toEqual(['u1', 'u2'])
  })

  test('collections and further statements are refused, since the connection is busy', async () => {
    const session = suite.session()
    await expect(session.stream(select(User).options(joinedload(User.c.addresses))).all()).rejects.toMatchObject({ code: 'STREAM_COLLECTIONS' })
    await expect(session.stream(select(User).options(selectinload(User.c.addresses))).all()).rejects.toMatchObject({ code: 'STREAM_LOADS' })
  })
})
