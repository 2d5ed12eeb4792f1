import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import path from 'node:path'
import ts from 'typescript'

// What an editor shows over a name is part of the API: short enough to read, made of words that the documents use.
const root = path.resolve(import.meta.dirname, '../../..')
// Never written: the language service takes it from memory. Where it would be, the packages are found.
const program = path.join(root, 'packages/core/test/hovered-program.ts')

const table = `Table<"users", { id: ColumnDef<number, "pk" | "opt">; name: ColumnDef<string, never>; nick: ColumnDef<string | null, "opt">; }>`
const definitions = `{ id: ColumnDef<number, "pk" | "opt">; name: ColumnDef<string, never>; nick: ColumnDef<string | null, "opt">; }`

/** Code of a constant, and what stands over its name. */
const hovers: readonly (readonly [code: string, hover: string])[] = [
  [`table('users', metadata, { id: integer().primaryKey(), name: varchar(30), nick: varchar(10).nullable() })`, table],
  ['users.c.name', 'SchemaColumn<string, "name", "users">'],
  ['users.c.nick', 'SchemaColumn<string | null, "nick", "users">'],
  [`users.c.name.eq('x')`, 'Expr<boolean, "users">'],
  [`users.c.id.add(1).label('next')`, 'Named<number, "next", "users">'],
  ['func.count(users.c.id)', 'FunctionCall<number, "count", never>'],
  [`func.coalesce(users.c.nick, '-')`, 'FunctionCall<string, "coalesce", never>'],
  ['sql<number>`length(${users.c.name})`', 'SqlText<number>'],
  ['select(func.max(users.c.id)).scalarSubquery()', 'ScalarSubquery<number | null>'],
  ['exists(select(users))', 'Exists'],
  ['select(users.c.id, users.c.name)', 'Select<[SchemaColumn<number, "id", "users">, SchemaColumn<string, "name", "users">], never>'],
  [`select(users.c.id, users.c.name).where(users.c.id.gt(5)).orderBy(users.c.id).limit(5)`, 'Select<[SchemaColumn<number, "id", "users">, SchemaColumn<string, "name", "users">], never>'],
  ['select(users)', `Select<[${table}], never>`],
  [`select(users.c.nick).subquery('s')`, 'Subquery<"s", { nick: string | null; }>'],
  [`select(users.c.id).subquery('s').c.id`, 'Column<number, "id", "s">'],
  [`select(users.c.id).cte('c')`, 'Cte<"c", { id: number; }>'],
  [`users.alias('u')`, `TableAlias<"u", ${definitions}>`],
  [`users.alias('u').c.nick`, 'Column<string | null, "nick", "u">'],
  ['union(select(users.c.id), select(users.c.id))', 'Compound<{ id: number; }, [number]>'],
  [`insert(users).values({ name: 'x' }).returning(users.c.id)`, `Insert<${definitions}, { id: number; }, [number]>`],
  [`update(users).set({ name: 'y' })`, `Update<${definitions}, never, never>`],
  ['await conn.execute(select(users.c.nick)).all()', '{ nick: string | null; }[]'],
  ['await conn.execute(select(users.c.id, users.c.nick)).tuples().all()', '[number, string | null][]'],
  ['await conn.execute(select(users.c.id)).scalars().all()', 'number[]'],
  [`await conn.execute(insert(users).values({ name: 'x' }).returning(users.c.id)).scalarOne()`, 'number'],
]

const text = `import { exists, func, insert, integer, MetaData, select, sql, table, union, update, varchar, type Connection } from '@athanor/core'
declare const conn: Connection
const metadata = new MetaData()
${hovers.map(([code], i) => `const ${i === 0 ? 'users' : `hovered${i}`} = ${code}`).join('\n')}
export {}
`

describe('hovers', () => {
  let service: ts.LanguageService
  beforeAll(() => {
    service = ts.createLanguageService({
      getCompilationSettings: () => ({
        target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.NodeNext, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, types: ['node'],
        customConditions: ['athanor-src'], allowImportingTsExtensions: true, noEmit: true,
      }),
      getScriptFileNames: () => [program],
      getScriptVersion: () => '1',
      getScriptSnapshot: (file) => {
        const content = file === program ? text : ts.sys.readFile(file)
        return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
      },
      getCurrentDirectory: () => path.dirname(program),
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      fileExists: (file) => file === program || ts.sys.fileExists(file),
      readFile: (file) => ts.sys.readFile(file),
      directoryExists: (folder) => ts.sys.directoryExists(folder),
      getDirectories: (folder) => ts.sys.getDirectories(folder),
    })
  }, 60_000)

  afterAll(() => { service.dispose() })

  test('the program compiles', () => {
    expect(service.getSemanticDiagnostics(program).map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'))).toEqual([])
  }, 60_000)

  test.each(hovers.map(([code, hover], i) => [code, hover, i] as const))('%s', (_code, hover, i) => {
    const name = i === 0 ? 'users' : `hovered${i}`
    const info = service.getQuickInfoAtPosition(program, text.indexOf(`const ${name} =`) + 'const '.length)
    expect(ts.displayPartsToString(info?.displayParts).replaceAll(/\s+/g, ' ')).toBe(`const ${name}: ${hover}`)
  })
})
