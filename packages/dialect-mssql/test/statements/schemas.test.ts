import { describe, expect, test } from '@jest/globals'
import { collate, compile, integer, MetaData, select, table, varchar } from '@athanor/expressions'
import { MSSQLDialect } from '@athanor/dialect-mssql'

const dialect = new MSSQLDialect()
const from = (schema: string): string => {
  const t = table('test', new MetaData(), { id: integer().primaryKey() }, { schema })
  return compile(select(t), { dialect }).sql.replaceAll(/\s+/g, ' ').replace(/^SELECT .* FROM /, '')
}

describe('schemas of SQL Server', () => {
  test('the last dot parts database and owner', () => {
    expect(from('foo.dbo')).toBe('foo.dbo.test')
    expect(from('Foo.dbo')).toBe('[Foo].dbo.test')
    expect(from('a b.c d')).toBe('[a b].[c d].test')
    expect(from('a.b.c')).toBe('[a.b].c.test')
    expect(from('dbo')).toBe('dbo.test')
  })
  test('brackets keep a dot', () => {
    expect(from('[Foo.dbo]')).toBe('[Foo.dbo].test')
    expect(from('[Foo.x].dbo')).toBe('[Foo.x].dbo.test')
    expect(from('[abc].[def].[hij]')).toBe('[abc].[def].hij.test')
    expect(from('[abc]')).toBe('abc.test')
  })
  test('nothing in a schema becomes SQL', () => {
    expect(from('x; DROP TABLE y--.[b].[c].d')).toBe('[x; DROP TABLE y--].[b].[c].d.test')
  })
  test('a translation has its parts too, and the default schema is unknown without a connection', () => {
    const t = table('test', new MetaData(), { id: integer().primaryKey() })
    const translated = (target: string | null): string =>
      compile(select(t), { dialect, schemaTranslateMap: new Map([[null, target]]), renderSchemaTranslate: true }).sql.replaceAll(/\s+/g, ' ')
    expect(translated('Foo.dbo')).toBe('SELECT [Foo].dbo.test.id FROM [Foo].dbo.test')
    expect(() => translated(null)).toThrow('before it is connected')
  })
  test('collations are not quoted', () => {
    const t = table('t', new MetaData(), { name: varchar(10) })
    expect(compile(collate(t.c.name, 'Latin1_General_CI_AS'), { dialect }).sql).toBe('t.name COLLATE Latin1_General_CI_AS')
  })
})
