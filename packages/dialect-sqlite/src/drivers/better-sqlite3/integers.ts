const largest = BigInt(Number.MAX_SAFE_INTEGER)
const smallest = -largest

/** A number where that loses nothing. */
export const narrowInteger = (value: number | bigint): number | bigint =>
  typeof value === 'bigint' && value <= largest && value >= smallest ? Number(value) : value

/** Turns the bigints of rows that were read exactly into numbers where that loses nothing, in place. */
export function narrowIntegers(rows: readonly unknown[][]): void {
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      const value = row[i]
      if (typeof value === 'bigint' && value <= largest && value >= smallest) row[i] = Number(value)
    }
  }
}

/** Whether a number of the rows is so large that it may be an integer that was rounded. */
export function mayBeRounded(rows: readonly (readonly unknown[])[]): boolean {
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      const value = row[i]
      if (typeof value === 'number' && (value > Number.MAX_SAFE_INTEGER || value < -Number.MAX_SAFE_INTEGER)) return true
    }
  }
  return false
}
