/** Who holds a resource, and since when. */
export interface Holder {
  /** The label given to `acquire`. */
  readonly owner: string | undefined
  /** Milliseconds since the checkout. */
  readonly heldFor: number
  /** Where it was acquired; only with `trackHolders: 'stack'`. */
  readonly stack: string | undefined
}

export const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`

/** `"import" × 12 (31.2 s to 40.1 s), unlabelled (3.0 s)`: the longest-held first, at most five labels. */
export const describeHolders = (holders: readonly Holder[]): string => {
  const groups = new Map<string | undefined, { owner: string | undefined; count: number; least: number; most: number; stack: string | undefined }>()
  for (const { owner, heldFor, stack } of holders) {
    const key = stack === undefined ? owner : `${owner}\n${stack}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { owner, count: 1, least: heldFor, most: heldFor, stack })
    else {
      group.count++
      group.least = Math.min(group.least, heldFor)
      group.most = Math.max(group.most, heldFor)
    }
  }
  const sorted = [...groups.values()].toSorted((a, b) => b.most - a.most)
  const texts = sorted.slice(0, 5).map(({ owner, count, least, most, stack }) => {
    const label = owner === undefined ? 'unlabelled' : `"${owner}"`
    const many = count === 1 ? ` (${duration(most)})` : ` × ${count} (${duration(least)} to ${duration(most)})`
    return label + many + (stack === undefined ? '' : `\n${stack}\n`)
  })
  if (sorted.length > 5) texts.push(`${sorted.length - 5} more`)
  return texts.join(', ')
}
