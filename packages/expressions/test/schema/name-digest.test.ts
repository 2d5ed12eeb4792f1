import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { nameDigest } from '../../src/compiler/ddl/name-digest.ts'

test('is the MD5 of the name in UTF-8, whatever its length', () => {
  const alphabet = Array.from('abcXYZ_0189 äß€😀')
  for (let length = 0; length < 200; length++) {
    const text = Array.from({ length }, (_v, i) => alphabet[(i * 7 + length) % 17]).join('')
    expect(nameDigest(text)).toBe(createHash('md5').update(text).digest('hex'))
  }
})
