import type { ValueProcessor } from '@athanor/interfaces'
import type { RowShape, ShapeField } from './row-shape.ts'

/** A row as the driver gave it. */
export type DriverRow = readonly unknown[]
export type ConvertRow = (row: DriverRow) => unknown
/** Converts many rows, from `start` to before `end`. */
export type ConvertRows = (rows: readonly DriverRow[], start: number, end: number) => unknown[]
export interface RowFactory {
  readonly one: ConvertRow
  readonly many: ConvertRows
}

type Processors = readonly (ValueProcessor | undefined)[]

/*
 * The only generated code of this package. A literal with constant keys gets its hidden class from the parser; a loop over
 * keys costs several times as much per row. Where the platform forbids `Function` (a content security policy, some
 * serverless runtimes) the interpreted forms below do the same; which one is in use is decided once.
 */
let generating = canGenerate()

function canGenerate(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval
    return (new Function('return true') as () => boolean)()
  } catch {
    return false
  }
}

/** Whether row factories are generated code. */
export const isGenerating = (): boolean => generating

/** For tests: both ways must do the same. Affects factories made afterwards. */
export function setGenerating(on: boolean): void {
  generating = on && canGenerate()
}

/** Factory of object rows. */
export function objectRowFactory(shape: RowShape, processors: Processors): RowFactory {
  return generating ? generate(objectLiteral(shape, processors), processors) : interpret((row) => readObject(shape, processors, row))
}

/** Factory of tuples: the driver's own arrays where nothing has to be converted. */
export function tupleFactory(processors: Processors): RowFactory {
  if (processors.every((process) => process === undefined)) {
    return { one: (row) => row, many: (rows, start, end) => (start === 0 && end === rows.length ? (rows as unknown[]) : rows.slice(start, end)) }
  }
  return generating
    ? generate(`[${processors.map((_, i) => value(i, processors)).join(', ')}]`, processors)
    : interpret((row) => processors.map((process, i) => convert(process, row[i])))
}

/** Factory of single values. */
export function scalarFactory(column: number, processors: Processors): RowFactory {
  return generating ? generate(value(column, processors), processors) : interpret((row) => convert(processors[column], row[column]))
}

// generated -----------------------------------------------------------------------------------------------------------

function generate(expression: string, processors: Processors): RowFactory {
  const names = processors.map((_, i) => `p${i}`)
  // Keys get into the text through JSON.stringify only, positions are numbers: nothing of a statement becomes code.
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function(...names, `'use strict'
const one = (r) => (${expression})
const many = (rows, start, end) => {
  const out = new Array(end - start)
  for (let i = start; i < end; i++) { const r = rows[i]; out[i - start] = ${expression} }
  return out
}
return { one, many }`) as (...processors: unknown[]) => RowFactory
  return make(...processors)
}

const value = (column: number, processors: Processors): string =>
  processors[column] === undefined ? `r[${column}]` : `(r[${column}] === null ? null : p${column}(r[${column}]))`

function objectLiteral(shape: RowShape, processors: Processors): string {
  return `{ ${shape.map((field) => `${property(field.key)}: ${fieldText(field, processors)}`).join(', ')} }`
}

function fieldText(field: ShapeField, processors: Processors): string {
  if ('column' in field) return value(field.column, processors)
  const literal = objectLiteral(field.fields, processors)
  if (field.nullWhen.length === 0) return literal
  return `(${field.nullWhen.map((column) => `r[${column}] === null`).join(' && ')} ? null : ${literal})`
}

/** A plain `"__proto__": x` in a literal would set the prototype; computed keys don't. */
const property = (key: string): string => (key === '__proto__' ? '["__proto__"]' : JSON.stringify(key))

// interpreted ---------------------------------------------------------------------------------------------------------

function interpret(one: ConvertRow): RowFactory {
  return {
    one,
    many: (rows, start, end) => {
      const out: unknown[] = []
      for (let i = start; i < end; i++) out.push(one(rows[i]!))
      return out
    },
  }
}

const convert = (process: ValueProcessor | undefined, given: unknown): unknown => (given === null || process === undefined ? given : process(given))

function readObject(shape: RowShape, processors: Processors, row: DriverRow): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const field of shape) {
    const read = 'column' in field
      ? convert(processors[field.column], row[field.column])
      : field.nullWhen.length > 0 && field.nullWhen.every((column) => row[column] === null) ? null : readObject(field.fields, processors, row)
    if (field.key === '__proto__') Object.defineProperty(object, field.key, { value: read, writable: true, enumerable: true, configurable: true })
    else object[field.key] = read
  }
  return object
}
