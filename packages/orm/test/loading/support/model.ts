import { boolean, foreignKey, func, integer, select, table, text, varchar } from '@athanor/expressions'
import { columnProperty, composite, declarativeBase, deferred, hybrid, toMany, toOne, writeOnly } from '@athanor/orm'

// One model for the tests of queries and loading.
export class Base extends declarativeBase() {}

export class User extends Base.entity('user_account', {
  id: integer().primaryKey(),
  name: varchar(30),
  fullname: varchar(60).nullable(),
  bio: deferred(text().nullable(), { group: 'long' }),
  notes: deferred(text().nullable(), { group: 'long' }),
  addresses: () => toMany(Address, { backPopulates: 'user', orderBy: Address.c.email, cascade: 'all, delete-orphan' }),
  groups: () => toMany(Group, { secondary: membership, backPopulates: 'users', orderBy: Group.c.title }),
  orders: () => writeOnly(Order),
  profile: () => toOne(Profile, { backPopulates: 'user' }).nullable(),
  label: () => hybrid(User.c.name.concat('!'), (user: User) => `${user.name}!`),
  addressCount: () => columnProperty(select(func.count(Address.c.id)).where(Address.c.userId.eq(User.c.id)).correlateExcept(Address).scalarSubquery()),
}) {}

export class Address extends Base.entity('address', {
  id: integer().primaryKey(),
  email: varchar(60),
  userId: integer().references('user_account.id').nullable(),
  user: () => toOne(User, { backPopulates: 'addresses' }).nullable(),
  dingalings: () => toMany(Dingaling),
}) {}

export class Dingaling extends Base.entity('dingaling', {
  id: integer().primaryKey(),
  data: varchar(30),
  addressId: integer().references('address.id').nullable(),
}) {}

export class Profile extends Base.entity('profile', {
  id: integer().primaryKey(),
  text: varchar(60),
  userId: integer().references('user_account.id').nullable(),
  user: () => toOne(User, { backPopulates: 'profile' }).nullable(),
}) {}

export class Order extends Base.entity('customer_order', {
  id: integer().primaryKey(),
  total: integer(),
  userId: integer().references('user_account.id').nullable(),
}) {}

export const membership = table('membership', Base.metadata, {
  userId: integer().references('user_account.id').primaryKey(),
  groupId: integer().references('user_group.id').primaryKey(),
})

export class Group extends Base.entity('user_group', {
  id: integer().primaryKey(),
  title: varchar(30),
  hidden: boolean().default(false),
  users: () => toMany(User, { secondary: membership, backPopulates: 'groups', orderBy: User.c.id }),
}) {}

export class Node extends Base.entity('node', {
  id: integer().primaryKey(),
  parentId: integer().references('node.id').nullable(),
  data: varchar(30),
  children: () => toMany(Node, { backPopulates: 'parent', orderBy: Node.c.id }),
  parent: () => toOne(Node, { backPopulates: 'children', remoteSide: Node.c.id }).nullable(),
}) {}

export class Company extends Base.entity('company', {
  id: integer().primaryKey(),
  name: varchar(30),
  staff: () => toMany(Employee, { backPopulates: 'company', orderBy: Employee.c.id }),
}) {}

export class Employee extends Base.entity('employee', {
  id: integer().primaryKey(),
  type: varchar(20).discriminator(),
  name: varchar(30),
  companyId: integer().references('company.id').nullable(),
  company: () => toOne(Company, { backPopulates: 'staff' }).nullable(),
}) {
  title(): string { return this.name }
}
export class Manager extends Employee.subclass('manager', {
  level: integer(),
  projects: () => toMany(Project, { orderBy: Project.c.id }),
}, { table: 'manager' }) {
  override title(): string { return `${super.title()} (L${this.level})` }
}
export class Engineer extends Employee.subclass('engineer', { lang: varchar(30).nullable() }) {}

export class Project extends Base.entity('project', {
  id: integer().primaryKey(),
  name: varchar(30),
  managerId: integer().references('manager.id').nullable(),
}) {}

export class Point {
  readonly x: number
  readonly y: number
  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
}
export class Vertex extends Base.entity('vertex', {
  id: integer().primaryKey(),
  at: composite(Point, { x: integer(), y: integer() }),
}) {}

export class OrderItem extends Base.entity('order_item', {
  orderId: integer().primaryKey({ autoincrement: false }),
  sku: varchar(20).primaryKey(),
  quantity: integer(),
  labels: () => toMany(ItemLabel, { orderBy: ItemLabel.c.id }),
}) {}

export class ItemLabel extends Base.entity('item_label', {
  id: integer().primaryKey(),
  orderId: integer(),
  sku: varchar(20),
  text: varchar(30),
}, (c) => ({ tableArgs: [foreignKey([c.orderId, c.sku], ['order_item.orderId', 'order_item.sku'])] })) {}
