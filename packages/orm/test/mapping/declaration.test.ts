import { describe, expect, test } from '@jest/globals'
import { integer, table, varchar } from '@athanor/expressions'
import { configureMappers, declarativeBase, inspect, Session, toMany, toOne } from '@athanor/orm'

describe('declaring classes', () => {
  test('arrows are not called before the class is used', () => {
    const Base = declarativeBase()
    let calls = 0
    class Parent extends Base.entity('parent', {
      id: integer().primaryKey(),
      children: () => {
        calls++
        return toMany(Child)
      },
    }) {}
    class Child extends Base.entity('child', { id: integer().primaryKey(), parentId: integer().references('parent.id').nullable() }) {}
    expect(String(Parent.c.id)).toBe('parent.id')
    expect(calls).toBe(0)
    expect(new Parent().children).toEqual([])
    expect(new Child()).toBeInstanceOf(Child)
    expect(calls).toBe(1)
  })

  test('objects are real instances with prototype accessors and nothing of their own', () => {
    class Base extends declarativeBase() { describe(): string { return `a ${this.constructor.name}` } }
    class User extends Base.entity('user', { id: integer().primaryKey(), name: varchar(20) }) {
      get initial(): string { return this.name[0]! }
      static label = 'User class'
    }
    const user = new User({ name: 'sandy' })
    expect(user.initial).toBe('s')
    expect(user.describe()).toBe('a User')
    expect(User.label).toBe('User class')
    expect(Object.keys(user)).toEqual([])
    const seen: string[] = []
    for (const key in user) seen.push(key)
    expect(seen).toEqual(expect.arrayContaining(['id', 'name']))
  })

  test('an existing table is mapped by Base.map', () => {
    const Base = declarativeBase()
    const accounts = table('account', Base.metadata, { id: integer().primaryKey(), owner: varchar(20) })
    class Account extends Base.map(accounts) {}
    expect(new Account({ owner: 'x' }).owner).toBe('x')
    expect(Account.table).toBe(accounts)
  })

  test('wrong definitions are named', () => {
    const Base = declarativeBase()
    expect(() => Base.entity('a', { id: integer().primaryKey(), x: 5 as never })).toThrow("The attribute 'x' of the entity 'a' is neither a column")
    expect(() => Base.entity('b', { get id() { return integer() } } as never)).toThrow('is a getter')
    expect(() => Base.entity('c', { name: varchar(5) })).toThrow("The table of the entity 'c' has no primary key")
    class User extends Base.entity('d', { id: integer().primaryKey() }) {}
    expect(() => new User({ nam: 'x' } as never)).toThrow("has no attribute 'nam'; it has id")
    expect(() => { new User().id = undefined as never }).toThrow('was set to undefined')
  })

  test('a field that hides an attribute is refused', () => {
    const Base = declarativeBase()
    class Shadowed extends Base.entity('shadowed', { id: integer().primaryKey(), name: varchar(20).nullable() }) {
      override name: string | null = 'lost'
    }
    expect(() => { new Session().add(new Shadowed()) }).toThrow("Shadowed has a field 'name' in its class body")
  })

  test('a class that merely extends a mapped class is not mapped', () => {
    const Base = declarativeBase()
    class User extends Base.entity('user', { id: integer().primaryKey() }) {}
    class Admin extends User {}
    expect(new User()).toBeInstanceOf(User)
    expect(() => new Admin()).toThrow('Admin extends User, which is mapped, but is not mapped itself')
  })
})

describe('relationships', () => {
  test('direction, pairs and both sides follow from the foreign keys', () => {
    const Base = declarativeBase()
    class User extends Base.entity('user', { id: integer().primaryKey(), addresses: () => toMany(Address, { backPopulates: 'user' }) }) {}
    class Address extends Base.entity('address', {
      id: integer().primaryKey(), userId: integer().references('user.id'), user: () => toOne(User, { backPopulates: 'addresses' }),
    }) {}
    configureMappers(User, Address)
    const addresses = inspect(User).relationship('addresses')
    const user = inspect(Address).relationship('user')
    expect([addresses.direction, user.direction]).toEqual(['oneToMany', 'manyToOne'])
    expect(addresses.backref).toBe(user)
    expect(user.config.targetIsKey).toBe(true)
  })

  test('a class that refers to itself', () => {
    const Base = declarativeBase()
    class Node extends Base.entity('node', {
      id: integer().primaryKey(), parentId: integer().references('node.id').nullable(),
      children: () => toMany(Node, { backPopulates: 'parent' }),
      parent: () => toOne(Node, { backPopulates: 'children', remoteSide: Node.c.id }).nullable(),
    }) {}
    configureMappers(Node)
    expect(inspect(Node).relationships.map((r) => r.direction)).toEqual(['oneToMany', 'manyToOne'])
  })

  test('errors say what is missing', () => {
    const none = declarativeBase()
    class A extends none.entity('a', { id: integer().primaryKey(), bs: () => toMany(B) }) {}
    class B extends none.entity('b', { id: integer().primaryKey() }) {}
    expect(() => { configureMappers(A, B) }).toThrow("A.bs: no foreign key connects 'a' and 'b'")
    // later uses fail for the same reason
    expect(() => new A()).toThrow('could not be configured')

    const two = declarativeBase()
    class C extends two.entity('c', { id: integer().primaryKey(), ds: () => toMany(D) }) {}
    class D extends two.entity('d', { id: integer().primaryKey(), c1: integer().references('c.id'), c2: integer().references('c.id') }) {}
    expect(() => { configureMappers(C, D) }).toThrow('C.ds: more than one foreign key connects the tables (d.c1 → c.id; d.c2 → c.id)')

    const back = declarativeBase()
    class E extends back.entity('e', { id: integer().primaryKey(), fs: () => toMany(F, { backPopulates: 'nothing' as never }) }) {}
    class F extends back.entity('f', { id: integer().primaryKey(), eId: integer().references('e.id') }) {}
    expect(() => { configureMappers(E, F) }).toThrow("E.fs has backPopulates: 'nothing', but F has no attribute 'nothing'")

    const orphan = declarativeBase()
    class G extends orphan.entity('g', { id: integer().primaryKey(), hId: integer().references('h.id'), h: () => toOne(H, { cascade: 'all, delete-orphan' }) }) {}
    class H extends orphan.entity('h', { id: integer().primaryKey() }) {}
    expect(() => { configureMappers(G, H) }).toThrow('singleParent: true')
  })

  test('a target named by a string has to be seen first', () => {
    const Base = declarativeBase()
    class User extends Base.entity('user', { id: integer().primaryKey() }) {}
    class Address extends Base.entity('address', { id: integer().primaryKey(), userId: integer().references('user.id'), user: () => toOne<User>('User') }) {}
    expect(() => new Address()).toThrow("Address.user refers to 'User', but no mapped class of that name has been seen")
    const Again = declarativeBase()
    class User2 extends Again.entity('user', { id: integer().primaryKey() }) {}
    class Address2 extends Again.entity('address', { id: integer().primaryKey(), userId: integer().references('user.id'), user: () => toOne<User2>('User2') }) {}
    configureMappers(User2)
    const user = new User2()
    expect(new Address2({ user } as never).user).toBe(user)
  })
})
