import { ArgumentError } from '@athanor/interfaces'

/** Which operations follow a relationship. Source: SQLAlchemy's cascades. */
export interface Cascade {
  readonly saveUpdate: boolean
  readonly merge: boolean
  readonly expunge: boolean
  readonly refreshExpire: boolean
  readonly delete: boolean
  readonly deleteOrphan: boolean
}
export type CascadeKind = keyof Cascade

const names: Readonly<Record<string, CascadeKind>> = {
  'save-update': 'saveUpdate', merge: 'merge', expunge: 'expunge', 'refresh-expire': 'refreshExpire', delete: 'delete', 'delete-orphan': 'deleteOrphan',
}

/**
 * Reads a cascade option: `'all, delete-orphan'`, a list, `'none'` or an empty text.
 * @throws {ArgumentError} for an unknown word
 */
export function parseCascade(option: string | readonly string[] | undefined, viewOnly: boolean, where: string): Cascade {
  const words = option === undefined
    ? (viewOnly ? ['merge'] : ['save-update', 'merge'])
    : (typeof option === 'string' ? option.split(',') : option).map((w) => w.trim()).filter((w) => w !== '')
  const result: Record<CascadeKind, boolean> = { saveUpdate: false, merge: false, expunge: false, refreshExpire: false, delete: false, deleteOrphan: false }
  for (const word of words) {
    if (word === 'all') Object.assign(result, { saveUpdate: true, merge: true, expunge: true, refreshExpire: true, delete: true })
    else if (word === 'none') Object.assign(result, { saveUpdate: false, merge: false, expunge: false, refreshExpire: false, delete: false, deleteOrphan: false })
    else if (names[word] !== undefined) result[names[word]] = true
    else throw new ArgumentError(`${where}: there is no cascade '${word}'; there are all, none, ${Object.keys(names).join(', ')}`)
  }
  if (viewOnly && option !== undefined && (result.saveUpdate || result.delete || result.deleteOrphan)) {
    throw new ArgumentError(`${where} is viewOnly, so it can't cascade save-update, delete or delete-orphan`)
  }
  return result
}
