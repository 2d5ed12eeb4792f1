import { ArgumentError } from '@athanor/interfaces'
import { asColumnElement, expression } from '../elements/coercion.ts'
import { LITERAL_STAR } from '../elements/literal-star.ts'
import { asNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { DATETIME, INTEGER, NUMERIC, STRING } from '../types/value-types.ts'
import { DateType, TimeType } from '../types/temporal-types.ts'
import { ArrayType } from '../types/array-type.ts'
import type { KnownFunction } from './known-function.ts'

const table = new Map<string, KnownFunction>()
function define(fn: KnownFunction): void { table.set(fn.name, fn) }

const fixed = (name: string, type: SqlType, more: Partial<KnownFunction> = {}): void => define({ name, resultType: () => type, ...more })
/** The type of the arguments is the type of the result; plain arguments take the type of the first expression. */
const fromArguments = (name: string, more: Partial<KnownFunction> = {}): void => define({
  name,
  resultType: (args) => args.find((a) => a.type.affinity !== 'null')?.type ?? NULL_TYPE,
  coerceArguments: (args) => {
    const elements = args.map((arg) => asColumnElement(arg))
    const type = elements.find((e) => e !== undefined && e.type.affinity !== 'null')?.type
    return args.map((arg, i) => elements[i] ?? asNode(arg) ?? expression(arg, `Argument ${i + 1} of ${name}()`, { name, type: typeFor(arg, type) }))
  },
  ...more,
})
const typeFor = (value: unknown, type: SqlType | undefined): SqlType | undefined =>
  type !== undefined && (value === null || expression(value, '').type.affinity === type.affinity) ? type : undefined
const ansi = (name: string, type: SqlType, sqlName = name.toUpperCase()): void => fixed(name, type, { sqlName, withoutParentheses: true })

for (const name of ['max', 'min', 'sum']) fromArguments(name)
fromArguments('coalesce', { sqlName: 'coalesce' })
fromArguments('pow')
fixed('now', DATETIME)
// which branch of a MERGE a returned row comes from
fixed('merge_action', STRING)
fixed('concat', STRING)
fixed('char_length', INTEGER)
fixed('random', NULL_TYPE, { sqlName: 'random' })
define({
  name: 'count',
  resultType: () => INTEGER,
  coerceArguments: (args) => (args.length === 0 || args[0] === undefined ? [LITERAL_STAR] : [expression(args[0], 'The argument of count()', { name: 'count' })]),
})
ansi('current_date', new DateType())
ansi('current_time', new TimeType())
ansi('current_timestamp', DATETIME)
ansi('current_user', STRING)
ansi('localtime', new TimeType())
ansi('localtimestamp', DATETIME)
ansi('session_user', STRING)
ansi('sysdate', DATETIME, 'sysdate')
ansi('user', STRING)
define({
  name: 'array_agg',
  // parameters aren't called after the function
  coerceArguments: (args) => args.map((arg, i) => expression(arg, `Argument ${i + 1} of arrayAgg()`)),
  resultType: ([first]) => (first?.type instanceof ArrayType ? first.type : new ArrayType(first?.type ?? NULL_TYPE)),
})
for (const name of ['any', 'all', 'some']) {
  fixed(name, NULL_TYPE, { isCollectionAggregate: true })
}
define({ name: 'mode', resultType: () => NULL_TYPE, withinGroupType: ([first]) => first?.type ?? NULL_TYPE })
for (const name of ['percentile_cont', 'percentile_disc']) {
  define({ name, resultType: () => NULL_TYPE, withinGroupType: ([first]) => first?.type ?? NULL_TYPE })
}
fixed('rank', INTEGER)
fixed('dense_rank', INTEGER)
fixed('percent_rank', NUMERIC)
fixed('cume_dist', NUMERIC)
fixed('cube', NULL_TYPE, { sqlName: 'CUBE' })
fixed('rollup', NULL_TYPE, { sqlName: 'ROLLUP' })
fixed('grouping_sets', NULL_TYPE, { sqlName: 'GROUPING SETS' })
fixed('aggregate_strings', STRING, {
  coerceArguments: (args) => {
    if (args.length !== 2) throw new ArgumentError('aggregateStrings() needs an expression and a separator')
    return args.map((arg, i) => expression(arg, `Argument ${i + 1} of aggregateStrings()`, { name: 'aggregate_strings' }))
  },
})

/** The function of that name, if the library knows it. Names are compared in lower case. */
export const knownFunction = (name: string): KnownFunction | undefined => table.get(name.toLowerCase())

/** Makes a function known: its result type, its spelling (source: SQLAlchemy's `register_function`). */
export function registerFunction(fn: KnownFunction): void { define(fn) }

