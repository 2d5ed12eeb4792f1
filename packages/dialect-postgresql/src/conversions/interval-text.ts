/*
 * PostgreSQL's own text of intervals, '1 year 2 mons -3 days +04:05:06.789', and ISO 8601 durations.
 */

const pattern = /^(?:([+-]?\d+) years? ?)?(?:([+-]?\d+) mons? ?)?(?:([+-]?\d+) days? ?)?(?:([+-])?(\d+):(\d\d):(\d\d(?:\.\d+)?))?$/

/** ISO 8601 duration of an interval's text; `undefined` when the text isn't one. Parts keep their own signs. */
export function intervalToDuration(text: string): string | undefined {
  const match = text === '' ? null : pattern.exec(text)
  if (match === null) return undefined
  const [, years, months, days, sign = '', hours, minutes, seconds] = match
  const part = (value: string | undefined, unit: string): string => {
    const number = Number(value ?? 0)
    return number === 0 ? '' : `${value!.startsWith('+') ? value!.slice(1) : value}${unit}`
  }
  const clock = (value: string | undefined, unit: string): string => {
    if (value === undefined || Number(value) === 0) return ''
    const digits = value.replace(/^0+(?=\d)/, '')
    return `${sign === '-' ? '-' : ''}${digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits}${unit}`
  }
  const date = part(years, 'Y') + part(months, 'M') + part(days, 'D')
  const time = clock(hours, 'H') + clock(minutes, 'M') + clock(seconds, 'S')
  if (date === '' && time === '') return 'PT0S'
  return `P${date}${time === '' ? '' : `T${time}`}`
}

/** A duration as Temporal wants it, with one sign in front where all parts are negative. */
export function withOneSign(duration: string): string {
  return /\d/.test(duration) && !/(?<!-)(?<![\d.])\d/.test(duration) ? `-${duration.replaceAll('-', '')}` : duration
}

/** A duration as PostgreSQL reads it: it has no sign in front of the P, but one before each number. */
export function durationToInterval(duration: string): string {
  if (!duration.startsWith('-')) return duration.replace(/^\+/, '')
  return duration.slice(1).replaceAll(/(\d+(?:\.\d+)?)/g, '-$1')
}
