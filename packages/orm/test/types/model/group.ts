// oxlint-disable import/no-cycle -- mapped classes refer to each other inside thunks: these files test just that
import { varchar, integer, toMany, table } from '../api.ts'
import { Base } from './base.ts'
import { User } from './user.ts'
export const userGroup = table('user_group', {
  userId: integer().references('user_account.id').primaryKey(),
  groupId: integer().references('group.id').primaryKey(),
})
export class Group extends Base.entity('group', {
  id: integer().primaryKey(),
  title: varchar(),
  users: () => toMany(User, { secondary: userGroup, backPopulates: 'groups' }),
}) {}
