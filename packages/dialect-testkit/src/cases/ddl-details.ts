import { inspect } from '@athanor/engine'
import {
  bigint, bindparam, check, conv, copyTable, CreateIndex, CreateSchema, CreateSequence, CreateTable, CreateTableAs, CreateView, ddl, del, DropColumnComment, DropIndex, DropSchema, DropSequence, DropTable, DropTableComment, DropView, enumType, foreignKey, func, index, insert, integer, literal,
  MetaData, numeric, primaryKey, select, sequence, SetColumnComment, SetTableComment, smallInteger, table, text, union, unique, update, varchar, type CheckConstraint, type DdlStatement,
} from '@athanor/expressions'
import { equal, near, ok, rejects } from '../assertions.ts'
import { withPeople } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('ddl')
const key = () => integer().primaryKey({ autoincrement: false })
const constraintErrors = { name: ['IntegrityError', 'DatabaseError', 'OperationalError', 'DataError'] } as const

/** CREATE, ALTER and DROP: columns, constraints and collections in detail. */
export const ddlDetailCases: readonly TestCase[] = [
  define('columns with CHECK, collation, variants and options', ['checkConstraints'], async (t) => {
    const collation = t.settings.caseInsensitiveCollation
    const item = t.table('tk_item', {
      id: key(), n: integer().check('n > 0'), m: integer().check(literal(1, integer()).lt(5) as never, ...(t.has('namedColumnChecks') ? ['tk_item_m'] : [])),
      name: collation === undefined ? varchar(20) : varchar(20).collation(collation),
      v: integer().with(bigint(), t.engine.name).info({ unit: 'pieces' }), w: integer().with(varchar(5), 'nobody').options({ nobody: { some: 1 } }),
    })
    await t.create()
    await t.run(insert(item), { id: 1, n: 1, m: 1, name: 'Gary', v: 9_007_199_254_740_993n as never, w: 5 })
    await rejects(t.run(insert(item), { id: 2, n: -1, m: 1, name: 'x', v: 1, w: 1 }), constraintErrors)
    equal(await t.tuples(select(item.c.v, item.c.w)), [[9_007_199_254_740_993n, 5]])
    if (collation !== undefined) equal(await t.scalars(select(item.c.id).where(item.c.name.eq('GARY'))), [1])
  }),
  define('values that the server sets at an UPDATE', [], async (t) => {
    const item = t.table('tk_item', { id: key(), n: integer(), stamp: integer().nullable().serverOnUpdate() })
    await t.create()
    await t.run(insert(item), { id: 1, n: 1 })
    await t.run(update(item).set({ n: 2 }).where(item.c.id.eq(1)))
    equal(await t.tuples(select(item)), [[1, 2, null]], 'the column is left to the server')
  }),
  define('columns that the database has by itself', ['systemColumns'], async (t) => {
    const { systemColumn } = t.settings
    if (systemColumn === undefined) return
    const item = t.table('tk_item', { id: key(), [systemColumn]: integer().system() })
    await t.create()
    await t.run(insert(item), { id: 1 } as never)
    ok((await t.tuples(select((item.c as unknown as Record<string, typeof item.c.id>)[systemColumn]!)))[0]![0] != null, `${systemColumn} has a value`)
  }),
  define('comments: set, read, and dropped', ['comments'], async (t) => {
    const item = t.table('tk_item', { id: key(), name: varchar(10).comment('the "name", it\'s called') }, { comment: "what's sold: 100%" })
    await t.create()
    const inspector = () => inspect(t.engine)
    equal((await inspector().getTableComment('tk_item')).text, "what's sold: 100%")
    equal((await inspector().getColumns('tk_item')).map(({ comment }) => comment ?? null), [null, 'the "name", it\'s called'])
    // what one may not forget: MySQL's says everything about the column again
    await t.ddl(new DropTableComment(item))
    await t.ddl(new DropColumnComment(item.c.name))
    ok(!(await inspector().getTableComment('tk_item')).text, 'the table\'s comment is gone')
    ok(!(await inspector().getColumns('tk_item')).some(({ comment }) => comment), 'the column\'s comment is gone')
    await t.ddl(new SetTableComment(item))
    await t.ddl(new SetColumnComment(item.c.name))
    equal((await inspector().getTableComment('tk_item')).text, "what's sold: 100%")
    equal((await inspector().getColumns('tk_item')).map(({ comment }) => comment ?? null), [null, 'the "name", it\'s called'])
    await t.run(insert(item), { id: 1, name: 'x' })
    await rejects(t.run(insert(item), { id: 2, name: null } as never))
  }),
  define('foreign keys: named, by ALTER TABLE where there is one, referring by name', ['foreignKeys'], async (t) => {
    const parent = t.table('tk_parent', { id: key(), code: varchar(10).unique() })
    const child = t.table('tk_child', {
      id: key(), parentId: integer().references(() => parent.c.id, { name: 'tk_child_parent', useAlter: true, onUpdate: 'cascade' }), code: varchar(10).references('tk_parent.code').nullable(),
    })
    await t.create()
    await t.run(insert(parent), { id: 1, code: 'a' })
    await t.run(insert(child), { id: 1, parentId: 1, code: 'a' })
    await rejects(t.run(insert(child), { id: 2, parentId: 9, code: null }), constraintErrors)
    await rejects(t.run(insert(child), { id: 2, parentId: 1, code: 'z' }), constraintErrors)
    equal((await inspect(t.engine).getForeignKeys('tk_child')).some(({ name }) => name === 'tk_child_parent'), true)
    await t.run(update(parent).set({ id: 7 }).where(parent.c.id.eq(1)))
    equal(await t.scalars(select(child.c.parentId)), [7])
  }),
  define('constraints that may be deferred, and aren\'t', ['foreignKeys', 'deferrableConstraints'], async (t) => {
    const parent = t.table('tk_parent', { id: key() })
    const child = t.table('tk_child', {
      id: key(), a: integer().nullable().references(() => parent.c.id, { deferrable: true, initially: 'immediate' }), b: integer().nullable().references(() => parent.c.id, { deferrable: false }),
      c: integer().nullable().references(() => parent.c.id, { deferrable: true, initially: 'deferred', onUpdate: 'no action' }),
    })
    await t.create()
    const before = (column: 'a' | 'b' | 'c') => t.engine.begin(async (conn) => {
      await conn.execute(insert(child), { id: 1, a: null, b: null, c: null, [column]: 1 })
      await conn.execute(insert(parent), { id: 1 })
    })
    await rejects(before('a'), constraintErrors)
    await rejects(before('b'), constraintErrors)
    await before('c')
    equal(await t.scalars(select(child.c.c)), [1])
  }),
  define('unique values that are looked at in the end', ['deferrableConstraints', 'deferrableUnique'], async (t) => {
    const item = t.table('tk_item', { id: key(), place: integer() }, (c) => [unique({ name: 'tk_item_place', deferrable: true, initially: 'deferred' }, c.place)])
    await t.create()
    await t.run(insert(item), [{ id: 1, place: 1 }, { id: 2, place: 2 }])
    await t.engine.begin(async (conn) => {
      await conn.execute(update(item).set({ place: 2 }).where(item.c.id.eq(1)))
      await conn.execute(update(item).set({ place: 1 }).where(item.c.id.eq(2)))
    })
    equal(await t.tuples(select(item.c.id, item.c.place).orderBy(item.c.id)), [[1, 2], [2, 1]])
    await rejects(t.run(update(item).set({ place: 1 })), { name: 'IntegrityError' })
  }),
  define('foreign keys to a column by its name in the database', ['foreignKeys'], async (t) => {
    const parent = t.table('tk_parent', { id: key(), code: varchar(10).unique().dbName('code_in_db') }, { quote: true })
    const child = t.table('tk_child', { id: key(), code: varchar(10).references('tk_parent.code_in_db', { linkToName: true }) })
    await t.create()
    await t.run(insert(parent), { id: 1, code: 'a' })
    await t.run(insert(child), { id: 1, code: 'a' })
    await rejects(t.run(insert(child), { id: 2, code: 'z' }), constraintErrors)
    equal(await t.scalars(select(child.c.id).join(parent)), [1])
  }),
  define('schemas: quoted, and with an enumeration that goes along', ['schemas'], async (t) => {
    const schema = t.settings.schema ?? 'athanor_testkit'
    await t.ddl(new CreateSchema(schema, { ifNotExists: true }))
    t.after(() => t.ddl(new DropSchema(schema, { ifExists: true })))
    const metadata = new MetaData()
    const item = table('tk_item', metadata, { id: key(), mood: enumType(['happy', 'sad'], { name: 'tk_schema_mood', inheritSchema: true }) }, { schema, quoteSchema: true })
    t.after(() => metadata.dropAll(t.engine))
    await metadata.createAll(t.engine)
    await metadata.createAll(t.engine)
    await t.run(insert(item), [{ id: 1, mood: 'sad' }])
    equal(await t.tuples(select(item.c.id, item.c.mood).where(item.c.mood.eq('sad'))), [[1, 'sad']])
  }),
  define('foreign keys: MATCH', ['foreignKeys', 'foreignKeyMatch'], async (t) => {
    t.table('tk_parent', { a: integer(), b: integer() }, (c) => [primaryKey(c.a, c.b)])
    const child = t.table('tk_child', { id: key(), pa: integer().nullable(), pb: integer().nullable() }, (c) => [foreignKey([c.pa, c.pb], ['tk_parent.a', 'tk_parent.b'], { match: 'full' })])
    await t.create()
    await rejects(t.run(insert(child), { id: 1, pa: 1, pb: null }), constraintErrors)
    await t.run(insert(child), { id: 1, pa: null, pb: null })
  }),
  define('names of constraints: final, by convention, of a primary key', [], async (t) => {
    const metadata = t.collection({ namingConvention: { pk: 'pk_%(table_name)s', uq: 'uq_%(table_name)s_%(column_0_name)s', ck: 'ck_%(table_name)s_%(constraint_name)s', fk: 'fk_%(table_name)s_%(referred_table_name)s' } })
    const parent = table('tk_parent', metadata, { id: key(), code: varchar(10) }, (c) => [unique({ name: conv('tk_final') }, c.code), check(c.id.gt(0), { name: 'positive' })])
    const child = table('tk_child', metadata, { id: key(), parentId: integer().references(() => parent.c.id) })
    await t.create()
    await t.run(insert(parent), { id: 1, code: 'a' })
    await t.run(insert(child), { id: 1, parentId: 1 })
    const inspector = inspect(t.engine)
    ok((await inspector.getUniqueConstraints('tk_parent')).some(({ name }) => name === 'tk_final'), 'the final name')
    equal((await inspector.getForeignKeys('tk_child')).map(({ name }) => name), ['fk_tk_child_tk_parent'])
    if (t.has('checkConstraints')) await rejects(t.run(insert(parent), { id: -1, code: 'b' }), constraintErrors)
  }),
  define('names that are too long are shortened', [], async (t) => {
    const metadata = t.collection({ namingConvention: { ix: 'ix_%(table_name)s_%(column_0_N_name)s', uq: 'uq_%(table_name)s_%(column_0_N_name)s' } })
    const long = 'a_column_whose_name_is_long_enough_that_two_are_too_long'
    const item = table('tk_item', metadata, { id: key(), [`${long}_1`]: integer(), [`${long}_2`]: integer() } as { id: ReturnType<typeof key> }, (c) => {
      const columns = Object.values(c).slice(1) as typeof c.id[]
      return [index(...columns), unique(...columns)]
    })
    await t.create()
    await t.run(insert(item), { id: 1, [`${long}_1`]: 1, [`${long}_2`]: 2 } as never)
    await rejects(t.run(insert(item), { id: 2, [`${long}_1`]: 1, [`${long}_2`]: 2 } as never), { name: 'IntegrityError' })
  }),
  define('indexes of many kinds of columns', [], async (t) => {
    const item = t.table('tk_item', { id: key(), a: integer(), b: varchar(20).unique('tk_item_b') }, (c) => [index({ name: conv('tk_final_index') }, c.a), index({ name: 'tk_item_never' }, c.b).ddlIf({ dialect: 'nobody' }) as ReturnType<typeof index>])
    await t.create()
    const names = (await inspect(t.engine).getIndexes('tk_item')).map(({ name }) => name)
    ok(names.includes('tk_final_index'), `the final name among ${names.join(', ')}`)
    ok(!names.includes('tk_item_never'), 'an index of another dialect isn\'t made')
    equal(await inspect(t.engine).hasIndex('tk_item', 'tk_final_index'), true)
    await rejects(t.run(insert(item), [{ id: 1, a: 1, b: 'x' }, { id: 2, a: 1, b: 'x' }]), { name: 'IntegrityError' })
  }),
  define('DDL of one\'s own, with a condition', [], async (t) => {
    const item = t.table('tk_item', { id: key() })
    item.on('afterCreate', ddl('NOT SQL').executeIf({ dialect: 'nobody' }))
    item.on('afterCreate', ddl('INSERT INTO tk_item (id) VALUES (2)').executeIf({ dialect: [t.engine.name, 'nobody'], callable: ({ state }) => state === 'x', state: 'x' }))
    item.on('afterCreate', ddl('NOT SQL').executeIf({ callable: () => false }))
    await t.create()
    await t.ddl(ddl('INSERT INTO tk_item (id) VALUES (1)'))
    equal(await t.scalars(select(item.c.id).orderBy(item.c.id)), [1, 2])
  }),
  define('tables: create() and drop() of one, events that come and go', [], async (t) => {
    const seen: string[] = []
    const item = t.table('tk_item', { id: key() })
    const forgotten = (): void => { seen.push('forgotten') }
    item.on('beforeCreate', () => { seen.push('before create') }).on('afterCreate', ddl('INSERT INTO tk_item (id) VALUES (7)')).on('beforeDrop', () => { seen.push('before drop') }).on('afterDrop', forgotten)
    item.off('afterDrop', forgotten)
    t.metadata.on('afterDrop', forgotten).off('afterDrop', forgotten)
    await item.create(t.engine)
    equal(await t.scalars(select(item.c.id)), [7])
    await rejects(item.create(t.engine, { checkFirst: false }))
    await item.create(t.engine, { checkFirst: true })
    seen.splice(1)
    await item.drop(t.engine)
    await rejects(t.rows(select(item.c.id)))
    await item.drop(t.engine, { checkFirst: true })
    equal(seen, ['before create', 'before drop'])
    await rejects(item.drop(t.engine, { checkFirst: false }))
  }),
  define('collections: order, part of them, naming of columns', ['foreignKeys'], async (t) => {
    const metadata = t.collection({ columnNaming: 'snake_case', info: { owner: 'testkit' } })
    const child = table('tk_child', metadata, { id: key(), parentId: integer().references('tk_parent.id') })
    const parent = table('tk_parent', metadata, { id: key(), fullName: varchar(20) })
    equal(metadata.sortedTables.map(({ name }) => name), ['tk_parent', 'tk_child'])
    await metadata.createAll(t.engine, { tables: [parent] })
    await t.run(insert(parent), { id: 1, fullName: 'x' })
    await rejects(t.rows(select(child.c.id)))
    equal(await t.scalars(text('SELECT full_name FROM tk_parent')), ['x'])
    await metadata.createAll(t.engine)
    await t.run(insert(child), { id: 1, parentId: 1 })
    equal(await t.scalars(text('SELECT parent_id FROM tk_child')), [1])
    const kept = table('tk_parent', metadata, { id: key() }, { keepExisting: true })
    ok((kept as unknown) === parent, 'the table that is there')
    const extended = table('tk_parent', metadata, { id: key(), note: varchar(5).nullable() }, { extendExisting: true })
    ok('note' in extended.c && 'fullName' in extended.c, 'the table has a column more')
    await metadata.dropAll(t.engine)
    metadata.remove(child)
    equal([...metadata.tables.keys()], ['tk_parent'])
    metadata.clear()
    equal(metadata.tables.size, 0)
  }),
  define('what tables say of themselves', ['foreignKeys'], async (t) => {
    const parent = t.table('tk_parent', { id: integer().primaryKey(), n: integer().nullable() }, (c) => [check(c.n.gt(0), { name: 'tk_positive' })])
    const child = t.table('tk_child', { id: key(), parentId: integer().references(() => parent.c.id) })
    const third = t.table('tk_a_third', { id: key() })
    third.addIsDependentOn(child)
    child.append(unique({ name: 'tk_child_unique' }, child.c.parentId))
    child.append(index({ name: 'tk_child_index' }, child.c.parentId, child.c.id))
    equal(t.metadata.sortedTables.map(({ name }) => name), ['tk_parent', 'tk_child', 'tk_a_third'])
    await t.create()
    await t.run(insert(parent), [{ n: 1 }, { n: 2 }])
    await t.run(insert(child), { id: 1, parentId: 1 })
    await rejects(t.run(insert(child), { id: 2, parentId: 1 }), { name: 'IntegrityError' })
    equal(await inspect(t.engine).hasIndex('tk_child', 'tk_child_index'), true)
    equal([parent.autoincrementColumn?.name, child.autoincrementColumn], ['id', null])
    equal(child.foreignKeyConstraints.map(({ referredTable }) => referredTable.name), ['tk_parent'])
    equal(child.foreignKeyConstraints.flatMap(({ elements }) => elements.map(({ targetFullName }) => targetFullName)), ['tk_parent.id'])
    equal([parent.description, parent.constraints.includes(parent.primaryKeyConstraint)], ['tk_parent', true])
    const rule = parent.constraints.find((one) => 'sqlText' in one) as unknown as CheckConstraint
    equal(await t.scalars(select(parent.c.id).where(rule.sqlText).orderBy(parent.c.id)), [1, 2], 'the condition of a CHECK is one of SELECT')
    const alias = parent.alias('other')
    equal([alias.isDerivedFrom(parent), parent.isDerivedFrom(child)], [true, false])
    equal(await t.scalars(select(alias.correspondingColumn(parent.c.n)!).where(alias.c.id.eq(2))), [2])
    const statement = select(parent.c.id).where(parent.c.n.eq(2))
    equal(await t.scalars(select(parent.c.id).where(statement.whereClause ?? undefined)), [2])
  }),
  define('a copy of a table in another collection', ['foreignKeys'], async (t) => {
    const parent = t.table('tk_parent', { id: key(), name: varchar(10).index('tk_parent_name') })
    const child = t.table('tk_child', { id: key(), parentId: integer().references(() => parent.c.id, { name: 'tk_child_fk' }), n: integer() }, (c) => [unique({ name: 'tk_child_n' }, c.n)])
    const other = t.collection()
    const copy = copyTable(parent, other, { name: 'tk_parent_copy', schema: null, referredSchema: () => null })
    const whole = t.collection()
    const [parentCopy, childCopy] = [copyTable(parent, whole), copyTable(child, whole)]
    await whole.createAll(t.engine)
    await t.run(insert(parentCopy), { id: 1, name: 'a' })
    await t.run(insert(childCopy), { id: 1, parentId: 1, n: 1 })
    await rejects(t.run(insert(childCopy), { id: 2, parentId: 9, n: 2 }), constraintErrors)
    await rejects(t.run(insert(childCopy), { id: 2, parentId: 1, n: 1 }), { name: 'IntegrityError' })
    equal(await t.tuples(select(childCopy.c.id, parentCopy.c.name).join(parentCopy)), [[1, 'a']])
    equal([copy.name, copy.metadata === other], ['tk_parent_copy', true])
  }),
  define('reflection: what was created comes back', ['reflection'], async (t) => {
    const parent = t.table('tk_parent', { id: key(), code: varchar(10).unique('tk_parent_code') })
    t.table('tk_child', { id: integer().primaryKey(), parentId: integer().nullable().references(() => parent.c.id), price: numeric(10, 2), name: varchar(20).index('tk_child_name') })
    await t.create()
    await t.run(insert(parent), { id: 1, code: 'a' })
    const found = new MetaData()
    await found.reflect(t.engine, { only: ['tk_child'] })
    equal([...found.tables.keys()].sort(), ['tk_child', 'tk_parent'])
    const child = found.tables.get('tk_child')! as unknown as { readonly c: Record<string, typeof parent.c.id> }
    equal(Object.keys(child.c), ['id', 'parentId', 'price', 'name'])
    await t.run(insert(child as never), { id: 1, parentId: 1, price: '1.50', name: 'n' } as never)
    const reflected = found.tables.get('tk_parent')! as unknown as typeof parent
    equal(await t.tuples(select(child.c['price']!, reflected.c.code).selectFrom(child as never).join(reflected)), [['1.50', 'a']])
  }),
  define('CREATE and DROP SEQUENCE, with every option', ['sequences'], async (t) => {
    const numbers = sequence('tk_seq', { start: 5, increment: 2, minValue: 1, maxValue: 9, cycle: true, cache: 1 })
    t.after(() => t.ddl(new DropSequence(numbers, { ifExists: true })))
    await t.ddl(new CreateSequence(numbers))
    await rejects(t.ddl(new CreateSequence(numbers)))
    await t.ddl(new CreateSequence(numbers, { ifNotExists: true }))
    const values: number[] = []
    for (let i = 0; i < 4; i++) values.push(Number(await t.value(numbers.nextValue())))
    equal(values, [5, 7, 9, 1])
    equal(await inspect(t.engine).hasSequence('tk_seq'), true)
    await t.ddl(new DropSequence(numbers))
    await t.ddl(new DropSequence(numbers, { ifExists: true }))
    await rejects(t.value(numbers.nextValue()))
    const open = sequence('tk_open', { start: 1, increment: 3, noMinValue: true, noMaxValue: true, metadata: t.metadata })
    await t.create()
    equal([Number(await t.value(open.nextValue())), Number(await t.value(open.nextValue()))], [1, 4])
  }),
  define('sequences in INSERT, in a default of the server, in a schema', ['sequences'], async (t) => {
    const numbers = sequence('tk_numbers', { start: 10, metadata: t.metadata })
    const item = t.table('tk_item', { id: key(), n: integer().serverDefault(numbers), m: integer().nullable() })
    await t.create()
    await t.run(insert(item).values({ id: 1, m: numbers.nextValue() }))
    await t.run(insert(item).values({ id: 2, n: 1, m: func.nextValue(numbers) }))
    const rows = await t.tuples(select(item.c.id, item.c.n, item.c.m).orderBy(item.c.id))
    equal(rows.map(([id, n, m]) => [id, Number(n) + (id === 1 ? Number(m) : 0), id === 2 ? Number(m) : 0]), [[1, 21, 0], [2, 1, 12]])
  }),
  define('optional sequences are left out where there is something else', [], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey().default(sequence('tk_optional', { optional: true, start: 1 }) as never), name: varchar(10) })
    await t.create()
    const { insertedPrimaryKey } = await t.run(insert(item), { name: 'a' })
    equal(await t.scalars(select(item.c.id)), insertedPrimaryKey)
  }),
  define('identity columns with every option', ['identityColumns'], async (t) => {
    const item = t.table('tk_item', { id: integer().primaryKey().identity({ start: 5, increment: 2, minValue: 1, maxValue: 9, cycle: true, cache: 1 }), small: smallInteger() })
    await t.create()
    for (const small of [1, 2, 3, 4]) await t.run(insert(item), { small })
    equal(await t.scalars(select(item.c.id).orderBy(item.c.small)), [5, 7, 9, 1])
  }),
  define('keys of other sizes that the database makes', ['generatedKeysOfAnySize'], async (t) => {
    const small = t.table('tk_small', { id: smallInteger().primaryKey(), name: varchar(10) })
    const big = t.table('tk_bigkey', { id: bigint().primaryKey(), name: varchar(10) })
    await t.create()
    near((await t.run(insert(small), { name: 'a' })).insertedPrimaryKey[0], 1)
    near((await t.run(insert(big), { name: 'a' })).insertedPrimaryKey[0], 1)
    equal(await t.scalars(select(big.c.id)), [1n])
  }),
  define('CREATE TABLE AS and views: temporary, with parameters, IF NOT EXISTS', ['createTableAs'], async (t) => {
    const p = await withPeople(t)
    const create = new CreateTableAs(select(p.c.id, func.upper(p.c.name).label('name')).where(p.c.name.like('s%')), 'tk_kept_twice', { ifNotExists: true } as never)
    t.after(() => t.ddl(new DropTable(create.table as never, { ifExists: true })))
    await t.ddl(create)
    await t.ddl(create)
    const kept = create.table as typeof create.table & { c: { id: typeof p.c.id; name: typeof p.c.name } }
    equal(await t.tuples(select(kept.c.id, kept.c.name).orderBy(kept.c.id)), [[1, 'SANDY'], [4, 'SQUIDWARD']])
    if (!t.has('temporaryTables')) return
    const conn = await t.connect()
    const passing = new CreateTableAs(select(p.c.id).where(p.c.active), 'tk_passing', { temporary: true })
    await conn.execute(passing as never)
    near(await conn.execute(select(func.count()).selectFrom(passing.table)).scalar(), 2)
    await conn.execute(new DropTable(passing.table as never) as never)
    await conn.commit()
  }),
  define('a query goes into a table', ['createTableAs'], async (t) => {
    const p = await withPeople(t)
    const create = select(p.c.id, p.c.name).where(p.c.id.lt(3)).into('tk_into')
    t.after(() => t.ddl(new DropTable(create.table, { ifExists: true })))
    await t.ddl(create)
    equal(await t.tuples(select(create.table.c.id, create.table.c.name).orderBy(create.table.c.id)), [[1, 'sandy'], [2, 'patrick']])
    const both = union(select(p.c.id), select(p.c.id.add(10))).into('tk_into_both')
    t.after(() => t.ddl(new DropTable(both.table, { ifExists: true })))
    await t.ddl(both)
    near(await t.scalar(select(func.count()).selectFrom(both.table)), 8)
  }),
  define('views that belong to a collection', ['views'], async (t) => {
    const p = await withPeople(t)
    const metadata = t.collection()
    const view = new CreateView(select(p.c.id.label('who')).where(p.c.id.lt(3)), 'tk_view', { metadata })
    await t.ddl(view)
    const reflected = view.table as typeof view.table & { c: { who: typeof p.c.id } }
    equal(await t.tuples(select(reflected.c.who, p.c.name).join(p, p.c.id.eq(reflected.c.who)).orderBy(p.c.id)), [[1, 'sandy'], [2, 'patrick']])
    if (t.has('reflection')) ok((await inspect(t.engine).getViewNames()).includes('tk_view'), 'the view is found')
    await t.ddl(new DropView(view.table))
  }),
  define('createAll looks for indexes as well', [], async (t) => {
    const item = t.table('tk_item', { id: key(), n: integer() })
    await t.create()
    const by = index({ name: 'tk_item_by' }, 'n')
    item.append(by)
    await t.ddl(new CreateIndex(by))
    await t.metadata.createAll(t.engine, { checkFirst: { tables: true, indexes: true } })
    await t.ddl(new DropIndex(by))
    equal(await inspect(t.engine).hasIndex('tk_item', 'tk_item_by'), false)
  }),
  define('indexes and tables that aren\'t made twice', ['indexIfNotExists'], async (t) => {
    const by = index({ name: 'tk_item_by' }, 'n')
    const item = t.table('tk_item', { id: key(), n: integer() }, () => [by])
    await t.create()
    await t.ddl(new CreateIndex(by, { ifNotExists: true }))
    await t.ddl(new DropIndex(by))
    await t.ddl(new DropIndex(by, { ifExists: true }))
    await t.ddl(new CreateTable(item, { ifNotExists: true }))
    equal(await t.scalars(select(item.c.id)), [])
  }),
  define('defaults of the server: texts, numbers, expressions, of every type', [], async (t) => {
    const item = t.table('tk_item', {
      id: key(), s: varchar(80).serverDefault("it's; a 'text' \\ with \"all\" :kinds %s ?"), n: integer().serverDefault('5'), c: integer().serverDefault(literal(2, integer()).mul(4) as never), x: numeric(5, 2).serverDefault('1.50'),
    })
    await t.create()
    await t.run(insert(item).values({ id: 1 } as never))
    equal(await t.tuples(select(item)), [[1, "it's; a 'text' \\ with \"all\" :kinds %s ?", 5, 8, '1.50']])
    await t.run(insert(item), [{ id: 2 }, { id: 3 }])
    near(await t.scalar(select(func.count()).selectFrom(item).where(item.c.s.eq("it's; a 'text' \\ with \"all\" :kinds %s ?"))), 3)
    await t.run(del(item).where(item.c.id.eq(bindparam('id', { value: 3 }))))
  }),
  define('options of a table and of others\' dialects', [], async (t) => {
    const item = t.table('tk_item', { id: key() }, { options: { nobody: { engine: 'x' } }, info: { note: 1 }, implicitReturning: false })
    await t.create()
    const statements: DdlStatement[] = [new CreateTable(item, { ifNotExists: true }), new DropTable(item), new DropTable(item, { ifExists: true })]
    for (const statement of statements) await t.ddl(statement)
    const generated = t.table('tk_plain', { id: integer().primaryKey(), n: integer() }, { implicitReturning: false })
    await generated.create(t.engine)
    if (t.has('generatedKeys')) {
      const result = await t.run(insert(generated), { n: 4 })
      equal(await t.tuples(select(generated)), [[result.insertedPrimaryKey[0], 4]])
    }
  }),
]
