import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { belowFloor, readFloor } from '../src/run/floor.ts'
import { countBy } from '../src/run/report.ts'
import { runGolden } from '../src/run/runner.ts'

// The corpus isn't part of the repository: where it is absent, the comparison is one counted skip.
const corpus = process.env['ATHANOR_GOLDEN_CORPUS'] ?? fileURLToPath(new URL('../../../../shared/golden/dev.jsonl.gz', import.meta.url))
const floor = readFloor()

if (fs.existsSync(corpus)) {
  const { outcomes } = await runGolden({ corpus })
  describe('golden corpus', () => {
    test.each([...countBy(outcomes, (o) => `${o.area} ${o.dialect}`).keys()])('%s', (cell) => {
      expect(outcomes.length).toBe(floor.total)
      expect(belowFloor(outcomes.filter((o) => `${o.area} ${o.dialect}` === cell), floor)).toEqual([])
    })
  })
} else {
  describe('golden corpus', () => {
    test.skip('the corpus is not on this machine', () => {})
  })
}
