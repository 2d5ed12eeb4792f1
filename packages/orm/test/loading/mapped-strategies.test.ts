import { describe, expect, test } from '@jest/globals'
import { and, boolean, integer, select, varchar } from '@athanor/expressions'
import { declarativeBase, joinedload, noload, selectinload, subqueryload, toMany, toMap, toOne, toSet } from '@athanor/orm'
import { onOrmDatabases } from './support/suite.ts'

class Base extends declarativeBase() {}
class Shop extends Base.entity('shop', {
  id: integer().primaryKey(),
  name: varchar(20),
  selectinItems: () => toMany(Item, { lazy: 'selectin', orderBy: Item.c.id, viewOnly: true }),
  joinedOwner: () => toOne(Owner, { lazy: 'joined' }).nullable(),
  ownerId: integer().references('owner.id').nullable(),
  nothing: () => toMany(Item, { lazy: 'noload', viewOnly: true }),
  raising: () => toMany(Item, { lazy: 'raise', viewOnly: true }),
  items: () => toMany(Item),
  tags: () => toSet(Tag),
  prices: () => toMap(Price, 'code'),
  openItems: () => toMany(Item, { primaryJoin: and(Item.c.shopId.eq(Shop.c.id), Item.c.open.eq(true)), viewOnly: true, orderBy: Item.c.id.desc() }),
}) {}
class Owner extends Base.entity('owner', { id: integer().primaryKey(), name: varchar(20), shops: () => toMany(Shop, { lazy: 'selectin' }) }) {}
class Item extends Base.entity('item', {
  id: integer().primaryKey(), shopId: integer().references('shop.id').nullable(), open: boolean(), shop: () => toOne(Shop, { lazy: 'joined' }).nullable(),
}) {}
class Tag extends Base.entity('tag', { id: integer().primaryKey(), name: varchar(20), shopId: integer().references('shop.id').nullable() }) {}
class Price extends Base.entity('price', { id: integer().primaryKey(), code: varchar(20), amount: integer(), shopId: integer().references('shop.id').nullable() }) {}
class Part extends Base.entity('part', {
  id: integer().primaryKey(), parentId: integer().references('part.id').nullable(),
  parts: () => toMany(Part, { lazy: 'selectin', joinDepth: 2, orderBy: Part.c.id }),
}) {}

onOrmDatabases((suite) => {
  const shops = () => suite.given((session) => {
    session.add(
      new Shop({
        name: 'a', joinedOwner: new Owner({ name: 'o' }), items: [new Item({ open: true }), new Item({ open: false }), new Item({ open: true })],
        tags: new Set([new Tag({ name: 't1' }), new Tag({ name: 't2' })]),
        prices: new Map([['x', new Price({ code: 'x', amount: 1 })], ['y', new Price({ code: 'y', amount: 2 })]]),
      }),
      new Shop({ name: 'b' }),
    )
  })

  test('a relationship is loaded as mapped, unless a loader option says otherwise', async () => {
    await shops()
    const session = suite.session()
    const [a, b] = await session.scalars(select(Shop).orderBy(Shop.c.id)).all()
    const [sql, ...rest] = suite.statements()
    expect(sql).toContain('LEFT OUTER JOIN owner AS owner_1 ON owner_1.id = shop.ownerId')
    // the items; the shops of the owner would lead back
    expect(rest.filter((s) => s.includes('FROM item'))).toHaveLength(1)
    expect(a!.selectinItems).toHaveLength(3)
    expect(a!.joinedOwner!.name).toBe('o')
    expect(b!.joinedOwner).toBeNull()
    expect([a!.nothing.length, b!.nothing.length]).toEqual([0, 0])
    expect(() => a!.raising).toThrow('Shop.raising is not loaded')

    const other = suite.session()
    const [again] = await other.scalars(select(Shop).options(noload(Shop.c.selectinItems), noload(Shop.c.joinedOwner)).orderBy(Shop.c.id)).all()
    expect(suite.statements()).toHaveLength(1)
    expect(again!.selectinItems).toEqual([])
    expect(again!.joinedOwner).toBeNull()
  })

  test('get() and refresh() load as mapped too', async () => {
    await shops()
    const session = suite.session()
    const shop = await session.getOne(Shop, 1)
    expect(shop.selectinItems).toHaveLength(3)
    expect(shop.joinedOwner!.name).toBe('o')
    await session.refresh(shop)
    expect(shop.selectinItems).toHaveLength(3)
    const other = await suite.session().getOne(Shop, 1, { options: [selectinload(Shop.c.tags)] })
    expect(other.tags.size).toBe(2)
  })

  test('sets and maps', async () => {
    await shops()
    for (const option of [selectinload, joinedload, subqueryload]) {
      const found = await suite.session().scalars(select(Shop).options(option(Shop.c.tags), option(Shop.c.prices)).orderBy(Shop.c.id)).unique().all()
      expect([...found[0]!.tags].map((t) => t.name).sort()).toEqual(['t1', 't2'])
      expect(found[0]!.prices.get('y')!.amount).toBe(2)
      expect([found[1]!.tags.size, found[1]!.prices.size]).toEqual([0, 0])
    }
  })

  test('a join condition of your own', async () => {
    await shops()
    for (const option of [selectinload, joinedload, subqueryload]) {
      const [a, b] = await suite.session().scalars(select(Shop).options(option(Shop.c.openItems)).orderBy(Shop.c.id)).unique().all()
      expect(a!.openItems.map((i) => i.open)).toEqual([true, true])
      expect(a!.openItems[0]!.id).toBeGreaterThan(a!.openItems[1]!.id)
      expect(b!.openItems).toEqual([])
    }
    const session = suite.session()
    expect(await session.scalars(select(Shop.c.name).where(Shop.c.openItems.any())).all()).toEqual(['a'])
    const [shop] = await session.scalars(select(Shop).orderBy(Shop.c.id)).all()
    expect(await session.load(shop!, 'openItems')).toHaveLength(2)
  })

  describe('a class that refers to itself', () => {
    test('is loaded to its joinDepth', async () => {
      await suite.given(async (session) => {
        let parentId: number | null = null
        for (let i = 1; i <= 4; i++) {
          const part: Part = new Part({ parentId })
          session.add(part)
          await session.flush()
          parentId = part.id
        }
      })
      const session = suite.session()
      const part = await session.scalars(select(Part).where(Part.c.parentId.isNull())).one()
      expect(part.parts[0]!.parts[0]!.id).toBe(part.id + 2)
      expect(() => part.parts[0]!.parts[0]!.parts).toThrow('not loaded')
    })
  })

  test('FOR UPDATE locks and overwrites', async () => {
    await shops()
    const session = suite.session({ autoflush: false })
    const shop = await session.getOne(Shop, 2)
    shop.name = 'changed'
    suite.statements()
    expect(await session.get(Shop, 2, { withForUpdate: true })).toBe(shop)
    expect(shop.name).toBe('b')
  })
}, { base: Base })
