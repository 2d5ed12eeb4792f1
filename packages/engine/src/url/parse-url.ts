import type { UrlParts } from './url.ts'
import { urlErrors } from './url-errors.ts'

/**
 * Cuts the text of a URL into its parts. Not the platform's `URL`: that one rejects hosts and paths databases have, and
 * rewrites what it accepts.
 */
export function parseUrl(text: unknown): UrlParts {
  if (typeof text !== 'string') throw urlErrors.notText(text)
  const colon = text.indexOf('://')
  if (colon <= 0) throw urlErrors.noScheme()
  const scheme = text.slice(0, colon)
  const plus = scheme.indexOf('+')
  const dialect = plus < 0 ? scheme : scheme.slice(0, plus)
  const driver = plus < 0 ? undefined : scheme.slice(plus + 1)

  let rest = text.slice(colon + 3)
  let username: string | undefined
  let password: string | undefined
  // As in SQLAlchemy, anything but an @ may stand in a password; but `host:5432/db?mail=a@b` has none.
  const credentials = /^([^:/?@]*)(?::([^@]*))?@/.exec(rest)
  if (credentials !== null && !/^\d*\/.*\?/.test(credentials[2] ?? '')) {
    rest = rest.slice(credentials[0].length)
    username = decode(credentials[1]!, 'username')
    if (credentials[2] !== undefined) password = decode(credentials[2], 'password')
    if (username === '' && password === undefined) username = undefined
  }
  const end = rest.search(/[/?]/)
  const address = end < 0 ? rest : rest.slice(0, end)
  rest = end < 0 ? '' : rest.slice(end)
  if (address.includes('@')) throw urlErrors.host('has an @')
  const { host, port } = parseAddress(address)

  const question = rest.indexOf('?')
  const path = question < 0 ? rest : rest.slice(0, question)
  const database = path.length > 1 ? decode(path.slice(1), 'database') : path === '/' ? '' : undefined
  return {
    dialect, driver, username, password, host, port,
    database: database === '' ? undefined : database,
    query: parseQuery(question < 0 ? '' : rest.slice(question + 1)),
  }
}

function parseAddress(address: string): { readonly host: string | undefined; readonly port: number | undefined } {
  if (address === '') return { host: undefined, port: undefined }
  let host: string
  let portText: string | undefined
  if (address.startsWith('[')) {
    const end = address.indexOf(']')
    if (end < 0) throw urlErrors.host("has an opening bracket '[' without a closing one")
    host = address.slice(1, end)
    const after = address.slice(end + 1)
    if (after !== '' && !after.startsWith(':')) throw urlErrors.host("has text after the closing bracket ']'")
    portText = after === '' ? undefined : after.slice(1)
  } else {
    const colon = address.indexOf(':')
    if (colon !== address.lastIndexOf(':')) throw urlErrors.host('has more than one colon')
    host = colon < 0 ? address : address.slice(0, colon)
    portText = colon < 0 ? undefined : address.slice(colon + 1)
  }
  if (portText !== undefined && portText !== '' && !/^\d{1,5}$/.test(portText)) throw urlErrors.portText()
  const decoded = decode(host, 'host')
  return { host: decoded === '' ? undefined : decoded, port: portText === undefined || portText === '' ? undefined : Number(portText) }
}

function parseQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const key = decodeForm(equals < 0 ? pair : pair.slice(0, equals), 'query option')
    const value = equals < 0 ? '' : decodeForm(pair.slice(equals + 1), `query option`)
    const before = query[key]
    query[key] = before === undefined ? value : typeof before === 'string' ? [before, value] : [...before, value]
  }
  return query
}

const decodeForm = (text: string, part: string): string => decode(text.replaceAll('+', ' '), part)

function decode(text: string, part: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    throw urlErrors.encoding(part)
  }
}
