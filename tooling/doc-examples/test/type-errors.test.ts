import { beforeAll, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../../..')
// Below the repository, so that the program finds the workspace's packages; a folder of its own, since tests run side by side.
const folder = path.resolve(import.meta.dirname, '../type-errors/.programs')

const prelude = `
import {
  and, array, bigint, boolean, cast, createEngine, del, enumType, func, insert, inspect, integer, json, MetaData, select, table, text, timestamp, tuple, union, unique, update, values,
  varchar, type Connection, type Engine,
} from '@athanor/core'
declare const conn: Connection
declare const engine: Engine
const metadata = new MetaData()
const users = table('user_account', {
  id: integer().primaryKey(), name: varchar(30), nick: varchar(10).nullable(), age: integer(), role: enumType('admin', 'user').default('user'),
  createdAt: timestamp().serverDefault(func.now()), meta: json<{ color: string }>().nullable(), tags: array(varchar()).default([]),
})
const posts = table('post', { id: integer().primaryKey(), title: varchar(30), userId: integer().references('user_account.id') })
`

/** Common mistakes, and what the checker says of them: every text occurs. */
const mistakes: readonly (readonly [code: string, ...says: string[]])[] = [
  // values of another type
  ['users.c.id.eq(\'x\')', "Argument of type 'string' is not assignable to parameter of type 'Operand<number"],
  ['users.c.name.eq(null)', "Argument of type 'null' is not assignable to parameter of type 'Operand<string"],
  ['users.c.role.eq(\'boss\')', `Argument of type '"boss"' is not assignable to parameter of type 'Operand<"admin" | "user"`],
  ['users.c.id.in([\'a\'])', "Type 'string' is not assignable to type 'Operand<number"],
  ['users.c.id.in(select(users.c.name))', "Select<[SchemaColumn<string, \"name\", \"user_account\">], never>' is not assignable to parameter of type 'InOperand<number>'"],
  ['users.c.meta.at(\'colour\')', `Argument of type '"colour"' is not assignable to parameter of type '"color"'`],
  ['users.c.tags.at(\'first\')', "Argument of type 'string' is not assignable to parameter of type 'number'"],
  // operators that the type doesn't have
  ['users.c.id.like(\'x\')', "is not assignable to method's 'this' of type 'StringSql'", "Type 'number' is not assignable to type 'string'"],
  ['users.c.name.add(1)', "is not assignable to method's 'this' of type 'NumericSql'", "Type 'string' is not assignable to type 'Numeric | null'"],
  ['func.sum(users.c.name)', "is not assignable to parameter of type 'Sql<Numeric | null", "Type 'string' is not assignable to type 'Numeric | null'"],
  // names
  ['users.c.nmae', "Property 'nmae' does not exist on type 'SchemaColumns<\"user_account\""],
  ['select(users.c.id).subquery(\'s\').c.name', "Property 'name' does not exist on type 'RowColumns<\"s\", { id: number; }>'"],
  ['insert(users).values({ name: \'x\' })', "Property 'age' is missing in type '{ name: string; }'"],
  ['insert(users).values({ name: \'x\', age: 1, nmae: \'x\' })', "'nmae' does not exist in type"],
  ['insert(users).values({ name: 5, age: 1 })', "Type 'number' is not assignable to type 'string | Sql<string | null"],
  ['update(users).set({ age: null })', "Type 'null' is not assignable to type 'number | Sql<number | null"],
  ['update(users).set({ agee: 1 })', "'agee' does not exist in type 'UpdateValues<", "Did you mean to write 'age'?"],
  ['update(users).ordered([\'age\', \'x\'])', "Type 'string' is not assignable to type"],
  // conditions
  ['select(users.c.id).where(\'id = 1\')', `Argument of type '"id = 1"' is not assignable to parameter of type 'Criterion'`],
  ['select(users.c.id).where(users.c.name)', "is not assignable to parameter of type 'Criterion'", "Type 'string' is not assignable to type 'boolean | null'"],
  ['del(users).where(users.c.id)', "Type 'number' is not assignable to type 'boolean | null'"],
  ['select(users.c.id).where(users.c.id.eq(1) === true)', 'This comparison appears to be unintentional'],
  ['and(users.c.id.eq(1), users.c.name)', "is not assignable to parameter of type 'Criterion'"],
  // what is selected and joined
  ['select(\'id\')', "Argument of type 'string' is not assignable to parameter of type 'SelectItem'"],
  ['select(select(users.c.id))', "is not assignable to parameter of type 'SelectItem'"],
  ['select(users.c.id).join(\'post\')', "Argument of type 'string' is not assignable to parameter of type 'JoinTarget'"],
  ['select(users.c.id).join(posts, posts.c.title)', "is not assignable to parameter of type 'Sql<boolean | null", "Type 'string' is not assignable to type 'boolean | null'"],
  ['union(select(users.c.id), select(users.c.name))', "Type '[string]' is not assignable to type '[number]'"],
  ['tuple(users.c.id, users.c.name).in([[\'a\', 1]])', "Type 'string' is not assignable to type 'number'"],
  // statements and results
  ['void conn.execute(\'SELECT 1\')', "Argument of type 'string' is not assignable to parameter of type 'ExecutableLike'"],
  ['const wrongRows: { id: string }[] = await conn.execute(select(users.c.id)).all()', "Type 'number' is not assignable to type 'string'"],
  ['const wrongFirst: { id: number } = await conn.execute(select(users.c.id)).first()', "Type 'null' is not assignable to type '{ id: number; }'"],
  ['const wrongJoin: { title: string } = await conn.execute(select(posts.c.title).outerJoin(posts)).one()', "Types of property 'title' are incompatible", "Type 'string | null' is not assignable to type 'string'"],
  // tables
  ['varchar().default(5)', "Argument of type 'number' is not assignable to parameter of type 'DefaultValue<string>'"],
  ['integer().references(() => users.c.name)', "Type 'string' is not assignable to type 'number'"],
  ['table(\'a\', { id: 5 })', "Type 'number' is not assignable to type 'ColLike<unknown"],
  ['table(\'b\', { id: integer() }, { shema: \'y\' })', "'shema' does not exist in type 'TableExtra<"],
  ['table(\'c\', metadata, { id: integer() }, { shema: \'y\' })', "'shema' does not exist in type 'TableExtra<"],
  ['table(\'d\', { id: integer() }, (c) => [c.id])', "is missing the following properties from type 'SchemaItem'"],
  ['table(\'e\', { id: integer() }, (c) => [unique(c.nope)])', "Property 'nope' does not exist on type 'TableColumns<\"e\""],
  ['users.alias(\'u\').create(engine)', "Property 'create' does not exist on type 'TableAlias<\"u\""],
  // options
  ['cast(users.c.id, \'INTEGER\')', "Argument of type 'string' is not assignable to parameter of type 'TypeOf<unknown>'"],
  ['createEngine(\'sqlite://\', { poolsize: 5 })', "'poolsize' does not exist in type 'EngineOptions'", "Did you mean to write 'poolSize'?"],
  ['new MetaData({ shema: \'x\' })', "'shema' does not exist in type 'MetaDataOptions'", "Did you mean to write 'schema'?"],
  ['engine.on(\'beforeExcute\', () => {})', `Argument of type '"beforeExcute"' is not assignable to parameter of type`],
  ['void inspect(engine).getColumns(users)', "is not assignable to parameter of type 'string'"],
]

const first = prelude.split('\n').length
/** What is said of each mistake, with its indented lines. */
const said = new Map<number, string>()

beforeAll(async () => {
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'mistakes.ts'), `${prelude}\n${mistakes.map(([code]) => code).join('\n')}\nexport {}\n`)
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({
    extends: '../../../tsconfig/base.json',
    compilerOptions: { composite: false, declaration: false, declarationMap: false, noEmit: true },
    files: ['mistakes.ts'],
  }))
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const output = await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder }).then(
    ({ stdout }) => stdout,
    // tsc ends with an error status when it complains, which is what is wanted here
    (error: Error & { stdout?: string }) => error.stdout ?? error.message,
  )
  let line = 0
  for (const text of output.split('\n')) {
    const start = /^mistakes\.ts\((\d+),/.exec(text)
    if (start !== null) line = Number(start[1])
    said.set(line, `${said.get(line) ?? ''}${text}\n`)
  }
}, 120_000)

describe('a common mistake reads well', () => {
  test('nothing else is wrong', () => {
    expect([...said.keys()].filter((line) => line !== 0 && line <= first)).toEqual([])
  })

  test.each(mistakes.map(([code, ...says], i) => ({ code, says, line: first + 1 + i })))('$code', ({ says, line }) => {
    const message = said.get(line) ?? ''
    for (const text of says) expect(message).toContain(text)
    // the whole of it can be read: no interface is written out, no chain of reasons goes through our types
    expect(message.split('\n').length).toBeLessThanOrEqual(8)
    expect(Math.max(...message.split('\n').map((text) => text.length))).toBeLessThanOrEqual(500)
  })
})
