import {
  AddConstraint, bigint, check, CreateIndex, CreateSchema, CreateTable, CreateTableAs, CreateView, ddl, del, DropConstraint, DropIndex, DropSchema, DropTable, DropView, enumType, exclude,
  foreignKey, func, index, insert, integer, MetaData, primaryKey, select, sequence, table, text, unique, update, varchar,
} from '@athanor/expressions'
import { equal, near, rejects } from '../assertions.ts'
import { withPeople } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('ddl')
const key = () => integer().primaryKey({ autoincrement: false })
const constraintErrors = { name: ['IntegrityError', 'DatabaseError', 'OperationalError', 'DataError'] } as const

/** CREATE, ALTER and DROP. */
export const ddlCases: readonly TestCase[] = [
  define('createAll and dropAll look first, and go in the order of foreign keys', ['foreignKeys'], async (t) => {
    const child = t.table('tk_child', { id: key(), parentId: integer().references('tk_parent.id') })
    const parent = t.table('tk_parent', { id: key() })
    await t.create()
    await t.create()
    await t.run(insert(parent), { id: 1 })
    await t.run(insert(child), { id: 1, parentId: 1 })
    await rejects(t.run(insert(child), { id: 2, parentId: 9 }), constraintErrors)
    await t.metadata.dropAll(t.engine)
    await t.metadata.dropAll(t.engine)
    await rejects(t.rows(select(parent.c.id)), { name: ['ProgrammingError', 'OperationalError', 'DatabaseError'] })
  }),
  define('tables that refer to each other', ['foreignKeys', 'addConstraint'], async (t) => {
    const a = t.table('tk_a', { id: key(), bId: integer().nullable().references('tk_b.id', { name: 'tk_a_b' }) })
    const b = t.table('tk_b', { id: key(), aId: integer().nullable().references('tk_a.id', { name: 'tk_b_a' }) })
    await t.create()
    await t.run(insert(a), { id: 1, bId: null })
    await t.run(insert(b), { id: 1, aId: 1 })
    await t.run(update(a).set({ bId: 1 }))
    await rejects(t.run(del(a)), constraintErrors)
    await t.run(update(a).set({ bId: null }))
  }),
  define('a table that refers to itself, ON DELETE CASCADE and SET NULL', ['foreignKeys'], async (t) => {
    const node = t.table('tk_node', { id: key(), up: integer().nullable().references('tk_node.id', { onDelete: 'cascade' }) })
    const note = t.table('tk_note', { id: key(), nodeId: integer().nullable().references(() => node.c.id, { onDelete: 'set null' }) })
    await t.create()
    await t.run(insert(node), [{ id: 1, up: null }, { id: 2, up: 1 }, { id: 3, up: 2 }])
    await t.run(insert(note), [{ id: 1, nodeId: 3 }])
    await t.run(del(node).where(node.c.id.eq(1)))
    near(await t.scalar(select(func.count()).selectFrom(node)), 0)
    equal(await t.scalars(select(note.c.nodeId)), [null])
  }),
  define('CREATE and DROP TABLE, IF [NOT] EXISTS', [], async (t) => {
    const one = t.table('tk_one', { id: key() })
    await t.ddl(new CreateTable(one))
    await rejects(t.ddl(new CreateTable(one)), { name: ['ProgrammingError', 'OperationalError', 'DatabaseError'] })
    await t.ddl(new CreateTable(one, { ifNotExists: true }))
    await t.ddl(new DropTable(one))
    await t.ddl(new DropTable(one, { ifExists: true }))
    await rejects(t.ddl(new DropTable(one)), { name: ['ProgrammingError', 'OperationalError', 'DatabaseError'] })
  }),
  define('primary keys, UNIQUE and CHECK', [], async (t) => {
    const item = t.table('tk_item', { a: integer(), b: integer(), code: varchar(10).unique(), n: integer() }, (c) => [
      primaryKey(c.a, c.b), unique({ name: 'tk_item_n' }, c.n, c.b), check(c.n.gt(0), { name: 'tk_item_positive' }),
    ])
    await t.create()
    await t.run(insert(item), { a: 1, b: 1, code: 'x', n: 1 })
    const refused = [{ a: 1, b: 1, code: 'y', n: 2 }, { a: 2, b: 2, code: 'x', n: 2 }, { a: 3, b: 1, code: 'z', n: 1 }]
    for (const row of refused) await rejects(t.run(insert(item), row), { name: 'IntegrityError' })
    if (t.has('checkConstraints')) await rejects(t.run(insert(item), { a: 4, b: 4, code: 'c', n: -1 }), constraintErrors)
    await rejects(t.run(insert(item), { a: 5, b: 5, code: null, n: 5 } as never), { name: ['IntegrityError', 'OperationalError', 'DatabaseError'] })
    near(await t.scalar(select(func.count()).selectFrom(item)), 1)
  }),
  define('foreign keys of several columns', ['foreignKeys'], async (t) => {
    const parent = t.table('tk_parent', { a: integer(), b: integer() }, (c) => [primaryKey(c.a, c.b)])
    const child = t.table('tk_child', { id: key(), pa: integer().nullable(), pb: integer().nullable() }, (c) => [foreignKey([c.pa, c.pb], ['tk_parent.a', 'tk_parent.b'], { name: 'tk_child_parent' })])
    await t.create()
    await t.run(insert(parent), { a: 1, b: 2 })
    await t.run(insert(child), [{ id: 1, pa: 1, pb: 2 }])
    await rejects(t.run(insert(child), { id: 2, pa: 2, pb: 1 }), constraintErrors)
    equal(await t.scalars(select(child.c.id).join(parent)), [1])
  }),
  define('constraints that are checked at the end', ['deferrableConstraints', 'foreignKeys'], async (t) => {
    const parent = t.table('tk_parent', { id: key() })
    const child = t.table('tk_child', { id: key(), parentId: integer().references(() => parent.c.id, { deferrable: true, initially: 'deferred' }) })
    await t.create()
    await t.engine.begin(async (conn) => {
      await conn.execute(insert(child), { id: 1, parentId: 1 })
      await conn.execute(insert(parent), { id: 1 })
    })
    await rejects(t.engine.begin((conn) => conn.execute(insert(child), { id: 2, parentId: 2 })), constraintErrors)
    equal(await t.scalars(select(child.c.id)), [1])
  }),
  define('ADD and DROP CONSTRAINT', ['addConstraint'], async (t) => {
    const late = unique({ name: 'tk_item_code' }, 'code')
    const item = t.table('tk_item', { id: key(), code: varchar(20) }, () => [late])
    const add = new AddConstraint(late)
    await t.create()
    await t.run(insert(item), [{ id: 1, code: 'a' }])
    await t.ddl(add)
    await rejects(t.run(insert(item), { id: 2, code: 'a' }), { name: 'IntegrityError' })
    await t.ddl(new DropConstraint(late))
    await t.run(insert(item), { id: 2, code: 'a' })
  }),
  define('indexes', [], async (t) => {
    const by = index({ name: 'tk_item_by', unique: true }, 'a', 'b')
    const item = t.table('tk_item', { id: key(), a: integer(), b: varchar(20), c: integer().index() }, (c) => [by, index({ name: 'tk_item_down' }, c.a.desc(), c.b)])
    await t.create()
    await t.run(insert(item), { id: 1, a: 1, b: 'x', c: 1 })
    await rejects(t.run(insert(item), { id: 2, a: 1, b: 'x', c: 1 }), { name: 'IntegrityError' })
    await t.ddl(new DropIndex(by))
    await t.run(insert(item), { id: 2, a: 1, b: 'y', c: 1 })
    await t.ddl(new CreateIndex(by))
    await rejects(t.run(insert(item), { id: 3, a: 1, b: 'x', c: 1 }), { name: 'IntegrityError' })
  }),
  define('indexes on expressions', ['functionalIndexes'], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(20) }, (c) => [index({ name: 'tk_item_lower', unique: true }, func.lower(c.name))])
    await t.create()
    await t.run(insert(item), { id: 1, name: 'Gary' })
    await rejects(t.run(insert(item), { id: 2, name: 'GARY' }), { name: 'IntegrityError' })
  }),
  define('partial indexes', ['partialIndexes'], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(20), n: integer() }, (c) => [
      index({ name: 'tk_item_some', unique: true, options: { [t.engine.name]: { where: c.n.gt(0) } } }, c.name),
    ])
    await t.create()
    await t.run(insert(item), [{ id: 1, name: 'a', n: 0 }, { id: 2, name: 'a', n: 0 }, { id: 3, name: 'a', n: 1 }])
    await rejects(t.run(insert(item), { id: 4, name: 'a', n: 1 }), { name: 'IntegrityError' })
  }),
  define('EXCLUDE', ['excludeConstraints'], async (t) => {
    const item = t.table('tk_item', { id: key(), n: integer() }, (c) => [exclude({ name: 'tk_item_once', using: 'btree' }, [c.n, '='])])
    await t.create()
    await t.run(insert(item), { id: 1, n: 1 })
    await rejects(t.run(insert(item), { id: 2, n: 1 }), { name: 'IntegrityError' })
  }),
  define('views', ['views'], async (t) => {
    const p = await withPeople(t)
    const create = new CreateView(select(p.c.id, p.c.name.label('who')).where(p.c.active), 'tk_actives')
    t.after(() => t.ddl(new DropView(create.table, { ifExists: true })))
    await t.ddl(create)
    const view = create.table as typeof create.table & { c: { id: typeof p.c.id; who: typeof p.c.name } }
    equal(await t.tuples(select(view.c.id, view.c.who).orderBy(view.c.id)), [[1, 'sandy'], [2, 'patrick']])
    if (t.has('viewOrReplace')) {
      await t.ddl(new CreateView(select(p.c.id, p.c.name.label('who')).where(p.c.id.eq(3)), 'tk_actives', { orReplace: true }))
      equal(await t.scalars(select(view.c.who)), ['gary'])
    }
    await t.ddl(new DropView(view))
    await rejects(t.rows(select(view.c.id)))
  }),
  define('materialized views', ['materializedViews'], async (t) => {
    const p = await withPeople(t)
    const create = new CreateView(select(p.c.id), 'tk_kept', { materialized: true })
    t.after(() => t.ddl(new DropView(create.table, { ifExists: true, materialized: true })))
    await t.ddl(create)
    await t.run(del(p).where(p.c.id.eq(1)))
    near(await t.scalar(select(func.count()).selectFrom(create.table)), 4)
  }),
  define('CREATE TABLE AS', ['createTableAs'], async (t) => {
    const p = await withPeople(t)
    const create = new CreateTableAs(select(p.c.id, p.c.name).where(p.c.id.gt(2)), 'tk_kept')
    t.after(() => t.ddl(new DropTable(create.table as never, { ifExists: true })))
    await t.ddl(create)
    const kept = create.table as typeof create.table & { c: { id: typeof p.c.id; name: typeof p.c.name } }
    equal(await t.tuples(select(kept.c.id, kept.c.name).orderBy(kept.c.id)), [[3, 'gary'], [4, 'squidward']])
  }),
  define('computed columns', ['computedColumns'], async (t) => {
    const item = t.table('tk_item', { id: key(), a: integer(), twice: integer().nullable().computed('a * 2', { persisted: true }) })
    await t.create()
    await t.run(insert(item), { id: 1, a: 4 })
    equal(await t.tuples(select(item)), [[1, 4, 8]])
    await t.run(update(item).set({ a: 5 }))
    equal(await t.scalars(select(item.c.twice)), [10])
  }),
  define('computed columns that aren\'t stored', ['computedColumns', 'computedVirtual'], async (t) => {
    const item = t.table('tk_item', { id: key(), a: integer(), twice: integer().nullable().computed('a * 2', { persisted: false }) })
    await t.create()
    await t.run(insert(item), { id: 1, a: 4 })
    equal(await t.tuples(select(item)), [[1, 4, 8]])
  }),
  define('identity columns', ['identityColumns'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey().identity({ start: 100, increment: 10 }), name: varchar(10) })
    const strict = t.table('tk_strict', { id: integer().primaryKey().identity({ always: true }), name: varchar(10) })
    await t.create()
    equal((await t.run(insert(item), { name: 'a' })).insertedPrimaryKey, [100])
    equal((await t.run(insert(item), { name: 'b' })).insertedPrimaryKey, [110])
    await t.run(insert(item), { id: 5, name: 'c' })
    await t.run(insert(strict), { name: 'a' })
    await rejects(t.run(insert(strict), { id: 50, name: 'b' }))
  }),
  define('sequences', ['sequences'], async (t) => {
    const numbers = sequence('tk_numbers', { start: 50, increment: 5, metadata: t.metadata })
    await t.create()
    near(await t.value(func.nextValue(numbers)), 50)
    near(await t.value(numbers.nextValue()), 55)
    const big = sequence('tk_big', { start: 3_000_000_000, dataType: bigint(), metadata: t.metadata })
    await t.create()
    near(await t.value(big.nextValue()), 3_000_000_000)
  }),
  define('sequences as defaults', ['sequences', 'sequenceDefaults'], async (t) => {
    const numbers = sequence('tk_numbers', { start: 50, metadata: t.metadata })
    const item = t.table('tk_item', { id: integer().primaryKey().default(numbers as never), name: varchar(10) })
    await t.create()
    equal((await t.run(insert(item), { name: 'a' })).insertedPrimaryKey.map(Number), [50])
    await t.run(insert(item), [{ name: 'b' }, { name: 'c' }])
    equal((await t.scalars(select(item.c.id).orderBy(item.c.id))).map(Number), [50, 51, 52])
  }),
  define('enumerations with a name, in more than one table', [], async (t) => {
    const item = t.table('tk_item', { id: key(), mood: enumType(['happy', 'sad'], { name: 'tk_mood' }).serverDefault('sad') })
    const other = t.table('tk_other', { id: key(), mood: enumType(['happy', 'sad'], { name: 'tk_mood' }) })
    await t.create()
    await t.run(insert(item), { id: 1 })
    await t.run(insert(other), { id: 1, mood: 'happy' })
    equal(await t.scalars(select(item.c.mood)), ['sad'])
    equal(await t.scalars(select(other.c.id).where(other.c.mood.eq('happy'))), [1])
    await t.metadata.dropAll(t.engine)
    await t.create()
  }),
  define('comments', ['comments'], async (t) => {
    t.table('tk_item', { id: key().comment('the "key" of it'), name: varchar(10) }, { comment: "what's sold" })
    await t.create()
  }),
  define('temporary tables and other prefixes', ['temporaryTables'], async (t) => {
    const item = table('tk_temporary', new MetaData(), { id: key() }, { prefixes: ['TEMPORARY'] })
    const conn = await t.connect()
    await conn.execute(new CreateTable(item) as never)
    await conn.execute(insert(item), { id: 1 })
    equal(await conn.execute(select(item.c.id)).scalars().all(), [1])
    await conn.execute(new DropTable(item) as never)
    await conn.commit()
  }),
  define('columns whose names differ from their keys', [], async (t) => {
    const item = t.table('tk_item', { id: key(), createdBy: varchar(10).dbName('created_by') })
    await t.create()
    await t.run(insert(item), { id: 1, createdBy: 'me' })
    equal(await t.rows(select(item)), [{ id: 1, createdBy: 'me' }])
    equal(await t.scalars(text('SELECT created_by FROM tk_item')), ['me'])
    await t.run(update(item).set({ createdBy: 'you' }).where(item.c.createdBy.eq('me')))
    equal(await t.scalars(select(item.c.createdBy)), ['you'])
  }),
  define('naming conventions', ['addConstraint'], async (t) => {
    const metadata = t.collection({ namingConvention: { uq: 'uq_%(table_name)s_%(column_0_name)s', ix: 'ix_%(column_0_label)s', pk: 'pk_%(table_name)s' } })
    const item = table('tk_named', metadata, { id: key(), code: varchar(10).unique(), n: integer().index() })
    await t.create()
    await t.run(insert(item), { id: 1, code: 'a', n: 1 })
    await t.ddl(ddl(t.engine.name === 'postgresql' ? 'ALTER TABLE tk_named DROP CONSTRAINT uq_tk_named_code' : 'ALTER TABLE tk_named DROP INDEX uq_tk_named_code'))
    await t.run(insert(item), { id: 2, code: 'a', n: 1 })
  }),
  define('schemas', ['schemas'], async (t) => {
    const schema = t.settings.schema ?? 'athanor_testkit'
    await t.ddl(new CreateSchema(schema, { ifNotExists: true }))
    t.after(() => t.ddl(new DropSchema(schema, { ifExists: true })))
    const metadata = new MetaData({ schema })
    const parent = table('tk_parent', metadata, { id: key(), name: varchar(10) })
    const child = table('tk_child', metadata, { id: key(), parentId: integer().references(() => parent.c.id) })
    t.after(() => metadata.dropAll(t.engine))
    await metadata.createAll(t.engine)
    await t.run(insert(parent), { id: 1, name: 'a' })
    await t.run(insert(child), { id: 1, parentId: 1 })
    equal(await t.tuples(select(parent.c.name, child.c.id).join(child)), [['a', 1]])
    await t.run(update(parent).set({ name: 'b' }).where(parent.c.id.eq(1)))
    await t.run(del(child).where(child.c.id.eq(1)))
    equal(await t.scalars(select(parent.c.name)), ['b'])
  }),
  define('schemaTranslateMap', ['schemas'], async (t) => {
    const schema = t.settings.schema ?? 'athanor_testkit'
    await t.ddl(new CreateSchema(schema, { ifNotExists: true }))
    t.after(() => t.ddl(new DropSchema(schema, { ifExists: true })))
    const item = t.table('tk_item', { id: key() })
    await t.create()
    const moved = t.engine.executionOptions({ schemaTranslateMap: new Map([[null, schema]]) })
    t.after(() => t.metadata.dropAll(moved as never, { checkFirst: false }))
    await t.metadata.createAll(moved as never, { checkFirst: false })
    await t.run(insert(item), { id: 1 })
    await moved.begin((conn) => conn.execute(insert(item), [{ id: 2 }, { id: 3 }]))
    equal(await t.scalars(select(item.c.id)), [1])
    equal(await moved.begin((conn) => conn.execute(select(item.c.id).orderBy(item.c.id)).scalars().all()), [2, 3])
    equal(await t.scalars(select(item.c.id)), [1])
  }),
  define('schemaTranslateMap: createAll looks into the other schema', ['schemas'], async (t) => {
    const schema = t.settings.schema ?? 'athanor_testkit'
    await t.ddl(new CreateSchema(schema, { ifNotExists: true }))
    t.after(() => t.ddl(new DropSchema(schema, { ifExists: true })))
    const item = t.table('tk_item', { id: key() })
    await t.create()
    const moved = t.engine.executionOptions({ schemaTranslateMap: new Map([[null, schema]]) })
    t.after(() => t.metadata.dropAll(moved as never))
    await t.metadata.createAll(moved as never)
    await moved.begin((conn) => conn.execute(insert(item), { id: 2 }))
    equal(await t.scalars(select(item.c.id)), [])
  }),
  define('DDL is undone with its transaction', ['transactionalDdl'], async (t) => {
    const item = t.table('tk_item', { id: key() })
    const conn = await t.connect()
    await conn.execute(new CreateTable(item) as never)
    await conn.execute(insert(item), { id: 1 })
    await conn.rollback()
    await rejects(t.rows(select(item.c.id)))
  }),
  define('events and conditions', [], async (t) => {
    const seen: string[] = []
    const item = t.table('tk_item', { id: key(), n: integer() }, (c) => [check(c.n.gt(0), { name: 'tk_never' }).ddlIf({ callable: () => false }) as ReturnType<typeof check>])
    t.metadata.on('beforeCreate', () => { seen.push('before') })
    t.metadata.on('afterCreate', () => { seen.push('after') })
    await t.create()
    equal(seen, ['before', 'after'])
    await t.run(insert(item), { id: 1, n: -1 })
    equal(await t.scalars(select(item.c.n)), [-1], 'the check was left out')
  }),
]
