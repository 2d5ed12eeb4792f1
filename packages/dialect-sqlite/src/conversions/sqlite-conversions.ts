import {
  conversionError, durationTextToMs, formatDateTimeUtc, isTimeText, msToDurationText, parseDateTimeText, temporalFrom, temporalText, utcDateTimeText,
  type ConversionOptions, type ConversionTable, type ValueConversion, type ValueProcessor,
} from '@athanor/interfaces'

/*
 * SQLite stores integers, reals, text and blobs; everything else is written in one of these, in SQLAlchemy's way:
 * dates and times as ISO text with six fractional digits (timestamps in UTC), UUIDs as 32 hexadecimal digits, intervals as the
 * timestamp that lies so far after 1970. better-sqlite3 binds every JavaScript number as a REAL, so integers go as bigint.
 */

const one = 1n
const zero = 0n
const int64 = (value: bigint): boolean => BigInt.asIntN(64, value) === value

/** A codec works on the plain text of a value. */
function withCodec(type: ConversionOptions, plain: ValueConversion): ValueConversion {
  const { codec } = type
  if (codec === undefined) return plain
  const { bind, result } = plain
  const encode = codec.bind
  const decode = codec.result
  return {
    bind: encode && bind ? value => bind(encode(value)) : encode ?? bind,
    result: decode && result ? value => decode(result(value)) : decode ?? result,
  }
}

function bindInteger(family: string): ValueProcessor {
  return value => {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
    if (typeof value === 'bigint' && int64(value)) return value
    if (typeof value === 'boolean') return value ? one : zero
    throw conversionError(family, value, 'an integer of at most 64 bits (a bigint beyond 2^53)')
  }
}

const integer: ValueConversion = { bind: bindInteger('integer') }
const bigint: ValueConversion = {
  bind: bindInteger('bigint'),
  result: value => {
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
    if (typeof value === 'bigint') return value
    throw conversionError('bigint', value, 'an integer')
  },
}

const decimalText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const integerText = /^[+-]?\d{1,19}$/

let hasWarned = false
/** SQLite has no exact numbers: a REAL has 15 digits that are certain. Said once. */
function warnOfDigits(text: string): void {
  const digits = text.replace(/e.*$/i, '').replaceAll(/[+.-]/g, '').replace(/^0+/, '').replace(/0+$/, '').length
  if (hasWarned || digits <= 15) return
  hasWarned = true
  process.emitWarning(
    `SQLite stores exact numbers as floating ones: of ${digits} digits it keeps about 15. Store text, or an integer of the smallest unit, where that matters.`,
    { type: 'AthanorWarning', code: 'SQLITE_NUMERIC_PRECISION' })
}

function bindNumeric(value: unknown): unknown {
  if (typeof value === 'string' && decimalText.test(value)) {
    if (integerText.test(value)) {
      const exact = BigInt(value)
      if (int64(exact)) return exact
    }
    warnOfDigits(value)
    return Number(value)
  }
  if (typeof value === 'number' && !Number.isNaN(value)) return Number.isSafeInteger(value) ? BigInt(value) : value
  if (typeof value === 'bigint') return int64(value) ? value : Number(value)
  throw conversionError('numeric', value, 'a decimal number as text, a number or a bigint')
}

/** Plain digits of a number, without an exponent. */
function plainDecimal(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return value < 1 && value > -1 ? value.toFixed(20).replace(/0+$/, '') : BigInt(value).toString()
}

function numeric(type: ConversionOptions): ValueConversion {
  if (type.codec === undefined && type.mode === 'number') {
    return { bind: bindNumeric, result: value => (typeof value === 'bigint' ? Number(value) : value) }
  }
  const { scale } = type
  return withCodec(type, {
    bind: bindNumeric,
    result: value => {
      if (typeof value === 'bigint') return typeof scale === 'number' && scale > 0 ? `${value}.${'0'.repeat(scale)}` : value.toString()
      if (typeof value === 'number') return typeof scale === 'number' && Math.abs(value) < 1e21 ? value.toFixed(scale) : plainDecimal(value)
      if (typeof value === 'string' && decimalText.test(value)) return value
      throw conversionError('numeric', value, 'a number')
    },
  })
}

const float: ValueConversion = {
  bind: value => {
    if (typeof value === 'number') return value
    if (typeof value === 'bigint' || (typeof value === 'string' && decimalText.test(value))) return Number(value)
    throw conversionError('float', value, 'a number')
  },
}

const boolean: ValueConversion = {
  bind: value => {
    if (value === true || value === 1) return one
    if (value === false || value === 0) return zero
    throw conversionError('boolean', value, 'true or false')
  },
  result: value => {
    if (value === 1) return true
    if (value === 0) return false
    if (typeof value === 'number' || typeof value === 'bigint') return true
    throw conversionError('boolean', value, '0 or 1')
  },
}

const json: ValueConversion = {
  bind: value => {
    let text: string | undefined
    try { text = JSON.stringify(value) } catch (error) { throw conversionError('json', value, 'writable as JSON', error) }
    if (text === undefined) throw conversionError('json', value, 'writable as JSON')
    return text
  },
  result: value => {
    // A number or a text of a JSON column with numeric affinity arrives as a number.
    if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
    try { return JSON.parse(value as string) as unknown } catch (error) { throw conversionError('json', value, 'JSON text', error) }
  },
}

const uuidText = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const uuid: ValueConversion = {
  bind: value => {
    if (typeof value === 'string' && uuidText.test(value)) return value.replaceAll('-', '').toLowerCase()
    throw conversionError('uuid', value, 'a UUID as text')
  },
  result: value => {
    if (typeof value !== 'string' || !uuidText.test(value)) throw conversionError('uuid', value, 'a UUID as text')
    if (value.length !== 32) return value.toLowerCase()
    return `${value.slice(0, 8)}-${value.slice(8, 12)}-${value.slice(12, 16)}-${value.slice(16, 20)}-${value.slice(20)}`.toLowerCase()
  },
}

const bytes: ValueConversion = {
  bind: value => {
    if (value instanceof Uint8Array) return value
    if (value instanceof ArrayBuffer) return new Uint8Array(value)
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    throw conversionError('bytes', value, 'a Uint8Array')
  },
  // a column of bytes takes texts as well, such as those written as literals
  result: value => (typeof value === 'string' ? new TextEncoder().encode(value) : value),
}

function toDate(family: string): ValueProcessor {
  return value => {
    const ms = typeof value === 'string' ? parseDateTimeText(value) : Number.NaN
    if (Number.isNaN(ms)) throw conversionError(family, value, 'ISO date and time text')
    return new Date(ms)
  }
}

function textWhen(family: string, test: (text: string) => boolean, expected: string): ValueProcessor {
  return value => {
    if (typeof value === 'string' && test(value)) return value
    throw conversionError(family, value, expected)
  }
}

function datetime(type: ConversionOptions, family: 'datetime' | 'datetimetz'): ValueConversion {
  const bind: ValueProcessor = value => utcDateTimeText(family, value)
  const isText = textWhen(family, text => !Number.isNaN(parseDateTimeText(text)), 'ISO date and time text')
  const text: ValueProcessor = family === 'datetime' ? isText : value => `${isText(value) as string}+00:00`
  if (type.codec !== undefined || type.mode === 'string') return withCodec(type, { bind, result: text })
  if (type.mode === 'temporal') {
    const from = temporalFrom(family === 'datetime' ? 'PlainDateTime' : 'Instant')
    return { bind, result: value => from(text(value) as string) }
  }
  return { bind, result: toDate(family) }
}

function date(type: ConversionOptions): ValueConversion {
  const bind: ValueProcessor = value => utcDateTimeText('date', value).slice(0, 10)
  const text = textWhen('date', value => !Number.isNaN(parseDateTimeText(value)), 'an ISO date')
  const result: ValueProcessor = value => (text(value) as string).slice(0, 10)
  if (type.codec !== undefined) return withCodec(type, { bind, result })
  if (type.mode === 'date') return { bind, result: toDate('date') }
  if (type.mode === 'temporal') {
    const from = temporalFrom('PlainDate')
    return { bind, result: value => from(result(value) as string) }
  }
  return { bind, result }
}

function time(type: ConversionOptions): ValueConversion {
  const bind: ValueProcessor = value => {
    const text = typeof value === 'string' ? value : temporalText(value)
    if (text === undefined || !isTimeText(text)) throw conversionError('time', value, "time text such as '12:30:00'")
    const [clock = '', fraction = ''] = text.split('.')
    return `${clock.length === 5 ? `${clock}:00` : clock}.${fraction.padEnd(6, '0').slice(0, 6)}`
  }
  const result = textWhen('time', isTimeText, 'time text')
  if (type.codec !== undefined) return withCodec(type, { bind, result })
  if (type.mode === 'temporal') {
    const from = temporalFrom('PlainTime')
    return { bind, result: value => from(result(value) as string) }
  }
  return { bind, result }
}

function interval(type: ConversionOptions): ValueConversion {
  const bind: ValueProcessor = value => {
    const text = typeof value === 'string' ? value : temporalText(value)
    const ms = typeof value === 'number' ? value : text === undefined ? Number.NaN : durationTextToMs(text)
    if (!Number.isFinite(ms)) throw conversionError('interval', value, "milliseconds or an ISO 8601 duration without years and months, such as 'P1DT2H'")
    const whole = Math.floor(ms)
    const micros = Math.round((ms - whole) * 1000)
    try { return `${formatDateTimeUtc(new Date(whole))}${String(micros).padStart(3, '0')}` } catch (error) { throw conversionError('interval', value, 'shorter', error) }
  }
  const milliseconds = (value: unknown): number => {
    const ms = typeof value === 'string' ? parseDateTimeText(value) : Number.NaN
    if (Number.isNaN(ms)) throw conversionError('interval', value, 'ISO date and time text')
    return ms + Number(/\.\d{3}(\d{1,3})/.exec(value as string)?.[1]?.padEnd(3, '0') ?? 0) / 1000
  }
  const text: ValueProcessor = value => msToDurationText(milliseconds(value))
  if (type.codec !== undefined) return withCodec(type, { bind, result: text })
  if (type.mode === 'number') return { bind, result: milliseconds }
  if (type.mode === 'temporal') {
    const from = temporalFrom('Duration')
    return { bind, result: value => from(text(value) as string) }
  }
  return { bind, result: text }
}

/** How values travel between the type families and better-sqlite3. */
export const sqliteConversions = {
  integer: () => integer,
  bigint: (type: ConversionOptions) => (type.codec === undefined ? bigint : withCodec(type, { bind: value => bindNumeric(value), result: String })),
  numeric,
  float: () => float,
  boolean: () => boolean,
  string: (type: ConversionOptions) => type.codec,
  enum: () => undefined,
  date,
  time,
  datetime: (type: ConversionOptions) => datetime(type, 'datetime'),
  datetimetz: (type: ConversionOptions) => datetime(type, 'datetimetz'),
  interval,
  json: (type: ConversionOptions) => (type.codec === undefined ? json : type.codec),
  uuid: (type: ConversionOptions) => withCodec(type, uuid),
  bytes: (type: ConversionOptions) => withCodec(type, bytes),
} satisfies ConversionTable
