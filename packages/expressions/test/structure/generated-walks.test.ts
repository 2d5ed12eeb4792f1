import { describe, expect, test } from '@jest/globals'
import { FieldWalk, setGeneratingWalks, type CompareSteps, type HashSteps } from '../../src/structure/field-walk.ts'
import { Field, type FieldSpec } from '../../src/structure/field.ts'

const structure: readonly FieldSpec[] = [
  ['child', Field.node], ['list', Field.nodes], ['type', Field.type], ['operator', Field.operator], ['flag', Field.value], ['more', Field.data], ['name', Field.name],
]
const code = (value: unknown): number => Array.from(JSON.stringify(value)).reduce((h, c) => h * 31 + c.charCodeAt(0) | 0, 7)
const hashing: HashSteps = { node: code, nodes: code, data: code }
const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const comparing: CompareSteps = { node: alike, nodes: alike, data: alike }
const full = { child: { n: 1 }, list: [{ n: 2 }], type: { key: 't', keyHash: 5 }, operator: { key: 'o', keyHash: 6 }, flag: true, more: { a: [1] }, name: 'x' }
const variants: Record<string, unknown>[] = [
  full, { ...full }, { ...full, child: { n: 3 } }, { ...full, list: [] }, { ...full, type: { key: 'u', keyHash: 8 } }, { ...full, type: { ...full.type } },
  { ...full, operator: undefined }, { ...full, operator: null }, { ...full, flag: false }, { ...full, more: null }, { ...full, name: 'y' }, {},
]

describe('walks of node fields', () => {
  test('do the same as generated code and as a loop', () => {
    setGeneratingWalks(false)
    const loop = new FieldWalk(structure)
    const looped = variants.map((a) => [loop.hash(a, 1, hashing), ...variants.map((b) => loop.same(a, b, 0, [], comparing))])
    setGeneratingWalks(true)
    const walk = new FieldWalk(structure)
    // Generated after some uses: by the second pass everything is.
    for (let pass = 0; pass < 3; pass++) {
      expect(variants.map((a) => [walk.hash(a, 1, hashing), ...variants.map((b) => walk.same(a, b, 0, [], comparing))])).toEqual(looped)
    }
    expect(looped[0]!.slice(1)).toEqual([true, true, false, false, false, true, false, false, false, false, false, false])
  })
})
