import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import '@athanor/dialect-mysql'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { createEngine, type Engine } from '@athanor/engine'
import {
  bindparam, check, compile, CreateTable, CreateTableAs, CreateView, DropColumnComment, DropConstraintComment, DropTable, DropTableComment, func, insert, integer, MetaData, select, SetColumnComment,
  SetConstraintComment, SetTableComment, table, union, varchar,
} from '../../src/index.ts'

const sql = (node: unknown, options: object = {}): string => compile(node, options).sql.replaceAll(/\s+/g, ' ').trim()
const postgresql = { dialect: new PostgreSQLDialect() }
const metadata = new MetaData()
const users = table('dq_user', metadata, { id: integer().primaryKey({ autoincrement: false }), name: varchar(30).comment("the user's") }, {
  comment: 'all of them', constraints: (c) => [check(c.id.gt(0), { name: 'positive', comment: 'more than 0' })],
})
const wanted = select(users.c.id).where(users.c.name.eq(bindparam('name')))

describe('into()', () => {
  test('is CREATE TABLE … AS, for queries of every kind', () => {
    expect(sql(select(users.c.id).into('ids'))).toBe('CREATE TABLE ids AS SELECT dq_user.id FROM dq_user')
    expect(sql(select(users.c.id).into('ids', { temporary: true, ifNotExists: true, schema: 's' }))).toBe('CREATE TEMPORARY TABLE IF NOT EXISTS s.ids AS SELECT dq_user.id FROM dq_user')
    expect(sql(union(select(users.c.id), select(users.c.id)).into('ids'))).toBe('CREATE TABLE ids AS SELECT dq_user.id FROM dq_user UNION SELECT dq_user.id FROM dq_user')
    expect(sql(select(users.c.id).into('ids'), { dialect: new MSSQLDialect() })).toBe('SELECT dq_user.id INTO ids FROM dq_user')
  })
  test('its columns have the keys of the query and the names that the database gives them', () => {
    const counts = select(users.c.id, func.max(users.c.name), func.max(users.c.id).label('top'), func.count()).groupBy(users.c.id)
    const { table: made } = counts.into('counts')
    expect(sql(counts.into('counts'))).toContain('SELECT dq_user.id, max(dq_user.name) AS max_1, max(dq_user.id) AS top, count(*) AS count_1 ')
    expect(Object.keys(made.c)).toEqual(['id', 'max', 'top', 'count'])
    expect(sql(select(made.c.max, made.c.top, made.c.count))).toBe('SELECT counts.max_1, counts.top, counts.count_1 FROM counts')
    expect(sql(select(new CreateView(counts.union(counts), 'v').table.c.count))).toBe('SELECT v.count_1 FROM v')
    const named = table('named', new MetaData({ columnNaming: 'snake_case' }), { createdAt: varchar(5) })
    expect(sql(select(select(named).into('made').table.c.createdAt))).toBe('SELECT made.created_at FROM made')
  })
  test('its table is selected from', () => { expect(sql(select(select(users.c.id).into('ids').table.c.id))).toBe('SELECT ids.id FROM ids') })
})

describe('parameters in DDL', () => {
  test('are written with the values that params() gave', () => {
    const given = wanted.params({ name: "o'x" })
    for (const statement of [new CreateView(given, 'v'), new CreateTableAs(given, 'v'), given.into('v'), given.union(given).into('v')]) {
      expect(sql(statement)).toContain("WHERE dq_user.name = 'o''x'")
    }
  })
  test('without a value are NULL, with a warning', () => {
    for (const statement of [new CreateView(wanted, 'v'), wanted.into('v'), new CreateTable(table('t', new MetaData(), { a: integer() }, (c) => [check(c.a.gt(bindparam<number>('name')))]))]) {
      expect(sql(statement)).toMatch(/ [=>] NULL/)
      expect(compile(statement).compiled.warnings).toEqual([expect.stringMatching(/^The parameter 'name' has no value and is written as NULL/)])
    }
    expect(compile(new CreateView(wanted.params({ name: 'x' }), 'v')).compiled.warnings).toEqual([])
  })
})

test('comments of tables, columns and constraints', () => {
  const positive = users.constraints.find((c) => c.name === 'positive')!
  expect([
    new SetTableComment(users), new DropTableComment(users), new SetColumnComment(users.c.name), new DropColumnComment(users.c.name), new SetConstraintComment(positive), new DropConstraintComment(positive),
  ].map((statement) => sql(statement, postgresql))).toEqual([
    "COMMENT ON TABLE dq_user IS 'all of them'", 'COMMENT ON TABLE dq_user IS NULL', "COMMENT ON COLUMN dq_user.name IS 'the user''s'", 'COMMENT ON COLUMN dq_user.name IS NULL',
    "COMMENT ON CONSTRAINT positive ON dq_user IS 'more than 0'", 'COMMENT ON CONSTRAINT positive ON dq_user IS NULL',
  ])
  expect(() => sql(new SetConstraintComment(positive))).toThrow(expect.objectContaining({ name: 'UnsupportedCompilationError' }))
})

test('texts with control characters stay as they are', () => {
  const odd = 'a\u0001b\u0002\'\\'
  const t = table('t', new MetaData(), { a: varchar(9).serverDefault(odd) }, { comment: odd })
  expect(sql(new CreateTable(t))).toBe("CREATE TABLE t ( a VARCHAR(9) DEFAULT 'a\u0001b\u0002''\\' NOT NULL )")
  expect(sql(new SetTableComment(t), postgresql)).toBe("COMMENT ON TABLE t IS 'a\u0001b\u0002''\\'")
})

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
    await engine.begin((conn) => conn.execute(insert(users), [{ id: 1, name: 'a' }, { id: 2, name: "o'x" }]))
  })
  afterAll(async () => {
    await metadata.dropAll(engine)
    await engine.dispose()
  })
  test('a table made of a query', async () => {
    const made = wanted.params({ name: "o'x" }).into('dq_made')
    await engine.begin((conn) => conn.execute(made))
    await engine.begin(async (conn) => {
      expect(await conn.execute(select(made.table.c.id)).scalars().all()).toEqual([2])
      await conn.execute(new DropTable(made.table))
    })
    const counts = select(func.count(), func.max(users.c.id)).into('dq_counts')
    await engine.begin(async (conn) => {
      await conn.execute(counts)
      expect(await conn.execute(select(counts.table)).all()).toEqual([{ count: 2, max: 2 }])
      await conn.execute(new DropTable(counts.table))
    })
  })
})
