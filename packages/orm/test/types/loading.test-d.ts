import {
  aliased, and, composite, containsEager, deferred, expectType, func, integer, joinedload, loadOnly, raiseload, select, selectinload, session,
  subqueryload, synonym, text, toOne, undefer, varchar, withExpression, withLoaderCriteria, writeOnly, columnProperty, toMany,
} from './api.ts'
import { Address } from './model/address.ts'
import { Base } from './model/base.ts'
import { Group } from './model/group.ts'
import { User } from './model/user.ts'

class Point {
  readonly x: number
  constructor(x: number) {
    this.x = x
  }
}
class Article extends Base.entity('article', {
  id: integer().primaryKey(),
  title: varchar(),
  body: deferred(text(), { group: 'large' }),
  at: composite(Point, { x: integer() }),
  heading: () => synonym(Article.c.title),
  words: () => columnProperty(func.length(Article.c.body)),
  author: () => toOne(User).nullable(),
  readers: () => writeOnly(User),
  tags: () => toMany(Group, { viewOnly: true, cascade: ['save-update', 'merge'], lazy: 'selectin', passiveDeletes: 'all' }),
}) {}

// ---- synonyms are set like the attribute they name; expressions are read-only
expectType<string>()(new Article({ title: 'a', body: 'b' }).heading)
new Article({ title: 'a', body: 'b', heading: 'c' })
// @ts-expect-error computed attributes can't be given
new Article({ title: 'a', body: 'b', words: 3 })
expectType<number>()((await session.getOne(Article, 1)).words)
expectType<Article | null>()(await session.get(Article, 1, { populateExisting: true, withForUpdate: { nowait: true } }))

// ---- loader options
select(User).options(
  selectinload(User.c.addresses, { chunkSize: 100 }).joinedload(Address.c.user, { innerJoin: true }).loadOnly(User.c.name).selectinload(User.c.groups),
  subqueryload(User.c.groups).defer(Group.c.title).raiseload(Group.c.users), raiseload(User.c.primary), undefer(User.c.fullname),
  containsEager(User.c.addresses, { alias: aliased(Address, 'a2') }), loadOnly(User.c.id, User.c.name),
  selectinload(User.c.addresses.and(Address.c.email.like('%x'))), withLoaderCriteria(Address, Address.c.email.isNotNull()),
  withLoaderCriteria(Address, (a) => a.c.email.like('%x')), withExpression(User.c.fullname, func.lower(User.c.name)),
)
// @ts-expect-error options of another entity
select(User).options(undefer(Article.c.body))
// @ts-expect-error columns of two entities
select(User).options(loadOnly(User.c.name, Article.c.title))
// @ts-expect-error a path step that doesn't start where the path is
select(User).options(joinedload(User.c.addresses).loadOnly(User.c.name))
// @ts-expect-error no entity in the select list
select(User.c.id).options(joinedload(User.c.addresses))
// @ts-expect-error a lazy strategy that doesn't exist
toMany(Group, { lazy: 'select' })

// ---- relationship operators
select(Article).join(Article.c.author).where(
  Article.c.author.is(null), Article.c.author.isNot(await session.getOne(User, 1)), Article.c.author.has(and(User.c.name.eq('x'), undefined)),
  Article.c.tags.any(), Article.c.heading.like('x%'),
)
// @ts-expect-error compared with an object of another class
Article.c.author.is(await session.getOne(Group, 1))
// @ts-expect-error any() is for collections
Article.c.author.any()
expectType<[Article, User | null][]>()(await session.execute(select(Article, User).outerJoin(Article.c.author)).tuples().all())
expectType<{ article: Article; user_account: User }>()(await session.execute(select(Article, User).join(Article.c.author)).one())

// ---- loading on demand
expectType<User | null>()(await session.load(await session.getOne(Article, 1), 'author'))
await session.load([await session.getOne(User, 1)], selectinload(User.c.addresses).joinedload(Address.c.user))
expectType<[User]>()(await session.execute((await session.getOne(Article, 1)).readers.select()).tuples().one())
