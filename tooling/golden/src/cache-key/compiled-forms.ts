import type { Compiled, DefaultDialect, ParameterSlot } from '@athanor/expressions/compiler'
import { nameText, valueCarriers, type BindParameter, type SqlNode } from '@athanor/expressions/elements'
import { isGap, loadDialects, DIALECTS } from '../run/dialects.ts'
import type { CaseOptions } from '../corpus/case.ts'

/** What one dialect makes of a statement, as far as a cache keeps it. */
export interface CompiledText {
  /** The text, cut at its parameters; lists aren't expanded. Or the error. Undefined where a value couldn't be written: that isn't the text's fault. */
  readonly text: string | undefined
  /**
   * Types of the parameters, names and types of the result's columns: they decide how values are converted. And what an
   * INSERT or UPDATE leaves to the execution.
   */
  readonly types: string
  readonly compiled: Compiled | undefined
}

/** The seven dialects. */
export async function allDialects(): Promise<readonly DefaultDialect[]> {
  const loaded = await loadDialects()
  return DIALECTS.map((name) => {
    const dialect = loaded.get(name)
    if (dialect === undefined || isGap(dialect)) throw new Error(dialect?.gap ?? `no dialect ${name}`)
    return dialect
  })
}

/** What stands in a key for the number of an invented name. */
const anonymous = /\u0000\d+\u0000/g
const slotText = ({ name, mode, before, after }: ParameterSlot): string => `\u0001${before}|${mode} ${name}|${after}\u0001`

/** Compiles as an engine does. */
export function compileOn(dialect: DefaultDialect, node: object, options: CaseOptions = {}): CompiledText {
  let compiled: Compiled
  try {
    compiled = dialect.compile(node, { columnKeys: options.column_keys, forExecutemany: options.for_executemany === true, lintFroms: false })
  } catch (error) {
    const { name, message } = error as Error
    return { text: name === 'DataError' ? undefined : `${name}: ${message}`, types: '', compiled: undefined }
  }
  const { texts, slots } = compiled.text
  return {
    text: texts.map((text, i) => (slots[i] === undefined ? text : text + slotText(slots[i]))).join(''),
    types: [
      ...slots.map(({ bind }) => bind.type.key),
      ...compiled.resultColumns.map(({ key, name, type }) => `${key.replaceAll(anonymous, '')}/${name} ${type.key}`),
      compiled.kind, String(compiled.returnsRows), String(compiled.isDynamic), ...planText(compiled),
    ].join('; '),
    compiled,
  }
}

function planText({ dml }: Compiled): readonly string[] {
  if (dml === undefined) return []
  const names = (columns: readonly object[]): string => columns.map((column) => nameText((column as { readonly name?: string }).name ?? '?')).join(',')
  const { valuesRow: row } = dml
  return [
    `prefetch ${dml.prefetch.map(({ parameter }) => parameter).join(',')}`, `postfetch ${names(dml.postfetch)}`, `returning ${names(dml.implicitReturning)}`,
    `lastrowid ${dml.postfetchLastrowid}, rows ${dml.isMultiRow}, inline ${dml.isInline}`,
    row === undefined ? 'no batch' : `batch ${row.hasCounter} ${row.isDefaultValues} ${row.returnsRows} ${row.sortByParameterOrder} ${row.isUpsert} ${row.hasUpsertParameters} ${names(row.sentinels ?? [])}`,
  ]
}

/**
 * Whether the form that was compiled for one statement, filled with the values of another of the same key, has the values
 * that the other one's own form has.
 * @param carriers the other's values, as the comparison of the two met them
 */
export function bindsSameValues(exemplar: SqlNode, compiled: Compiled, carriers: readonly SqlNode[], own: Compiled): boolean {
  // as an engine does: compilers copy parameters, and copies share the name object
  const positions = new Map<unknown, number>()
  for (const [i, carrier] of valueCarriers(exemplar).entries()) {
    positions.set(carrier, i)
    const { key } = carrier as BindParameter
    if (!positions.has(key)) positions.set(key, i)
  }
  return compiled.text.slots.every(({ bind, name }, i) => {
    const position = positions.get(compiled.binds.get(name)) ?? positions.get(bind) ?? positions.get(bind.key) ?? -1
    const value = (position >= 0 ? carriers[position] as BindParameter : bind).effectiveValue
    const expected = own.text.slots[i]?.bind.effectiveValue
    return Object.is(value, expected) || (value ?? null) === (expected ?? null)
  })
}
