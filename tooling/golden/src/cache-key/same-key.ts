import { sameStructure, statementMatcher, structuralHash, type SqlNode } from '@athanor/expressions/elements'

/** The three ways by which a statement is found in a cache don't agree. */
export class KeyDisagreement extends Error {}

/**
 * Whether two statements have one key: by the general walk, by the code made for the first of them, and by the hash, which
 * all have to agree. The second must not have been hashed yet, so that it is also compared without a hash.
 * @returns the values' places in the second statement; undefined when the keys differ
 */
export function sameKey(a: SqlNode, b: SqlNode): readonly SqlNode[] | undefined {
  const byWalk: SqlNode[] = []
  const byCode: SqlNode[] = []
  const walked = sameStructure(a, b, byWalk)
  const matched = statementMatcher(a)?.(b, byCode) ?? walked
  const again: SqlNode[] = []
  const hashed = structuralHash(a) === structuralHash(b)
  const withHashes = sameStructure(a, b, again)
  if (walked !== matched) throw new KeyDisagreement(`the walk says ${walked}, the generated code ${matched}`)
  if (walked !== withHashes) throw new KeyDisagreement(`without a hash the walk says ${walked}, with one ${withHashes}`)
  if (walked && !hashed) throw new KeyDisagreement('equal structures have different hashes')
  if (!walked) return undefined
  if (a.outline !== b.outline) throw new KeyDisagreement('equal structures have different outlines')
  const isCode = statementMatcher(a) !== undefined
  if (again.length !== byWalk.length || again.some((carrier, i) => carrier !== byWalk[i])) throw new KeyDisagreement('values are collected differently with hashes')
  if (isCode && (byCode.length !== byWalk.length || byCode.some((carrier, i) => carrier !== byWalk[i]))) throw new KeyDisagreement('values are collected differently by the generated code')
  return byWalk
}
