/** The known name that was probably meant, if one is near enough. */
export function suggest(given: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '')
  let best: string | undefined
  let least = (given.length <= 3 ? 1 : Math.max(2, Math.floor(given.length / 3))) + 1
  for (const name of known) {
    const cost = distance(plain(given), plain(name))
    if (cost < least) {
      best = name
      least = cost
    }
  }
  return best
}

/** `Did you mean 'x'?`, or the list of what there is. */
export function hint(given: string, known: readonly string[]): string {
  const near = suggest(given, known)
  return near === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean '${near}'?`
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
