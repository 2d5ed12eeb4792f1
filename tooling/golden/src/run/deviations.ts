import type { GoldenCase } from '../corpus/case.ts'

/** What a rule may look at: never the id of a case. */
export interface Deviation {
  readonly golden: GoldenCase
  readonly dialect: string
  /** Normalised texts; undefined where there was an error. */
  readonly actual: string | undefined
  readonly expected: string | undefined
}

/** A documented difference in meaning; the reasons are in `docs/differences.md`, under the same name. */
export interface DeviationRule {
  readonly name: string
  matches(deviation: Deviation): boolean
}

/** Share of all comparisons that may fall under the rules. */
export const MAXIMAL_SHARE = 0.02

export const deviationRules: readonly DeviationRule[] = []
