/** A name whose quoting is forced on or off (source: SQLAlchemy's `quoted_name`). */
export class QuotedName {
  readonly value: string
  /** `true` always quotes, `false` never does. */
  readonly quote: boolean
  constructor(value: string, quote: boolean) {
    this.value = value
    this.quote = quote
  }
  toString(): string { return this.value }
}

const placeholderCharacters = /[%() $]/

let tokenCount = 0
/** Something anonymous. The compiler gives it a name made of `base` and a number, counted in order of rendering. */
export class AnonToken {
  readonly base: string | LabelName
  readonly id: number
  /** @internal Marks of a comparison, see `structure/comparison.ts`. */
  markLeft = 0
  /** @internal */
  markRight = 0
  constructor(base: string | LabelName) {
    // characters that stand for something in placeholders are no part of an invented name
    this.base = typeof base === 'string' && placeholderCharacters.test(base) ? base.replaceAll(/[%() $]+/g, '_') : base
    this.id = ++tokenCount
  }
}

/**
 * A name that the compiler finishes: it may contain anonymous tokens, and it is shortened when it is longer than the
 * database allows. `users_id` as the label of `users.id` is one without tokens.
 */
export class LabelName {
  readonly parts: readonly (string | AnonToken)[]
  readonly quote: boolean | undefined
  /** @internal */
  keyMemo: string | undefined = undefined
  constructor(parts: readonly (string | AnonToken)[], quote?: boolean) {
    this.parts = parts
    this.quote = quote
  }
  /** Equal names have equal keys. Made on demand: most names of parameters are never looked up. */
  get key(): string {
    if (this.keyMemo !== undefined) return this.keyMemo
    const [only] = this.parts
    if (this.parts.length === 1) return (this.keyMemo = typeof only === 'string' ? only : `\u0000${only!.id}\u0000`)
    return (this.keyMemo = this.parts.map((p) => (typeof p === 'string' ? p : `\u0000${p.id}\u0000`)).join(''))
  }
  get isAnonymous(): boolean { return this.parts.some((p) => typeof p !== 'string') }
  /** For messages and debugging: tokens are shown by their base. */
  toString(): string { return this.parts.map((p) => (typeof p === 'string' ? p : `${String(p.base)}_?`)).join('') }
}

/** A name as it can stand in a node. */
export type Name = string | QuotedName | LabelName

/** An anonymous name with the given base. */
export const anonName = (base: string): LabelName => new LabelName([new AnonToken(base)])

/** Concatenates names into one that the compiler may shorten. */
export function joinNames(...names: readonly Name[]): LabelName {
  const parts: (string | AnonToken)[] = []
  let quote: boolean | undefined
  for (const name of names) {
    const more = typeof name === 'string' ? [name] : name instanceof QuotedName ? [name.value] : name.parts
    if (typeof name !== 'string' && name.quote !== undefined) quote = name.quote || quote
    for (const part of more) {
      const last = parts.length - 1
      if (typeof part === 'string' && typeof parts[last] === 'string') parts[last] += part
      else parts.push(part)
    }
  }
  return new LabelName(parts, quote)
}

/** The text of a name that is not anonymous; anonymous ones show their base. */
export const nameText = (name: Name): string => (typeof name === 'string' ? name : name.toString())

/** Key under which a name is found in maps: equal names, equal keys. */
export const nameKey = (name: Name): string => (typeof name === 'string' ? name : name instanceof QuotedName ? name.value : name.key)
