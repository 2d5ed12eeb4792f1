/** A range value of the corpus, in the form that the PostgreSQL dialect takes. */
export class GoldenRange {
  readonly lower: unknown
  readonly upper: unknown
  readonly bounds: string
  readonly empty: boolean
  constructor(lower: unknown, upper: unknown, bounds: string, empty: boolean) {
    this.lower = lower
    this.upper = upper
    this.bounds = bounds
    this.empty = empty
  }
  equals(other: unknown): boolean { return other instanceof GoldenRange && String(this) === String(other) }
  /** The literal as PostgreSQL reads it. */
  toString(): string {
    if (this.empty) return 'empty'
    return `${this.bounds[0]}${boundText(this.lower)},${boundText(this.upper)}${this.bounds[1]}`
  }
}
const boundText = (value: unknown): string =>
  value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | bigint}`
