import { expect, test } from '@jest/globals'
import { integer, table, text, varchar } from '@athanor/expressions'
import { declarativeBase, inspect, StaleDataError, toMany, toOne } from '@athanor/orm'
import { onTables } from '../support/on-tables.ts'

const Base = declarativeBase()
class User extends Base.entity('user_account', {
  id: integer().primaryKey(), name: varchar(30).nullable(), n: integer().nullable(), role: varchar(10).default('user'), state: varchar(10).serverDefault('draft').nullable(),
  addresses: () => toMany(Address, { backPopulates: 'user', cascade: 'all, delete-orphan', orderBy: Address.c.id }),
  groups: () => toMany(Group, { secondary: membership, backPopulates: 'users' }),
}) {}
class Address extends Base.entity('address', {
  id: integer().primaryKey(), email: varchar(30).nullable(), userId: integer().references('user_account.id').nullable(),
  user: () => toOne(User, { backPopulates: 'addresses' }).nullable(),
}) {}
class Group extends Base.entity('user_group', {
  id: integer().primaryKey(), title: varchar(30), users: () => toMany(User, { secondary: membership, backPopulates: 'groups' }),
}) {}
const membership = table('membership', Base.metadata, {
  userId: integer().references('user_account.id').primaryKey(), groupId: integer().references('user_group.id').primaryKey(),
})
class Node extends Base.entity('node', {
  id: integer().primaryKey(), name: varchar(10), parentId: integer().references('node.id').nullable(),
  children: () => toMany(Node, { backPopulates: 'parent', cascade: 'all' }),
  parent: () => toOne(Node, { backPopulates: 'children', remoteSide: Node.c.id }).nullable(),
}) {}
class Person extends Base.entity('person', {
  id: integer().primaryKey(), favoriteId: integer().references('ball.id', { useAlter: true, name: 'fk_favorite' }).nullable(),
  balls: () => toMany(Ball, { foreignKeys: Ball.c.personId, primaryJoin: Person.c.id.eq(Ball.c.personId), cascade: 'all' }),
  favorite: () => toOne(Ball, { foreignKeys: Person.c.favoriteId, primaryJoin: Person.c.favoriteId.eq(Ball.c.id), postUpdate: true }).nullable(),
}) {}
class Ball extends Base.entity('ball', { id: integer().primaryKey(), personId: integer().references('person.id').nullable() }) {}
class Doc extends Base.entity('doc', { id: integer().primaryKey(), title: varchar(20), version: integer().version() }) {}

onTables(Base, (suite) => {
  test('parents before children, keys generated in the order of adding', async () => {
    const session = suite.session()
    const users = Array.from({ length: 4 }, (_, i) => new User({ name: `u${i}`, addresses: [new Address({ email: `a${i}` }), new Address({ email: `b${i}` })] }))
    session.add(...users)
    await session.flush()
    expect(suite.writes()).toEqual(['insert user_account', 'insert address'])
    expect(users.map((u) => u.id)).toEqual([1, 2, 3, 4])
    expect(users.flatMap((u) => u.addresses.map((a) => [a.userId, a.email]))).toEqual([0, 1, 2, 3].flatMap((i) => [[i + 1, `a${i}`], [i + 1, `b${i}`]]))
  })

  test('defaults of both kinds are known, or can be loaded, after the flush', async () => {
    const session = suite.session()
    const user = new User({ name: 'x' })
    session.add(user)
    await session.flush()
    expect(user.role).toBe('user')
    expect(await session.load(user, 'state')).toBe('draft')
  })

  test('only what changed is written, and an equal value is no change', async () => {
    const session = suite.session()
    const user = new User({ name: 'x', n: 1 })
    session.add(user)
    await session.commit()
    suite.writes()
    user.name = 'x'
    expect(session.dirty.size).toBe(1)
    expect(session.isModified(user)).toBe(false)
    await session.flush()
    expect(suite.writes()).toEqual([])
    user.n = User.c.n.add(41) as never
    await session.flush()
    expect(() => user.n).toThrow('is expired')
    expect(await session.load(user, 'n')).toBe(42)
  })

  test('a child that loses its parent is deleted; one that moves is updated', async () => {
    const session = suite.session()
    const [a, b] = [new User({ addresses: [new Address(), new Address()] }), new User({})]
    session.add(a, b)
    await session.commit()
    suite.writes()
    const [first, second] = a.addresses
    b.addresses.push(first!)
    await session.flush()
    expect(suite.writes()).toEqual(['update address'])
    a.addresses.pop()
    await session.flush()
    expect(suite.writes()).toEqual(['delete address'])
    expect([inspect(second!).status, first!.userId]).toEqual(['deleted', b.id])
  })

  test('deleting a parent loads and deletes its children', async () => {
    const session = suite.session()
    session.add(new User({ addresses: [new Address(), new Address()] }))
    await session.commit()
    const other = suite.session()
    const user = (await other.get(User, 1))!
    await other.delete(user)
    expect(other.deleted.size).toBe(3)
    suite.writes()
    await other.commit()
    expect(suite.writes()).toEqual(['delete address', 'delete user_account'])
  })

  test('rows of an association are written once for both sides', async () => {
    const session = suite.session()
    const group = new Group({ title: 'g' })
    const users = [new User({ groups: [group] }), new User({ groups: [group] })]
    session.add(...users)
    await session.commit()
    expect(suite.writes().sort()).toEqual(['insert membership', 'insert user_account', 'insert user_group'])
    group.users.splice(0, 1)
    await session.flush()
    expect(suite.writes()).toEqual(['delete membership'])
    expect(users.map((u) => u.groups.length)).toEqual([0, 1])
    await session.delete(group)
    await session.commit()
    expect(suite.writes()).toEqual(['delete membership', 'delete user_group'])
  })

  test('rows of one table that depend on each other are ordered one by one', async () => {
    const session = suite.session()
    const leaf = new Node({ name: 'leaf' })
    const root = new Node({ name: 'root', children: [new Node({ name: 'middle', children: [leaf] })] })
    session.add(leaf)
    session.add(root)
    await session.commit()
    expect([root.parentId ?? null, leaf.parent!.parentId, leaf.parentId]).toEqual([null, root.id, leaf.parent!.id])
    await session.delete(root)
    await session.commit()
    expect(await suite.session().get(Node, leaf.id)).toBeNull()
  })

  test('two rows that refer to each other: postUpdate', async () => {
    const session = suite.session()
    const ball = new Ball()
    const person = new Person({ balls: [ball, new Ball()], favorite: ball })
    session.add(person)
    await session.commit()
    expect(suite.writes()).toEqual(['insert person', 'insert ball', 'update person'])
    expect(person.favoriteId).toBe(ball.id)
    await session.delete(person)
    await session.commit()
    expect(suite.writes()).toEqual(['update person', 'delete ball', 'delete person'])
  })

  test('a deleted row that is made anew is updated', async () => {
    const session = suite.session()
    session.add(new User({ id: 5, name: 'old', n: 1 }))
    await session.commit()
    suite.writes()
    await session.delete((await session.get(User, 5))!)
    session.add(new User({ id: 5, name: 'new' }))
    await session.commit()
    expect(suite.writes()).toEqual(['update user_account'])
    expect(await suite.session().get(User, 5)).toMatchObject({ name: 'new', n: 1 })
  })

  test('versions: the second of two writers fails', async () => {
    const [one, two] = [suite.session(), suite.session()]
    one.add(new Doc({ title: 'a' }))
    await one.commit()
    const [mine, theirs] = [(await one.get(Doc, 1))!, (await two.get(Doc, 1))!]
    await one.commit()
    await two.commit()
    mine.title = 'b'
    await one.commit()
    expect(mine.version).toBe(2)
    theirs.title = 'c'
    await expect(two.commit()).rejects.toThrow(StaleDataError)
    await two.rollback()
  })

  test('a change of the other side is kept until the collection is loaded', async () => {
    const session = suite.session()
    session.add(new User({ addresses: [new Address({ email: 'old' })] }))
    await session.commit()
    const other = suite.session()
    const user = (await other.get(User, 1))!
    const added = new Address({ email: 'new' })
    suite.count()
    added.user = user
    expect(suite.count()).toBe(0)
    expect(() => user.addresses).toThrow('User.addresses is not loaded. Load it with .options(selectinload(User.c.addresses))')
    other.add(added)
    await other.load(user, 'addresses')
    expect(user.addresses.map((a) => String(a.email)).sort()).toEqual(['new', 'old'])
  })

  test('what the database did meanwhile is noticed', async () => {
    const session = suite.session()
    const user = new User({ name: 'a' })
    session.add(user)
    await session.commit()
    await suite.engine.begin((conn) => conn.execute(text('DELETE FROM user_account')))
    user.name = 'b'
    await expect(session.flush()).rejects.toThrow("The UPDATE of 'user_account' was for 1 row, and 0 matched")
    await session.rollback()
  })
})
