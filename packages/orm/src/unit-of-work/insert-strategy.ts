import type { Connection, Result } from '@athanor/engine'
import type { Column, Table } from '@athanor/expressions/elements'
import type { RawStatement } from './statements.ts'
import { type Steps, wait } from './steps.ts'

/** What an INSERT told. */
export interface Inserted {
  /** Rows of RETURNING in the order of the parameters; null without. */
  readonly returned: readonly (readonly unknown[])[] | null
  /** Their columns. */
  readonly columns: readonly Column[]
  /** Primary keys, where they come another way. */
  readonly keys: readonly (readonly unknown[])[] | null
  /** Values sent for each row, with defaults. */
  readonly sent: readonly Readonly<Record<string, unknown>>[]
  /** Columns whose values were computed by the engine. */
  readonly prefetched: readonly Column[]
  /** Columns whose values only the database knows. */
  readonly postfetched: readonly Column[]
}

type Row = Readonly<Record<string, unknown>>

/** Inserts many rows by one statement of the engine, which knows how the database takes them best. */
export function* insertMany(connection: Connection, statement: RawStatement, rows: readonly Row[], columns: readonly Column[], table: Table): Steps<Inserted> {
  if (rows.length === 1) return yield* insertOne(connection, statement, rows[0]!, table, columns)
  const result = yield* wait(connection.execute(statement as never, rows as never) as unknown as PromiseLike<Result>)
  return told(result, rows, columns, null)
}

/** Inserts one row; its generated key comes by RETURNING or by the driver's own means. */
export function* insertOne(connection: Connection, statement: RawStatement, row: Row, table: Table, columns: readonly Column[] = []): Steps<Inserted> {
  const result = yield* wait(connection.execute(statement as never, row) as unknown as PromiseLike<Result>)
  const needsKeys = columns.length === 0 && table.primaryKey.some((c) => row[c.key] === undefined)
  return told(result, [row], columns, needsKeys ? result.insertedPrimaryKeyRows : null)
}

function told(result: Result, rows: readonly Row[], columns: readonly Column[], keys: Inserted['keys']): Inserted {
  const sent = result.sentParameters
  return {
    returned: columns.length === 0 ? null : result.tuples().all() as readonly (readonly unknown[])[],
    columns, keys,
    sent: sent.length === rows.length ? sent : rows,
    prefetched: result.prefetchColumns as readonly Column[],
    postfetched: result.postfetchColumns as readonly Column[],
  }
}
