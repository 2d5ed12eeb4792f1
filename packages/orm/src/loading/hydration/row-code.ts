import type { ValueProcessor } from '@athanor/interfaces'
import { NOT_LOADED } from '../../attributes/sentinels.ts'
import { identityKey } from '../../identity/identity-key.ts'

export type Row = readonly unknown[]
export type Processors = readonly (ValueProcessor | undefined)[]

/** Key of an object in the identity map, or undefined when the row has none (an outer join). */
export type ReadKey = (row: Row) => unknown
/** Values of an object by slot. */
export type ReadValues = (row: Row) => unknown[]

/*
 * The only generated code of this package. An array literal of row accesses costs a fraction of a loop that looks positions up.
 * Where the platform forbids `Function` the interpreted forms below do the same; which one is in use is decided once.
 */
let generating = canGenerate()

function canGenerate(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval
    return (new Function('return true') as () => boolean)()
  } catch {
    return false
  }
}

export const isGenerating = (): boolean => generating
/** For tests: both ways must do the same. Affects readers made afterwards. */
export function setGenerating(on: boolean): void { generating = on && canGenerate() }

/** Reads keys from the columns at these positions. */
export function keyReader(positions: readonly number[], processors: Processors): ReadKey {
  const [first] = positions
  if (positions.length === 1) {
    const process = processors[first!]
    const simple = (value: unknown): unknown => (typeof value === 'object' ? identityKey([value]) : value)
    return process === undefined
      ? (row) => { const value = row[first!]; return value === null ? undefined : typeof value === 'object' ? simple(value) : value }
      : (row) => { const value = row[first!]; return value === null ? undefined : simple(process(value)) }
  }
  return (row) => {
    const values = identityValues(positions, processors, row)
    return values === null ? undefined : identityKey(values)
  }
}

/** The primary key in a row; null when a part of it is. */
export function identityValues(positions: readonly number[], processors: Processors, row: Row): unknown[] | null {
  const values: unknown[] = []
  for (const position of positions) {
    const value = row[position]
    if (value === null || value === undefined) return null
    const process = processors[position]
    values.push(process === undefined ? value : process(value))
  }
  return values
}

/** Reads the values of new objects: `slots[i]` is the position of slot i, or -1 for what isn't in the row. */
export function valuesReader(slots: readonly number[], processors: Processors): ReadValues {
  return generating ? generated(slots, processors) : interpreted(slots, processors)
}

function generated(slots: readonly number[], processors: Processors): ReadValues {
  // positions and slots are numbers: nothing of a statement or a class becomes code
  const parts = slots.map((position) => (position < 0 ? 'N' : processors[position] === undefined ? `r[${position}]` : `(r[${position}] === null ? null : p${position}(r[${position}]))`))
  const names = processors.map((_, i) => `p${i}`)
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function('N', ...names, `'use strict'\nreturn (r) => [${parts.join(', ')}]`) as (none: symbol, ...processors: unknown[]) => ReadValues
  return make(NOT_LOADED, ...processors)
}

function interpreted(slots: readonly number[], processors: Processors): ReadValues {
  return (row) => slots.map((position) => (position < 0 ? NOT_LOADED : read(processors[position], row[position])))
}

export const read = (process: ValueProcessor | undefined, value: unknown): unknown => (value === null || process === undefined ? value : process(value))
