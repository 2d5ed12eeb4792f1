import { CompileError, type ParamStyle } from '@athanor/interfaces'
import type { DefaultDialect } from '../dialect/default-dialect.ts'
import type { ParameterSlot, SlottedText } from './parameter-slots.ts'

/** How the n-th (1-based) placeholder is written. */
export function placeholder(style: ParamStyle, name: string, position: number): string {
  switch (style) {
    case 'qmark': return '?'
    case 'numeric': return `:${position}`
    case 'numeric_dollar': return `$${position}`
    case 'at_numeric': return `@p${position}`
    case 'named': return `:${name}`
  }
}

/** Value of a parameter for one execution. */
export type SlotValue = (slot: ParameterSlot, index: number) => unknown

const ownValue: SlotValue = (slot) => slot.bind.effectiveValue

/** Parameters of the finished text, in its order. */
export interface FinishedParameter {
  readonly name: string
  readonly slot: ParameterSlot
  readonly value: unknown
}

/**
 * Writes the final text. Lists are expanded and literal values written; where `collect` is given it receives the parameters
 * in their order. A numbered style uses one number for each occurrence.
 */
export function finishText(text: SlottedText, dialect: DefaultDialect, valueOf: SlotValue = ownValue, collect?: (parameter: FinishedParameter) => void): string {
  const { texts, slots } = text
  if (slots.length === 0) return texts[0]!
  const style = dialect.paramStyle
  let sql = texts[0]!
  let position = 0
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!
    if (slot.mode === 'placeholder') {
      sql += slot.before + placeholder(style, dialect.quoteBindName(slot.name), ++position) + slot.after
      if (collect !== undefined) collect({ name: slot.name, slot, value: valueOf(slot, i) })
    } else if (slot.mode === 'literal') {
      sql += slot.before + dialect.renderLiteral(valueOf(slot, i), slot.bind.type) + slot.after
    } else {
      sql += expand(slot, valueOf(slot, i), dialect, (name, value) => {
        if (collect !== undefined) collect({ name, slot, value })
        return slot.before + placeholder(style, dialect.quoteBindName(name), ++position) + slot.after
      })
    }
    sql += texts[i + 1]!
  }
  return sql
}

function expand(slot: ParameterSlot, value: unknown, dialect: DefaultDialect, one: (name: string, value: unknown) => string): string {
  if (value === undefined || value === null) {
    if (slot.bind.required) return dialect.emptySet(slot.bind, [])
    throw new CompileError(`The parameter '${slot.name}' needs a list`, { code: 'PARAMETER_REQUIRED' })
  }
  const values = [...(value as Iterable<unknown>)]
  if (slot.bind.literalExecute) {
    if (values.length > 0 && (slot.before !== '' || slot.after !== '')) return values.map((item) => slot.before + dialect.renderLiteral(item, slot.bind.type) + slot.after).join(', ')
    return dialect.renderLiteralList(slot.bind, values)
  }
  if (values.length === 0) return dialect.emptySet(slot.bind, values)
  if (slot.bind.type.affinity === 'tuple' || values.some((v) => Array.isArray(v) && slot.bind.type.affinity !== 'array')) {
    const rows = (values as unknown[][]).map((row, r) => `(${row.map((item, c) => one(`${slot.name}_${r + 1}_${c + 1}`, item)).join(', ')})`)
    return (dialect.capabilities.tupleInValues ? 'VALUES ' : '') + rows.join(', ')
  }
  return values.map((item, i) => one(`${slot.name}_${i + 1}`, item)).join(', ')
}
