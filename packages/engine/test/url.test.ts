import { describe, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Url } from '@athanor/engine'

describe('Url', () => {
  test.each([
    ['postgresql+pg://scott:tiger@db.example:5432/shop', { dialect: 'postgresql', driver: 'pg', username: 'scott', host: 'db.example', port: 5432, database: 'shop' }, 'tiger'],
    ['postgresql://localhost', { dialect: 'postgresql', driver: undefined, username: undefined, host: 'localhost', port: undefined, database: undefined }, undefined],
    ['mysql://u@[2001:db8::1]:3307/d', { host: '2001:db8::1', port: 3307, database: 'd', username: 'u' }, undefined],
    ['mysql://u:p%40ss%2Fw%3Ard@h/d', { host: 'h', database: 'd' }, 'p@ss/w:rd'],
    ['mysql://u:p/a?b:c@h/d', { host: 'h', database: 'd' }, 'p/a?b:c'],
    ['postgresql://u:@h/d', { username: 'u', host: 'h' }, ''],
    ['sqlite://', { host: undefined, database: undefined }, undefined],
    ['sqlite:///relative/path.db', { database: 'relative/path.db' }, undefined],
    ['sqlite:////absolute/path.db', { database: '/absolute/path.db' }, undefined],
    ['sqlite:///:memory:', { database: ':memory:' }, undefined],
    ['sqlite:///C:\\data\\shop.db', { database: 'C:\\data\\shop.db' }, undefined],
    ['postgresql://h:5432/d?mail=a@b', { username: undefined, host: 'h', port: 5432, database: 'd' }, undefined],
    ['postgresql+pg:///d?host=/var/run', { host: undefined, database: 'd' }, undefined],
  ])('reads %s', (text, parts, password) => {
    const url = Url.parse(text)
    expect(url).toMatchObject(parts)
    expect(url.toConnectParameters().password).toBe(password)
  })

  test('reads the query, a repeated option as a list', () => {
    const url = Url.parse('mysql://h/d?charset=utf8mb4&plugin=a&plugin=b&note=a%20b+c&empty=')
    expect({ ...url.query }).toEqual({ charset: 'utf8mb4', plugin: ['a', 'b'], note: 'a b c', empty: '' })
    expect(url.normalizedQuery['charset']).toEqual(['utf8mb4'])
  })

  test.each([
    ['no scheme', 'localhost/shop', 'URL_INVALID', 'dialect'],
    ['bad port', 'postgresql://h:54x/d', 'URL_PORT_INVALID', 'port'],
    ['too large port', 'postgresql://h:99999/d', 'URL_PORT_INVALID', 'port'],
    ['open bracket', 'postgresql://[::1/d', 'URL_HOST_INVALID', 'host'],
    ['IPv6 without brackets', 'postgresql://2001:db8::1/d', 'URL_HOST_INVALID', 'IPv6'],
    ['bad encoding of the password', 'postgresql://u:%zz@h/d', 'URL_PASSWORD_ENCODING', 'password'],
    ['bad encoding of the database', 'postgresql://h/%zz', 'URL_DATABASE_ENCODING', 'database'],
    ['bad dialect', 'post gres://h/d', 'URL_DIALECT_INVALID', 'dialect'],
  ])('names the part that is wrong: %s', (_case, text, code, part) => {
    expect(() => Url.parse(text)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(part) }) as never)
  })

  test('rejects what is no text', () => {
    expect(() => Url.parse(undefined as never)).toThrow(/must be a string or a Url, not undefined/)
    expect(() => Url.create({ dialect: 'x', pasword: 'secret' } as never)).toThrow(/no part 'pasword'. Did you mean 'password'/)
  })

  test('never shows the password', () => {
    const url = Url.parse('postgresql://scott:s3cr3t@h/d')
    for (const text of [String(url), inspect(url), inspect({ url }, { depth: 5, showHidden: true }), JSON.stringify({ url })]) {
      expect(text).not.toContain('s3cr3t')
      expect(text).toContain('scott:***@h')
    }
    expect(url.toString({ hidePassword: false })).toBe('postgresql://scott:s3cr3t@h/d')
  })

  test('an error about the URL does not show its password', () => {
    expect(() => Url.parse('postgresql://scott:s3cr3t@h:x/d')).toThrow(expect.objectContaining({ message: expect.not.stringContaining('s3cr3t') }) as never)
    expect(() => Url.parse('scott:s3cr3t@h')).toThrow(expect.objectContaining({ message: expect.not.stringContaining('s3cr3t') }) as never)
  })

  test('set() makes a changed copy', () => {
    const url = Url.parse('postgresql+pg://u:p@h:1/d?a=1')
    const other = url.set({ database: 'other', port: undefined })
    expect(other.toString({ hidePassword: false })).toBe('postgresql+pg://u:p@h/other?a=1')
    expect(url.database).toBe('d')
    expect(url.equals(Url.parse(url.toString({ hidePassword: false })))).toBe(true)
    expect(url.equals(other)).toBe(false)
    expect(() => url.set({ port: 1.5 })).toThrow(/port/)
  })

  test('the query can be changed', () => {
    const url = Url.parse('mysql://h/d?a=1')
    expect(url.updateQuery({ a: '2', b: '3' }).toString()).toBe('mysql://h/d?a=2&b=3')
    expect(url.updateQuery({ a: '2' }, { append: true }).toString()).toBe('mysql://h/d?a=1&a=2')
    expect(url.updateQuery({ b: '3' }).withoutQuery('a').toString()).toBe('mysql://h/d?b=3')
  })

  test('what is written is read back, whatever the parts contain', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((s) => !/\p{Surrogate}/u.test(s))
    fc.assert(fc.property(
      text, fc.option(text, { nil: undefined }), text, fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined }),
      fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 }))),
      (username, password, database, port, query) => {
        const url = Url.create({ dialect: 'postgresql', username, password, host: 'h', port, database, query })
        const again = Url.parse(url.toString({ hidePassword: false }))
        expect(again.toConnectParameters()).toEqual(url.toConnectParameters())
      }))
  })
})
