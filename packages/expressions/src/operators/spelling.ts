import type { Operator } from './operator.ts'
import { op } from './operators.ts'

/** How operators are written when a dialect doesn't say otherwise; blanks included. */
export const operatorText: ReadonlyMap<Operator, string> = new Map<Operator, string>([
  [op.and, ' AND '], [op.or, ' OR '],
  [op.add, ' + '], [op.mul, ' * '], [op.sub, ' - '], [op.mod, ' % '], [op.neg, '-'],
  [op.lt, ' < '], [op.le, ' <= '], [op.ne, ' != '], [op.gt, ' > '], [op.ge, ' >= '], [op.eq, ' = '],
  [op.isDistinctFrom, ' IS DISTINCT FROM '], [op.isNotDistinctFrom, ' IS NOT DISTINCT FROM '],
  [op.concat, ' || '], [op.match, ' MATCH '], [op.notMatch, ' NOT MATCH '],
  [op.in, ' IN '], [op.notIn, ' NOT IN '], [op.comma, ', '], [op.from, ' FROM '], [op.as, ' AS '],
  [op.is, ' IS '], [op.isNot, ' IS NOT '], [op.collate, ' COLLATE '],
  [op.exists, 'EXISTS '], [op.distinct, 'DISTINCT '], [op.inv, 'NOT '], [op.any, 'ANY '], [op.all, 'ALL '],
  [op.desc, ' DESC'], [op.asc, ' ASC'], [op.nullsFirst, ' NULLS FIRST'], [op.nullsLast, ' NULLS LAST'],
  [op.bitwiseXor, ' ^ '], [op.bitwiseOr, ' | '], [op.bitwiseAnd, ' & '], [op.bitwiseNot, '~'],
  [op.bitwiseLshift, ' << '], [op.bitwiseRshift, ' >> '],
])
