import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { objectRowFactory, scalarFactory, setGenerating, tupleFactory, isGenerating } from '../src/result/row-factory.ts'
import type { RowShape } from '../src/result/row-shape.ts'

const double = (value: unknown): unknown => (value as number) * 2

describe.each([['generated', true], ['interpreted', false]])('%s row factories', (_name, on) => {
  beforeAll(() => setGenerating(on))
  afterAll(() => setGenerating(true))

  test('are what they are said to be', () => {
    expect(isGenerating()).toBe(on)
  })

  test('objects with converted columns; NULL is not converted', () => {
    const { one, many } = objectRowFactory([{ key: 'a', column: 0 }, { key: 'b', column: 2 }], [undefined, undefined, double])
    expect(one([1, 'x', 21])).toEqual({ a: 1, b: 42 })
    expect(many([[1, 0, 1], [2, 0, null], [3, 0, 3]], 1, 3)).toEqual([{ a: 2, b: null }, { a: 3, b: 6 }])
  })

  test('keys are never code', () => {
    const keys = ['"]; throw 1; //', '\\', "it's", 'a\nb', '\u2028', '${x}', 'constructor', '__proto__', '']
    const { one } = objectRowFactory(keys.map((key, column) => ({ key, column })), keys.map(() => undefined))
    const row = one(keys.map((_, i) => i)) as Record<string, unknown>
    expect(Object.keys(row)).toEqual(keys)
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(Object.getOwnPropertyDescriptor(row, '__proto__')?.value).toBe(7)
  })

  test('nested objects, null when their key is', () => {
    const shape: RowShape = [
      { key: 'user', fields: [{ key: 'id', column: 0 }, { key: 'n', column: 1 }], nullWhen: [0] },
      { key: 'both', fields: [{ key: 'x', column: 1 }, { key: 'y', column: 2 }], nullWhen: [1, 2] },
      { key: 'always', fields: [{ key: 'deep', fields: [{ key: 'z', column: 2 }], nullWhen: [] }], nullWhen: [] },
    ]
    const { many } = objectRowFactory(shape, [undefined, double, undefined])
    expect(many([[1, 2, 3], [null, null, null], [0, null, 4]], 0, 3)).toEqual([
      { user: { id: 1, n: 4 }, both: { x: 4, y: 3 }, always: { deep: { z: 3 } } },
      { user: null, both: null, always: { deep: { z: null } } },
      { user: { id: 0, n: null }, both: { x: null, y: 4 }, always: { deep: { z: 4 } } },
    ])
  })

  test('tuples: the driver\'s own arrays unless something is converted', () => {
    const rows = [[1, 2], [3, null]]
    expect(tupleFactory([undefined, undefined]).many(rows, 0, 2)).toBe(rows)
    expect(tupleFactory([undefined, undefined]).many(rows, 1, 2)).toEqual([[3, null]])
    expect(tupleFactory([undefined, double]).many(rows, 0, 2)).toEqual([[1, 4], [3, null]])
    expect(rows).toEqual([[1, 2], [3, null]])
  })

  test('single values', () => {
    expect(scalarFactory(1, [undefined, double]).many([[1, 2], [3, null]], 0, 2)).toEqual([4, null])
    expect(scalarFactory(0, [undefined, double]).one([1, 2])).toBe(1)
  })
})
