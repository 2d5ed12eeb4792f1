/*
 * ISO-like date and time text, as databases write it: 'YYYY-MM-DD', 'HH:MM:SS[.fraction]', both with a space or 'T' between,
 * and optionally an offset ('Z', '+05', '+05:30', '-00:01:15'). Written by hand over character codes: results are parsed
 * value by value, and `new Date(text)` is several times slower and guesses a time zone for what has none.
 */
const DASH = 45
const COLON = 58
const DOT = 46

const digit = (text: string, at: number): number => {
  const code = text.charCodeAt(at) - 48
  return code >= 0 && code <= 9 ? code : Number.NaN
}
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1)

const daysIn = (year: number, month: number): number =>
  month === 2 ? ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

/** `Date.UTC` takes years below 100 for 19xx. */
function utc(year: number, month: number, day: number, ms: number): number {
  if (year >= 100) return Date.UTC(year, month - 1, day) + ms
  const date = new Date(0)
  return date.setUTCFullYear(year, month - 1, day) + ms
}

/** Milliseconds of 'HH:MM:SS[.fraction]' from `at` to `end`; finer digits are cut off. NaN when malformed. */
function timeOfDay(text: string, at: number, end: number): number {
  if (end - at < 5 || text.charCodeAt(at + 2) !== COLON) return Number.NaN
  const hour = two(text, at)
  const minute = two(text, at + 3)
  let second = 0
  let fraction = 0
  if (end - at > 5) {
    if (end - at < 8 || text.charCodeAt(at + 5) !== COLON) return Number.NaN
    second = two(text, at + 6)
    if (end - at > 8) {
      if (text.charCodeAt(at + 8) !== DOT || end - at === 9) return Number.NaN
      let scale = 100
      for (let i = at + 9; i < end; i++) {
        const d = digit(text, i)
        if (Number.isNaN(d)) return Number.NaN
        fraction += d * scale
        scale = scale === 100 ? 10 : scale === 10 ? 1 : 0
      }
    }
  }
  // 24:00:00 and a leap second are legal in some databases; Date arithmetic carries them over.
  if (!(hour <= 24 && minute <= 59 && second <= 60)) return Number.NaN
  return hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction
}

/** Where the offset begins in the part after the date, or -1. */
function offsetStart(text: string, from: number): number {
  for (let i = text.length - 1; i >= from; i--) {
    const code = text.charCodeAt(i)
    if (code === 43 || code === DASH || code === 90 || code === 122) return i
  }
  return -1
}

/** Milliseconds of 'Z', '+05', '+0530', '+05:30', '+05:30:15'. NaN when malformed. */
function offset(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === 90 || code === 122) return at === text.length - 1 ? 0 : Number.NaN
  const digits = text.slice(at + 1).replaceAll(':', '')
  if (!/^\d\d(?:\d\d(?:\d\d)?)?$/.test(digits)) return Number.NaN
  const ms = (two(digits, 0) * 3600 + (digits.length > 2 ? two(digits, 2) * 60 : 0) + (digits.length > 4 ? two(digits, 4) : 0)) * 1000
  return code === DASH ? -ms : ms
}

/**
 * Milliseconds since 1970 of date and time text; text without an offset is taken as UTC, a date alone as its midnight.
 * Finer digits than milliseconds are cut off. NaN when the text is malformed or names a day that doesn't exist.
 */
export function parseDateTimeText(text: string): number {
  const usual = parseUsual(text)
  return usual === usual ? usual : parseAny(text)
}

/**
 * 'YYYY-MM-DD HH:MM:SS[.fraction]' of a valid time after year 0, which is nearly all there is; NaN for anything else. Integers only,
 * with one test for all digits at the end: three times as fast as the general form.
 */
function parseUsual(text: string): number {
  const { length } = text
  if (length < 19 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return Number.NaN
  const separator = text.charCodeAt(10)
  if (separator !== 32 && separator !== 84) return Number.NaN
  // The sign bit of `c | (9 - c)` tells that c isn't from 0 to 9.
  let outside = 0
  const pair = (at: number): number => {
    const high = text.charCodeAt(at) - 48
    const low = text.charCodeAt(at + 1) - 48
    outside |= high | (9 - high) | low | (9 - low)
    return high * 10 + low
  }
  const year = pair(0) * 100 + pair(2)
  const month = pair(5)
  const day = pair(8)
  const hour = pair(11)
  const minute = pair(14)
  const second = pair(17)
  let ms = 0
  if (length > 19) {
    if (text.charCodeAt(19) !== DOT || length === 20) return Number.NaN
    let scale = 100
    for (let i = 20; i < length; i++) {
      const digit = text.charCodeAt(i) - 48
      outside |= digit | (9 - digit)
      ms += digit * scale
      scale = scale === 100 ? 10 : scale === 10 ? 1 : 0
    }
  }
  if (outside < 0 || year === 0 || month === 0 || month > 12 || day === 0 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return Number.NaN
  // Days since 1970 of the proleptic Gregorian calendar, counted in years that begin in March.
  const y = month <= 2 ? year - 1 : year
  const era = (y / 400) | 0
  const yearOfEra = y - era * 400
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1
  const days = era * 146_097 + yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear - 719_468
  return days * 86_400_000 + (hour * 3_600_000 + minute * 60_000 + second * 1000 + ms)
}

function parseAny(text: string): number {
  let dateEnd = 10
  let year = two(text, 0) * 100 + two(text, 2)
  if (text.charCodeAt(4) !== DASH) {
    // Years beyond 9999, as PostgreSQL writes them.
    const long = /^(\d{5,6})-/.exec(text)
    if (long === null) return Number.NaN
    year = Number(long[1])
    dateEnd = 6 + long[1]!.length
  }
  const month = two(text, dateEnd - 5)
  const day = two(text, dateEnd - 2)
  if (text.charCodeAt(dateEnd - 3) !== DASH || !(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN
  if (text.length === dateEnd) return utc(year, month, day, 0)
  const separator = text.charCodeAt(dateEnd)
  if (separator !== 32 && separator !== 84 && separator !== 116) return Number.NaN
  const zone = offsetStart(text, dateEnd + 1)
  if (zone === -1) return utc(year, month, day, timeOfDay(text, dateEnd + 1, text.length))
  return utc(year, month, day, timeOfDay(text, dateEnd + 1, zone) - offset(text, zone))
}

const twoDigits: readonly string[] = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))
const threeDigits: readonly string[] = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'))
/** The first millisecond of the year 0. */
const firstTime = -62_167_219_200_000

/** 'YYYY-MM-DD HH:MM:SS.mmm' in UTC. Throws a RangeError for an invalid Date or a year outside 0 to 9999. */
export function formatDateTimeUtc(date: Date): string {
  const time = date.getTime()
  if (!(time >= firstTime && time < 253_402_300_800_000)) throw new RangeError('the year is outside 0 to 9999')
  const days = Math.floor(time / 86_400_000)
  const ofDay = time - days * 86_400_000
  // The proleptic Gregorian calendar in eras of 400 years that begin in March; one era is added, so that nothing is negative.
  const shifted = days + 719_468 + 146_097
  const era = (shifted / 146_097) | 0
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0))
  const fromMarch = ((5 * dayOfYear + 2) / 153) | 0
  const day = dayOfYear - (((153 * fromMarch + 2) / 5) | 0) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + (era - 1) * 400 + (month <= 2 ? 1 : 0)
  const second = (ofDay / 1000) | 0
  return `${twoDigits[(year / 100) | 0]}${twoDigits[year % 100]}-${twoDigits[month]}-${twoDigits[day]} ` +
    `${twoDigits[(second / 3600) | 0]}:${twoDigits[((second / 60) | 0) % 60]}:${twoDigits[second % 60]}.${threeDigits[ofDay % 1000]}`
}

/** Whether text is a time of day, 'HH:MM[:SS[.fraction]]' with an optional offset. */
export function isTimeText(text: string): boolean {
  const zone = offsetStart(text, 5)
  if (Number.isNaN(timeOfDay(text, 0, zone === -1 ? text.length : zone))) return false
  return zone === -1 || !Number.isNaN(offset(text, zone))
}
