import { expect, test } from '@jest/globals'
import { enumType, integer, select, varchar } from '@athanor/expressions'
import { declarativeBase, toMany, toOne } from '@athanor/orm'
import { onTables } from '../support/on-tables.ts'

// the discriminator is an enumeration of the identities, which no constructor is given
const Base = declarativeBase()
class Company extends Base.entity('company', { id: integer().primaryKey(), name: varchar(30), staff: () => toMany(Employee, { backPopulates: 'company' }) }) {}
class Employee extends Base.entity('employee', {
  id: integer().primaryKey(),
  type: enumType('employee', 'manager', 'engineer').discriminator(),
  name: varchar(30),
  companyId: integer().references('company.id'),
  company: () => toOne(Company, { backPopulates: 'staff' }),
}) {
  title(): string { return this.name }
}
class Manager extends Employee.subclass('manager', { level: integer() }, { table: 'manager' }) {
  override title(): string { return `${super.title()} (L${this.level})` }
}
class Engineer extends Employee.subclass('engineer', { lang: varchar(30).nullable() }) {}

onTables(Base, (suite) => {
  test('objects come back as what they were', async () => {
    const session = suite.session()
    const company = new Company({ name: 'acme' })
    session.add(new Manager({ name: 'ann', level: 3, company }), new Engineer({ name: 'bob', lang: 'ts', company }), new Employee({ name: 'cy', company }))
    await session.commit()
    const other = suite.session()
    expect(await other.scalars(select(Employee.c.type).orderBy(Employee.c.name)).all()).toEqual(['manager', 'engineer', 'employee'])
    const staff = await other.scalars(select(Employee).orderBy(Employee.c.name)).all()
    expect(staff.map((e) => e.constructor)).toEqual([Manager, Engineer, Employee])
    expect((await other.scalars(select(Manager)).one()).title()).toBe('ann (L3)')
    expect((await other.scalars(select(Engineer)).one()).lang).toBe('ts')
    expect(await other.scalars(select(Employee.c.name).where(Employee.c.type.in(['manager', 'engineer'])).orderBy(Employee.c.name)).all()).toEqual(['ann', 'bob'])
  })
})
