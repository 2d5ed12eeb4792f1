import { StatementError, UndefinedValueError, type ValueProcessor } from '@athanor/interfaces'
import { finishText, type Compiled, type DefaultDialect, type ParameterSlot, type SlottedText } from '@athanor/expressions/compiler'
import { typeOfValue, type BindParameter, type SqlNode, type SqlType } from '@athanor/expressions/elements'
import { describeFailure } from '../execution/describe-failure.ts'

/** Values given at execution, by parameter name. */
export type ParameterValues = Readonly<Record<string, unknown>>

/** A parameter of the text, with all that is known before there are values. */
interface PlannedSlot {
  readonly slot: ParameterSlot
  readonly name: string
  readonly isList: boolean
  /** Position of its value among the statement's carriers; -1 for parameters that the compiler made. */
  readonly carrier: number
  readonly process: ValueProcessor | undefined
  /** What null is sent as: NULL, but for types in which null is a value (JSON). */
  readonly ofNull: unknown
  /** Conversions of the elements of a row value. */
  readonly elements: readonly (ValueProcessor | undefined)[] | undefined
}

/** Text and driver parameters of one execution. */
export interface BoundText {
  /** Text for the driver. */
  readonly sql: string
  /** Values for the driver, in the order of the placeholders. */
  readonly parameters: unknown[]
}

/** Texts kept for lists of different lengths, per statement. */
const maxTexts = 64

/** How the parameters of a text are filled; made once per compiled statement. */
export class ParameterPlan {
  readonly #compiled: Compiled
  readonly #text: SlottedText
  readonly #dialect: DefaultDialect
  readonly #slots: readonly PlannedSlot[]
  /** Some text depends on a value, not only on a list's length. */
  readonly #hasLiterals: boolean
  readonly #texts = new Map<string, string>()

  /**
   * @param carriers values of the statement that was compiled, in order
   * @param text part of the statement; default all of it
   */
  constructor(compiled: Compiled, carriers: readonly SqlNode[], dialect: DefaultDialect, text: SlottedText = compiled.text) {
    this.#compiled = compiled
    this.#text = text
    this.#dialect = dialect
    // A compiler may work on a copy of a parameter (another type, literal execution): copies share the name object.
    const positions = new Map<unknown, number>()
    for (let i = 0; i < carriers.length; i++) {
      const carrier = carriers[i]!
      positions.set(carrier, i)
      const { key } = carrier as BindParameter
      if (!positions.has(key)) positions.set(key, i)
    }
    const processor = (type: SqlType): ValueProcessor | undefined =>
      type.affinity === 'null' ? (value) => untyped(value, dialect) : type.forDialect(dialect.name).bindProcessor(dialect)
    this.#slots = text.slots.map((slot) => {
      const { bind } = slot
      const process = processor(bind.type)
      const types = (bind.type as SqlType & { readonly types?: readonly SqlType[] }).types
      return {
        slot,
        name: slot.name,
        isList: slot.mode === 'expanding',
        carrier: positions.get(compiled.binds.get(slot.name)) ?? positions.get(bind) ?? positions.get(bind.key) ?? -1,
        process,
        ofNull: bind.type.shouldEvaluateNone ? process?.(null) ?? null : null,
        elements: bind.type.affinity === 'tuple' && types !== undefined ? types.map(processor) : undefined,
      }
    })
    this.#hasLiterals = this.#slots.some(({ slot }) => slot.mode === 'literal' || slot.bind.literalExecute)
  }

  get count(): number { return this.#slots.length }

  /** Names of the parameters, in the order of the text. */
  get names(): readonly string[] { return this.#slots.map((slot) => slot.name) }

  /**
   * Text and parameters for one execution. `carriers` are the statement's own values, `values` those given to `execute`,
   * which win; `group` numbers the set of an executemany for messages.
   * @throws {StatementError} `PARAMETER_REQUIRED`, or when a type can't convert a value
   */
  bind(carriers: readonly SqlNode[], values: ParameterValues | undefined, group = -1): BoundText {
    if (this.#compiled.isDynamic) return this.#bindDynamic(carriers, values, group)
    return { sql: this.#compiled.sql, parameters: this.bindFixed(carriers, values, group) }
  }

  /** As `bind`, for a text that doesn't depend on values. */
  bindFixed(carriers: readonly SqlNode[], values: ParameterValues | undefined, group = -1): unknown[] {
    const parameters: unknown[] = []
    this.bindInto(parameters, 0, carriers, values, group)
    return parameters
  }

  /** As `bindFixed`, into a part of a list. */
  bindInto(parameters: unknown[], offset: number, carriers: readonly SqlNode[], values: ParameterValues | undefined, group: number): void {
    const slots = this.#slots
    for (let i = 0; i < slots.length; i++) {
      const planned = slots[i]!
      const value = values === undefined && planned.carrier >= 0
        ? ownValue(carriers[planned.carrier] as BindParameter, this, planned, group)
        : this.#value(planned, carriers, values, group)
      parameters[offset + i] = value === null ? planned.ofNull : planned.process === undefined ? value : this.#convert(planned.process, value, planned, group)
    }
  }

  /** Whether every parameter is a placeholder. */
  get isFixed(): boolean { return this.#slots.every(({ slot }) => slot.mode === 'placeholder') }

  /** The value that a parameter has in an execution, unconverted; undefined when the text has no such parameter. */
  valueOf(name: string, carriers: readonly SqlNode[], values: ParameterValues | undefined): unknown {
    const planned = this.#slots.find((slot) => slot.name === name)
    return planned === undefined ? undefined : this.#value(planned, carriers, values, -1)
  }

  #value(planned: PlannedSlot, carriers: readonly SqlNode[], values: ParameterValues | undefined, group: number): unknown {
    if (values !== undefined && Object.hasOwn(values, planned.name)) {
      const value = values[planned.name]
      if (value !== undefined) return value
    }
    return ownValue(planned.carrier >= 0 ? (carriers[planned.carrier] as BindParameter) : planned.slot.bind, this, planned, group)
  }

  #bindDynamic(carriers: readonly SqlNode[], values: ParameterValues | undefined, group: number): BoundText {
    if (!this.#hasLiterals) return this.#bindLists(carriers, values, group)
    const slots = this.#slots
    const all = slots.map((planned) => {
      const value = this.#value(planned, carriers, values, group)
      return planned.isList && value !== null && value !== undefined ? this.#list(value, planned) : value
    })
    const parameters: unknown[] = []
    const bySlot = new Map(slots.map((planned) => [planned.slot, planned]))
    const sql = finishText(this.#text, this.#dialect, (_slot, i) => all[i], ({ slot, value }) => {
      const planned = bySlot.get(slot)!
      parameters.push(value === null ? planned.ofNull : planned.process === undefined ? value : this.#convert(planned.process, value, planned, group))
    })
    return { sql, parameters }
  }

  /** Only lists make the text depend on the values: by their lengths. */
  #bindLists(carriers: readonly SqlNode[], values: ParameterValues | undefined, group: number): BoundText {
    const slots = this.#slots
    const parameters: unknown[] = []
    const lists: unknown[] = []
    let shape = ''
    for (let i = 0; i < slots.length; i++) {
      const planned = slots[i]!
      const value = values === undefined && planned.carrier >= 0
        ? ownValue(carriers[planned.carrier] as BindParameter, this, planned, group)
        : this.#value(planned, carriers, values, group)
      if (planned.isList) {
        const list = value === null || value === undefined ? value : this.#list(value, planned)
        lists[i] = list
        shape += this.#spread(list, planned, parameters, group)
      } else parameters.push(value === null ? planned.ofNull : planned.process === undefined ? value : this.#convert(planned.process, value, planned, group))
    }
    let sql = this.#texts.get(shape)
    if (sql === undefined) {
      sql = finishText(this.#text, this.#dialect, (_slot, i) => lists[i])
      if (this.#texts.size >= maxTexts) for (const oldest of this.#texts.keys()) { this.#texts.delete(oldest); break }
      this.#texts.set(shape, sql)
    }
    return { sql, parameters }
  }

  #list(value: unknown, planned: PlannedSlot): readonly unknown[] {
    if (Array.isArray(value)) return value as readonly unknown[]
    if (typeof value === 'object' && value !== null && Symbol.iterator in value) return [...(value as Iterable<unknown>)]
    throw new StatementError(`The parameter '${planned.name}' needs a list of values (it stands in an IN), not ${typeof value}.`, {
      code: 'PARAMETER_NOT_A_LIST', statement: this.#compiled.sql,
    })
  }

  /** Appends a list's elements; answers what the text depends on. Rows are told from values as `finishText` tells them. */
  #spread(list: readonly unknown[] | null | undefined, planned: PlannedSlot, parameters: unknown[], group: number): string {
    if (list === null || list === undefined) throw this.#required(planned, group)
    const { type } = planned.slot.bind
    const isRows = list.length > 0 && (type.affinity === 'tuple' || (type.affinity !== 'array' && list.some(Array.isArray)))
    if (!isRows) {
      for (const item of list) parameters.push(this.#element(item, planned.process, planned, group))
      return `${list.length},`
    }
    let shape = 't'
    for (const row of list as readonly (readonly unknown[])[]) {
      shape += `${row.length}.`
      for (const [c, item] of row.entries()) parameters.push(this.#element(item, planned.elements?.[c], planned, group))
    }
    return `${shape},`
  }

  #element(item: unknown, process: ValueProcessor | undefined, planned: PlannedSlot, group: number): unknown {
    if (item === undefined) throw undefinedValue(planned.name, this.#compiled.sql)
    return item === null || process === undefined ? item : this.#convert(process, item, planned, group)
  }

  #convert(process: ValueProcessor, value: unknown, planned: PlannedSlot, group: number): unknown {
    try {
      return process(value)
    } catch (error) {
      throw new StatementError(
        `The value for parameter '${planned.name}'${inGroup(group)} can't be sent as ${planned.slot.bind.type.toString()}: ${describeFailure(error)}`,
        { code: 'PARAMETER_CONVERSION', cause: error, statement: this.#compiled.sql })
    }
  }

  /** @internal */
  requiredError(planned: PlannedSlot, group: number): StatementError { return this.#required(planned, group) }

  #required(planned: PlannedSlot, group: number): StatementError {
    return new StatementError(`A value is required for bind parameter '${planned.name}'${inGroup(group)}.`, {
      code: 'PARAMETER_REQUIRED', statement: this.#compiled.sql,
    })
  }
}

function ownValue(bind: BindParameter, plan: ParameterPlan, planned: PlannedSlot, group: number): unknown {
  if (bind.required) throw plan.requiredError(planned, group)
  const value = bind.callable === undefined ? bind.value : bind.callable()
  // Only a callable can answer undefined: `undefined` never gets into an expression.
  return value === undefined ? null : value
}

/** A parameter of unknown type (in SQL text) is sent as its value's own type: drivers know neither dates nor booleans everywhere. */
function untyped(value: unknown, dialect: DefaultDialect): unknown {
  if (typeof value !== 'object' && typeof value !== 'boolean') return value
  return typeOfValue(value).forDialect(dialect.name).bindProcessor(dialect)?.(value) ?? value
}

const inGroup = (group: number): string => (group < 0 ? '' : `, in parameter group ${group}`)

const undefinedValue = (name: string, sql: string): UndefinedValueError =>
  new UndefinedValueError(`The list for parameter '${name}' holds undefined. Use null for SQL NULL, or leave the element out. [SQL: ${sql}]`)
