/** The version after the given one: 1 for a new row. */
export function nextVersion(version: unknown): number | bigint {
  if (typeof version === 'bigint') return version + 1n
  return typeof version === 'number' ? version + 1 : 1
}
