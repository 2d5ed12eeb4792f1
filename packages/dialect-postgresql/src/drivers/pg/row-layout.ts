import type { DriverColumn } from '@athanor/interfaces'
import { decodeBytea } from './bytea-text.ts'
import type { PgField } from './pg-types.ts'

/** Types whose text is parsed here, by OID: cheap, and nothing is lost. All others stay text; conversions know better what is wanted. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  16: text => text === 't',
  17: decodeBytea,
  21: Number, 23: Number, 26: Number,
  700: Number, 701: Number,
}

/** Columns of a result, and how their values are read; made once per prepared statement. */
export class RowLayout {
  static readonly empty = new RowLayout([])
  readonly columns: readonly DriverColumn[]
  readonly #indexes: readonly number[]
  readonly #parsers: readonly ((text: string) => unknown)[]

  constructor(fields: readonly PgField[]) {
    this.columns = fields.map(field => ({ name: field.name, type: field.dataTypeID }))
    const parsed = fields.map((field, index) => ({ index, parser: parsers[field.dataTypeID] }))
      .flatMap(({ index, parser }) => (parser === undefined ? [] : [{ index, parser }]))
    this.#indexes = parsed.map(({ index }) => index)
    this.#parsers = parsed.map(({ parser }) => parser)
  }

  /** Parses in place: pg makes a new array of texts for every row, which becomes the row. */
  parse(row: unknown[]): unknown[] {
    const indexes = this.#indexes
    for (let i = 0; i < indexes.length; i++) {
      const at = indexes[i]!
      const text = row[at]
      if (text !== null) row[at] = this.#parsers[i]!(text as string)
    }
    return row
  }
}
