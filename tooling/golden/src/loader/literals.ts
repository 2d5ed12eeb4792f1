import type { IrNode } from '../corpus/case.ts'
import { decodeValue } from '../compare/decode-value.ts'
import { api, given } from './library.ts'
import type { BuilderTable } from './loader.ts'

/**
 * Whether a `bind` node is what a plain value becomes by the library's own coercion (IR 5.4), and the value is one whose
 * type JavaScript shows: an integral Python float or a decimal isn't.
 */
export function isNaturalLiteral(node: IrNode | null | undefined): boolean {
  if (node === null || node === undefined || node.k !== 'bind' || node['unique'] !== true) return false
  if (!('value' in node) || node['callable'] === true || node['literal_execute'] === true || node['outparam'] === true) return false
  return isNaturalValue(node['value'])
}

function isNaturalValue(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'number') return true
  if (Array.isArray(value)) return value.every(isNaturalValue)
  return value !== null && typeof value === 'object' && ('$bytes' in value || ('$tuple' in value && isNaturalValue(value.$tuple)))
}

export const literalBuilders: BuilderTable = {
  null: () => api('nullValue')(),
  true: () => api('trueValue')(),
  false: () => api('falseValue')(),
  bind: (node, loader) => api('bindparam')(loader.name(node['name'] ?? 'param'), given({
    ...('value' in node ? { value: decodeValue(node['value']) } : node['unique'] === true ? { value: null } : {}),
    type: loader.type(node['type']),
    unique: node['unique'],
    expanding: node['expanding'],
    literalExecute: node['literal_execute'],
    isOutparam: node['outparam'],
  })),
  lit: (node) => decodeValue(node['value']),
  text: (node, loader) => {
    let text = api('text')(node['text']) as { bindparams(values: unknown): unknown }
    const binds = (node['binds'] ?? []) as readonly IrNode[]
    const declared = Object.fromEntries(binds.map((bind) => [bind['name'], loader.build(bind)]))
    if (binds.length > 0) text = text.bindparams(declared) as typeof text
    const params = node['params'] as readonly (readonly [string, unknown])[] | undefined
    return params === undefined ? text : text.bindparams(Object.fromEntries(params.map(([name, value]) => [name, decodeValue(value)])))
  },
}
