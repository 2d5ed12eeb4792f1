import {
  array, bigint, binary, bindparam, boolean, char, CreateSchema, customType, date, DropSchema, enumType, float, func, insert, integer, interval, largeBinary, literal, MetaData, numeric, select, sequence, sql as template, table, text, timestamp, union, unionAll, update, uuid, values, varbinary, varchar,
} from '@athanor/expressions'
import { equal, near, ok, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const selects = casesOf('select')
const sets = casesOf('set operations')
const ctes = casesOf('cte')
const inserts = casesOf('insert')
const updates = casesOf('update')
const many = casesOf('executemany')
const types = casesOf('types')
const ddl = casesOf('ddl')
const identifiers = casesOf('identifiers')
const functions = casesOf('functions')
const key = () => integer().primaryKey({ autoincrement: false })

/** Statements in forms that are met less often: what each writes is written by a branch of its own. */
export const statementDetailCases: readonly TestCase[] = [
  selects('joins to one of several FROM objects', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const other = person.alias('other')
    const both = select(person.c.id, other.c.id, purchase.c.id).where(person.c.id.eq(1), purchase.c.id.eq(11)).selectFrom(person, other)
    equal(await t.tuples(both.join(purchase, purchase.c.personId.eq(person.c.id)).where(other.c.id.eq(4))), [[1, 4, 11]])
    equal(await t.tuples(both.joinFrom(person, purchase, purchase.c.personId.eq(person.c.id)).where(other.c.id.eq(2))), [[1, 2, 11]])
    // the foreign key leads to both
    await rejects(() => t.engine.compile(both.join(purchase)), { name: ['InvalidRequestError', 'CompileError', 'AmbiguousForeignKeysError'] })
    const third = person.alias('third')
    equal(await t.tuples(select(person.c.id, third.c.id).joinFrom(person, purchase).joinFrom(purchase, third, third.c.id.eq(purchase.c.personId)).where(purchase.c.id.eq(13))), [[4, 4]])
    const sub = select(purchase.c.personId, purchase.c.amount).subquery('sub')
    equal(await t.tuples(select(person.c.id, sub.c.amount).selectFrom(person).join(sub, sub.c.personId.eq(person.c.id)).join(other, other.c.id.eq(sub.c.personId)).where(sub.c.amount.gt(50))), [[4, 100]])
  }),
  selects('cartesian products that are meant', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    near(await t.scalar(select(func.count()).selectFrom(person, purchase)), 16)
    near(await t.scalar(select(func.count()).selectFrom(person).join(purchase, literal(1, integer()).eq(1))), 16)
  }),
  selects('FOR UPDATE OF joins and aliases of them', ['forUpdate', 'forUpdateOf'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const joined = person.join(purchase)
    equal(await t.scalars(select(person.c.id).selectFrom(joined).where(purchase.c.id.eq(13)).withForUpdate({ of: joined })), [4])
    const alias = purchase.alias('mine')
    equal(await t.scalars(select(person.c.id).join(alias, alias.c.personId.eq(person.c.id)).where(alias.c.id.eq(13)).withForUpdate({ of: [alias, person.c.id] })), [4])
  }),
  selects('ORDER BY and GROUP BY a label inside an expression', [], async (t) => {
    const { purchase } = await withPurchases(t)
    const item = func.upper(purchase.c.item).label('word')
    equal(await t.scalars(select(item).orderBy(item.desc()).limit(1)), ['HELMET'])
    equal((await t.tuples(select(item, func.sum(purchase.c.amount).label('total')).groupBy(item).orderBy(item))).map(([word, n]) => [word, Number(n)]), [['ACORN', 12], ['CLARINET', 100], ['HELMET', 15]])
    const doubled = purchase.c.amount.mul(2).label('doubled')
    equal(await t.scalars(select(purchase.c.id, doubled).orderBy(doubled.add(0).desc()).limit(1)), [13])
  }),
  selects('labels that are too long are shortened', [], async (t) => {
    const long = 'a_name_that_is_so_long_that_with_the_tables_name'
    const item = t.table(`tk_${long}`, { id: key(), [`${long}_1`]: integer(), [`${long}_2`]: integer() })
    await t.create()
    await t.run(insert(item), { id: 1, [`${long}_1`]: 10, [`${long}_2`]: 20 } as never)
    const columns = item.c as unknown as Record<string, typeof item.c.id>
    const [first, second] = [columns[`${long}_1`]!, columns[`${long}_2`]!]
    equal(await t.tuples(select(first, second).setLabelStyle('tablename_plus_col')), [[10, 20]])
    const sub = select(first, second).setLabelStyle('tablename_plus_col').subquery() as unknown as { readonly c: Record<string, typeof item.c.id> }
    equal(await t.tuples(select(...Object.values(sub.c) as [typeof first, typeof second])), [[10, 20]])
    equal(await t.scalars(select(first).where(first.add(second).in([30])).orderBy(second.label(`${long}_label_that_is_long_enough_to_be_cut`))), [10])
  }),
  selects('VALUES without a name, and written into the text', ['valuesInCte'], async (t) => {
    const p = await withPeople(t)
    const written = values({ id: integer(), word: varchar() }, 'v', { literalBinds: true }).data([[1, "it's"], [2, 'two']]).cte('v')
    equal(await t.tuples(select(p.c.name, written.c.word).join(written, written.c.id.eq(p.c.id)).orderBy(p.c.id)), [['sandy', "it's"], ['patrick', 'two']])
    if (!t.has('valuesInFrom')) return
    const unnamed = values({ id: integer() }, 'u', { literalBinds: true }).data([[3]])
    equal(await t.scalars(select(p.c.name).join(unnamed, unnamed.c.id.eq(p.c.id))), ['gary'])
  }),
  selects('tables of one name in two schemas', ['schemas'], async (t) => {
    const schema = t.settings.schema ?? 'athanor_testkit'
    await t.ddl(new CreateSchema(schema, { ifNotExists: true }))
    t.after(() => t.ddl(new DropSchema(schema, { ifExists: true })))
    const metadata = new MetaData()
    const here = table('tk_item', metadata, { id: key(), n: integer() })
    const there = table('tk_item', metadata, { id: key(), n: integer() }, { schema })
    t.after(() => metadata.dropAll(t.engine))
    await metadata.createAll(t.engine)
    await t.run(insert(here), [{ id: 1, n: 10 }, { id: 2, n: 20 }])
    await t.run(insert(there), [{ id: 1, n: 100 }])
    equal(await t.tuples(select(here.c.n, there.c.n).join(there, there.c.id.eq(here.c.id)).orderBy(here.c.n)), [[10, 100]])
    equal(await t.tuples(select({ a: here.c.n, b: there.c.n }).selectFrom(here).outerJoin(there, there.c.id.eq(here.c.id)).where(here.c.n.gt(5)).orderBy(here.c.id)), [[10, 100], [20, null]])
    // inside, the name of the outer table would be that of the inner one
    const inner = there.alias('inner_item')
    await t.run(update(here).set({ n: select(inner.c.n).where(inner.c.id.eq(here.c.id)).scalarSubquery() as never }).where(here.c.id.eq(1)))
    equal(await t.scalars(select(here.c.n).orderBy(here.c.id)), [100, 20])
  }),
  sets('with GROUP BY, with a WITH of its members', ['ctes'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const low = select(person.c.id).where(person.c.id.lt(3)).cte('low')
    const inner = unionAll(select(low.c.id.label('id')), select(purchase.c.personId.label('id'))).subquery('inner_rows')
    equal((await t.tuples(select(inner.c.id, func.count().label('n')).groupBy(inner.c.id).orderBy(inner.c.id))).map((row) => row.map(Number)), [[1, 3], [2, 2], [4, 1]])
    equal(await t.scalars(select(person.c.id).where(person.c.id.in(union(select(low.c.id), select(literal(4, integer()))))).orderBy(person.c.id)), [1, 2, 4])
  }),
  ctes('in front of text', ['ctes', 'independentCtes'], async (t) => {
    const p = await withPeople(t)
    const few = select(p.c.id).where(p.c.id.lt(3)).cte('few')
    const rows = text('SELECT id FROM few WHERE id > :low').columns({ id: integer() }).addCte(few)
    equal(await t.scalars(rows, { low: 1 }), [2])
    const sub = rows.bindparams({ low: 0 }).subquery('sub')
    equal(await t.scalars(select(sub.c.id).orderBy(sub.c.id)), [1, 2])
  }),
  selects('text with a comment and with values', [], async (t) => {
    await withPeople(t)
    const rows = text('SELECT id FROM tk_person WHERE id > :low AND id < :high ORDER BY id').comment('who?')
    equal(await t.scalars(rows.params({ low: 1, high: 4, nobody: 0 })), [2, 3])
    equal(await t.scalars(template`SELECT ${5} + 0 AS n`.comment('a template')), [5])
  }),
  ctes('of changes that have defaults', ['dmlCtes', 'insertReturning'], async (t) => {
    const item = t.table('tk_item', { id: key(), n: integer().default(() => 7), s: varchar(10).serverDefault('served') })
    await t.create()
    const inserted = insert(item).values({ id: 1 }).returning(item.c.id, item.c.n, item.c.s).cte('inserted')
    equal(await t.tuples(select(inserted.c.id, inserted.c.n, inserted.c.s)), [[1, 7, 'served']])
    const changed = update(item).set({ s: 'x' }).returning(item.c.id).cte('changed')
    equal(await t.scalars(insert(item).fromSelect(['id'], select(changed.c.id.add(1))).returning(item.c.id)), [2])
    equal(await t.tuples(select(item.c.id, item.c.n, item.c.s).orderBy(item.c.id)), [[1, 7, 'x'], [2, 7, 'served']])
  }),

  inserts('values by position, in a Map, and in several calls', [], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(10), n: integer().nullable() })
    await t.create()
    // forms that the public types leave to plain JavaScript
    await t.run(insert(item).values([1, 'a', 10] as never))
    if (t.has('multirowInsert')) await t.run(insert(item).values([[2, 'b', 20], [3, 'c', 30]] as never))
    await t.run(insert(item).values(new Map<unknown, unknown>([[item.c.id, 4], ['name', 'd']]) as never))
    await t.run(insert(item).values({ id: 5, name: 'x' }).values({ id: 5, name: 'e', n: 50 }))
    await t.run(update(item).set({ n: 1 }).set({ name: 'z' }).set({ n: 41 }).where(item.c.id.eq(4)))
    await t.run(update(item).set(new Map<unknown, unknown>([[item.c.name, item.c.name.concat('!')]]) as never).where(item.c.id.eq(5)))
    await t.run(insert(item).fromSelect([item.c.id, item.c.name] as never, select(item.c.id.add(100), item.c.name).where(item.c.id.eq(1))))
    await t.run(insert(item).fromSelect(['id', 'name'], text("SELECT 200, 'from text'").columns({ id: integer(), name: varchar() })))
    equal(await t.tuples(select(item.c.id, item.c.name, item.c.n).where(item.c.id.notIn([2, 3])).orderBy(item.c.id)), [[1, 'a', 10], [4, 'z', 41], [5, 'e!', 50], [101, 'a', null], [200, 'from text', null]])
  }),
  inserts('upserts whose values come at execution, and name a constraint', ['upsertOnConflict'], async (t) => {
    const item = t.table('tk_item', { id: key(), code: varchar(10).unique('tk_item_code'), n: integer() })
    await t.create()
    const given = insert(item).onConflictDoUpdate({ indexElements: [item.c.code], set: { n: bindparam<number>('most', { type: integer() }) } })
    await t.run(given.values({ id: 1, code: 'a', n: 1 }), { most: 9 })
    await t.run(given, [{ id: 2, code: 'a', n: 2, most: 7 }, { id: 3, code: 'b', n: 3, most: 8 }] as never)
    equal(await t.tuples(select(item.c.id, item.c.n).orderBy(item.c.id)), [[1, 7], [3, 3]])
    if (!t.has('upsertOnConflictConstraint')) return
    const constraint = item.constraints.find(({ name }) => String(name) === 'tk_item_code')
    await t.run(insert(item).values({ id: 4, code: 'a', n: 4 }).onConflictDoUpdate({ constraint: constraint as never, set: (excluded) => ({ n: excluded.n.mul(10) }) }))
    equal(await t.tuples(select(item.c.id, item.c.n).orderBy(item.c.id)), [[1, 40], [3, 3]])
  }),
  inserts('ON DUPLICATE KEY UPDATE in order', ['upsertOnDuplicateKey'], async (t) => {
    const item = t.table('tk_item', { id: key(), a: integer(), b: integer() })
    await t.create()
    await t.run(insert(item), { id: 1, a: 1, b: 1 })
    await t.run(insert(item).values({ id: 1, a: 0, b: 0 }).onDuplicateKeyUpdate([['b', item.c.a.add(10)], ['a', 5]] as never))
    equal(await t.tuples(select(item.c.a, item.c.b)), [[5, 11]])
  }),
  inserts('a sequence as a value', ['sequences'], async (t) => {
    const numbers = sequence('tk_numbers', { start: 3, metadata: t.metadata })
    const item = t.table('tk_item', { id: key(), n: integer() })
    await t.create()
    await t.run(insert(item).values({ id: 1, n: numbers as never }))
    equal((await t.scalars(select(item.c.n))).map(Number), [3])
  }),
  inserts('keys that SQL computes', [], async (t) => {
    const counter = t.table('tk_counter', { n: key() })
    const item = t.table('tk_item', { id: integer().primaryKey().default(select(func.max(counter.c.n).add(1)).scalarSubquery() as never), name: varchar(10) })
    await t.create()
    await t.run(insert(counter), { n: 41 })
    equal((await t.run(insert(item), { name: 'a' })).insertedPrimaryKey, [42])
    equal(await t.scalars(select(item.c.id)), [42])
  }),
  inserts('NULL for a key that the database makes', ['nullMakesKey'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(10) })
    await t.create()
    const { insertedPrimaryKey: [first] } = await t.run(insert(item).values({ id: null as never, name: 'a' }))
    ok(typeof first === 'number', `the key is known: ${String(first)}`)
    const { insertedPrimaryKey: [second] } = await t.run(insert(item), { id: null as never, name: 'b' })
    equal(await t.tuples(select(item.c.id, item.c.name).orderBy(item.c.id)), [[first, 'a'], [second, 'b']])
  }),
  inserts('defaults of every kind, from a query', [], async (t) => {
    const p = await withPeople(t)
    const copy = t.table('tk_copy', { id: key(), plain: varchar(10).default('p'), computed: integer().default(literal(20, integer()).add(1) as never), called: integer().default(() => 5), served: varchar(10).serverDefault('s') })
    await t.create()
    await t.run(insert(copy).fromSelect(['id'], select(p.c.id).where(p.c.id.lt(3))))
    equal(await t.tuples(select(copy.c.id, copy.c.plain, copy.c.computed, copy.c.called, copy.c.served).orderBy(copy.c.id)), [[1, 'p', 21, 5, 's'], [2, 'p', 21, 5, 's']])
  }),
  inserts('what the database fills is returned by name', ['insertReturning'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30), s: varchar(10).serverDefault('served'), n: integer().default(literal(20, integer()).add(1) as never), m: integer().default(3) })
    await t.create()
    const some = await t.run(insert(item).values({ name: 'a' }).returnDefaults('s'))
    equal(some.returnedDefaults?.map((row) => [row['s'], 'n' in row]), [['served', false]])
    const sql = await t.run(insert(item).values({ name: func.upper(literal('b')) }).returnDefaults('name', 'n'))
    equal(sql.returnedDefaults?.map((row) => [row['name'], row['n']]), [['B', 21]])
  }),
  inserts('a sequence for several rows, and from a query', ['sequences', 'sequenceDefaults', 'multirowInsert'], async (t) => {
    const numbers = sequence('tk_numbers', { start: 50, metadata: t.metadata })
    const item = t.table('tk_item', { id: key(), n: integer().default(numbers as never) })
    await t.create()
    await t.run(insert(item).values([{ id: 1 }, { id: 2 }]))
    await t.run(insert(item).fromSelect(['id'], select(item.c.id.add(10)).where(item.c.id.lt(3))))
    equal((await t.tuples(select(item.c.id, item.c.n).orderBy(item.c.n))).map((row) => Number(row[1])), [50, 51, 52, 53])
  }),
  many('rows of nothing but defaults', ['defaultValues', 'generatedKeys'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey(), name: varchar(30).serverDefault('nobody') })
    await t.create()
    await t.run(insert(item), [{}, {}, {}])
    equal(await t.scalars(select(item.c.name)), ['nobody', 'nobody', 'nobody'])
    equal(new Set(await t.scalars(select(item.c.id))).size, 3)
  }),
  updates('defaults of an UPDATE, returned', ['updateReturning'], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(10), n: integer().nullable().onUpdate(literal(20, integer()).add(1) as never), m: integer().nullable().onUpdate(() => 4), served: integer().nullable().serverOnUpdate() })
    await t.create()
    await t.run(insert(item), { id: 1, name: 'a' })
    const all = await t.run(update(item).set({ name: func.upper(item.c.name) }).where(item.c.id.eq(1)).returnDefaults())
    equal(all.returnedDefaults?.map((row) => [row['n'], 'served' in row]), [[21, true]])
    equal(await t.tuples(select(item.c.name, item.c.n, item.c.m)), [['A', 21, 4]])
  }),
  updates('defaults of another table\'s columns', ['updateSeveralTables'], async (t) => {
    const one = t.table('tk_one', { id: key(), n: integer() })
    const two = t.table('tk_two', { id: key(), n: integer(), stamp: integer().nullable().onUpdate(9), sum: integer().nullable().onUpdate(literal(2, integer()).add(3) as never) })
    await t.create()
    await t.run(insert(one), { id: 1, n: 1 })
    await t.run(insert(two), { id: 1, n: 1 })
    await t.run(update(one).ordered(['n', 2], [two.c.n, 3] as never).where(two.c.id.eq(one.c.id)))
    equal(await t.tuples(select(one.c.n, two.c.n, two.c.stamp, two.c.sum).join(two, two.c.id.eq(one.c.id))), [[2, 3, 9, 5]])
  }),
  updates('one element of an array', ['arrays'], async (t) => {
    const item = t.table('tk_item', { id: key(), list: array(integer()) })
    await t.create()
    await t.run(insert(item), { id: 1, list: [1, 2, 3] })
    // the public type of ordered() has columns only
    await t.run(update(item).ordered([item.c.list.at(2), 20] as never, ['id', 5]))
    equal(await t.tuples(select(item.c.id, item.c.list)), [[5, [1, 20, 3]]])
  }),

  types('sizes that are left to the database', [], async (t) => {
    const item = t.table('tk_item', { id: key(), a: numeric(10).nullable(), b: float(24).nullable(), c: char().nullable() })
    await t.create()
    await t.run(insert(item), { id: 1, a: '42', b: 0.5, c: 'x' })
    equal((await t.tuples(select(item.c.a, item.c.b, item.c.c)))[0]!.map((value) => (typeof value === 'string' ? value.trimEnd() : value)), ['42', 0.5, 'x'])
  }),
  types('bytes of no stated length', ['binaryTypes', 'unsizedBinary'], async (t) => {
    const item = t.table('tk_item', { id: key(), a: binary().nullable(), b: varbinary().nullable() })
    await t.create()
    await t.run(insert(item), { id: 1, a: new Uint8Array([7]), b: new Uint8Array([7]) })
    equal(await t.tuples(select(item.c.a, item.c.b)), [[new Uint8Array([7]), new Uint8Array([7])]])
  }),
  types('intervals that aren\'t the database\'s own, and of a precision', ['intervals'], async (t) => {
    const item = t.table('tk_item', { id: key(), a: interval({ native: false }).nullable(), b: interval({ secondPrecision: 3 }).nullable() })
    await t.create()
    await t.run(insert(item), { id: 1, a: 'PT1H30M', b: 'PT2H' })
    equal(await t.tuples(select(item.c.a, item.c.b)), [['PT1H30M', 'PT2H']])
    equal(await t.scalars(select(item.c.id).where(item.c.a.gt('PT1H'))), [1])
  }),
  types('codecs over every kind of value', [], async (t) => {
    const wrapped = <T>() => ({ bind: (value: { readonly of: T }) => value.of, result: (value: T) => ({ of: value }) })
    const item = t.table('tk_item', {
      id: key(), a: customType(bigint(), wrapped<bigint>()).nullable(), b: customType(uuid(), wrapped<string>()).nullable(), c: customType(largeBinary(), wrapped<Uint8Array>()).nullable(),
      d: customType(boolean(), wrapped<boolean>()).nullable(), e: customType(timestamp(), wrapped<Date>()).nullable(), f: customType(float(), wrapped<number>()).nullable(), g: customType(enumType(['x', 'y'], { name: 'tk_wrapped' }), wrapped<'x' | 'y'>()).nullable(),
    })
    await t.create()
    const row = { a: { of: 5n }, b: { of: '0f8fad5b-d9cb-469f-a165-70867728950e' }, c: { of: new Uint8Array([0, 255]) }, d: { of: false }, e: { of: new Date('2024-05-06T17:08:09Z') }, f: { of: 0.5 }, g: { of: 'y' as const } }
    await t.run(insert(item), { id: 1, ...row })
    await t.run(insert(item), { id: 2 })
    const [whole, empty] = await t.tuples(select(item.c.a, item.c.b, item.c.c, item.c.d, item.c.e, item.c.f, item.c.g).orderBy(item.c.id)) as unknown as [unknown, unknown]
    equal(whole, Object.values(row))
    equal(empty, [null, null, null, null, null, null, null])
    equal(await t.scalars(select(item.c.id).where(item.c.a.eq({ of: 5n }), item.c.b.eq(row.b), item.c.d.eq(row.d), item.c.e.eq(row.e), item.c.g.in([{ of: 'y' }]))), [1])
  }),
  types('moments long ago', [], async (t) => {
    const item = t.table('tk_item', { id: key(), d: date(), at: timestamp({ precision: 6, as: 'string' }) })
    await t.create()
    await t.run(insert(item), { id: 1, d: '1000-01-01', at: '1000-01-01 00:00:00.000001' })
    equal(await t.tuples(select(item.c.d, item.c.at)), [['1000-01-01', '1000-01-01 00:00:00.000001']])
    equal(await t.scalars(select(item.c.id).where(item.c.d.lt('1000-01-02'), item.c.at.lt('1000-01-01 00:00:01'))), [1])
  }),
  types('NULL as a literal', [], async (t) => {
    equal(await t.tuples(select({ a: literal<number | null>(null, integer()), b: literal<bigint | null>(null, bigint()) })), [[null, null]])
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(p.c.age.isNotDistinctFrom(null))), t.has('isDistinctFrom') ? [3] : [])
  }),

  ddl('computed columns, in the kind that the database chooses', ['computedColumns'], async (t) => {
    const item = t.table('tk_item', { id: key(), a: integer(), twice: integer().nullable().computed('a * 2') })
    await t.create()
    await t.run(insert(item), { id: 1, a: 4 })
    equal(await t.scalars(select(item.c.twice)), [8])
  }),
  ddl('options that the dialect doesn\'t know', [], async (t) => {
    const item = t.table('tk_item', { id: key() }, { options: { [t.engine.name]: { notAnOption: 1 } } })
    await rejects(item.create(t.engine), { message: /notAnOption|NOT_AN_OPTION|syntax|near/i })
  }),
  ddl('sequences that don\'t begin again, in a schema, in another schema', ['sequences', 'schemas'], async (t) => {
    const schema = t.settings.schema ?? 'athanor_testkit'
    await t.ddl(new CreateSchema(schema, { ifNotExists: true }))
    t.after(() => t.ddl(new DropSchema(schema, { ifExists: true })))
    const metadata = new MetaData()
    const inside = sequence('tk_inside', { schema, start: 8, maxValue: 9, cycle: false, metadata })
    t.after(() => metadata.dropAll(t.engine))
    await metadata.createAll(t.engine)
    near(await t.value(inside.nextValue()), 8)
    near(await t.value(inside.nextValue()), 9)
    await rejects(t.value(inside.nextValue()))
    const bare = sequence('tk_bare', { start: 5, metadata: t.metadata })
    const moved = t.engine.executionOptions({ schemaTranslateMap: new Map([[null, schema]]) })
    t.after(() => t.metadata.dropAll(moved as never))
    await t.metadata.createAll(moved as never)
    near(await moved.begin((conn) => conn.execute(select({ v: bare.nextValue() })).scalar()), 5)
    await rejects(t.value(bare.nextValue()))
  }),
  ddl('schemas that are there, and aren\'t', ['schemas'], async (t) => {
    const schema = `${t.settings.schema ?? 'athanor_testkit'}_2`
    await t.ddl(new CreateSchema(schema))
    t.after(() => t.ddl(new DropSchema(schema, { ifExists: true })))
    await rejects(t.ddl(new CreateSchema(schema)))
    await t.ddl(new DropSchema(schema))
    await rejects(t.ddl(new DropSchema(schema)))
  }),
  identifiers('names of parameters', [], async (t) => {
    const p = await withPeople(t)
    for (const name of ['select', 'with space', 'per%cent', '(x)', 'co:lon', 'do.t', '[b]', "apo'strophe"]) {
      equal(await t.scalars(select(p.c.id).where(p.c.id.eq(bindparam<number>(name, { type: integer() }))), { [name]: 3 }), [3], name)
    }
  }),
  functions('of a package', ['functionPackages'], async (t) => {
    const { functionPackage } = t.settings
    if (functionPackage === undefined) return
    const [path, argument, expected] = functionPackage
    equal(await t.value(func(path, argument)), expected)
    ok(t.engine.compile(select({ v: func(path, argument) })).sql.includes('.'), 'the name of the package is in the SQL')
  }),
  functions('aggregates in order, of other kinds', ['arrays', 'orderedAggregates'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalar(select({ v: func.arrayAgg(p.c.id).aggregateOrderBy(p.c.name.desc()) })), [4, 1, 2, 3])
    equal(await t.scalar(select({ v: func.arrayAgg(p.c.id).aggregateOrderBy(p.c.name.desc()).filter(p.c.active) })), [1, 2])
  }),
]
