import type { FieldKind, FieldSpec } from '../structure/field.ts'

/** Values of the clauses and options that a statement has unless it says otherwise. */
const defaults = {
  independentCtes: [], executionOptionValues: null, paramValues: null, statementOptions: [], plugin: null, commentText: null, dialectOptions: null,
  fetchClause: null, fetchOptions: null, forUpdate: null,
  shape: null, previousEntities: [], isDistinct: false, distinctOn: [], autoCorrelate: true, correlateTo: [], correlateExceptTo: null,
  prefixes: [], suffixes: [], hints: [], statementHints: [], extensions: null,
} as const satisfies Readonly<Record<string, unknown>>

/**
 * What few statements have. A statement is copied by each of its methods and compared when it is executed; with these in
 * an object of their own, which most statements share, it has half as many fields to copy and to compare.
 */
export type RareClauses = Readonly<Record<keyof typeof defaults, unknown>> & {
  /** None of them is set: then there is nothing to compare. */
  readonly isDefault: boolean
}
export const NO_RARE_CLAUSES: RareClauses = Object.freeze({ isDefault: true, ...defaults })

interface WithRare { rare: RareClauses }

/** Makes fields of a class of statements that read and write `rare`. Their declarations in the class are types only. */
export function keepAsRare(cls: { readonly prototype: object }, ...names: readonly (keyof typeof defaults)[]): void {
  for (const name of names) {
    Object.defineProperty(cls.prototype, name, {
      get(this: WithRare) { return this.rare[name] },
      // Only a fresh copy is ever written to.
      set(this: WithRare, value: unknown) { if (this.rare[name] !== value) this.rare = { ...this.rare, isDefault: false, [name]: value } },
      configurable: true,
    })
  }
}

/** The structure of a field that is kept in `rare`. */
export const rare = (field: keyof typeof defaults, kind: FieldKind): FieldSpec => [field, kind, 'rare']
