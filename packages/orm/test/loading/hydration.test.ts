import { describe, expect, test } from '@jest/globals'
import { isGenerating } from '../../src/loading/hydration/row-code.ts'
import { hydrationSuite } from './support/hydration-suite.ts'

describe('rows are read by generated code', () => {
  test('where it is allowed', () => { expect(isGenerating()).toBe(true) })
  hydrationSuite()
})
