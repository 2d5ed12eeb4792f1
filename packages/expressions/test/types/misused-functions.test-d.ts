import { func, integer, registerFunction, sequence, tuple, varchar } from '@athanor/expressions'
import { orders, users } from './schema.ts'

// What must not compile, function by function: see `select.test-d.ts` for what must.
const { age, name } = users.c

// ---- aggregates
// @ts-expect-error a name is no column
func.count('id')
// @ts-expect-error no average of texts
func.avg(name)
// @ts-expect-error a name is no column
func.max('age')
// @ts-expect-error a value is no column
func.min(5)
// @ts-expect-error a name is no column
func.arrayAgg('name')
// @ts-expect-error numbers aren't joined as texts
func.aggregateStrings(age, ',')
// @ts-expect-error a number is no condition
func.boolAnd(age)
// @ts-expect-error a text is no condition
func.boolOr(name)

// ---- values
// @ts-expect-error the first is an expression
func.coalesce('a', 'b')
// @ts-expect-error a value of another type
func.nullif(age, 'x')
// @ts-expect-error a number has no letters
func.lower(age)
// @ts-expect-error a number has no letters
func.upper(age)
// @ts-expect-error a number has no blanks
func.trim(age)
// @ts-expect-error a value is made an expression by literal()
func.length('x')
// @ts-expect-error a number has no characters
func.charLength(age)
// @ts-expect-error a text has no sign
func.abs(name)
// @ts-expect-error a text isn't rounded
func.round(name)
// @ts-expect-error a text isn't rounded
func.floor(name)
// @ts-expect-error a text isn't rounded
func.ceil(name)
// @ts-expect-error no power of texts
func.pow(name, 2)
// @ts-expect-error a text is no array
func.unnest(name)
// @ts-expect-error numbers are counted
func.generateSeries('a', 'b')
// @ts-expect-error a name is no sequence
func.nextValue('s')

// ---- windows
// @ts-expect-error buckets are counted in numbers
func.ntile('4')
// @ts-expect-error an offset is a number
func.lag(age, 'x')
// @ts-expect-error a fallback of another type
func.lead(age, 1, 'x')
// @ts-expect-error a name is no column
func.firstValue('age')
// @ts-expect-error a name is no column
func.lastValue('age')
// @ts-expect-error rows are counted in numbers
func.nthValue(age, 'x')
// @ts-expect-error a fraction is a number
func.percentileCont('0.5')
// @ts-expect-error a fraction is a number
func.percentileDisc('0.5')
// @ts-expect-error no such option
func.count().over({ partition: name })
// @ts-expect-error a window has no such option
func.max(name).ignoreNulls().over({ partition: name })
// @ts-expect-error the function is incomplete without its window
func.max(name).respectNulls().eq('x')
// @ts-expect-error rows have two bounds
func.max(name).over({ rows: [1] })
// @ts-expect-error a bound is a number or null
func.count().over({ rows: ['x', 0] })
// @ts-expect-error a text is no condition
func.count().filter('x')
// @ts-expect-error columns aren't counted
func.count().filter(age.gt(1)).over({ orderBy: 5 })
// @ts-expect-error a text is no condition
func.count().filter(age.gt(1)).filter('x')
// @ts-expect-error columns aren't counted
func.percentileCont(0.5).withinGroup(5)
// @ts-expect-error columns aren't counted
func.arrayAgg(name).aggregateOrderBy(5)

// ---- groups
// @ts-expect-error a name is no column
func.rollup('name')
// @ts-expect-error a name is no column
func.cube('name')
// @ts-expect-error a name is no column
func.groupingSets(['name'])
// @ts-expect-error a list is no row value: tuple() makes one
func.groupingSets([age, name])

// ---- in FROM
// @ts-expect-error a type is made by its function
func.generateSeries(1, 3).tableValued({ n: 5 })
// @ts-expect-error no such option
func.generateSeries(1, 3).tableValued({ n: integer() }, { ordinality: 'o' })
// @ts-expect-error a name is text
func.unnest(orders.c.tags).columnValued(5)
// @ts-expect-error a type is made by its function
func('json_each').scalarTableValued('value', 'text')
// @ts-expect-error a name is text
func.generateSeries(1, 3).alias(5)
// @ts-expect-error arguments are counted
func('same', age, age).asComparison('a', 'b')

// ---- unknown functions
// @ts-expect-error a name is text
func(5)
// @ts-expect-error a number has no pattern
func<number>('f').like('x')
// @ts-expect-error a name is text
registerFunction(5, { type: integer() })
// @ts-expect-error a type is made by its function
registerFunction('f', { type: 'integer' })
// @ts-expect-error the type is missing
registerFunction('f', { arity: [1, 2] })
void [sequence, tuple, varchar]
