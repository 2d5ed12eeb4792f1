import { ArgumentError } from '@athanor/interfaces'

/** Parts of a point in time, as stored. */
export type DateParts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'microsecond', number>
const PART = /%\((\w+)\)0?(\d*)d/g

/**
 * How a date is written as text: `%(year)04d-%(month)02d-%(day)02d`. The parts are year, month, day, hour, minute, second and
 * microsecond, each with its width (source: SQLAlchemy's SQLite types).
 */
export class StorageFormat {
  /** The format, as it was given. */
  readonly template: string
  readonly #pattern: RegExp
  readonly #parts: readonly (keyof DateParts)[]

  constructor(template: string) {
    this.template = template
    const parts: (keyof DateParts)[] = []
    const source = template.split(PART).map((piece, i) => {
      if (i % 3 === 0) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      if (i % 3 === 1) {
        if (!['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'].includes(piece)) throw new ArgumentError(`A storage format has no part ${JSON.stringify(piece)}`)
        parts.push(piece as keyof DateParts)
        return ''
      }
      return `(\\d{${piece === '' ? '1,' : piece}})`
    }).join('')
    if (parts.length === 0) throw new ArgumentError(`The storage format ${JSON.stringify(template)} has no parts such as %(year)04d`)
    this.#pattern = new RegExp(`^${source}$`)
    this.#parts = parts
  }

  /** The text has something besides digits, so SQLite doesn't take it for a number. */
  get isText(): boolean { return /[^0-9]/.test(this.template.replaceAll(PART, '0')) }

  /** The text of a point in time. */
  write(parts: DateParts): string {
    return this.template.replaceAll(PART, (_m, part: keyof DateParts, width: string) => String(parts[part]).padStart(Number(width), '0'))
  }
  /** @throws {ArgumentError} when the text isn't in this format */
  read(text: string): DateParts {
    const match = this.#pattern.exec(text)
    if (match === null) throw new ArgumentError(`${JSON.stringify(text.slice(0, 60))} is not in the storage format ${this.template}`)
    const parts: DateParts = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0 }
    this.#parts.forEach((part, i) => { parts[part] = Number(match[i + 1]) })
    return parts
  }
}
