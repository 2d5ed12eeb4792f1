import { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import {
  anonKeyLabel, anonNameLabel, anonTableKeyLabel, anonTableLabel, dedupeLabel, dedupeTableLabel, naturalName, proxyKey, tableKeyLabel, tableLabel,
} from '../elements/naming.ts'
import { isTextual } from '../elements/textual.ts'
import { AnonToken, LabelName, nameKey, type Name } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import type { LabelStyle } from './label-style.ts'

/** An element of a columns clause and the names it gets there. */
export interface ColumnPlusNames {
  /** The label that has to be rendered. */
  readonly requiredLabel: Name | undefined
  /** Key of the column in a result row or in the columns of a subquery; undefined for SQL text. */
  readonly proxyKey: string | undefined
  /** The label to render if the element needs one. */
  readonly fallbackLabel: Name | undefined
  readonly column: SqlNode
  /** The same column was there already. */
  readonly repeated: boolean
}

/** Gives names to the elements of a columns clause (source: SQLAlchemy's `_generate_columns_plus_names`). */
export function columnsPlusNames(columns: readonly SqlNode[], style: LabelStyle, dedupe: boolean): readonly ColumnPlusNames[] {
  const key = keyConvention(style)
  const qualified = style === 'tablename_plus_col'
  const names = new Map<string, SqlNode>()
  const result: ColumnPlusNames[] = []
  // repetitions are never referred to by name; a counter per columns clause tells them apart
  let repetitions = 1
  const repetition = (c: ColumnElement): LabelName => (qualified ? dedupeTableLabel(c, repetitions++) : dedupeLabel(c, repetitions++))
  for (const column of columns) {
    let repeated = false
    let effective: Name | undefined
    let requiredLabel: Name | undefined
    let fallbackLabel: Name | undefined
    if (!(column instanceof ColumnElement) || isTextual(column)) {
      result.push({ requiredLabel, proxyKey: undefined, fallbackLabel, column, repeated })
      continue
    }
    if (rendersLabel(column)) {
      if (style === 'none') fallbackLabel = naturalName(column) ?? anonNameLabel(column)
      else {
        if (qualified) requiredLabel = effective = fallbackLabel = tableLabel(column)
        else effective = fallbackLabel = naturalName(column)
        if (effective === undefined) {
          const anon = anonNameLabel(column)
          const anonKey = nameKey(anon)
          repeated = names.has(anonKey)
          names.set(anonKey, column)
          requiredLabel = undefined
          fallbackLabel = repeated ? repetition(column) : anon
        }
      }
    }
    if (effective !== undefined) {
      const existing = names.get(nameKey(effective))
      if (existing === undefined) names.set(nameKey(effective), column)
      else if (existing !== column) {
        // another column of this name: number it
        requiredLabel = fallbackLabel = qualified ? anonTableLabel(column) : anonNameLabel(column)
        if (dedupe && names.has(nameKey(requiredLabel))) {
          requiredLabel = fallbackLabel = repetition(column)
          repeated = true
        } else names.set(nameKey(requiredLabel), column)
      } else if (dedupe) {
        requiredLabel = fallbackLabel = repetition(column)
        repeated = true
      }
    }
    result.push({ requiredLabel, proxyKey: key(column), fallbackLabel, column, repeated })
  }
  return result
}

/** A column without a table is rendered as it is. */
const rendersLabel = (column: ColumnElement): boolean => !(column instanceof ColumnClause) || column.table !== null

/** Makes the keys of columns, one after the other, each key once (source: SQLAlchemy's `_column_naming_convention`). */
export function keyConvention(style: LabelStyle): (column: ColumnElement) => string {
  const qualified = style === 'tablename_plus_col'
  const names = new Set<string>()
  const resolve = plainNames()
  return (column) => {
    if (style === 'none') return proxyKey(column) ?? NO_LABEL
    let name: string | undefined
    if (qualified) {
      const label = tableKeyLabel(column)
      name = label === undefined ? undefined : nameKey(label)
    } else name = proxyKey(column)
    if (name === undefined) {
      if (!names.has(NO_LABEL)) {
        names.add(NO_LABEL)
        return NO_LABEL
      }
      return resolve(new LabelName([new AnonToken(NO_LABEL)]))
    }
    if (names.has(name)) return resolve(qualified ? anonTableKeyLabel(column) : anonKeyLabel(column))
    names.add(name)
    return name
  }
}
const NO_LABEL = '_no_label'

/** Finishes anonymous names at once: keys have to be plain text. */
function plainNames(): (name: LabelName) => string {
  const counters = new Map<string, number>()
  const done = new Map<AnonToken, string>()
  const token = (t: AnonToken): string => {
    let name = done.get(t)
    if (name === undefined) {
      const base = typeof t.base === 'string' ? t.base : expand(t.base)
      const count = (counters.get(base) ?? 0) + 1
      counters.set(base, count)
      done.set(t, name = `${base}_${count}`)
    }
    return name
  }
  const expand = (name: LabelName): string => name.parts.map((p) => (typeof p === 'string' ? p : token(p))).join('')
  return expand
}
