import { describe, expect, test } from '@jest/globals'
import { compile, del, exists, integer, MetaData, select, table, trueValue, update, varchar } from '@athanor/core'
import { dialects, type DialectName } from '../support/dialects.ts'

const metadata = new MetaData()
const a = table('a', metadata, { id: integer().primaryKey(), name: varchar(30) })
const b = table('b', metadata, { id: integer().primaryKey(), aId: integer().references('a.id') })
const warnings = (statement: unknown, dialect: DialectName = 'postgresql'): readonly string[] => compile(statement, { dialect: dialects[dialect], lintFroms: true }).compiled.warnings

describe('a cartesian product is found', () => {
  test('in a SELECT', () => {
    expect(warnings(select(a.c.id, b.c.id.label('other')))).toEqual([expect.stringMatching(/SELECT statement has a cartesian product.*"b".*"a"/)])
  })

  test('in an UPDATE with other tables', () => {
    expect(warnings(update(a).set({ name: 'x' }).where(b.c.id.eq(5)))).toEqual([expect.stringMatching(/UPDATE statement has a cartesian product.*"b".*"a"/)])
    expect(warnings(update(a).set({ name: 'x' }).where(b.c.id.eq(5)), 'mysql')).toHaveLength(1)
  })

  test('in a DELETE with other tables, by whatever name the target has', () => {
    expect(warnings(del(a).where(b.c.id.eq(5)))).toEqual([expect.stringMatching(/DELETE statement has a cartesian product.*"b".*"a"/)])
    expect(warnings(del(a).where(b.c.id.eq(5)), 'mysql')).toHaveLength(1)
    const other = b.alias('other')
    expect(warnings(del(a).using(other))).toEqual([expect.stringMatching(/"other".*"a"/)])
  })
})

describe('what is connected isn\'t one', () => {
  test.each([
    ['by a comparison', select(a.c.id, b.c.aId).where(a.c.id.eq(b.c.aId))],
    ['by a join, even on a constant', select(a.c.id, b.c.aId).join(b, trueValue())],
    ['in an UPDATE', update(a).set({ name: 'x' }).where(a.c.id.eq(b.c.aId))],
    ['in a DELETE', del(a).where(a.c.id.eq(b.c.aId))],
    ['in a subquery of its own', update(a).set({ name: 'x' }).where(exists(select(b.c.id).where(b.c.id.eq(5))))],
    ['one table alone', del(a)],
  ])('%s', (_what, statement) => {
    expect(warnings(statement)).toEqual([])
    expect(warnings(statement, 'mysql')).toEqual([])
  })

  test('nothing is looked for when a statement is only read', () => {
    expect(compile(select(a.c.id, b.c.aId)).compiled.warnings).toEqual([])
  })
})
