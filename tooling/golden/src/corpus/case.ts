/** A node of the corpus: an object with its kind, or a reference to a node in `defs`. */
export interface IrNode {
  readonly k: string
  readonly $ref?: string
  readonly [field: string]: unknown
}

/** Options that the case gives to the compiler. */
export interface CaseOptions {
  readonly literal_binds?: boolean
  readonly column_keys?: readonly string[]
  readonly for_executemany?: boolean
  readonly schema_translate_map?: readonly (readonly [string | null, unknown])[]
  readonly render_schema_translate?: boolean
}

/** What SQLAlchemy gave for one dialect: text and parameters, or an error. */
export interface Expected {
  readonly sql?: string
  readonly binds?: readonly (readonly [name: string, value: unknown])[]
  readonly error?: string
  readonly message?: string
}

/** One line of the corpus. */
export interface GoldenCase {
  readonly id: string
  readonly area: string
  readonly tags: readonly string[]
  readonly root: string
  readonly source: string
  readonly options?: CaseOptions
  readonly raw_literals?: boolean
  readonly ir: { readonly defs: Readonly<Record<string, IrNode>>; readonly root: IrNode }
  readonly out: Readonly<Record<string, Expected>>
  readonly out_literal?: Readonly<Record<string, Expected>>
}
