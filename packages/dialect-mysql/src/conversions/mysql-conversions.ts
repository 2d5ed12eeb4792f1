import {
  conversionError, durationTextToMs, formatDateTimeUtc, msToDurationText, parseDateTimeText, temporalFrom, temporalText, utcDateTimeText,
  type ConversionOptions, type ConversionTable, type ValueConversion, type ValueProcessor,
} from '@athanor/interfaces'

/*
 * The mysql2 driver hands over 8 to 32 bit integers and floats as numbers, binary strings as bytes, all else as text; the session
 * is in UTC. Types that MySQL doesn't have are stored in SQLAlchemy's way: booleans as 0 and 1, UUIDs as 32 hexadecimal
 * digits, intervals as the timestamp that lies so far after 1970.
 */

const integer: ValueConversion = {
  // count(*), sums and BIGINT columns come as text, whatever the expression's type says.
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
    if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return BigInt(value)
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

function numeric(type: ConversionOptions): ValueConversion {
  const text: ValueProcessor = value => (typeof value === 'string' ? value : String(value))
  if (type.codec !== undefined) return coded(type, undefined, text)
  if (type.mode === 'number') return { result: value => (typeof value === 'number' ? value : Number(value)) }
  return { result: text }
}

const float: ValueConversion = { result: value => (typeof value === 'number' ? value : Number(value)) }

const boolean: ValueConversion = {
  bind: value => {
    if (value === true || value === 1) return 1
    if (value === false || value === 0) return 0
    throw conversionError('boolean', value, 'true or false')
  },
  result: value => {
    // A comparison comes as text of a 64 bit integer, BIT(1) as a byte.
    if (typeof value === 'number') return value !== 0
    if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value) !== 0
    if (value instanceof Uint8Array && value.length === 1) return value[0] !== 0
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
    if (typeof value === 'number') return value
    const text = value instanceof Uint8Array ? Buffer.from(value).toString() : value
    try { return JSON.parse(text as string) as unknown } catch (error) { throw conversionError('json', value, 'JSON text', error) }
  },
}

const uuidText = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const uuid: ValueConversion = {
  // MariaDB's own UUID type takes this form too.
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
}

const toDate = (family: string): ValueProcessor => value => {
  const ms = typeof value === 'string' ? parseDateTimeText(value) : Number.NaN
  if (Number.isNaN(ms)) throw conversionError(family, value, "date and time text that a Date can hold (zero dates need mode 'string')")
  return new Date(ms)
}

const textOnly = (family: string): ValueProcessor => value => {
  if (typeof value === 'string') return value
  throw conversionError(family, value, 'text')
}

function datetime(type: ConversionOptions, family: 'datetime' | 'datetimetz'): ValueConversion {
  const bind: ValueProcessor = value => utcDateTimeText(family, value)
  const plain = textOnly(family)
  const text: ValueProcessor = family === 'datetime' ? plain : value => `${plain(value) as string}+00:00`
  if (type.codec !== undefined) return coded(type, bind, text)
  if (type.mode === 'string') return family === 'datetime' ? { bind } : { bind, result: text }
  if (type.mode === 'temporal') {
    const from = temporalFrom(family === 'datetime' ? 'PlainDateTime' : 'Instant')
    return {
      bind,
      result: value => {
        try { return from((text(value) as string).replace(' ', 'T')) } catch (error) { throw conversionError(family, value, 'text that Temporal reads', error) }
      },
    }
  }
  return { bind, result: toDate(family) }
}

function date(type: ConversionOptions): ValueConversion {
  const bind: ValueProcessor = value => utcDateTimeText('date', value).slice(0, 10)
  if (type.codec !== undefined) return coded(type, bind)
  if (type.mode === 'date') return { bind, result: toDate('date') }
  if (type.mode === 'temporal') {
    const from = temporalFrom('PlainDate')
    return { bind, result: value => from(value as string) }
  }
  return { bind }
}

function time(type: ConversionOptions): ValueConversion {
  const bind: ValueProcessor = value => {
    // MySQL's TIME reaches from -838 to 838 hours.
    const text = typeof value === 'string' ? value : temporalText(value)
    if (text === undefined || !/^-?\d{1,3}:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text)) throw conversionError('time', value, "time text such as '12:30:00'")
    return text
  }
  // Prepared statements come without the zeros at the end, the text protocol with them.
  const result: ValueProcessor = value => {
    if (typeof value !== 'string') throw conversionError('time', value, 'text')
    return value.includes('.') ? value.replace(/\.?0+$/, '') : value
  }
  if (type.codec !== undefined) return coded(type, bind, result)
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
    try { return `${formatDateTimeUtc(new Date(whole))}${String(Math.round((ms - whole) * 1000)).padStart(3, '0')}` } catch (error) { throw conversionError('interval', value, 'shorter', error) }
  }
  const milliseconds = (value: unknown): number => {
    const ms = typeof value === 'string' ? parseDateTimeText(value) : Number.NaN
    if (Number.isNaN(ms)) throw conversionError('interval', value, 'date and time text')
    return ms + Number(/\.\d{3}(\d{1,3})/.exec(value as string)?.[1]?.padEnd(3, '0') ?? 0) / 1000
  }
  const text: ValueProcessor = value => msToDurationText(milliseconds(value))
  if (type.codec !== undefined) return coded(type, bind, text)
  if (type.mode === 'number') return { bind, result: milliseconds }
  if (type.mode === 'temporal') {
    const from = temporalFrom('Duration')
    return { bind, result: value => from(text(value) as string) }
  }
  return { bind, result: text }
}

/** How values travel between the type families and mysql2. */
export const mysqlConversions = {
  integer: () => integer,
  anyinteger: () => anyInteger,
  bigint: (type: ConversionOptions) => (type.codec === undefined ? bigint : coded(type, bigint.bind, String)),
  numeric,
  float: () => float,
  boolean: () => boolean,
  string: (type: ConversionOptions) => type.codec,
  enum: (type: ConversionOptions) => type.codec,
  date,
  time,
  datetime: (type: ConversionOptions) => datetime(type, 'datetime'),
  datetimetz: (type: ConversionOptions) => datetime(type, 'datetimetz'),
  interval,
  json: (type: ConversionOptions) => type.codec ?? json,
  uuid: (type: ConversionOptions) => (type.codec === undefined ? uuid : coded(type, uuid.bind, uuid.result)),
  bytes: (type: ConversionOptions) => (type.codec === undefined ? bytes : coded(type, bytes.bind)),
} satisfies ConversionTable
