/** Case, blanks, hyphens and underscores make no difference. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, '')

/** Whether a name may be a misspelt other one. */
export function isNear(known: string, given: string): boolean {
  const a = plainName(known)
  const b = plainName(given)
  return a === b || distance(a, b) <= Math.max(1, Math.floor(Math.min(a.length, b.length) / 3))
}

/** Letters to insert, leave out, replace or swap with their neighbour. */
function distance(a: string, b: string): number {
  let before: readonly number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), row[j]! + 1, next[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return row[b.length]!
}
