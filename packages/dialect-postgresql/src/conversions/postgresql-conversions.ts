import {
  conversionError, durationTextToMs, isDurationText, parseDateTimeText, temporalFrom, temporalText,
  type ConversionOptions, type ConversionTable, type ValueConversion, type ValueProcessor,
} from '@athanor/interfaces'
import { decodeArray, encodeArray } from '../drivers/pg/array-text.ts'
import { decodeBytea, encodeBytea } from '../drivers/pg/bytea-text.ts'
import { intervalAsTimestamp } from './interval-as-timestamp.ts'
import { durationToInterval, intervalToDuration, withOneSign } from './interval-text.ts'

/*
 * The pg driver hands over booleans, 16 and 32 bit integers, floats and bytes as values, all else as PostgreSQL's text.
 * Parameters go as text, so a value that is text or a number already needs no conversion.
 */

const integer: ValueConversion = {
  // count(*) and sums come as 64 bit integers or numerics, whatever the expression's type says.
  result: value => {
    if (typeof value === 'number') return value
    const number = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
    if (Number.isSafeInteger(number)) return number
    throw conversionError('integer', value, 'an integer within 2^53 (declare larger ones as BigInteger)')
  },
}

/** Columns of SQL without declared types: a BIGINT column and a count look alike. */
const anyInteger: ValueConversion = {
  result: value => {
    if (typeof value !== 'string') return value
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : BigInt(value)
  },
}

const bigint: ValueConversion = {
  bind: value => {
    if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))) return value
    if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return value
    throw conversionError('bigint', value, 'a bigint, or a number within 2^53')
  },
  result: value => {
    if (typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value))) {
      try { return BigInt(value) } catch (error) { throw conversionError('bigint', value, 'an integer', error) }
    }
    throw conversionError('bigint', value, 'an integer')
  },
}

/** A codec works on the plain text of a value. */
function coded(type: ConversionOptions, bind?: ValueProcessor, text?: ValueProcessor): ValueConversion {
  const { bind: encode, result: decode } = type.codec!
  return {
    bind: encode && bind ? value => bind(encode(value)) : encode ?? bind,
    result: decode && text ? value => decode(text(value)) : decode ?? text,
  }
}

/** A UUID as 32 digits, for columns that are CHAR(32) on purpose. */
const uuidDigits: ValueConversion = {
  bind: value => String(value).replaceAll('-', '').toLowerCase(),
  result: value => String(value).replace(/^(.{8})-?(.{4})-?(.{4})-?(.{4})-?(.{12})$/, '$1-$2-$3-$4-$5'),
}

function numeric(type: ConversionOptions): ValueConversion {
  const text: ValueProcessor = value => (typeof value === 'string' ? value : String(value))
  if (type.codec !== undefined) return coded(type, undefined, text)
  if (type.mode === 'number') return { result: value => (typeof value === 'number' ? value : Number(value)) }
  return { result: text }
}

const float: ValueConversion = { result: value => (typeof value === 'number' ? value : Number(value)) }

const json: ValueConversion = {
  bind: value => {
    let text: string | undefined
    try { text = JSON.stringify(value) } catch (error) { throw conversionError('json', value, 'writable as JSON', error) }
    if (text === undefined) throw conversionError('json', value, 'writable as JSON')
    return text
  },
  result: value => {
    if (typeof value !== 'string') return value
    try { return JSON.parse(value) as unknown } catch (error) { throw conversionError('json', value, 'JSON text', error) }
  },
}

/** Milliseconds of a timestamp's text, also with 'BC' behind it. NaN for 'infinity', which no Date can be. */
function timestampMs(text: string): number {
  if (!text.endsWith(' BC')) return parseDateTimeText(text)
  const year = Number(/^\d+/.exec(text)?.[0])
  // A year of the same shape carries the rest of the text; then it is moved to where it belongs: 1 BC is year 0.
  const leap = 2000 + ((((1 - year) % 400) + 400) % 400)
  const ms = parseDateTimeText(text.slice(0, -3).replace(/^\d+/, String(leap)))
  const date = new Date(ms)
  return date.setUTCFullYear(date.getUTCFullYear() - leap + 1 - year)
}

const toDate = (family: string): ValueProcessor => value => {
  const ms = typeof value === 'string' ? timestampMs(value) : Number.NaN
  if (Number.isNaN(ms)) throw conversionError(family, value, "a timestamp that a Date can hold ('infinity' needs mode 'string')")
  return new Date(ms)
}

/** Text of a Date in UTC; years before 1 are counted BC, later than 9999 they have more digits. */
function dateText(family: string, date: Date, withTime: boolean): string {
  if (Number.isNaN(date.getTime())) throw conversionError(family, date, 'a valid Date')
  const iso = date.toISOString()
  const year = date.getUTCFullYear()
  const rest = iso.slice(iso.length - 20, iso.length - 1)
  const shown = `${String(year > 0 ? year : 1 - year).padStart(4, '0')}${withTime ? rest : rest.slice(0, 6)}`
  return year > 0 ? shown : `${shown} BC`
}

const bindMoment = (family: string, fromDate: (date: Date) => string): ValueProcessor => value => {
  if (value instanceof Date) return fromDate(value)
  if (typeof value === 'string') return value
  const text = temporalText(value)
  if (text === undefined) throw conversionError(family, value, 'a Date, text or a Temporal object')
  return text
}

const bindDate = bindMoment('date', date => dateText('date', date, false))
const bindDatetime = bindMoment('datetime', date => dateText('datetime', date, true))
const bindDatetimetz = bindMoment('datetimetz', date => {
  const text = dateText('datetimetz', date, true)
  return text.endsWith(' BC') ? `${text.slice(0, -3)}+00 BC` : `${text}+00`
})
const bindTime = bindMoment('time', date => dateText('time', date, true).slice(-12))

/** PostgreSQL's text made digestible for Temporal: 'T' between, minutes in the offset. */
const isoText = (text: string): string => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')

function moment(
  type: ConversionOptions, family: 'date' | 'time' | 'datetime' | 'datetimetz', bind: ValueProcessor,
  temporal: 'PlainDate' | 'PlainTime' | 'PlainDateTime' | 'Instant',
): ValueConversion {
  if (type.codec !== undefined) return coded(type, bind)
  const mode = type.mode ?? (family === 'date' || family === 'time' ? 'string' : 'date')
  if (mode === 'temporal') {
    const from = temporalFrom(temporal)
    return {
      bind,
      result: value => {
        try { return from(isoText(value as string)) } catch (error) { throw conversionError(family, value, `text that Temporal.${temporal} reads`, error) }
      },
    }
  }
  return mode === 'date' && family !== 'time' ? { bind, result: toDate(family) } : { bind }
}

function interval(type: ConversionOptions): ValueConversion {
  if (type.native === false) return intervalAsTimestamp(type)
  const bind: ValueProcessor = value => {
    if (typeof value === 'number' && Number.isFinite(value)) return `${value.toFixed(3)} milliseconds`
    const text = typeof value === 'string' ? value : temporalText(value)
    if (text === undefined) throw conversionError('interval', value, "milliseconds, an ISO 8601 duration such as 'P1DT2H', or a Temporal.Duration")
    return isDurationText(text) ? durationToInterval(text) : text
  }
  const text = (value: unknown): string => {
    const duration = typeof value === 'string' ? intervalToDuration(value) : undefined
    if (duration === undefined) throw conversionError('interval', value, 'text of an interval')
    return duration
  }
  if (type.codec !== undefined) return coded(type, bind, text)
  if (type.mode === 'number') {
    return {
      bind,
      result: value => {
        const ms = durationTextToMs(text(value))
        if (Number.isNaN(ms)) throw conversionError('interval', value, "without years and months, to be read as milliseconds (use mode 'string')")
        return ms
      },
    }
  }
  if (type.mode === 'temporal') {
    const from = temporalFrom('Duration')
    return {
      bind,
      result: value => {
        try { return from(withOneSign(text(value))) } catch (error) { throw conversionError('interval', value, 'of one sign in all its parts', error) }
      },
    }
  }
  return { bind, result: text }
}

const bytes: ValueConversion = {
  bind: value => {
    if (value instanceof Uint8Array) return value
    if (value instanceof ArrayBuffer) return new Uint8Array(value)
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    throw conversionError('bytes', value, 'a Uint8Array')
  },
}

/** Elements of an array come as text always; this is what the driver does for columns of the same types. */
const elementText: Readonly<Record<string, (text: string) => unknown>> = {
  integer: Number, float: Number, boolean: text => text === 't', bytes: decodeBytea,
}

function array(type: ConversionOptions): ValueConversion {
  const { itemType } = type
  const item = type.itemConversion ?? (itemType === undefined ? undefined : (postgresqlConversions as TableByName)[itemType.family]?.(itemType))
  const bindItem = item?.bind
  const resultItem = item?.result
  const parse = itemType === undefined ? undefined : elementText[itemType.family]
  const toText = (value: unknown): string => {
    const bound = bindItem === undefined ? value : bindItem(value)
    if (bound instanceof Uint8Array) return encodeBytea(bound)
    if (typeof bound === 'boolean') return bound ? 't' : 'f'
    if (typeof bound === 'object') throw conversionError('array', bound, 'made of elements of its item type')
    // what is left of an item's bound values: text and numbers
    return String(bound as string | number | bigint)
  }
  const fromText = (text: string): unknown => {
    const value = parse === undefined ? text : parse(text)
    return resultItem === undefined ? value : resultItem(value)
  }
  return {
    bind: value => {
      // Text is taken for PostgreSQL's own form.
      if (typeof value === 'string') return value
      if (!Array.isArray(value)) throw conversionError('array', value, 'an array')
      return encodeArray(value, toText, type.depth)
    },
    result: value => {
      if (typeof value !== 'string') throw conversionError('array', value, 'text of an array')
      try { return decodeArray(value, fromText) } catch (error) {
        if (error instanceof SyntaxError) throw conversionError('array', value, 'text of an array', error)
        throw error
      }
    },
  }
}

type TableByName = Readonly<Record<string, (type: ConversionOptions) => ValueConversion | undefined>>

/** How values travel between the type families and pg. */
export const postgresqlConversions = {
  integer: () => integer,
  anyinteger: () => anyInteger,
  bigint: (type: ConversionOptions) => (type.codec === undefined ? bigint : coded(type, undefined, String)),
  numeric,
  float: () => float,
  boolean: () => undefined,
  string: (type: ConversionOptions) => type.codec,
  enum: (type: ConversionOptions) => type.codec,
  uuid: (type: ConversionOptions) => (type.nativeUuid === false ? (type.codec === undefined ? uuidDigits : coded(type, uuidDigits.bind, uuidDigits.result)) : type.codec),
  date: (type: ConversionOptions) => moment(type, 'date', bindDate, 'PlainDate'),
  time: (type: ConversionOptions) => moment(type, 'time', bindTime, 'PlainTime'),
  datetime: (type: ConversionOptions) => moment(type, 'datetime', bindDatetime, 'PlainDateTime'),
  datetimetz: (type: ConversionOptions) => moment(type, 'datetimetz', bindDatetimetz, 'Instant'),
  interval,
  json: (type: ConversionOptions) => type.codec ?? json,
  bytes: (type: ConversionOptions) => (type.codec === undefined ? bytes : coded(type, bytes.bind)),
  array,
} satisfies ConversionTable
