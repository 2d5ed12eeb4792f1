/** Names and texts that no two databases share; a dialect's author gives those of the database. */
export interface TestkitSettings {
  /** A collation that ignores case, for `COLLATE`. Default: none, and the cases that need one are skipped. */
  readonly caseInsensitiveCollation?: string | undefined
  /** A collation that doesn't. */
  readonly caseSensitiveCollation?: string | undefined
  /** SQL text of a query that takes about 20 seconds, for cancellation. */
  readonly slowQuery?: string | undefined
  /** A schema that may be created and dropped. Default `athanor_testkit`. */
  readonly schema?: string | undefined
  /** Isolation level other than the default, and the default itself. */
  readonly otherIsolationLevel?: string | undefined
}
