import { describe, expect, test } from '@jest/globals'
import { parseDateTimeText } from '../src/values/date-time-text.ts'

describe('parseDateTimeText', () => {
  test('agrees with Date on every kind of year and month', () => {
    for (let year = 1; year <= 9999; year += 7) {
      for (const day of ['01-01', '01-31', '02-28', '02-29', '03-01', '06-30', '06-31', '12-31', '13-01', '00-10', '05-00']) {
        const date = `${String(year).padStart(4, '0')}-${day}`
        const expected = new Date(`${date}T23:59:58.987Z`)
        // Date carries 31 June over to July: such days don't exist here.
        const exists = !Number.isNaN(expected.getTime()) && expected.toISOString().startsWith(date)
        expect(parseDateTimeText(`${date} 23:59:58.987654`)).toBe(exists ? expected.getTime() : Number.NaN)
      }
    }
  })

  test.each([
    ['2024-01-01 00:00:00', '2024-01-01T00:00:00.000Z'],
    ['2024-01-01T10:20:30', '2024-01-01T10:20:30.000Z'],
    ['2024-01-01 10:20:30.5', '2024-01-01T10:20:30.500Z'],
    ['2024-01-01 10:20:30.123456789', '2024-01-01T10:20:30.123Z'],
    ['2024-01-01 10:20', '2024-01-01T10:20:00.000Z'],
    ['2024-01-01', '2024-01-01T00:00:00.000Z'],
    ['2024-01-01 00:00:00+02', '2023-12-31T22:00:00.000Z'],
    ['2024-01-01 00:00:00.25-05:30', '2024-01-01T05:30:00.250Z'],
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00.000Z'],
    ['2024-01-01 24:00:00', '2024-01-02T00:00:00.000Z'],
    ['0000-02-29 00:00:00', '0000-02-29T00:00:00.000Z'],
    ['12024-01-01 00:00:00', '+012024-01-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseDateTimeText(text)).toISOString()).toBe(expected)
  })

  test.each([
    '', 'x', '2024-1-01 00:00:00', '2024-01-01 0:00:00', '2024-01-01 00:00:0x', '2024-01-01 00:00:00.', '2024-01-01 00:00:00.12x',
    '2024-01-01_00:00:00', '2024-01-01 00-00:00', '2024/01/01 00:00:00', '2024-01-01 25:00:00', '2024-01-01 00:60:00', '2024-01-01 00:00:61', '2024-01-01 00:00:00+2',
  ])('refuses %j', (text) => {
    expect(parseDateTimeText(text)).toBeNaN()
  })
})
