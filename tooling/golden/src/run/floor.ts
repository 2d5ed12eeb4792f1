import fs from 'node:fs'
import { countBy } from './report.ts'
import type { Outcome } from './outcome.ts'

/** Comparisons that have passed or differ as documented, by area and dialect; the number never goes down. */
export interface Floor {
  /** Number of comparisons of the corpus the floor was taken from; another corpus isn't held to it. */
  readonly total: number
  readonly passed: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export const floorFile = new URL('../../floor.json', import.meta.url)
export const readFloor = (): Floor => JSON.parse(fs.readFileSync(floorFile, 'utf8')) as Floor

const cell = (outcome: Outcome): string => `${outcome.area} ${outcome.dialect}`

/** Areas and dialects in which less passes than before. */
export function belowFloor(outcomes: readonly Outcome[], floor: Floor): readonly string[] {
  const found: string[] = []
  for (const [name, { passed, deviates }] of countBy(outcomes, cell)) {
    const [area, dialect] = name.split(' ') as [string, string]
    const least = floor.passed[area]?.[dialect] ?? 0
    if (passed + deviates < least) found.push(`${name}: ${passed + deviates} passed, the floor is ${least}`)
  }
  return found
}

/** The floor with every number that has grown. */
export function raisedFloor(outcomes: readonly Outcome[], floor: Floor): Floor {
  const passed: Record<string, Record<string, number>> = structuredClone(floor.total === outcomes.length ? floor.passed : {}) as Record<string, Record<string, number>>
  for (const [name, count] of [...countBy(outcomes, cell)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [area, dialect] = name.split(' ') as [string, string]
    const row = (passed[area] ??= {})
    row[dialect] = Math.max(row[dialect] ?? 0, count.passed + count.deviates)
  }
  return { total: outcomes.length, passed }
}

export const writeFloor = (floor: Floor): void => fs.writeFileSync(floorFile, `${JSON.stringify(floor, null, 2)}\n`)
