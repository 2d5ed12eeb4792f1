import { expect, test } from '@jest/globals'
import * as errors from '@athanor/interfaces'
import {
  array, asGeneric, caseWhen, compile, copyTable, createEngine, DropConstraintComment, enumType, foreignKey, func, index, insert, integer, json, merge, MetaData, releaseSavepoint, rollbackToSavepoint, savepoint, select, SetConstraintComment, sql,
  table, text, tuple, union, unique, update, upsert, userDefinedType, values, varchar,
} from '@athanor/core'
import { SQLiteDialect } from '@athanor/dialect-sqlite'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { defineNode, SqlNode } from '@athanor/expressions/elements'
import { publicNames } from '../src/public-names.ts'

const names = publicNames(['packages/core/src/index.ts']).filter(({ place }) => place.startsWith('packages/expressions/'))
const docs = new Map(names.map((name) => [name.name, name.docs]))

/** The errors by name. */
const known = { ...errors, TypeError }

const metadata = new MetaData()
const users = table('user_account', metadata, { id: integer().primaryKey(), name: varchar(30), data: json(), tags: array(varchar()) })
const posts = table('post', metadata, { id: integer().primaryKey(), userId: integer().references('user_account.id'), editorId: integer().references('user_account.id') })
const alone = table('alone', metadata, { id: integer().primaryKey() })
const dangling = table('dangling', metadata, { a: integer().references('nope.id'), b: integer().references('alone.nope') })
const cycle = new MetaData()
table('left', cycle, { id: integer().primaryKey(), other: integer().references('right.id') })
table('right', cycle, { id: integer().primaryKey(), other: integer().references('left.id') })
class Unknown extends SqlNode {}
defineNode(Unknown, 'visitUnknown', [])
const target = insert(users).values({ id: 1, name: 'x', data: {}, tags: [] })
const merged = merge(users).using(alone, alone.c.id.eq(users.c.id))
/** What the checker forbids, for the errors of programs without types. */
const wrong = <T>(value: unknown): T => value as T
/** What `dropAll` gives to an engine. */
type MakesPlan = (dialect: PostgreSQLDialect) => { steps(results: readonly string[][]): unknown }
const engine = () => createEngine('sqlite:///:memory:')

/** Names whose docstrings promise an error, and a call that has to throw it. */
const promises: readonly (readonly [name: string, error: keyof typeof known, call: () => unknown])[] = [
  ['Expr.eq', 'UndefinedValueError', () => users.c.id.eq(wrong(undefined))],
  ['Expr.in', 'UndefinedValueError', () => users.c.id.in([1, wrong(undefined)])],
  ['Expr.path', 'InvalidRequestError', () => users.c.name.path('a')],
  ['Expr.asString', 'ArgumentError', () => users.c.name.asString()],
  ['TupleExpr.eq', 'ArgumentError', () => tuple(users.c.id, users.c.name).eq(wrong([1]))],
  ['Select.filterBy', 'InvalidRequestError', () => select(users.c.id).filterBy({ nope: 1 })],
  ['Select.filterBy', 'AmbiguousColumnError', () => select(users.c.id, posts.c.userId).filterBy({ id: 1 })],
  ['Select.limit', 'ArgumentError', () => select(users.c.id).limit(1.5)],
  ['Select.join', 'InvalidRequestError', () => compile(select(users.c.id).join(alone))],
  ['Select.join', 'AmbiguousForeignKeysError', () => compile(select(users.c.id).join(posts))],
  ['Select.joinFrom', 'NoForeignKeysError', () => compile(select(users.c.id).joinFrom(users, alone))],
  ['Select.outerJoin', 'InvalidRequestError', () => compile(select(users.c.id).outerJoin(alone))],
  ['Select.outerJoinFrom', 'NoForeignKeysError', () => compile(select(users.c.id).outerJoinFrom(users, alone))],
  ['Select.fullJoin', 'InvalidRequestError', () => compile(select(users.c.id).fullJoin(alone))],
  ['Select.subquery', 'InvalidRequestError', () => compile(select(select(users.c.id.label('a'), users.c.name.label('a')).subquery('s')))],
  ['Select.addCte', 'ArgumentError', () => select(users.c.id).addCte(users)],
  ['FromElement.join', 'NoForeignKeysError', () => users.join(alone)],
  ['FromElement.join', 'AmbiguousForeignKeysError', () => users.join(posts)],
  ['FromElement.outerJoin', 'NoForeignKeysError', () => users.outerJoin(alone)],
  ['ScalarSubquery.where', 'InvalidRequestError', () => union(select(users.c.id), select(alone.c.id)).scalarSubquery().where(users.c.id.eq(1))],
  ['Cte.union', 'InvalidRequestError', () => text('SELECT 1 AS id').columns({ id: integer() }).cte('c').union(() => select(users.c.id))],
  ['Cte.unionAll', 'InvalidRequestError', () => text('SELECT 1 AS id').columns({ id: integer() }).cte('c').unionAll(() => select(users.c.id))],
  ['Values.data', 'ArgumentError', () => compile(select(values({ a: integer() }, 'v').data([[1, 2]])))],
  ['Insert.values', 'InvalidRequestError', () => insert(alone).fromSelect(['id'], select(users.c.id)).values({ id: 1 })],
  ['Insert.values', 'CompileError', () => compile(insert(alone).values(wrong({ nope: 1 })))],
  ['Insert.fromSelect', 'InvalidRequestError', () => target.fromSelect(['id'], select(alone.c.id))],
  ['Insert.returning', 'InvalidRequestError', () => target.returnDefaults().returning(users.c.id)],
  ['Insert.onConflictDoUpdate', 'InvalidRequestError', () => target.onDuplicateKeyUpdate({ name: 'x' }).onConflictDoUpdate({ indexElements: ['id'], set: { name: 'x' } })],
  ['Insert.onConflictDoUpdate', 'ArgumentError', () => target.onConflictDoUpdate({ indexElements: ['id'], constraint: 'pk', set: { name: 'x' } })],
  ['Insert.onConflictDoNothing', 'InvalidRequestError', () => target.onDuplicateKeyUpdate({ name: 'x' }).onConflictDoNothing()],
  ['Insert.onDuplicateKeyUpdate', 'InvalidRequestError', () => target.onConflictDoNothing().onDuplicateKeyUpdate({ name: 'x' })],
  ['Insert.onDuplicateKeyUpdate', 'ArgumentError', () => target.onDuplicateKeyUpdate({})],
  ['Update.set', 'ArgumentError', () => update(users).set(wrong([{ name: 'x' }]))],
  ['Update.ordered', 'ArgumentError', () => update(users).set({ name: 'x' }).ordered(['name', 'y'])],
  ['Update.returning', 'InvalidRequestError', () => update(users).set({ name: 'x' }).returnDefaults().returning(users.c.id)],
  ['Merge.whenMatched', 'InvalidRequestError', () => merged.whenMatched().thenDelete().whenMatched().thenDoNothing()],
  ['MergeMatched.thenUpdate', 'ArgumentError', () => merged.whenMatched().thenUpdate({})],
  ['FunctionExpr.over', 'ArgumentError', () => func.count().over({ rows: [0, 1], range: [0, 1] })],
  ['FunctionExpr.aggregateOrderBy', 'ArgumentError', () => func.arrayAgg(users.c.name).aggregateOrderBy()],
  ['KnownFunctions.nextValue', 'ArgumentError', () => func.nextValue(wrong('s'))],
  ['TextClause.bindparams', 'ArgumentError', () => text('SELECT :a').bindparams({ b: 1 })],
  ['TextualSelect.bindparams', 'ArgumentError', () => text('SELECT :a').columns({ a: integer() }).bindparams({ b: 1 })],
  ['MetaData.on', 'ArgumentError', () => metadata.on(wrong('created'), () => {})],
  ['MetaData.reflect', 'InvalidRequestError', () => new MetaData().reflect(engine(), { only: ['nope'] })],
  ['MetaData.createAll', 'NoReferencedTableError', async () => { const own = new MetaData(); table('t', own, { a: integer().references('nope.id') }); await own.createAll(engine()) }],
  ['Table.on', 'ArgumentError', () => users.on(wrong('created'), () => {})],
  ['table', 'InvalidRequestError', () => table('post', metadata, { id: integer() })],
  ['table', 'DuplicateColumnError', () => table('twice', new MetaData(), { a: integer().dbName('x'), b: integer().dbName('x') })],
  ['ColumnDef.default', 'ArgumentError', () => integer().default(wrong(undefined))],
  ['ColumnDef.collation', 'ArgumentError', () => integer().collation('C')],
  ['compile', 'ArgumentError', () => compile('SELECT 1')],
  ['foreignKey', 'ArgumentError', () => foreignKey(['a', 'b'], ['t.a'])],
  ['foreignKey', 'ConstraintColumnNotFoundError', () => table('f', new MetaData(), { a: integer() }, () => [foreignKey(['b'], ['t.b'])])],
  ['unique', 'ConstraintColumnNotFoundError', () => table('u', new MetaData(), { a: integer() }, () => [unique('b')])],
  ['index', 'ArgumentError', () => index(users.c.id, alone.c.id)],
  ['index', 'ConstraintColumnNotFoundError', () => table('i', new MetaData(), { a: integer() }, () => [index({ name: 'ix' }, 'b')])],
  ['caseWhen', 'ArgumentError', () => caseWhen([])],
  ['sql', 'UndefinedValueError', () => sql`SELECT ${undefined}`],
  ['sql', 'ArgumentError', () => sql`SELECT ${() => 1}`],
  ['enumType', 'ArgumentError', () => enumType([])],
  ['varchar', 'ArgumentError', () => varchar(-1)],
  ['compile', 'CompileError', () => compile(insert(alone).values(wrong({ nope: 1 })))],
  ['compile', 'UnsupportedCompilationError', () => compile(wrong(new Unknown()))],
  ['releaseSavepoint', 'ArgumentError', () => releaseSavepoint('')],
  ['rollbackToSavepoint', 'ArgumentError', () => rollbackToSavepoint('')],
  ['savepoint', 'ArgumentError', () => savepoint('')],
  ['merge', 'CompileError', () => compile(merged.whenMatched().thenDelete(), { dialect: new SQLiteDialect() })],
  ['upsert', 'ArgumentError', () => upsert(table('keyless', new MetaData(), { a: integer() }))],
  ['upsert', 'UnsupportedCompilationError', () => compile(upsert(users).values({ id: 1, name: 'x', data: {}, tags: [] }))],
  ['copyTable', 'InvalidRequestError', () => copyTable(alone, metadata)],
  ['MetaData.dropAll', 'CircularDependencyError', () => cycle.dropAll({ runSchemaPlan: async (plan) => { wrong<MakesPlan>(plan)(new PostgreSQLDialect()).steps([]) } }, { checkFirst: false })],
  ['Expr.startsWith', 'ArgumentError', () => users.c.name.startsWith(users.c.name, { autoescape: true })],
  ['Expr.endsWith', 'ArgumentError', () => users.c.name.endsWith(users.c.name, { autoescape: true })],
  ['Expr.contains', 'ArgumentError', () => users.c.name.contains(users.c.name, { autoescape: true })],
  ['Expr.match', 'ArgumentError', () => users.c.name.match('x', wrong({ postgresql: { config: 'english' } }))],
  ['FunctionExpr.ignoreNulls', 'CompileError', () => compile(func.max(users.c.id).ignoreNulls().over(), { dialect: new SQLiteDialect() })],
  ['FunctionExpr.respectNulls', 'CompileError', () => compile(func.max(users.c.id).respectNulls().over(), { dialect: new SQLiteDialect() })],
  ['FromElement.outerJoin', 'AmbiguousForeignKeysError', () => users.outerJoin(posts)],
  ['Select.joinFrom', 'AmbiguousForeignKeysError', () => compile(select(users.c.id).joinFrom(users, posts))],
  ['Select.outerJoin', 'AmbiguousForeignKeysError', () => compile(select(users.c.id).outerJoin(posts))],
  ['Select.outerJoinFrom', 'AmbiguousForeignKeysError', () => compile(select(users.c.id).outerJoinFrom(users, posts))],
  ['Select.fullJoin', 'AmbiguousForeignKeysError', () => compile(select(users.c.id).fullJoin(posts))],
  ['Select.fullJoinFrom', 'NoForeignKeysError', () => compile(select(users.c.id).fullJoinFrom(users, alone))],
  ['Select.fullJoinFrom', 'AmbiguousForeignKeysError', () => compile(select(users.c.id).fullJoinFrom(users, posts))],
  ['Select.slice', 'ArgumentError', () => select(users.c.id).slice(wrong(null), wrong(null))],
  ['Table.append', 'ArgumentError', () => users.append(wrong(users.c.id))],
  ['ForeignKeyConstraint.referredTable', 'NoReferencedTableError', () => dangling.foreignKeyConstraints[0]!.referredTable],
  ['ForeignKeyReference.column', 'NoReferencedTableError', () => dangling.c.a.foreignKeys[0]!.column],
  ['ForeignKeyReference.column', 'NoReferencedColumnError', () => dangling.c.b.foreignKeys[0]!.column],
  ['select', 'ArgumentError', () => select(wrong<typeof users>('id'))],
  ['asGeneric', 'ArgumentError', () => asGeneric(userDefinedType('ltree'))],
  ['SetConstraintComment', 'UnsupportedCompilationError', () => compile(new SetConstraintComment(users.primaryKeyConstraint))],
  ['DropConstraintComment', 'UnsupportedCompilationError', () => compile(new DropConstraintComment(users.primaryKeyConstraint))],
]

test.each(promises.map(([name, error, call]) => ({ name, error, call })))('$name throws $error, as its docstring says', async ({ name, error, call }) => {
  expect(docs.get(name)).toContain(`@throws {${error}}`)
  const thrown: unknown = await (async () => call())().then(() => 'nothing', (reason: unknown) => reason)
  expect(thrown).toBeInstanceOf(known[error])
})

test('every error that a docstring of the expressions promises is tested', () => {
  const tested = new Set(promises.map(([name, error]) => `${name}: ${error}`))
  const promised = names.flatMap(({ name, docs: text }) => [...text.matchAll(/@throws \{(\w+)\}/g)].map(([, error]) => `${name}: ${error!}`))
  expect([...new Set(promised)].filter((promise) => !tested.has(promise))).toEqual([])
})
