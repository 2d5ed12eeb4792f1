import { conversionError } from './conversion-error.ts'
import { formatDateTimeUtc, parseDateTimeText } from './date-time-text.ts'
import { temporalText } from './temporal.ts'

/**
 * Text of a moment for databases that keep no time zone: 'YYYY-MM-DD HH:MM:SS.ffffff' in UTC. Takes a Date, ISO text (with an
 * offset it is moved to UTC, without one it is taken as it is) or a Temporal object.
 * @throws {DataError} when the value is none of these.
 */
export function utcDateTimeText(family: string, value: unknown): string {
  if (value instanceof Date) {
    try { return `${formatDateTimeUtc(value)}000` } catch (error) { throw conversionError(family, value, 'a valid Date in the years 0 to 9999', error) }
  }
  const text = typeof value === 'string' ? value : temporalText(value)
  const ms = text === undefined ? Number.NaN : parseDateTimeText(text)
  if (text === undefined || Number.isNaN(ms)) throw conversionError(family, value, "a Date, ISO text such as '2024-01-31 12:00:00', or a Temporal object")
  // Digits finer than a Date's are taken from the text.
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? ''
  return `${formatDateTimeUtc(new Date(ms)).slice(0, 20)}${fraction.padEnd(6, '0').slice(0, 6)}`
}
