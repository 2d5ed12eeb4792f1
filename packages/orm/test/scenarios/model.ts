import { integer, json, varchar } from '@athanor/expressions'
import { declarativeBase, toMany, toOne } from '@athanor/orm'

// Two classes that own their children in the two ways there are, rows that refer to each other, versions and documents.
export class Base extends declarativeBase() {}

export class Owner extends Base.entity('os_owner', {
  id: integer().primaryKey(), name: varchar(20).nullable(), note: varchar(20).nullable(),
  parts: () => toMany(Part, { backPopulates: 'owner', cascade: 'all, delete-orphan', orderBy: Part.c.id }),
}) {}
export class Part extends Base.entity('os_part', {
  id: integer().primaryKey(), name: varchar(20).nullable(), ownerId: integer().references('os_owner.id').nullable(),
  owner: () => toOne(Owner, { backPopulates: 'parts' }).nullable(),
}) {}

export class Group extends Base.entity('os_group', {
  id: integer().primaryKey(), name: varchar(20).unique(), members: () => toMany(Member, { backPopulates: 'group', orderBy: Member.c.id }),
}) {}
export class Member extends Base.entity('os_member', {
  id: integer().primaryKey(), name: varchar(20).nullable(), groupId: integer().references('os_group.id').nullable(),
  group: () => toOne(Group, { backPopulates: 'members' }).nullable(),
}) {}

/** Children whose foreign key can't be NULL, of a parent without a cascade to them. */
export class Strict extends Base.entity('os_strict', { id: integer().primaryKey(), bound: () => toMany(Bound) }) {}
export class Bound extends Base.entity('os_bound', { id: integer().primaryKey(), strictId: integer().references('os_strict.id') }) {}

/** Each refers to the other; `Plain` says nothing about it, `Posted` says postUpdate. */
export class Plain extends Base.entity('os_plain', {
  id: integer().primaryKey(), favouriteId: integer().references('os_plain_item.id', { useAlter: true, name: 'fk_os_plain' }).nullable(),
  favourite: () => toOne(PlainItem, { foreignKeys: Plain.c.favouriteId, primaryJoin: Plain.c.favouriteId.eq(PlainItem.c.id) }).nullable(),
}) {}
export class PlainItem extends Base.entity('os_plain_item', {
  id: integer().primaryKey(), plainId: integer().references('os_plain.id').nullable(),
  plain: () => toOne(Plain, { foreignKeys: PlainItem.c.plainId, primaryJoin: PlainItem.c.plainId.eq(Plain.c.id) }).nullable(),
}) {}
export class Posted extends Base.entity('os_posted', {
  id: integer().primaryKey(), favouriteId: integer().references('os_posted_item.id', { useAlter: true, name: 'fk_os_posted' }).nullable(),
  favourite: () => toOne(PostedItem, { foreignKeys: Posted.c.favouriteId, primaryJoin: Posted.c.favouriteId.eq(PostedItem.c.id), postUpdate: true }).nullable(),
}) {}
export class PostedItem extends Base.entity('os_posted_item', {
  id: integer().primaryKey(), postedId: integer().references('os_posted.id').nullable(),
  posted: () => toOne(Posted, { foreignKeys: PostedItem.c.postedId, primaryJoin: PostedItem.c.postedId.eq(Posted.c.id) }).nullable(),
}) {}

export class Versioned extends Base.entity('os_versioned', { id: integer().primaryKey(), title: varchar(20), version: integer().version() }) {}
export class Document extends Base.entity('os_document', { id: integer().primaryKey(), body: json<unknown>().nullable() }) {}
