import { hashText } from '../structure/hash-text.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { Operator } from './operator.ts'

interface Traits {
  readonly comparison?: true
  readonly boolean?: true
  readonly associative?: true
  readonly selfPrecedent?: true
}

function define(name: string, precedence?: number, traits: Traits = {}): Operator {
  return {
    name,
    key: name,
    keyHash: hashText(name),
    precedence,
    isComparison: traits.comparison ?? false,
    isBoolean: (traits.comparison ?? traits.boolean) ?? false,
    isAssociative: traits.associative ?? false,
    isNaturalSelfPrecedent: (traits.associative ?? traits.selfPrecedent) ?? false,
    negation: undefined,
    custom: undefined,
  }
}
const comparison = { comparison: true } as const
const associative = { associative: true } as const
const selfPrecedent = { selfPrecedent: true } as const

/** All operators. Precedences are SQLAlchemy's. */
export const op = {
  from: define('from', 15),
  functionAsComparison: define('functionAsComparison', 15, comparison),
  any: define('any', 15),
  all: define('all', 15),
  getitem: define('getitem', 15, selfPrecedent),
  jsonGetitem: define('jsonGetitem', 15, selfPrecedent),
  jsonPathGetitem: define('jsonPathGetitem', 15, selfPrecedent),
  pow: define('pow', 15),
  mul: define('mul', 8, associative),
  truediv: define('truediv', 8),
  floordiv: define('floordiv', 8),
  mod: define('mod', 8),
  neg: define('neg', 8),
  bitwiseNot: define('bitwiseNot', 8),
  add: define('add', 7, associative),
  sub: define('sub', 7),
  bitwiseXor: define('bitwiseXor', 7),
  bitwiseOr: define('bitwiseOr', 7),
  bitwiseAnd: define('bitwiseAnd', 7),
  bitwiseLshift: define('bitwiseLshift', 7),
  bitwiseRshift: define('bitwiseRshift', 7),
  lshift: define('lshift'),
  rshift: define('rshift'),
  filter: define('filter', 6),
  concat: define('concat', 5, associative),
  match: define('match', 5, comparison),
  notMatch: define('notMatch', 5, comparison),
  regexpMatch: define('regexpMatch', 5, comparison),
  notRegexpMatch: define('notRegexpMatch', 5, comparison),
  regexpReplace: define('regexpReplace', 5),
  like: define('like', 5, comparison),
  notLike: define('notLike', 5, comparison),
  ilike: define('ilike', 5, comparison),
  notIlike: define('notIlike', 5, comparison),
  // the LIKE family beyond these has no precedence of its own in SQLAlchemy: it binds like an unknown operator
  startswith: define('startswith', undefined, comparison),
  notStartswith: define('notStartswith', undefined, comparison),
  endswith: define('endswith', undefined, comparison),
  notEndswith: define('notEndswith', undefined, comparison),
  contains: define('contains', undefined, comparison),
  notContains: define('notContains', undefined, comparison),
  istartswith: define('istartswith', undefined, comparison),
  notIstartswith: define('notIstartswith', undefined, comparison),
  iendswith: define('iendswith', undefined, comparison),
  notIendswith: define('notIendswith', undefined, comparison),
  icontains: define('icontains', undefined, comparison),
  notIcontains: define('notIcontains', undefined, comparison),
  in: define('in', 5, comparison),
  notIn: define('notIn', 5, comparison),
  is: define('is', 5, comparison),
  isNot: define('isNot', 5, comparison),
  eq: define('eq', 5, comparison),
  ne: define('ne', 5, comparison),
  isDistinctFrom: define('isDistinctFrom', 5, comparison),
  isNotDistinctFrom: define('isNotDistinctFrom', 5, comparison),
  gt: define('gt', 5, comparison),
  lt: define('lt', 5, comparison),
  ge: define('ge', 5, comparison),
  le: define('le', 5, comparison),
  between: define('between', 5, comparison),
  notBetween: define('notBetween', 5, comparison),
  distinct: define('distinct', 5),
  inv: define('inv', 5),
  isTrue: define('isTrue', 5, { boolean: true }),
  isFalse: define('isFalse', 5, { boolean: true }),
  collate: define('collate', 4),
  and: define('and', 3, { associative: true, boolean: true }),
  or: define('or', 2, { associative: true, boolean: true }),
  desc: define('desc', 3),
  asc: define('asc', 3),
  nullsFirst: define('nullsFirst'),
  nullsLast: define('nullsLast'),
  comma: define('comma', -1),
  as: define('as', -1),
  exists: define('exists', 0),
  asBool: define('asBool', -10),
} as const

for (const [a, b] of [
  [op.eq, op.ne], [op.lt, op.ge], [op.le, op.gt], [op.in, op.notIn], [op.is, op.isNot], [op.isDistinctFrom, op.isNotDistinctFrom],
  [op.like, op.notLike], [op.ilike, op.notIlike], [op.between, op.notBetween], [op.match, op.notMatch], [op.regexpMatch, op.notRegexpMatch],
  [op.startswith, op.notStartswith], [op.endswith, op.notEndswith], [op.contains, op.notContains],
  [op.istartswith, op.notIstartswith], [op.iendswith, op.notIendswith], [op.icontains, op.notIcontains],
] as const) {
  // Two operators that name each other can't both be made with the other in hand.
  ;(a as { negation: Operator | undefined }).negation = b
  ;(b as { negation: Operator | undefined }).negation = a
}

const mirrors = new Map<Operator, Operator>([[op.lt, op.gt], [op.gt, op.lt], [op.le, op.ge], [op.ge, op.le]])
/** The operator to use when the operands change places. */
export const mirror = (operator: Operator): Operator => mirrors.get(operator) ?? operator

/** Whether an expression under `operator` needs parentheses when it becomes an operand of `against`. */
export function needsGrouping(operator: Operator, against: Operator | undefined): boolean {
  if (operator === against && operator.isNaturalSelfPrecedent) return false
  if (operator.key === against?.key && operator.isNaturalSelfPrecedent) return false
  return (operator.precedence ?? -100) <= (against === undefined ? 100 : against.precedence ?? 100)
}

export const isOrderByModifier = (operator: Operator | undefined): boolean =>
  operator === op.desc || operator === op.asc || operator === op.nullsFirst || operator === op.nullsLast

export interface CustomOperatorOptions {
  /** Default 0: parentheses in nearly every context. */
  readonly precedence?: number | undefined
  /** The result is a boolean. Default false. */
  readonly isComparison?: boolean | undefined
  /** Type of the result, or what has one, such as `integer()`. */
  readonly returnType?: SqlType | { readonly type: SqlType } | undefined
  readonly naturalSelfPrecedent?: boolean | undefined
  /** The same under the name that users know it by. */
  readonly associative?: boolean | undefined
  readonly eagerGrouping?: boolean | undefined
  readonly visitName?: string | undefined
}

/** An operator whose text is given, for what the language doesn't have. */
export function customOperator(opString: string, options: CustomOperatorOptions = {}): Operator {
  const precedence = options.precedence ?? 0
  const { returnType } = options
  // users give what their columns are made with
  const type = returnType === undefined || 'affinity' in returnType ? returnType : returnType.type
  const naturalSelfPrecedent = options.associative ?? options.naturalSelfPrecedent ?? false
  const key = `custom\u0000${opString}\u0000${precedence}\u0000${options.isComparison ? 1 : 0}${naturalSelfPrecedent ? 1 : 0}${options.eagerGrouping ? 1 : 0}\u0000${options.visitName ?? ''}`
  return {
    name: 'custom',
    key,
    keyHash: hashText(key),
    precedence,
    isComparison: options.isComparison ?? false,
    isBoolean: options.isComparison ?? false,
    isAssociative: false,
    isNaturalSelfPrecedent: naturalSelfPrecedent,
    negation: undefined,
    custom: {
      opString,
      returnType: type,
      eagerGrouping: options.eagerGrouping ?? false,
      visitName: options.visitName,
      isComparison: options.isComparison ?? false,
    },
  }
}
