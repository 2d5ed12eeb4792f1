import { bindparam, caseWhen, del, func, insert, integer, literal, select, timestamp, update, varchar } from '@athanor/expressions'
import { equal, near, ok, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const inserts = casesOf('insert')
const updates = casesOf('update')
const deletes = casesOf('delete')
const returns = casesOf('returning')
const many = casesOf('executemany')

/** INSERT, UPDATE and DELETE. */
export const dmlCases: readonly TestCase[] = [
  inserts('values in the statement, and given at execution', [], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey({ autoincrement: false }), name: varchar(30), note: varchar(30).nullable() })
    await t.create()
    near((await t.run(insert(item).values({ id: 1, name: 'a' } as never))).rowCount, 1)
    await t.run(insert(item), { id: 2, name: 'b', note: 'x' })
    await t.run(insert(item).values({ name: 'c' } as never), { id: 3 })
    equal(await t.tuples(select(item).orderBy(item.c.id)), [[1, 'a', null], [2, 'b', 'x'], [3, 'c', null]])
    await rejects(() => insert(item).values({ id: 4, nothing: 1 } as never), { message: /nothing/ })
    await rejects(t.run(insert(item), { id: 4, nothing: 1 }), { message: /nothing/ })
  }),
  inserts('generated keys', ['generatedKeys'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30) })
    await t.create()
    const [first] = (await t.run(insert(item).values({ name: 'a' }))).insertedPrimaryKey
    const [second] = (await t.run(insert(item).values({ name: 'b' }))).insertedPrimaryKey
    ok(typeof first === 'number' && typeof second === 'number' && second > first, `keys ${String(first)}, ${String(second)}`)
    equal(await t.tuples(select(item).orderBy(item.c.id)), [[first, 'a'], [second, 'b']])
    equal((await t.run(insert(item).values({ id: 500, name: 'c' }))).insertedPrimaryKey, [500])
  }),
  inserts('SQL expressions as values', [], async (t) => {
    const p = await withPeople(t)
    await t.run(insert(p).values({ id: select(func.max(p.alias('x').c.id).add(1)).scalarSubquery() as never, name: func.upper(literal('krabs')) as never, active: true }))
    equal(await t.tuples(select(p.c.id, p.c.name).where(p.c.id.gt(4))), [[5, 'KRABS']])
  }),
  inserts('defaults: values, functions, SQL, and the server\'s', [], async (t) => {
    let calls = 0
    const item = t.table('tk_default', {
      id: integer().primaryKey({ autoincrement: false }), plain: varchar(10).default('p'), called: integer().default(() => ++calls),
      computed: integer().default(literal(20, integer()).add(1) as never), served: varchar(10).serverDefault('s'), word: varchar(30).default(({ parameters }) => `id ${String(parameters['id'])}`),
      changed: integer().nullable().onUpdate(7),
    })
    await t.create()
    await t.run(insert(item), [{ id: 1 }, { id: 2 }])
    await t.run(insert(item).values({ id: 3, plain: 'x', called: 0, computed: 0, served: 'y', word: 'z' } as never))
    equal(await t.tuples(select(item).orderBy(item.c.id)), [[1, 'p', 1, 21, 's', 'id 1', null], [2, 'p', 2, 21, 's', 'id 2', null], [3, 'x', 0, 0, 'y', 'z', null]])
    await t.run(update(item).set({ plain: 'u' }).where(item.c.id.eq(1)))
    equal(await t.tuples(select(item.c.plain, item.c.changed).orderBy(item.c.id)), [['u', 7], ['p', null], ['x', null]])
  }),
  inserts('DEFAULT VALUES', ['defaultValues', 'generatedKeys'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30).serverDefault('nobody') })
    await t.create()
    await t.run(insert(item))
    await t.run(insert(item).values({} as never))
    equal(await t.scalars(select(item.c.name)), ['nobody', 'nobody'])
  }),
  inserts('several rows in one statement', ['multirowInsert'], async (t) => {
    const p = await withPeople(t)
    near((await t.run(insert(p).values([{ id: 5, name: 'a', active: true }, { id: 6, name: func.upper(literal('b')) as never, active: false }]))).rowCount, 2)
    equal(await t.tuples(select(p.c.id, p.c.name, p.c.active).where(p.c.id.gt(4)).orderBy(p.c.id)), [[5, 'a', true], [6, 'B', false]])
  }),
  inserts('from a query', [], async (t) => {
    const p = await withPeople(t)
    const copy = t.table('tk_copy', { id: integer().primaryKey({ autoincrement: false }), name: varchar(30), origin: varchar(10).default('copied') })
    await t.create()
    await t.run(insert(copy).fromSelect(['id', 'name'], select(p.c.id, p.c.name).where(p.c.active)))
    await t.run(insert(copy).fromSelect(['id', 'name'], select(copy.c.id.add(100), copy.c.name)))
    equal(await t.tuples(select(copy).orderBy(copy.c.id)), [[1, 'sandy', 'copied'], [2, 'patrick', 'copied'], [101, 'sandy', 'copied'], [102, 'patrick', 'copied']])
  }),

  many('many rows, whatever the number', [], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey({ autoincrement: false }), name: varchar(30), n: integer().nullable() })
    await t.create()
    const rows = Array.from({ length: 2500 }, (_, id) => ({ id, name: `n${id}`, n: id % 3 === 0 ? null : id }))
    const result = await t.run(insert(item), rows)
    if (result.rowCount >= 0) equal(result.rowCount, 2500)
    near(await t.scalar(select(func.count()).selectFrom(item)), 2500)
    equal(await t.tuples(select(item).where(item.c.id.in([0, 1, 2499])).orderBy(item.c.id)), [[0, 'n0', null], [1, 'n1', 1], [2499, 'n2499', null]])
  }),
  many('UPDATE and DELETE with many parameter sets', [], async (t) => {
    const p = await withPeople(t)
    await t.run(update(p).where(p.c.id.eq(bindparam('which', { type: integer() }))).values({ age: bindparam('new_age', { type: integer() }) as never }), [{ which: 1, new_age: 1 }, { which: 2, new_age: 2 }])
    equal(await t.scalars(select(p.c.age).where(p.c.id.in([1, 2])).orderBy(p.c.id)), [1, 2])
    await t.run(del(p).where(p.c.id.eq(bindparam('which', { type: integer() }))), [{ which: 1 }, { which: 4 }])
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id)), [2, 3])
  }),
  many('a set that lacks a value names it', [], async (t) => {
    const p = await withPeople(t)
    await rejects(t.run(insert(p), [{ id: 8, name: 'a', active: true }, { id: 9, active: true }]), { message: /name/ })
  }),
  many('RETURNING of many rows', ['insertManyReturning'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30) })
    await t.create()
    const names = Array.from({ length: 1200 }, (_, i) => `n${i}`)
    const result = await t.run(insert(item).returning(item.c.id, item.c.name), names.map((name) => ({ name })))
    const rows = result.all()
    equal(rows.length, 1200)
    equal(rows.map((row) => row.name).sort(), [...names].sort())
  }),
  many('RETURNING in the order of the parameter sets', ['insertManyReturningOrdered'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30) })
    await t.create()
    const names = Array.from({ length: 1200 }, (_, i) => `n${(i * 7919) % 1200}`)
    const result = await t.run(insert(item).returning(item.c.name, item.c.id).sortByParameterOrder(), names.map((name) => ({ name })))
    equal(result.all().map((row) => row.name), names)
  }),

  returns('of INSERT', ['insertReturning'], async (t) => {
    const p = await withPeople(t)
    equal(await t.rows(insert(p).values({ id: 9, name: 'krabs', active: true }).returning(p.c.id, p.c.name)), [{ id: 9, name: 'krabs' }])
    equal(await t.rows(insert(p).values({ id: 10, name: 'pearl', active: true }).returning(p)), [{ id: 10, name: 'pearl', age: null, nick: null, active: true }])
    equal(await t.rows(insert(p).values({ id: 11, name: 'p', active: true }).returning(func.upper(p.c.name).label('u'), p.c.id.add(1).label('next'))), [{ u: 'P', next: 12 }])
  }),
  returns('of UPDATE', ['updateReturning'], async (t) => {
    const p = await withPeople(t)
    equal((await t.rows(update(p).set({ age: p.c.age.add(1) }).where(p.c.active).returning(p.c.id, p.c.age))).sort((a, b) => a.id - b.id), [{ id: 1, age: 31 }, { id: 2, age: 26 }])
    equal(await t.rows(update(p).set({ age: 1 }).where(p.c.id.eq(-1)).returning(p.c.id)), [])
  }),
  returns('of DELETE', ['deleteReturning'], async (t) => {
    const p = await withPeople(t)
    equal((await t.scalars(del(p).where(p.c.active).returning(p.c.name))).map(String).sort(), ['patrick', 'sandy'])
    near(await t.scalar(select(func.count()).selectFrom(p)), 2)
  }),
  returns('where there is none is an error before anything is sent', [], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey({ autoincrement: false }), name: varchar(30) })
    await t.create()
    if (!t.has('insertReturning')) await rejects(t.run(insert(item).values({ id: 1, name: 'a' } as never).returning(item.c.id)), { name: ['CompileError', 'UnsupportedCompilationError'] })
    if (!t.has('updateReturning')) await rejects(t.run(update(item).set({ name: 'a' }).returning(item.c.id)), { name: ['CompileError', 'UnsupportedCompilationError'] })
    if (!t.has('deleteReturning')) await rejects(t.run(del(item).returning(item.c.id)), { name: ['CompileError', 'UnsupportedCompilationError'] })
  }),

  updates('values, expressions, criteria', [], async (t) => {
    const p = await withPeople(t)
    const result = await t.run(update(p).set({ nick: 'x', age: p.c.age.mul(2) }).where(p.c.active))
    if (t.has('saneRowcount')) equal(result.rowCount, 2)
    equal(await t.tuples(select(p.c.id, p.c.age, p.c.nick).orderBy(p.c.id)), [[1, 60, 'x'], [2, 50, 'x'], [3, null, 'snail'], [4, 40, 'squid']])
    await t.run(update(p).set({ nick: null }).where(p.c.id.eq(1)))
    await t.run(update(p).set({ age: caseWhen([[p.c.id.eq(3), 3]], { else: p.c.age }) as never }))
    await t.run(update(p).where(p.c.id.eq(4)), { name: 'given' })
    equal(await t.tuples(select(p.c.id, p.c.age, p.c.nick, p.c.name).where(p.c.id.in([1, 3, 4])).orderBy(p.c.id)), [[1, 60, null, 'sandy'], [3, 3, 'snail', 'gary'], [4, 40, 'squid', 'given']])
  }),
  updates('rows that are matched are counted', ['saneRowcount', 'rowcountCountsMatched'], async (t) => {
    const p = await withPeople(t)
    equal((await t.run(update(p).set({ active: true }).where(p.c.active))).rowCount, 2)
    equal((await t.run(update(p).set({ active: true }).where(p.c.id.eq(99)))).rowCount, 0)
  }),
  updates('by a correlated subquery', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const total = select(func.sum(purchase.c.amount)).where(purchase.c.personId.eq(person.c.id)).scalarSubquery()
    await t.run(update(person).set({ age: total as never }).where(person.c.id.ne(3)))
    equal((await t.scalars(select(person.c.age).orderBy(person.c.id))).map((v) => (v === null ? null : Number(v))), [20, 7, null, 100])
  }),
  updates('with other tables', ['updateFrom'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    await t.run(update(person).set({ nick: purchase.c.item }).where(purchase.c.personId.eq(person.c.id), purchase.c.amount.gt(6), purchase.c.item.ne('helmet')))
    equal(await t.scalars(select(person.c.nick).orderBy(person.c.id)), ['sandy cheeks', 'acorn', 'snail', 'clarinet'])
    const best = select(purchase.c.personId, func.max(purchase.c.amount).label('most')).groupBy(purchase.c.personId).subquery('best')
    await t.run(update(person).set({ age: best.c.most as never }).where(best.c.personId.eq(person.c.id)))
    equal(await t.scalars(select(person.c.age).orderBy(person.c.id)), [15, 7, null, 100])
  }),
  updates('with other tables, RETURNING', ['updateFromReturning'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.rows(update(person).set({ nick: 'x' }).where(purchase.c.personId.eq(person.c.id), purchase.c.id.eq(13)).returning(person.c.id, person.c.nick)), [{ id: 4, nick: 'x' }])
  }),
  updates('SET in a given order', ['updateSetsOrdered'], async (t) => {
    const p = await withPeople(t)
    await t.run(update(p).ordered(['age', 5], ['id', p.c.age.add(100) as never]).where(p.c.id.eq(1)))
    equal(await t.tuples(select(p.c.id, p.c.age).where(p.c.name.eq('sandy'))), [[105, 5]])
    await t.run(update(p).ordered(['id', p.c.age.add(100) as never], ['age', 6]).where(p.c.id.eq(2)))
    equal(await t.tuples(select(p.c.id, p.c.age).where(p.c.name.eq('patrick'))), [[125, 6]])
  }),
  updates('an unknown column', [], async (t) => {
    const p = await withPeople(t)
    await rejects(() => update(p).set({ nothing: 1 } as never), { message: /nothing/ })
    await rejects(t.run(update(p), { nothing: 1 }), { message: /nothing/ })
  }),

  deletes('criteria', [], async (t) => {
    const p = await withPeople(t)
    const result = await t.run(del(p).where(p.c.age.lt(35)))
    if (t.has('saneRowcount')) equal(result.rowCount, 2)
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id)), [3, 4])
    await t.run(del(p).where(p.c.name.in(['gary'])))
    await t.run(del(p))
    near(await t.scalar(select(func.count()).selectFrom(p)), 0)
  }),
  deletes('by a subquery', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    await t.run(del(purchase).where(purchase.c.personId.in(select(person.c.id).where(person.c.active))))
    equal(await t.scalars(select(purchase.c.id)), [13])
  }),
  deletes('with other tables', ['deleteUsing'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    await t.run(del(purchase).where(purchase.c.personId.eq(person.c.id), person.c.name.eq('sandy')))
    equal(await t.scalars(select(purchase.c.id).orderBy(purchase.c.id)), [12, 13])
    await t.run(del(purchase).using(person).where(purchase.c.personId.eq(person.c.id), person.c.id.eq(4)))
    equal(await t.scalars(select(purchase.c.id)), [12])
  }),
  inserts('times that the server sets', [], async (t) => {
    const event = t.table('tk_event', { id: integer().primaryKey({ autoincrement: false }), at: timestamp().serverDefault(func.now()) })
    await t.create()
    await t.run(insert(event).values({ id: 1 } as never))
    equal(Object.prototype.toString.call(await t.scalar(select(event.c.at))), '[object Date]')
  }),
]
