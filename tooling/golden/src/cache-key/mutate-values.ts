import type { GoldenCase } from '../corpus/case.ts'

type Ir = GoldenCase['ir']
type Fields = Record<string, unknown>

/** A value of the same kind that is another one. */
function otherValue(value: unknown, seed: number): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value + 1 + (seed % 5) : value + 1.25
  if (typeof value === 'string') return /^\d+$/.test(value) ? String(Number(value) + 1 + (seed % 5)) : `${value}${'abcde'[seed % 5]}`
  if (typeof value === 'boolean') return !value
  if (!Array.isArray(value) || value.length === 0) return value
  const items = value.map((item, i) => otherValue(item, seed + i))
  // lists for IN have any length
  return seed % 3 === 0 ? [...items, items[0]] : items
}

/** The IR with other values for its parameters; nothing that is SQL text itself is changed. */
export function withOtherValues(ir: Ir, seed: number): { readonly ir: Ir; readonly changed: number } {
  let changed = 0
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (value === null || typeof value !== 'object') return value
    const node = value as Fields
    const copy = Object.fromEntries(Object.entries(node).map(([key, item]) => [key, key === 'value' || key === 'type' ? item : walk(item)]))
    if (isParameter(node)) {
      const other = otherValue(node['value'], seed + changed)
      if (other !== node['value']) {
        copy['value'] = other
        changed++
      }
    } else if ('value' in node) copy['value'] = walk(node['value'])
    return copy
  }
  const defs = Object.fromEntries(Object.entries(ir.defs).map(([id, node]) => [id, node.k === 'table' || node.k === 'sequence' ? node : walk(node)]))
  return { ir: { root: walk(ir.root), defs } as Ir, changed }
}

const isParameter = (node: Fields): boolean =>
  (node['k'] === 'lit' || (node['k'] === 'bind' && node['literal_execute'] !== true && !isIndex(node))) && 'value' in node
/** A path into JSON isn't a value of a list. */
const isIndex = (node: Fields): boolean => Array.isArray(node['value']) && node['expanding'] !== true
