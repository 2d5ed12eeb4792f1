import { expect, test } from '@jest/globals'
import { integer, select, varchar } from '@athanor/expressions'
import { configureMappers, declarativeBase, inspect, toMany, toOne } from '@athanor/orm'
import { onTables } from '../support/on-tables.ts'

class Base extends declarativeBase() {}
class Company extends Base.entity('company', {
  id: integer().primaryKey(), staff: () => toMany(Employee, { backPopulates: 'company', cascade: 'all', orderBy: Employee.c.id }),
}) {}
class Employee extends Base.entity('employee', {
  id: integer().primaryKey(), type: varchar(20).discriminator(), name: varchar(20),
  companyId: integer().references('company.id').nullable(),
  company: () => toOne(Company, { backPopulates: 'staff' }).nullable(),
}) { title(): string { return this.name } }
class Manager extends Employee.subclass('manager', { level: integer() }, { table: 'manager' }) {
  override title(): string { return `${super.title()} (L${this.level})` }
}
class Engineer extends Employee.subclass('engineer', { lang: varchar(10).nullable() }) {}
configureMappers(Company, Employee, Manager, Engineer)

test('tables, keys and identities', () => {
  expect(inspect(Manager).tables.map((t) => t.fullName)).toEqual(['employee', 'manager'])
  expect(inspect(Engineer).tables.map((t) => t.fullName)).toEqual(['employee'])
  expect(new Manager({ name: 'm', level: 1 }).type).toBe('manager')
  expect(Employee.table.c).toHaveProperty('lang')
  expect(() => Employee.subclass('manager', {})).toThrow("The polymorphic identity 'manager' belongs to Manager already")
})

test('a subclass that no code has named can not be loaded', () => {
  class Other extends declarativeBase() {}
  class Animal extends Other.entity('animal', { id: integer().primaryKey(), kind: varchar(10).discriminator() }) {}
  Animal.subclass('dog', {})
  expect(() => inspect(Animal).polymorphicMap.get('dog')!.instanceClass).toThrow("the mapped class 'dog' (identity 'dog') was loaded before any code used the class")
})

onTables(Base, (suite) => {
  test('each class is written to its tables, root first, and read back as itself', async () => {
    const session = suite.session()
    session.add(new Company({ staff: [new Manager({ name: 'm', level: 3 }), new Engineer({ name: 'e', lang: 'ts' }), new Employee({ name: 'p' })] } as never))
    await session.commit()
    expect(suite.writes()).toEqual(['insert company', 'insert employee', 'insert manager'])
    const reader = suite.session()
    const staff = await reader.scalars(select(Employee).orderBy(Employee.c.id)).all()
    expect(staff.map((e) => e.constructor)).toEqual([Manager, Engineer, Employee])
    // what only subclasses have in tables of their own is loaded when it is asked for
    await reader.load(staff.filter((e) => e instanceof Manager), 'level')
    expect(staff.map((e) => e.title())).toEqual(['m (L3)', 'e', 'p'])
  })

  test('a changed column is written to its own table; DELETE goes from the leaf up', async () => {
    const session = suite.session()
    const manager = new Manager({ name: 'm', level: 3 })
    session.add(manager)
    await session.commit()
    suite.writes()
    manager.level = 4
    await session.flush()
    expect(suite.writes()).toEqual(['update manager'])
    await session.delete(manager)
    await session.commit()
    expect(suite.writes()).toEqual(['delete manager', 'delete employee'])
  })

  test('get of a subclass finds no row of another class', async () => {
    const session = suite.session()
    session.add(new Engineer({ name: 'e' }))
    await session.commit()
    const other = suite.session()
    expect(await other.get(Manager, 1)).toBeNull()
    expect(await other.get(Employee, 1)).toBeInstanceOf(Engineer)
    expect(await other.get(Manager, 1)).toBeNull()
  })
})
