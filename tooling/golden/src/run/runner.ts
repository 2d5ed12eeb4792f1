import { readCorpus } from '../corpus/read-corpus.ts'
import type { Expected, GoldenCase } from '../corpus/case.ts'
import { DIALECTS, VARIANTS, entryFor, loadDialects } from './dialects.ts'
import { buildCase, evaluate, type EvaluateOptions } from './evaluate.ts'
import type { Outcome } from './outcome.ts'

export interface RunOptions extends EvaluateOptions {
  readonly corpus: string
  readonly dialects?: readonly string[] | undefined
  readonly area?: string | undefined
  readonly ids?: readonly string[] | undefined
  readonly tag?: string | undefined
}

export interface RunResult {
  /** The seven dialects. */
  readonly outcomes: readonly Outcome[]
  /** Variants of a dialect, where the corpus has an entry of its own. */
  readonly variants: readonly Outcome[]
  /** The same statements with literal values. */
  readonly literals: readonly Outcome[]
  /** Nothing was left out by an option. */
  readonly isComplete: boolean
}

/** Rebuilds every case and compares it under every dialect. */
export async function runGolden(options: RunOptions): Promise<RunResult> {
  const dialects = await loadDialects()
  const wanted = options.dialects ?? [...DIALECTS, ...VARIANTS]
  const outcomes: Outcome[] = []
  const variants: Outcome[] = []
  const literals: Outcome[] = []
  for await (const golden of readCorpus(options.corpus)) {
    if (!isSelected(golden, options)) continue
    const built = buildCase(golden)
    const add = (list: Outcome[], name: string, expected: Expected | undefined, literal: boolean): void => {
      if (expected === undefined || !wanted.includes(name)) return
      const dialect = dialects.get(name) ?? { gap: `API gap: dialect ${name}` }
      list.push(evaluate(golden, built, name, dialect, expected, { ...options, literal }))
    }
    for (const name of DIALECTS) {
      add(outcomes, name, entryFor(golden.out, name), false)
      if (golden.out_literal !== undefined) add(literals, name, entryFor(golden.out_literal, name), true)
    }
    for (const name of VARIANTS) add(variants, name, golden.out[name], false)
  }
  const isComplete = options.dialects === undefined && options.area === undefined && options.ids === undefined && options.tag === undefined
  return { outcomes, variants, literals, isComplete }
}

const isSelected = (golden: GoldenCase, { area, ids, tag }: RunOptions): boolean =>
  (area === undefined || golden.area === area) && (ids === undefined || ids.includes(golden.id)) && (tag === undefined || golden.tags.includes(tag))
