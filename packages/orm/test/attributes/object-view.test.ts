import { inspect as show } from 'node:util'
import { expect, test } from '@jest/globals'
import { integer, varchar } from '@athanor/expressions'
import { composite, declarativeBase, hybrid, toMany, toObject, toOne } from '@athanor/orm'

class Point {
  x: number
  y: number
  constructor(x: number, y: number) { this.x = x; this.y = y }
}
const Base = declarativeBase()
class User extends Base.entity('user', {
  id: integer().primaryKey(), name: varchar(20), nick: varchar(20).nullable(),
  home: composite(Point, { x: integer().nullable(), y: integer().nullable() }),
  addresses: () => toMany(Address, { backPopulates: 'user' }),
  shout: () => hybrid(User.c.name.concat('!'), (u: User) => `${u.name}!`),
}) {}
class Address extends Base.entity('address', {
  id: integer().primaryKey(), email: varchar(20), userId: integer().references('user.id'), user: () => toOne(User, { backPopulates: 'addresses' }),
}) {}

const sandy = () => new User({ name: 'sandy', home: new Point(1, 2), addresses: [new Address({ email: 'a@x' })] } as never)

test('JSON has what is loaded, and cuts circles', () => {
  expect(JSON.parse(JSON.stringify(sandy()))).toEqual({ name: 'sandy', home: { x: 1, y: 2 }, addresses: [{ email: 'a@x' }] })
  const [address] = sandy().addresses
  expect(JSON.parse(JSON.stringify({ address }))).toEqual({ address: { email: 'a@x', user: { name: 'sandy', home: { x: 1, y: 2 }, addresses: [] } } })
})

test('toObject is a plain object', () => {
  const plain = toObject(sandy())
  expect(Object.getPrototypeOf(plain)).toBe(Object.prototype)
  expect(plain).toMatchObject({ name: 'sandy', addresses: [{ email: 'a@x' }] })
  expect(() => toObject({})).toThrow(TypeError)
})

test('console.log shows class and values', () => {
  expect(show(sandy())).toMatch(/^User \{\s+name: 'sandy',[\s\S]*addresses: \[ \[Address\] \]/)
})

test('values never given', () => {
  const user = new User({ name: 'x' })
  expect([user.nick, user.id, user.home, user.addresses.length]).toEqual([null, undefined, null, 0])
})

test('composites are made of columns and kept while these agree', () => {
  const user = sandy()
  expect(user.home).toBeInstanceOf(Point)
  expect(user.home).toBe(user.home)
  user.home = new Point(3, 4)
  expect(toObject(user)['home']).toEqual(new Point(3, 4))
  user.home = null as never
  expect(user.home).toBeNull()
})

test('hybrids work on both sides', () => {
  expect(sandy().shout).toBe('sandy!')
  expect(String(User.c.shout)).toContain('user')
})
