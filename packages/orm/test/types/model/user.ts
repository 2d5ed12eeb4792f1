// oxlint-disable import/no-cycle -- mapped classes refer to each other inside thunks: these files test just that
import { varchar, integer, toMany, toOne } from '../api.ts'
import { Base, timestamps } from './base.ts'
import { Address } from './address.ts'          // circular VALUE import: fine, only used in a thunk
import { Group, userGroup } from './group.ts'
export class User extends Base.entity('user_account', {
  id: integer().primaryKey(),
  name: varchar(30),
  fullname: varchar().nullable(),
  ...timestamps,
  addresses: () => toMany(Address, { backPopulates: 'user', cascade: 'all, delete-orphan' }),
  groups: () => toMany(Group, { secondary: userGroup, backPopulates: 'users' }),
  primary: () => toOne(Address, { foreignKeys: User.c.primaryId }).nullable(),
  primaryId: integer().references('address.id').nullable(),
}) {
  get display() { return `${this.fullname ?? this.name} <${this.addresses[0]?.email}>` }
  static get display() { return this.c.name.concat(this.c.fullname) }     // hybrid: SQL side
  firstEmail() { return this.addresses[0]?.email }
  static byName(name: string) { return this.c.name.eq(name) }
}
