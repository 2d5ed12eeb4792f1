import type { DefaultDialect } from '../dialect/default-dialect.ts'
import type { BindParameter } from '../elements/bind-parameter.ts'
import type { Compiled, DmlPlan, ResultColumn, StatementKind } from './compiled.ts'
import { finishText } from './finish-text.ts'
import type { SlottedText } from './parameter-slots.ts'

/** Values that a statement was given by `params()`. */
export type ParamValues = Readonly<Record<string, unknown>> | null | undefined

/** A parameter's value where some values are given by name. */
export const valueWith = (params: ParamValues, bind: BindParameter): unknown =>
  params && !bind.unique && Object.hasOwn(params, bind.origKey) ? params[bind.origKey] : bind.effectiveValue

/** What a compiler hands over. The text is finished when it is asked for: executions whose text has lists in it finish their own. */
export class CompiledStatement implements Compiled {
  readonly text: SlottedText
  readonly kind: StatementKind
  readonly returnsRows: boolean
  readonly resultColumns: readonly ResultColumn[]
  readonly resultColumnsOrdered: boolean
  readonly isDynamic: boolean
  readonly binds: ReadonlyMap<string, BindParameter>
  readonly dml: DmlPlan | undefined
  readonly warnings: readonly string[]
  readonly #dialect: DefaultDialect
  readonly #params: ParamValues
  #sql: string | undefined = undefined

  constructor(text: SlottedText, dialect: DefaultDialect, params: ParamValues, facts: Omit<Compiled, 'sql' | 'text' | 'isDynamic'>) {
    this.text = text
    this.#dialect = dialect
    this.#params = params
    this.kind = facts.kind
    this.returnsRows = facts.returnsRows
    this.resultColumns = facts.resultColumns
    this.resultColumnsOrdered = facts.resultColumnsOrdered
    this.isDynamic = text.slots.some((slot) => slot.mode !== 'placeholder')
    this.binds = facts.binds
    this.dml = facts.dml
    this.warnings = facts.warnings
  }

  get sql(): string {
    return (this.#sql ??= finishText(this.text, this.#dialect, ({ name, bind }) => valueWith(this.#params, this.binds.get(name) ?? bind)))
  }
}
