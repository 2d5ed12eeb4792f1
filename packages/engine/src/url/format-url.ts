import type { Url } from './url.ts'

/** The text of a URL; a hidden password is written `***`. */
export function formatUrl(url: Url, password: string | undefined, hidden: boolean): string {
  let text = url.driver === undefined ? `${url.dialect}://` : `${url.dialect}+${url.driver}://`
  if (url.username !== undefined) {
    text += encode(url.username)
    if (hidden) text += ':***'
    else if (password !== undefined) text += `:${encode(password)}`
    text += '@'
  }
  if (url.host !== undefined) text += url.host.includes(':') ? `[${url.host}]` : encodeHost(url.host)
  if (url.port !== undefined) text += `:${url.port}`
  if (url.database !== undefined) text += `/${encodeDatabase(url.database)}`
  const pairs = Object.entries(url.query).flatMap(([key, value]) => [value].flat().map((one) => `${encodeForm(key)}=${encodeForm(one)}`))
  return pairs.length === 0 ? text : `${text}?${pairs.join('&')}`
}

const encode = (text: string): string => encodeURIComponent(text)
// A Unix socket's directory may stand as the host of a query-less URL; its slashes must not end the authority.
const encodeHost = (text: string): string => encodeURIComponent(text).replaceAll('%2C', ',')
const encodeDatabase = (text: string): string => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%2B', '+').replaceAll('%3A', ':')
const encodeForm = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+')
