/*
 * ISO 8601 durations ('P1DT2H3M4.5S'): the plain form of an SQL interval here. Months and days are kept apart from time,
 * as PostgreSQL does; only durations without months and years have a length in milliseconds.
 */
const pattern = /^([+-])?P(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?(?:T(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+(?:\.\d+)?)S)?)?$/

/** Whether text is an ISO 8601 duration. */
export const isDurationText = (text: string): boolean => pattern.test(text) && /\d/.test(text) && !text.endsWith('T')

/** Milliseconds of an ISO 8601 duration; a day has 24 hours. NaN when malformed, or when years or months leave it open. */
export function durationTextToMs(text: string): number {
  const match = isDurationText(text) ? pattern.exec(text) : null
  if (match === null || Number(match[2] ?? 0) !== 0 || Number(match[3] ?? 0) !== 0) return Number.NaN
  const part = (index: number): number => Number(match[index] ?? 0)
  const ms = ((((part(4) * 7 + part(5)) * 24 + part(6)) * 60 + part(7)) * 60 + part(8)) * 1000
  return (match[1] === '-' ? -1 : 1) * Math.round(ms * 1000) / 1000
}

/** ISO 8601 duration of a number of milliseconds, in days, hours, minutes and seconds. */
export function msToDurationText(ms: number): string {
  if (ms === 0) return 'PT0S'
  const sign = ms < 0 ? '-' : ''
  // Whole microseconds: the finest unit that databases keep.
  let rest = Math.round(Math.abs(ms) * 1000)
  const take = (unit: number): number => {
    const count = Math.floor(rest / unit)
    rest -= count * unit
    return count
  }
  const days = take(86_400_000_000)
  const hours = take(3_600_000_000)
  const minutes = take(60_000_000)
  const seconds = rest / 1_000_000
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds.toFixed(6).replace(/\.?0+$/, '')}S` : ''}`
  return `${sign}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`
}
