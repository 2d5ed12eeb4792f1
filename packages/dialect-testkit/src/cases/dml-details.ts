import { bindparam, boolean, customType, del, func, insert, insertSentinel, integer, literal, select, text, update, upsert, varchar } from '@athanor/expressions'
import { equal, near, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const inserts = casesOf('insert')
const updates = casesOf('update')
const deletes = casesOf('delete')
const returns = casesOf('returning')
const many = casesOf('executemany')
const upserts = casesOf('upsert')
const key = () => integer().primaryKey({ autoincrement: false })

/** INSERT, UPDATE and DELETE: defaults by row, texts around them, other columns of the row. */
export const dmlDetailCases: readonly TestCase[] = [
  inserts('defaults of several rows in one statement: each sees its own row', ['multirowInsert'], async (t) => {
    let calls = 0
    const seen: unknown[] = []
    const item = t.table('tk_default', {
      id: key(), plain: varchar(10).default('p'), called: integer().default(() => ++calls),
      word: varchar(30).default(({ parameters }) => { seen.push(parameters['id']); return `id ${String(parameters['id'])}, ${String(parameters['called'])}` }),
      added: integer().default(literal(20, integer()).add(1) as never),
    })
    await t.create()
    await t.run(insert(item).values([{ id: 1 }, { id: 2 }, { id: 3 }] as never))
    equal(seen, [1, 2, 3])
    equal(await t.tuples(select(item).orderBy(item.c.id)), [[1, 'p', 1, 'id 1, 1', 21], [2, 'p', 2, 'id 2, 2', 21], [3, 'p', 3, 'id 3, 3', 21]])
    // a row that has a value of its own where the first one hasn't, and the other way round
    await t.run(insert(item).values([{ id: 4, word: 'w' }, { id: 5 }] as never))
    equal(await t.tuples(select(item.c.id, item.c.word).where(item.c.id.gt(3)).orderBy(item.c.id)), [[4, 'w'], [5, 'id 5, 5']])
  }),
  inserts('a row that lacks a column of the first one', ['multirowInsert'], async (t) => {
    const item = t.table('tk_item', { id: key(), n: integer().nullable() })
    await t.create()
    await rejects(t.run(insert(item).values([{ id: 1, n: 1 }, { id: 2 }])), { code: 'ROW_INCOMPLETE' })
    await t.run(insert(item).values([{ id: 1, n: 1 }, { id: 2, n: null }]))
    equal(await t.tuples(select(item).orderBy(item.c.id)), [[1, 1], [2, null]])
  }),
  inserts('from a query, with the defaults and without', [], async (t) => {
    const p = await withPeople(t)
    const copy = t.table('tk_copy', { id: key(), name: varchar(30), origin: varchar(10).nullable().default('copied'), n: integer().nullable().default(() => 7) })
    await t.create()
    await t.run(insert(copy).fromSelect(['id', 'name'], select(p.c.id, p.c.name).where(p.c.id.eq(1))))
    await t.run(insert(copy).fromSelect(['id', 'name'], select(p.c.id, p.c.name).where(p.c.id.eq(2)), { includeDefaults: false }))
    equal(await t.tuples(select(copy).orderBy(copy.c.id)), [[1, 'sandy', 'copied', 7], [2, 'patrick', null, null]])
  }),
  inserts('texts around a statement, hints, options', [], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(30) })
    await t.create()
    await t.run(insert(item).values({ id: 1, name: 'a' }).prefixWith('/* first */').comment('an insert').withHint('NOT SQL', { dialect: 'nobody' }).executionOptions({ mine: 1 }))
    await t.run(insert(item).values({ id: bindparam<number>('which'), name: 'b' }).params({ which: 2 }))
    await t.run(update(item).set({ name: 'c' }).where(item.c.id.eq(1)).prefixWith('/* second */').comment('an update').withHint('NOT SQL', { dialect: 'nobody' }).withDialectOptions({ nobody: { limit: 1 } }).executionOptions({ mine: 1 }))
    await t.run(del(item).where(item.c.id.eq(bindparam('gone', { type: integer() }))).params({ gone: 2 }).prefixWith('/* third */').comment('a delete').withHint('NOT SQL', { dialect: 'nobody' }))
    equal(await t.tuples(select(item)), [[1, 'c']])
  }),
  inserts('inline: nothing is fetched', [], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30) })
    await t.create()
    const result = await t.run(insert(item).values({ name: 'a' }).inline())
    near(result.rowCount, 1)
    equal(await t.scalars(select(item.c.name)), ['a'])
    await t.run(update(item).set({ name: 'b' }).inline())
    equal(await t.scalars(select(item.c.name)), ['b'])
  }),
  inserts('NULL, SQL and a value for a column that has a default', [], async (t) => {
    const item = t.table('tk_item', { id: key(), n: integer().nullable().default(5), s: varchar(20).nullable().serverDefault(text("'served'") as never), c: integer().serverDefault(literal(3, integer()).add(4) as never) })
    await t.create()
    await t.run(insert(item), { id: 1 })
    await t.run(insert(item), { id: 2, n: null, s: null, c: 1 })
    await t.run(insert(item).values({ id: 3, n: literal(2, integer()).add(2), s: func.upper(literal('x')), c: 2 }))
    equal(await t.tuples(select(item).orderBy(item.c.id)), [[1, 5, 'served', 7], [2, null, null, 1], [3, 4, 'X', 2]])
  }),

  returns('of defaults, by themselves', ['insertReturning'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30), s: varchar(10).serverDefault('served'), n: integer().default(literal(20, integer()).add(1) as never) })
    await t.create()
    const result = await t.run(insert(item).values({ name: 'a' }).returnDefaults())
    const [returned] = result.returnedDefaults ?? []
    equal([returned?.['s'], returned?.['n']], ['served', 21])
    equal(result.insertedPrimaryKey.length, 1)
  }),
  returns('of other columns beside the defaults', ['insertReturning'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30), s: varchar(10).serverDefault('served') })
    await t.create()
    const result = await t.run(insert(item).values({ name: func.lower(literal('A')) }).returnDefaults('s', { supplementalColumns: ['name'] }))
    equal(result.returnedDefaults?.map((row) => [row['s'], row['name']]), [['served', 'a']])
  }),
  returns('of defaults of an UPDATE', ['updateReturning'], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(30), n: integer().nullable().onUpdate(literal(20, integer()).add(1) as never) })
    await t.create()
    await t.run(insert(item), { id: 1, name: 'a' })
    const result = await t.run(update(item).set({ name: 'b' }).where(item.c.id.eq(1)).returnDefaults('n'))
    equal(result.returnedDefaults?.map((row) => row['n']), [21])
  }),
  returns('with labels, expressions and types', ['insertReturning'], async (t) => {
    const csv = customType(varchar(100), { bind: (list: readonly string[]) => list.join(','), result: (value) => value.split(',') })
    const item = t.table('tk_item', { id: key(), tags: csv, ok: boolean() })
    await t.create()
    equal(await t.rows(insert(item).values({ id: 1, tags: ['a', 'b'], ok: true }).returning(item.c.tags, item.c.ok, item.c.id.mul(10).label('ten'))), [{ tags: ['a', 'b'], ok: true, ten: 10 }])
    if (t.has('deleteReturning')) equal(await t.rows(del(item).where(item.c.id.eq(1)).returning(item.c.tags, item.c.ok)), [{ tags: ['a', 'b'], ok: true }])
  }),

  many('rows in order by a sentinel of the table', ['insertManyReturningOrdered', 'generatedKeys'], async (t) => {
    // the key says nothing of the order: a column of its own does
    const item = t.table('tk_item', { code: varchar(20).primaryKey(), place: insertSentinel() as never, n: integer().serverDefault(literal(4, integer()).add(1) as never) })
    await t.create()
    const codes = Array.from({ length: 300 }, (_, i) => `c${(i * 7919) % 300}`)
    const result = await t.run(insert(item).returning(item.c.code, item.c.n).sortByParameterOrder(), codes.map((code) => ({ code })) as never)
    equal(result.all().map((row) => row.code), codes)
  }),
  many('of an INSERT whose values are SQL', [], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(30) })
    await t.create()
    await t.run(insert(item).values({ id: bindparam<number>('n', { type: integer() }), name: func.upper(bindparam<string>('word', { type: varchar() })) }), [{ n: 1, word: 'a' }, { n: 2, word: 'b' }])
    equal(await t.tuples(select(item).orderBy(item.c.id)), [[1, 'A'], [2, 'B']])
  }),

  updates('filterBy, texts, params', [], async (t) => {
    const p = await withPeople(t)
    await t.run(update(p).set({ nick: 'x' }).filterBy({ name: 'gary' }))
    await t.run(update(p).set({ nick: func.upper(p.c.name) }).where(p.c.id.eq(bindparam('which', { type: integer() }))).params({ which: 4 }))
    equal(await t.tuples(select(p.c.id, p.c.nick).where(p.c.id.gt(2)).orderBy(p.c.id)), [[3, 'x'], [4, 'SQUIDWARD']])
    await rejects(() => update(p).set({ nick: 'y' }).filterBy({ nothing: 1 }), { message: /nothing/ })
  }),
  updates('by values()', [], async (t) => {
    const p = await withPeople(t)
    await t.run(update(p).values({ age: 1, nick: p.c.name }).where(p.c.id.eq(1)))
    equal(await t.tuples(select(p.c.age, p.c.nick).where(p.c.id.eq(1))), [[1, 'sandy']])
  }),
  updates('with a table that FROM names', ['updateFrom', 'updateExplicitFrom'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const mine = select(purchase.c.personId, purchase.c.item).where(purchase.c.id.eq(12)).subquery('mine')
    await t.run(update(person).from(mine).set({ nick: mine.c.item }).where(mine.c.personId.eq(person.c.id)))
    equal(await t.scalars(select(person.c.id).where(person.c.nick.eq('acorn'))), [2])
  }),
  updates('of an alias', ['dmlAliases'], async (t) => {
    const p = await withPeople(t)
    const a = p.alias('a')
    await t.run(update(a).set({ nick: 'x' }).where(a.c.id.eq(1)))
    await t.run(del(a).where(a.c.id.eq(2)))
    equal(await t.tuples(select(p.c.id, p.c.nick).orderBy(p.c.id)), [[1, 'x'], [3, 'snail'], [4, 'squid']])
  }),
  updates('columns of several tables', ['updateSeveralTables'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    // the public type of ordered() has columns of the target only; these databases take others
    await t.run(update(person).ordered(['nick', 'x'], [purchase.c.item, 'y'] as never).where(purchase.c.personId.eq(person.c.id), purchase.c.id.eq(13)))
    equal(await t.tuples(select(person.c.nick, purchase.c.item).join(purchase).where(person.c.id.eq(4))), [['x', 'y']])
  }),

  deletes('filterBy', [], async (t) => {
    const p = await withPeople(t)
    await t.run(del(p).filterBy({ name: 'gary' }).executionOptions({ mine: 1 }))
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id)), [1, 2, 4])
  }),

  upserts('ON CONFLICT of a partial index, with criteria of the update', ['upsertOnConflict', 'partialIndexes'], async (t) => {
    const item = t.table('tk_item', { id: key(), code: varchar(20), live: boolean(), n: integer() })
    await t.create()
    await t.run(text(`CREATE UNIQUE INDEX tk_item_live ON tk_item (code) WHERE live = ${t.engine.dialect.capabilities.supportsNativeBoolean ? 'true' : '1'}`))
    await t.run(insert(item), [{ id: 1, code: 'a', live: true, n: 1 }, { id: 2, code: 'a', live: false, n: 2 }])
    const target = { indexElements: ['code' as const], indexWhere: item.c.live.eq(true) }
    await t.run(insert(item).values({ id: 3, code: 'a', live: true, n: 9 }).onConflictDoUpdate({ ...target, set: (excluded) => ({ n: excluded.n }) }))
    await t.run(insert(item).values({ id: 4, code: 'a', live: true, n: 7 }).onConflictDoUpdate({ ...target, set: (excluded) => ({ n: excluded.n }), where: item.c.n.lt(5) }))
    await t.run(insert(item).values({ id: 5, code: 'a', live: true, n: 0 }).onConflictDoNothing(target))
    equal(await t.tuples(select(item.c.id, item.c.n).orderBy(item.c.id)), [[1, 9], [2, 2]])
  }),
  upserts('upsert() with RETURNING', ['portableUpsert', 'upsertReturning'], async (t) => {
    const item = t.table('tk_item', { id: key(), n: integer() })
    await t.create()
    equal(await t.rows(upsert(item).values({ id: 1, n: 1 }).returning(item.c.id, item.c.n)), [{ id: 1, n: 1 }])
    equal(await t.rows(upsert(item).values({ id: 1, n: 5 }).returning(item.c.id, item.c.n)), [{ id: 1, n: 5 }])
  }),
]
