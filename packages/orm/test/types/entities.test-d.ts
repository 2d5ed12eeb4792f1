import { index, table, integer, varchar, json, toOne, toMany, select, session, selectinload, joinedload, aliased, func, columnProperty, composite, defer, writeOnly, insert, update, expectType } from './api.ts'
import { Base } from './model/base.ts'
import { User } from './model/user.ts'
import { Address } from './model/address.ts'
import { Group, userGroup } from './model/group.ts'

const parentChild = table('parent_child', { p: integer().references('parent.id').primaryKey(), c: integer().references('child.id').primaryKey() })
// --- same-file mutual recursion, self reference, one-to-one ---
class Parent extends Base.entity('parent', {
  id: integer().primaryKey(),
  name: varchar(),
  children: () => toMany(Child, { secondary: parentChild, backPopulates: 'parents' }),
  profile: () => toOne(Profile, { backPopulates: 'parent' }).nullable(),
}) {}
class Child extends Base.entity('child', {
  id: integer().primaryKey(),
  parents: () => toMany(Parent, { secondary: parentChild, backPopulates: 'children' }),
}) {}
class Profile extends Base.entity('profile', {
  id: integer().primaryKey(),
  parentId: integer().references('parent.id').unique(),
  parent: () => toOne(Parent, { backPopulates: 'profile' }),
}) {}
class Node extends Base.entity('node', {
  id: integer().primaryKey(),
  parentId: integer().references('node.id').nullable(),
  data: varchar(50),
  children: () => toMany(Node, { backPopulates: 'parent' }),
  parent: () => toOne(Node, { backPopulates: 'children', remoteSide: Node.c.id }).nullable(),
}) {
  *walk(): Generator<Node> { yield this; for (const c of this.children) yield* c.walk() }
}
// --- inheritance, relationship between base and subclasses ---
class Company extends Base.entity('company', {
  id: integer().primaryKey(),
  name: varchar(),
  employees: () => toMany(Employee, { backPopulates: 'company' }),
  managers: () => toMany(Manager),
}) {}
class Employee extends Base.entity('employee', {
  id: integer().primaryKey(),
  type: varchar(20),
  name: varchar(),
  companyId: integer().references('company.id'),
  company: () => toOne(Company, { backPopulates: 'employees' }),
  boss: () => toOne(Manager, { remoteSide: Manager.c.id }).nullable(),
}, (c) => ({ polymorphicOn: 'type', polymorphicIdentity: 'employee', tableArgs: [index(c.name.asc())] })) {
  greet() { return `hi ${this.name}` }
  static active() { return this.c.name.isNotNull() }
}
class Manager extends Employee.subclass('manager', {
  level: integer(),
  reports: () => toMany(Employee),
}, { table: 'manager' }) {
  override greet() { return `boss ${this.level} ${super.greet()}` }
}
class Engineer extends Employee.subclass('engineer', { lang: varchar().nullable() }) {}
class Lead extends Engineer.subclass('lead', { team: varchar() }) {}

// --- instance types ---
declare const u: User
expectType<string>()(u.name); expectType<string | null>()(u.fullname); expectType<Address[]>()(u.addresses); expectType<Group[]>()(u.groups)
expectType<Address | null>()(u.primary); expectType<Date>()(u.createdAt); expectType<string>()(u.display); expectType<string>()(u.describe())
declare const a: Address
expectType<User>()(a.user); expectType<string>()(a.owner); void a.user.addresses[0]!.user.groups[0]!.users
declare const n: Node
expectType<Node | null>()(n.parent); expectType<Node[]>()(n.children); void n.parent?.parent?.children[0]?.data
declare const m: Manager
expectType<Employee[]>()(m.reports); expectType<Company>()(m.company); expectType<Manager | null>()(m.boss); expectType<string>()(m.greet())
const asEmp: Employee = m
// @ts-expect-error Employee is not a Manager
export const asMgr: Manager = asEmp
if (asEmp instanceof Manager) expectType<number>()(asEmp.level)
declare const lead: Lead
const e2: Engineer = lead; expectType<string | null>()(e2.lang); expectType<string>()(lead.team)
// assignment checks
u.name = 'x'
// @ts-expect-error
u.name = 1
u.addresses.push(new Address({ email: 'x' })); a.user = u
// @ts-expect-error null into non-null to-one
a.user = null

// --- typed constructor ---
const u1 = new User({ name: 'sandy', addresses: [new Address({ email: 'a@b' })] })
expectType<User>()(u1)
// @ts-expect-error name missing
new User({ fullname: 'x' })
// @ts-expect-error args missing
new User()
// @ts-expect-error unknown attribute
new User({ name: 'x', nope: 1 })
// @ts-expect-error wrong type in relationship
new User({ name: 'x', addresses: [u1] })
new Child()
export const mm = new Manager({ name: 'm', type: 'manager', level: 3, company: new Company({ name: 'c' }) })
// @ts-expect-error level missing
new Manager({ name: 'm', type: 'manager' })

// --- session ---
expectType<User | null>()(await session.get(User, 1)); expectType<Manager | null>()(await session.get(Manager, 1))
// @ts-expect-error pk type
void session.get(User, 'x')
class OrderItem extends Base.entity('order_item', { orderId: integer().primaryKey(), sku: varchar().primaryKey(), qty: integer().default(1) }) {}
expectType<OrderItem | null>()(await session.get(OrderItem, { orderId: 1, sku: 'x' }))
// @ts-expect-error incomplete pk
void session.get(OrderItem, { orderId: 1 })
expectType<User[]>()(await session.scalars(select(User).where(User.c.name.eq('x'))).all())
for await (const x of session.scalars(select(User))) expectType<User>()(x)
expectType<[User, string][]>()(await session.execute(select(User, Address.c.email).join(User.c.addresses)).tuples().all())
for await (const [user, email] of session.execute(select(User, Address.c.email).join(User.c.addresses)).tuples()) { expectType<User>()(user); expectType<string>()(email) }
expectType<{ user_account: User; email: string | null }[]>()(await session.execute(select(User, Address.c.email).outerJoin(User.c.addresses)).all())
expectType<{ u: User; a: Address | null; cnt: number }[]>()(await session.execute(select({ u: User, a: Address, cnt: func.count() }).outerJoin(User.c.addresses)).all())
// hybrids
select(User).where(User.display.like('%x%'), User.byName('x'), Manager.active())
// aliases
const boss = aliased(Employee, 'boss')
expectType<[Employee, Employee | null][]>()(await session.execute(select(Employee, boss).outerJoin(boss, boss.c.id.eq(Employee.c.companyId))).tuples().all())
expectType<[string, string][]>()(await session.execute(select(Employee.c.name, boss.c.name.label('b'))).tuples().all())
// relationship operators
select(User).where(User.c.addresses.any(Address.c.email.like('%@x')), Address.c.user.has(User.c.name.eq('q')), User.c.groups.contains(new Group({ title: 't' })), Address.c.user.is(u))
// @ts-expect-error has() is for scalars
User.c.addresses.has()
// @ts-expect-error contains wrong entity
User.c.groups.contains(u)
// --- loader options ---
select(User).options(selectinload(User.c.addresses).joinedload(Address.c.user).selectinload(User.c.groups), joinedload(User.c.groups).loadOnly(Group.c.title), defer(User.c.fullname))
// @ts-expect-error root entity mismatch
select(User).options(selectinload(Address.c.user))
// @ts-expect-error path step does not start at Address
selectinload(User.c.addresses).joinedload(Group.c.users)
// @ts-expect-error not a relationship
selectinload(User.c.name)
select(Employee).options(selectinload(Manager.c.reports), joinedload(Employee.c.company).selectinload(Company.c.employees))
select(Manager).options(joinedload(Manager.c.company))
// --- lazy loading ---
expectType<Address[]>()(await session.load(u, 'addresses'))
await session.load([u, u], 'addresses', 'groups')
// @ts-expect-error unknown attribute
void session.load(u, 'adresses')
// --- derived attributes, composites, string targets, write-only ---
class Point { x: number; y: number; constructor(x: number, y: number) { this.x = x; this.y = y } }
class Shape extends Base.entity('shape', {
  id: integer().primaryKey(),
  w: integer(), h: integer(), meta: json<{ color: string }>().nullable(),
  origin: composite(Point, { ox: integer(), oy: integer() }),
  owner: () => toOne<User>('User'),
  logs: () => writeOnly(Log),
  area: () => columnProperty(Shape.c.w.mul(Shape.c.h)),
}) {}
class Log extends Base.entity('log', { id: integer().primaryKey(), shape: () => toOne(Shape) }) {}
declare const s: Shape
expectType<number>()(s.area); expectType<Point>()(s.origin); expectType<User>()(s.owner); expectType<{ color: string } | null>()(s.meta)
s.logs.add(new Log()); select(Shape).where(Shape.c.area.gt(3)).orderBy(Shape.c.area.desc())
expectType<{ area: number }[]>()(await session.execute(select(Shape.c.area)).all())
// --- entity DML: relationships are not columns ---
insert(User).values({ name: 'x' }); update(User).set({ name: User.c.name.concat('!') })
// @ts-expect-error relationship in Core-style insert
insert(User).values({ name: 'x', addresses: [] })
select(User.table.c.id, userGroup.c.groupId)
