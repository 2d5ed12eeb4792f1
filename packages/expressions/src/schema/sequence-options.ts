/** Options of sequences and identity columns. */
export interface SequenceOptions {
  readonly start?: number | bigint | undefined
  readonly increment?: number | bigint | undefined
  readonly minValue?: number | bigint | undefined
  readonly maxValue?: number | bigint | undefined
  /** `NO MINVALUE`. */
  readonly noMinValue?: boolean | undefined
  /** `NO MAXVALUE`. */
  readonly noMaxValue?: boolean | undefined
  /** `CYCLE` or `NO CYCLE`. */
  readonly cycle?: boolean | undefined
  /** How many values the database keeps ready. */
  readonly cache?: number | bigint | undefined
  /** Oracle: `ORDER` or `NOORDER`. */
  readonly order?: boolean | undefined
}

/** Options of `GENERATED … AS IDENTITY`. */
export interface IdentityOptions extends SequenceOptions {
  /** `ALWAYS` (an explicit value is an error) or `BY DEFAULT`. Default false. `null`: Oracle leaves the words out. */
  readonly always?: boolean | null | undefined
  /** Oracle: `ON NULL` after `BY DEFAULT`. */
  readonly onNull?: boolean | undefined
}
