import { describe, expect, test } from '@jest/globals'
import { del, insert, integer, literalColumn, MetaData, select, table, update, varchar } from '@athanor/core'
import { ArgumentError } from '@athanor/interfaces'
import { sqlOf } from '../support/dialects.ts'

const metadata = new MetaData()
const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30) })
const posts = table('posts', metadata, { id: integer().primaryKey(), userId: integer().references('users.id') })

describe('a statement tells without being executed', () => {
  test('what it selects from, and which columns', () => {
    const query = select(users, posts.c.id).join(posts)
    expect(query.columnsClauseFroms).toEqual([users, posts])
    expect(query.getFinalFroms().map(String)).toEqual(['users JOIN posts ON users.id = posts."userId"'])
    expect(query.innerColumns).toEqual([users.c.id, users.c.name, posts.c.id])
    expect(query.columnDescriptions.map(({ name }) => name)).toEqual(['id', 'name', 'id_1'])
  })

  test.each([
    ['INSERT', insert(users).values({ name: 'x' }).returning(users.c.id, users.c.name.label('n'))],
    ['UPDATE', update(users).set({ name: 'x' }).returning(users.c.id, users.c.name.label('n'))],
    ['DELETE', del(users).returning(users.c.id, users.c.name.label('n'))],
  ])('which table an %s changes, and what it returns', (_keyword, statement) => {
    expect(statement.table).toBe(users)
    expect(statement.columnDescriptions.map(({ name, type, expr }) => [name, String(type), sqlOf(expr)])).toEqual([['id', 'Integer', 'users.id'], ['n', 'String(30)', 'users.name']])
  })

  test('that it returns nothing', () => {
    expect(del(users).columnDescriptions).toEqual([])
  })
})

describe('forms of SELECT', () => {
  test('a full join with both sides given', () => {
    expect(sqlOf(select(posts.c.id).fullJoinFrom(users, posts))).toBe('SELECT posts.id FROM users FULL OUTER JOIN posts ON users.id = posts."userId"')
  })

  test('other columns over the same FROM', () => {
    expect(sqlOf(select(users.c.id).withOnlyColumns(literalColumn('1'), { maintainColumnFroms: true }))).toBe('SELECT 1 FROM users')
    expect(sqlOf(select(users.c.id).withOnlyColumns(literalColumn('1')))).toBe('SELECT 1')
  })

  test('a label style is one of three', () => {
    expect(() => select(users.c.id).setLabelStyle('table' as never)).toThrow(ArgumentError)
    expect(() => select(users.c.id).setLabelStyle('table' as never)).toThrow(/'disambiguate', 'tablename_plus_col', 'none'.*"table"/)
  })
})
