import { operatorCases } from './cases/operators.ts'
import type { TestCase } from './test-case.ts'

/** All cases of the suite, area by area. */
export const cases: readonly TestCase[] = [
  ...operatorCases,
]
