import { describe, expect, test } from '@jest/globals'
import { isGenerating, setGenerating } from '../../src/loading/hydration/row-code.ts'
import { hydrationSuite } from './support/hydration-suite.ts'

setGenerating(false)

describe('rows are read without generated code', () => {
  test('as where a platform forbids Function', () => { expect(isGenerating()).toBe(false) })
  hydrationSuite()
})
