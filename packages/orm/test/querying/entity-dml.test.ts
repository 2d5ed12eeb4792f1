import { describe, expect, test } from '@jest/globals'
import { del, func, insert, select, update } from '@athanor/expressions'
import { Employee, Engineer, Group, Manager, User } from '../loading/support/model.ts'
import { onOrmDatabases } from '../loading/support/suite.ts'

onOrmDatabases((suite) => {
  const users = () => suite.given((session) => {
    for (const [name, fullname] of [['ann', 'A'], ['bob', null], ['cy', 'C']] as const) session.add(new User({ name, fullname }))
  })
  const all = (session: ReturnType<typeof suite.session>) => session.scalars(select(User).orderBy(User.c.id)).all()

  describe('scenario 19: objects of the session follow', () => {
    test('update: values of matching objects, without a further statement', async () => {
      await users()
      const session = suite.session()
      const [ann, bob, cy] = await all(session)
      suite.statements()
      await session.execute(update(User).where(User.c.fullname.eq('A')).set({ name: 'x' }))
      expect([ann!.name, bob!.name, cy!.name]).toEqual(['x', 'bob', 'cy'])
      expect(suite.statements()).toHaveLength(1)
      expect(session.dirty.size).toBe(0)
    })

    test('three-valued logic: NULL is not unequal', async () => {
      await users()
      const session = suite.session()
      const [ann, bob, cy] = await all(session)
      await session.execute(update(User).where(User.c.fullname.ne('A')).set({ name: 'x' }))
      expect([ann!.name, bob!.name, cy!.name]).toEqual(['ann', 'bob', 'x'])
      expect(await session.scalars(select(User.c.name).orderBy(User.c.id)).all()).toEqual(['ann', 'bob', 'x'])
    })

    test('what can\'t be evaluated is fetched; \'evaluate\' insists', async () => {
      await users()
      const session = suite.session()
      const [ann, bob] = await all(session)
      suite.statements()
      const statement = update(User).where(func.length(User.c.name).eq(3)).set({ fullname: 'three' })
      await session.execute(statement)
      expect([ann!.fullname, bob!.fullname]).toEqual(['three', 'three'])
      // the keys come with the statement where it can return them, else from a SELECT before it
      expect(suite.statements().map((s) => s.slice(0, 6))).toEqual(suite.db.capabilities.updateReturning ? ['UPDATE'] : ['SELECT', 'UPDATE'])
      await expect(session.execute(statement, undefined, { synchronizeSession: 'evaluate' })).rejects.toMatchObject({ code: 'NOT_EVALUABLE' })
    })

    test('an expression is evaluated, or the attribute is expired', async () => {
      await users()
      const session = suite.session()
      const [ann] = await all(session)
      await session.execute(update(User).where(User.c.id.eq(ann!.id)).set({ name: func.upper(User.c.name) }))
      expect(() => ann!.name).toThrow('expired')
      expect(await session.load(ann!, 'name')).toBe('ANN')
    })

    test('synchronizeSession: false leaves objects alone', async () => {
      await users()
      const session = suite.session()
      const [ann] = await all(session)
      await session.execute(update(User).set({ name: 'x' }), undefined, { synchronizeSession: false })
      expect(ann!.name).toBe('ann')
    })

    test('delete: matching objects leave the session', async () => {
      await users()
      const session = suite.session()
      const [ann, bob] = await all(session)
      await session.execute(del(User).where(User.c.name.eq('ann')))
      expect(session.contains(ann!)).toBe(false)
      expect(session.contains(bob!)).toBe(true)
      expect(await session.get(User, 1)).toBeNull()
    })

    test('changes are flushed before', async () => {
      await users()
      const session = suite.session()
      const [ann] = await all(session)
      ann!.name = 'changed'
      await session.execute(update(User).where(User.c.name.eq('changed')).set({ fullname: 'found' }))
      expect(ann!.fullname).toBe('found')
    })
  })

  test('a single-table subclass: only its rows', async () => {
    await suite.given((session) => { session.add(new Employee({ name: 'e' }), new Engineer({ name: 'dev' })) })
    const session = suite.session()
    const staff = await session.scalars(select(Employee).orderBy(Employee.c.id)).all()
    await session.execute(update(Engineer).set({ name: 'x' }))
    expect(staff.map((e) => e.name)).toEqual(['e', 'x'])
    expect(await session.scalars(select(Employee.c.name).orderBy(Employee.c.id)).all()).toEqual(['e', 'x'])
    await expect(session.execute(del(Manager))).rejects.toMatchObject({ code: 'SEVERAL_TABLES' })
  })

  test('many rows', async () => {
    const session = suite.session()
    await session.execute(insert(Group), [{ title: 'a' }, { title: 'b' }])
    expect((await session.scalars(select(Group).orderBy(Group.c.title)).all()).map((g) => g.title)).toEqual(['a', 'b'])
  })
})

onOrmDatabases((suite) => {
  test('RETURNING gives objects', async () => {
    const session = suite.session()
    const [added] = await session.scalars(insert(User).values({ name: 'new' }).returning(User)).all()
    expect(added).toBeInstanceOf(User)
    expect(await session.get(User, added!.id)).toBe(added)
    const [changed] = await session.scalars(update(User).where(User.c.name.eq('new')).set({ name: 'newer' }).returning(User)).all()
    expect(changed).toBe(added)
    expect(added!.name).toBe('newer')
  })
}, { requires: ['returning'] })
