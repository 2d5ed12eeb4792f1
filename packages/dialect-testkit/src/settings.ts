import type { Column, Table } from '@athanor/expressions'
import type { CaseScope } from './scope.ts'

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
  /** The hint that stands behind a table in FROM, given the name of one of its indexes. Default: none; nothing is checked. */
  readonly fromHint?: ((index: string) => string) | undefined
  /** What has to be done to a table before its column can be searched by `match()`, such as an index. Default: nothing. */
  readonly prepareMatch?: ((scope: CaseScope, table: Table<string, unknown>, column: Column<string, string, string>) => Promise<unknown>) | undefined
  /** A column that every table has by itself. Default: none. */
  readonly systemColumn?: string | undefined
  /** A function in a package: its whole name, an argument and what comes back. Default: none; nothing is checked. */
  readonly functionPackage?: readonly [name: string, argument: string, result: unknown] | undefined
  /** A type of the database for texts, by its name. Default `VARCHAR(50)`. */
  readonly userDefinedType?: string | undefined
}
