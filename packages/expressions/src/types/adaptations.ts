import { op } from '../operators/operators.ts'
import type { Operator } from '../operators/operator.ts'
import type { SqlType, TypeAffinity } from './sql-type.ts'

type Results = Readonly<Record<string, TypeAffinity | 'self'>>
const number: Results = { integer: 'self', numeric: 'numeric', float: 'float' }
const decimal: Results = { numeric: 'self', float: 'self', integer: 'self' }

/** Result affinities of `left operator right`, where they differ from the left side's (source: SQLAlchemy, after PostgreSQL's documentation). */
const table: Readonly<Record<string, ReadonlyMap<Operator, Results>>> = {
  integer: new Map([
    [op.add, { ...number, date: 'date' }],
    [op.mul, { ...number, interval: 'interval' }],
    [op.truediv, { integer: 'numeric', numeric: 'numeric', float: 'float' }],
    [op.floordiv, { integer: 'self', numeric: 'numeric' }],
    [op.sub, number],
  ] as [Operator, Results][]),
  numeric: new Map([[op.mul, { ...decimal, interval: 'interval' }], [op.truediv, decimal], [op.add, decimal], [op.sub, decimal]] as [Operator, Results][]),
  datetime: new Map([[op.add, { interval: 'self' }], [op.sub, { interval: 'self', datetime: 'interval' }]] as [Operator, Results][]),
  date: new Map([
    [op.add, { integer: 'self', interval: 'datetime', time: 'datetime' }],
    [op.sub, { integer: 'self', date: 'integer', interval: 'datetime', datetime: 'interval' }],
  ] as [Operator, Results][]),
  time: new Map([[op.add, { date: 'datetime', interval: 'self' }], [op.sub, { time: 'interval', interval: 'self' }]] as [Operator, Results][]),
  interval: new Map([
    [op.add, { date: 'datetime', interval: 'self', datetime: 'datetime', time: 'time' }],
    [op.sub, { interval: 'self' }],
    [op.mul, { numeric: 'self', float: 'self' }],
    [op.truediv, { numeric: 'self', float: 'self' }],
  ] as [Operator, Results][]),
}

const defaults = new Map<TypeAffinity, SqlType>()
/** The plain type of an affinity, for results. */
export function setDefaultType(type: SqlType): void { defaults.set(type.affinity, type) }

/** Operator and type of an arithmetic expression. */
export function adaptArithmetic(self: SqlType, operator: Operator, other: SqlType): readonly [Operator, SqlType] {
  const result = table[self.affinity === 'float' ? 'numeric' : self.affinity]?.get(operator)?.[other.affinity]
  if (result === undefined || result === 'self' || result === self.affinity) return [operator, self]
  return [operator, result === other.affinity ? other : defaults.get(result) ?? self]
}
