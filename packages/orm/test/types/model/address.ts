// oxlint-disable import/no-cycle -- mapped classes refer to each other inside thunks: these files test just that
import { varchar, integer, toOne } from '../api.ts'
import { Base } from './base.ts'
import { User } from './user.ts'
export class Address extends Base.entity('address', {
  id: integer().primaryKey(),
  email: varchar(),
  userId: integer().references(() => User.c.id),      // typed thunk: ok while only ONE side dereferences members
  user: () => toOne(User, { backPopulates: 'addresses' }),
}) {
  get owner() { return this.user.name }
}
