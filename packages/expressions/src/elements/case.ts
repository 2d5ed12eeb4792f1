import { ArgumentError } from '@athanor/interfaces'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { condition, describe, expression, operand } from './coercion.ts'
import { ColumnElement } from './column-element.ts'
import { op } from '../operators/operators.ts'

/** `CASE WHEN … THEN … ELSE … END`. */
export class Case extends ColumnElement {
  readonly whens: readonly (readonly [condition: ColumnElement, result: ColumnElement])[]
  readonly value: ColumnElement | null
  readonly otherwise: ColumnElement | null
  readonly type: SqlType

  constructor(whens: readonly (readonly [condition: ColumnElement, result: ColumnElement])[], value: ColumnElement | null, otherwise: ColumnElement | null) {
    super()
    this.whens = whens
    this.value = value
    this.otherwise = otherwise
    // the last result that knows its type decides
    const results = [...whens.map(([, result]) => result), ...(otherwise === null ? [] : [otherwise])]
    this.type = results.findLast((r) => r.type.affinity !== 'null')?.type ?? NULL_TYPE
  }
  override get fromObjects(): readonly SqlNode[] {
    return [this.value, ...this.whens.flat(), this.otherwise].flatMap((e) => e?.fromObjects ?? [])
  }
}
defineNode(Case, 'visitCase', [['value', Field.node], ['whens', Field.data], ['otherwise', Field.node]])

export interface CaseOptions {
  readonly value?: unknown
  readonly else?: unknown
}

/** The branches of a mapping from values to results: a Map, or an object whose keys are read as numbers where the value is one. */
function branchesOf(whens: unknown, value: ColumnElement | null): readonly (readonly [unknown, unknown])[] {
  if (Array.isArray(whens)) return whens as readonly (readonly [unknown, unknown])[]
  const proto: unknown = typeof whens === 'object' && whens !== null ? Object.getPrototypeOf(whens) : undefined
  if (!(whens instanceof Map) && proto !== Object.prototype && proto !== null) {
    throw new ArgumentError(`caseWhen() needs a list of branches [condition, result], or a mapping from values to results, not ${describe(whens)}`)
  }
  if (value === null) throw new ArgumentError('caseWhen() with a mapping from values to results needs the value that is compared: caseWhen({ … }, { value: column })')
  if (whens instanceof Map) return [...(whens as Map<unknown, unknown>)]
  const isNumber = value.type.affinity === 'integer' || value.type.affinity === 'numeric'
  return Object.entries(whens as object).map(([key, result]) => [isNumber && key.trim() !== '' && !Number.isNaN(Number(key)) ? Number(key) : key, result as unknown])
}

/** Builds a CASE from plain arguments. */
export function buildCase(given: unknown, options: CaseOptions = {}): Case {
  const value = options.value === undefined ? null : expression(options.value, 'The value of caseWhen()')
  const whens = branchesOf(given, value)
  if (whens.length === 0) throw new ArgumentError('caseWhen() needs at least one branch')
  const branches = whens.map(([when, result], i) => [
    value === null ? condition(when, `Condition ${i + 1} of caseWhen()`).selfGroup() : operand(when, value, op.eq).selfGroup(),
    expression(result, `Result ${i + 1} of caseWhen()`),
  ] as const)
  return new Case(branches, value, options.else === undefined ? null : expression(options.else, 'The else of caseWhen()'))
}
