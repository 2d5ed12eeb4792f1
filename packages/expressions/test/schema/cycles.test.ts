import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { integer, MetaData, table } from '../../src/index.ts'

const key = () => integer().primaryKey()
let warn: ReturnType<typeof jest.spyOn>
beforeEach(() => { warn = jest.spyOn(process, 'emitWarning').mockReturnValue(undefined as never) })
afterEach(() => { warn.mockRestore() })

const cyclic = (useAlter = false): MetaData => {
  const metadata = new MetaData()
  table('b', metadata, { id: key(), a: integer().references('a.id', { useAlter }) })
  table('a', metadata, { id: key(), b: integer().references('b.id') })
  table('after', metadata, { id: key(), a: integer().references('a.id') })
  table('zero', metadata, { id: key(), self: integer().references('zero.id') })
  return metadata
}

test('sortedTables leaves the foreign keys of a cycle out, and warns of it once', () => {
  const metadata = cyclic()
  expect(metadata.sortedTables.map((t) => t.name)).toEqual(['a', 'b', 'zero', 'after'])
  expect(metadata.sortedTables).toHaveLength(4)
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^The tables 'a', 'b' can't be sorted/), { type: 'AthanorWarning', code: 'TABLE_CYCLE' }]])
})

test('not where one of them is added later, nor for a table that refers to itself', () => {
  expect(cyclic(true).sortedTables.map((t) => t.name)).toEqual(['b', 'zero', 'a', 'after'])
  expect(warn).not.toHaveBeenCalled()
})
