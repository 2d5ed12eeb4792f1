const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Names of other libraries (and SQLAlchemy's own) for what a pool calls differently. */
const synonyms: Readonly<Record<string, string>> = {
  poolsize: 'size', max: 'size', connectionlimit: 'size', lifo: 'useLifo', acquiretimeout: 'timeout', acquiretimeoutmillis: 'timeout',
  connectiontimeoutmillis: 'timeout', maxlifetimeseconds: 'recycle', poolrecycle: 'recycle', poolpreping: 'prePing',
  testonborrow: 'prePing', poolresetonreturn: 'resetOnReturn', overflow: 'maxOverflow', label: 'owner',
}

/** The known name that was probably meant, if any is near enough. */
export const suggest = (given: string, known: readonly string[]): string | undefined => {
  const plain = given.toLowerCase().replaceAll(/[_-]/g, '')
  const synonym = synonyms[plain]
  if (synonym !== undefined && known.includes(synonym)) return synonym
  let best: string | undefined
  let least = Math.max(2, Math.floor(given.length / 3)) + 1
  for (const name of known) {
    const cost = distance(plain, name.toLowerCase())
    if (cost < least) [best, least] = [name, cost]
  }
  return best
}
