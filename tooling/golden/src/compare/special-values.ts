/** A range value of the corpus, where the PostgreSQL dialect's own class isn't used. */
export class GoldenRange {
  readonly lower: unknown
  readonly upper: unknown
  readonly bounds: string
  readonly isEmpty: boolean
  constructor(lower: unknown, upper: unknown, bounds: string, isEmpty: boolean) {
    this.lower = lower
    this.upper = upper
    this.bounds = bounds
    this.isEmpty = isEmpty
  }
  equals(other: unknown): boolean { return JSON.stringify(this) === JSON.stringify(other) }
  /** The literal as PostgreSQL reads it. */
  toString(): string {
    if (this.isEmpty) return 'empty'
    return `${this.bounds[0]}${boundText(this.lower)},${boundText(this.upper)}${this.bounds[1]}`
  }
}
const boundText = (value: unknown): string => (value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : String(value))

/** A bit string of the corpus. */
export class GoldenBits {
  readonly bits: string
  constructor(bits: string) { this.bits = bits }
  equals(other: unknown): boolean { return other === this.bits || String(other) === this.bits }
  toString(): string { return this.bits }
}
