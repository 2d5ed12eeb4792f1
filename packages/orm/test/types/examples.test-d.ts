// The worked examples of the documentation: Core, then mapped classes.
import {
  aliased, and, conn, declarativeBase, enumType, exists, func, hybrid, insert, integer, joinedload, or, select, selectinload,
  session, table, timestamp, expectType, toMany, toOne, union, update, varchar,
} from './api.ts'

// ---------------------------------------------------------------- Core
const users = table('user_account', {
  id: integer().primaryKey(),                       // autoincrement => optional on INSERT
  name: varchar(30),                                // NOT NULL is the default
  fullname: varchar().nullable(),
  role: enumType('admin', 'user').default('user'),
  createdAt: timestamp().serverDefault(func.now()),
})
const addresses = table('address', {
  id: integer().primaryKey(),
  email: varchar(),
  userId: integer().references(() => users.c.id),   // typed; or .references('user_account.id')
})
const stmt = select(users.c.id, users.c.name.label('n'), addresses.c.email)
  .outerJoin(addresses, addresses.c.userId.eq(users.c.id))
  .where(and(users.c.name.like('s%'), or(users.c.fullname.eq(null), users.c.role.in(['admin']))))
expectType<{ id: number; n: string; email: string | null }[]>()(await conn.execute(stmt).all())
for await (const row of conn.execute(stmt)) void row.email?.length
for (const [id, n, email] of await conn.execute(stmt).tuples().all()) { expectType<number>()(id); expectType<string>()(n); expectType<string | null>()(email) }
const nested = await conn.execute(select({ user: users, addr: addresses }).outerJoin(addresses)).all()
expectType<string | undefined>()(nested[0]!.addr?.email)
const newId = await conn.execute(insert(users).values({ name: 'sandy' }).returning(users.c.id)).scalarOne()
expectType<number>()(newId)

// ---------------------------------------------------------------- ORM
class Base extends declarativeBase() {}

class User extends Base.entity('user', {
  id: integer().primaryKey(),
  name: varchar(30),
  fullname: varchar().nullable(),
  addresses: () => toMany(Address, { backPopulates: 'user', cascade: 'all, delete-orphan', orderBy: Address.c.email }),
  label: () => hybrid(User.c.name.concat(User.c.fullname), (u: User) => u.name + (u.fullname ?? '')),
}) {
  get initials() { return this.name[0]! }
  static named(n: string) { return this.c.name.eq(n) }
}
class Address extends Base.entity('addr', {
  id: integer().primaryKey(),
  email: varchar(),
  userId: integer().references('user.id'),
  user: () => toOne(User, { backPopulates: 'addresses' }),
}) {}
const sandy = new User({ name: 'sandy', addresses: [new Address({ email: 's@x.org' })] })
session.add(sandy)
const us = await session.scalars(select(User).where(User.named('sandy'), User.c.addresses.any(Address.c.email.like('%@x.org')))
  .options(selectinload(User.c.addresses).joinedload(Address.c.user)).orderBy(User.c.label)).all()
expectType<User[]>()(us)
expectType<Address[]>()(us[0]!.addresses)
const pairs = await session.execute(select(User, Address.c.email).outerJoin(User.c.addresses)).tuples().all()
expectType<[User, string | null][]>()(pairs)
await session.load(us, 'addresses')                 // batch: one SELECT … IN for all users

// many-to-many
const parentChild = table('parent_child', {
  parentId: integer().references('parent.id').primaryKey(),
  childId: integer().references('child.id').primaryKey(),
})
class Parent extends Base.entity('parent', {
  id: integer().primaryKey(),
  children: () => toMany(Child, { secondary: parentChild, backPopulates: 'parents' }),
}) {}
class Child extends Base.entity('child', {
  id: integer().primaryKey(),
  parents: () => toMany(Parent, { secondary: parentChild, backPopulates: 'children' }),
}) {}
const p = new Parent({ children: [new Child()] }); p.children[0]!.parents.push(p)

// inheritance (joined: { table }, single-table: no table)
class Company extends Base.entity('company', { id: integer().primaryKey(), name: varchar(), staff: () => toMany(Employee, { backPopulates: 'company' }) }) {}
class Employee extends Base.entity('employee', {
  id: integer().primaryKey(),
  type: enumType('employee', 'manager', 'engineer').discriminator(),
  name: varchar(),
  companyId: integer().references('company.id'),
  company: () => toOne(Company, { backPopulates: 'staff' }),
  boss: () => toOne(Manager, { remoteSide: Manager.c.id }).nullable(),
}) {
  title(): string { return this.name }
}
class Manager extends Employee.subclass('manager', { level: integer(), reports: () => toMany(Employee) }, { table: 'manager' }) {
  override title() { return `${super.title()} (L${this.level})` }
}
class Engineer extends Employee.subclass('engineer', { lang: varchar().nullable() }) {}
for (const e of await session.scalars(select(Employee).options(selectinload(Manager.c.reports), joinedload(Employee.c.company))).all()) {
  if (e instanceof Manager) expectType<Employee[]>()(e.reports)
  if (e instanceof Engineer) expectType<string | null>()(e.lang)
}

// self-referential tree
class Node extends Base.entity('node', {
  id: integer().primaryKey(),
  parentId: integer().references('node.id').nullable(),
  data: varchar(50),
  children: () => toMany(Node, { backPopulates: 'parent', cascade: 'all' }),
  parent: () => toOne(Node, { backPopulates: 'children', remoteSide: Node.c.id }).nullable(),
}) {}
const up = aliased(Node, 'up')
expectType<[Node, Node | null][]>()(await session.execute(select(Node, up).outerJoin(up, up.c.id.eq(Node.c.parentId))).tuples().all())
const tree = select(Node.c.id, Node.c.data).where(Node.c.parentId.isNull()).cte('tree', { recursive: true })
  .unionAll(t => select(Node.c.id, Node.c.data).join(t, Node.c.parentId.eq(t.c.id)))
expectType<{ id: number; data: string }[]>()(await session.execute(select(tree)).all())
void [exists, union, update]
