import { describe, expect, test } from '@jest/globals'
import { compile, releaseSavepoint, rollbackToSavepoint, savepoint } from '@athanor/expressions'
import { QuotedName, sameStructure, SavepointClause, type SqlNode } from '@athanor/expressions/elements'

const sql = (statement: unknown): string => compile(statement).sql

describe('savepoints as statements', () => {
  test('the standard\'s words', () => {
    expect(sql(savepoint('a'))).toBe('SAVEPOINT a')
    expect(sql(rollbackToSavepoint('a'))).toBe('ROLLBACK TO SAVEPOINT a')
    expect(sql(releaseSavepoint('a'))).toBe('RELEASE SAVEPOINT a')
    expect(String(savepoint('a'))).toBe('SAVEPOINT a')
  })
  test('names are quoted where they have to be', () => {
    expect(sql(savepoint('select'))).toBe('SAVEPOINT "select"')
    expect(sql(rollbackToSavepoint('Be"fore'))).toBe('ROLLBACK TO SAVEPOINT "Be""fore"')
    expect(sql(new SavepointClause(new QuotedName('plain', true)))).toBe('SAVEPOINT "plain"')
  })
  test('statements of one name are one to a cache, of two names two', () => {
    const same = (left: unknown, right: unknown): boolean => sameStructure(left as SqlNode, right as SqlNode, [])
    expect(same(savepoint('a'), savepoint('a'))).toBe(true)
    expect(same(savepoint('a'), savepoint('b'))).toBe(false)
    expect(same(savepoint('a'), releaseSavepoint('a'))).toBe(false)
  })
  test('what is no name is refused', () => {
    expect(() => savepoint('')).toThrow('The name of a savepoint is empty')
    expect(() => savepoint(5 as never)).toThrow('has to be a text')
  })
})
