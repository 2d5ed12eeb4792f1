import { placeholder, type Compiled, type DefaultDialect, type SlottedText, type ValuesRow } from '@athanor/expressions/compiler'
import type { SqlNode } from '@athanor/expressions/elements'
import { ParameterPlan, type BoundText, type ParameterValues } from './parameter-plan.ts'

/** Texts kept: that of full batches, and of a few remainders. */
const maxTexts = 8

/** An INSERT of many rows in one statement: `INSERT INTO t (…) VALUES (…), (…), …`. Made once per compiled statement. */
export class BatchText {
  readonly #values: ValuesRow
  readonly #dialect: DefaultDialect
  readonly #before: ParameterPlan
  readonly #row: ParameterPlan
  readonly #after: ParameterPlan
  readonly #texts = new Map<number, string>()
  /** Every parameter is a placeholder; otherwise the text would depend on the values. */
  readonly isFixed: boolean

  constructor(compiled: Compiled, values: ValuesRow, carriers: readonly SqlNode[], dialect: DefaultDialect) {
    this.#values = values
    this.#dialect = dialect
    this.#before = new ParameterPlan(compiled, carriers, dialect, values.before)
    this.#row = new ParameterPlan(compiled, carriers, dialect, values.row)
    this.#after = new ParameterPlan(compiled, carriers, dialect, values.after)
    this.isFixed = this.#before.isFixed && this.#row.isFixed && this.#after.isFixed
  }

  /** Rows that one statement may have, by the driver's limit of parameters. */
  maxRows(maxParameters: number): number {
    const each = this.#row.count
    return each === 0 ? Number.MAX_SAFE_INTEGER : Math.floor((maxParameters - this.#before.count - this.#after.count) / each)
  }

  /** Text and parameters for the rows from `start` to before `end`. */
  bind(carriers: readonly SqlNode[], rows: readonly (ParameterValues | undefined)[], start: number, end: number): BoundText {
    const before = this.#before.count
    const each = this.#row.count
    const parameters: unknown[] = []
    parameters.length = before + (end - start) * each + this.#after.count
    this.#before.bindInto(parameters, 0, carriers, rows[0], 0)
    for (let i = start; i < end; i++) this.#row.bindInto(parameters, before + (i - start) * each, carriers, rows[i], i)
    this.#after.bindInto(parameters, before + (end - start) * each, carriers, rows[0], 0)
    return { sql: this.#sql(end - start), parameters }
  }

  #sql(count: number): string {
    let sql = this.#texts.get(count)
    if (sql !== undefined) return sql
    const { before, row, after, hasCounter } = this.#values
    let position = 0
    const write = (text: SlottedText, suffix: string): string => {
      let out = text.texts[0]!
      for (const [i, slot] of text.slots.entries()) {
        out += slot.before + placeholder(this.#dialect.paramStyle, this.#dialect.quoteBindName(slot.name + suffix), ++position) + slot.after + text.texts[i + 1]!
      }
      return out
    }
    sql = write(before, '')
    // The cut texts decide about blanks; what separates rows is ours.
    for (let i = 0; i < count; i++) sql += `${i === 0 ? '' : ', '}(${write(row, `__${i}`)}${hasCounter ? `, ${i}` : ''})`
    sql += write(after, '')
    if (this.#texts.size >= maxTexts) for (const oldest of this.#texts.keys()) { this.#texts.delete(oldest); break }
    this.#texts.set(count, sql)
    return sql
  }
}
