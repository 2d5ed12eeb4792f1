import {
  conversionError, durationTextToMs, formatDateTimeUtc, msToDurationText, parseDateTimeText, temporalFrom, temporalText,
  type ConversionOptions, type ValueConversion, type ValueProcessor,
} from '@athanor/interfaces'

/** `interval({ native: false })`: stored as the timestamp that lies so far after 1970, as databases without intervals do it. */
export function intervalAsTimestamp(type: ConversionOptions): ValueConversion {
  const bind: ValueProcessor = value => {
    const text = typeof value === 'string' ? value : temporalText(value)
    const ms = typeof value === 'number' ? value : text === undefined ? Number.NaN : durationTextToMs(text)
    if (!Number.isFinite(ms)) throw conversionError('interval', value, "milliseconds or an ISO 8601 duration without years and months, such as 'P1DT2H'")
    const whole = Math.floor(ms)
    const micros = String(Math.round((ms - whole) * 1000)).padStart(3, '0')
    try { return `${formatDateTimeUtc(new Date(whole))}${micros}` } catch (error) { throw conversionError('interval', value, 'shorter', error) }
  }
  const milliseconds = (value: unknown): number => {
    const ms = typeof value === 'string' ? parseDateTimeText(value) : Number.NaN
    if (Number.isNaN(ms)) throw conversionError('interval', value, 'date and time text')
    // beyond milliseconds
    return ms + Number(/\.\d{3}(\d{1,3})/.exec(value as string)?.[1]?.padEnd(3, '0') ?? 0) / 1000
  }
  const result: ValueProcessor = value => msToDurationText(milliseconds(value))
  if (type.codec !== undefined) {
    const { bind: write, result: read } = type.codec
    return {
      bind: write === undefined ? bind : value => bind(write(value)),
      result: read === undefined ? result : value => read(result(value)),
    }
  }
  if (type.mode === 'number') return { bind, result: milliseconds }
  if (type.mode === 'temporal') {
    const from = temporalFrom('Duration')
    return { bind, result: value => from(result(value) as string) }
  }
  return { bind, result }
}
