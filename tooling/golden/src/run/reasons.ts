import { AthanorError } from '@athanor/interfaces'
import { ApiGap, Unsupported } from '../loader/library.ts'

/** The loader's own complaints never count as the recorded error. */
export const isLoaderError = (error: unknown): boolean => error instanceof ApiGap || error instanceof Unsupported
export const isLibraryError = (error: unknown): boolean => error instanceof AthanorError

/** Message of an error, with the place where it was thrown unless the library threw it on purpose. */
export function errorReason(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`
  const message = error.message.split('\n')[0]!
  if (isLoaderError(error)) return message
  if (isLibraryError(error)) return `${error.constructor.name}: ${message}`
  const frame = /\n\s+at (?:(.+?) \()?file:\/\/.*?\/((?:packages|tooling)\/[^)\s]+)/.exec(error.stack ?? '')
  return `${error.constructor.name}: ${message}${frame === null ? '' : ` at ${frame[2]!}${frame[1] === undefined ? '' : ` (${frame[1]})`}`}`
}

/** A reason without the names that vary from case to case. */
export const groupOfError = (reason: string): string =>
  reason.replaceAll(/"(?:[^"\\]|\\.)*"/g, '"…"').replaceAll(/'[^']*'/g, (text) => (/^'(visit|supports)/.test(text) ? text : "'…'")).replaceAll(/\b\d+\b(?![:\d])/g, 'N').slice(0, 220)

/** A difference of SQL texts by its first words, without identifiers: words in capitals, punctuation and operators stay. */
export const groupOfDifference = (difference: string): string => {
  const [, rest = difference] = /^after ".*?": (.*)$/s.exec(difference) ?? []
  const [actual = '', expected = ''] = rest.split('  INSTEAD OF  ').map((side) => abstracted(side).split(' ').slice(0, 2).join(' '))
  return `${actual}  INSTEAD OF  ${expected}`
}
const abstracted = (text: string): string => text
  .replaceAll(/'(?:[^']|'')*'/g, "'…'")
  .replaceAll(/"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]/g, 'id')
  .replaceAll(/[A-Za-z_$][\w$.]*/g, (word) => (word === 'nothing' || (word === word.toUpperCase() && !/\d/.test(word)) ? word : 'id'))
  .replaceAll(/\b[\d.]+\b/g, 'N')
