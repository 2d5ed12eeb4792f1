import {
  aliased, columnProperty, conn, expectType, func, hybrid, index, integer, select, selectinload, session, table, timestamp, toMany, toMap, toOne, toSet,
  unique, varchar, type Session,
} from './api.ts'
import type { EntityType } from '../../src/typing/entity-class.ts'
import { Base } from './model/base.ts'
import { User } from './model/user.ts'
class P extends Base.entity('p', {
  id: integer().primaryKey(),
  // @ts-expect-error backPopulates must name a relationship of K
  ks: () => toMany(K, { backPopulates: 'nope' }),
  // @ts-expect-error a column is not a relationship
  k2: () => toMany(K, { backPopulates: 'id' }),
  ok: () => toMany(K, { backPopulates: 'p', orderBy: [K.c.id.desc()], primaryJoin: K.c.pId.eq(P.c.id) }),
  // @ts-expect-error not an entity
  bad: () => toMany(5),
}) {}
class K extends Base.entity('k', { id: integer().primaryKey(), pId: integer().references('p.id'), p: () => toOne(P, { backPopulates: 'ok' }) }) {}
// @ts-expect-error plain values are not attribute definitions
export class Q extends Base.entity('q', { id: 5 }) {}
// mutual FK with string references, mutual typed relationships
class M1 extends Base.entity('m1', { id: integer().primaryKey(), m2Id: integer().references('m2.id'), m2: () => toOne(M2, { foreignKeys: M1.c.m2Id }) }) {}
class M2 extends Base.entity('m2', { id: integer().primaryKey(), m1Id: integer().references('m1.id'), m1: () => toOne(M1, { foreignKeys: M2.c.m1Id }) }) {}
declare const m: M1; expectType<M1>()(m.m2.m1.m2.m1)
// generic mixin function (columns + methods)
function Stamped<B extends abstract new (...a: any[]) => { createdAt: Date }>(Base: B) {
  abstract class S extends Base { age() { return Date.now() - this.createdAt.getTime() } }
  return S
}
class Doc extends Stamped(Base.entity('doc', { id: integer().primaryKey(), createdAt: timestamp().serverDefault(func.now()), author: () => toOne(User) })) {}
declare const d: Doc; expectType<number>()(d.age()); expectType<User>()(d.author); select(Doc).where(Doc.c.id.eq(1))
// set / map collections, third-argument callback
class Bag extends Base.entity('bag', {
  id: integer().primaryKey(), code: varchar(),
  items: () => toSet(Item), byKey: () => toMap(Item, 'key'),
}, (c) => ({ schema: 'x', tableArgs: [unique(c.code), index(c.id.desc())] })) {}
class Item extends Base.entity('item', { id: integer().primaryKey(), key: varchar(), bagId: integer().references('bag.id') }) {}
declare const bag: Bag
expectType<Set<Item>>()(bag.items); expectType<Map<string, Item>>()(bag.byKey); select(Bag).options(selectinload(Bag.c.byKey)).where(Bag.c.items.any(Item.c.key.eq('x')))
// Core self reference
export const nodes = table('nodes', { id: integer().primaryKey(), parentId: integer().references('nodes.id').nullable() })
// generic repository code over any entity
class Repo<I extends object> {
  readonly s: Session; readonly e: EntityType<I>
  constructor(s: Session, e: EntityType<I>) { this.s = s; this.e = e }
  all(): Promise<I[]> { return this.s.scalars(select(this.e)).all() }
}
expectType<User[]>()(await new Repo(session, User).all())
// hybrid / column_property as thunks
class Person extends Base.entity('person', {
  id: integer().primaryKey(), first: varchar(), last: varchar(), age: integer().nullable(),
  fullName: () => hybrid(Person.c.first.concat(Person.c.last), (p: Person) => `${p.first} ${p.last}`),
  nextAge: () => columnProperty(Person.c.age.add(1)),
  friends: () => toMany(Person, { backPopulates: 'friends' }),
}) { hello() { return this.fullName + this.friends.length } }
declare const pe: Person
expectType<string>()(pe.fullName); expectType<number | null>()(pe.nextAge); expectType<string>()(pe.hello())
const p2 = aliased(Person, 'p2'); select(Person, p2.c.fullName).where(Person.c.fullName.like('a%'), p2.c.fullName.eq('x'))
new Person({ first: 'a', last: 'b' })
// @ts-expect-error hybrids are not settable through the constructor
new Person({ first: 'a', last: 'b', fullName: 'x' })
await session.load([pe], selectinload(Person.c.friends).joinedload(Person.c.friends))

// existing Core table mapped imperatively
const accts = table('acct', { id: integer().primaryKey(), owner: varchar(), pid: integer().references('person.id') })
class Acct extends Base.map(accts, { person: () => toOne(Person) }) { get o() { return this.owner } }
declare const ac: Acct; expectType<Person>()(ac.person); expectType<string>()(ac.o); new Acct({ owner: 'x' }); select(Acct).where(Acct.c.owner.eq('x'), accts.c.id.gt(1))
class Plain extends Base.map(accts) {}
expectType<string>()(new Plain({ owner: 'x' }).owner)
// discriminator / version columns are optional
class Ev extends Base.entity('ev', { id: integer().primaryKey(), kind: varchar().discriminator(), v: integer().version() }) {}
new Ev()
// dynamic select
const cols = [accts.c.id, accts.c.owner]
expectType<Record<string, unknown>[]>()(await conn.execute(select(...cols)).all())
// conditional building
let q = select(accts); if (Math.random() > 0.5) q = q.where(accts.c.id.eq(1)).limit(3)
// conditional OUTER join that does not touch selected columns
const people = Person.table
if (Math.random() > 0.5) q = q.join(people)
if (Math.random() > 0.5) q = q.outerJoin(people)
let qq = select(accts.c.id, people.c.first).join(people)
// @ts-expect-error an outer join that makes a selected column nullable changes the row type
qq = qq.outerJoin(people)
void [q, qq]
