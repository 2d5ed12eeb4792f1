import {
  all, and, any, asc, bindparam, caseWhen, cast, collate, column, desc, distinct, exists, extract, integer, interval, literal, literalColumn, not, nullsFirst, nullsLast, or,
  select, sql, text, tryCast, tuple, typeCoerce, varchar,
} from '@athanor/expressions'
import { addresses, orders, users } from './schema.ts'

// What must not compile, method by method: see `operators.test-d.ts` for what must.
const { age, createdAt, fullname, id, name } = users.c

// ---- comparison
// @ts-expect-error a number isn't a text
id.ne('x')
// @ts-expect-error order comparisons take no null
id.le(null)
// @ts-expect-error a number isn't a text
id.ge('x')
// @ts-expect-error a number isn't a text
id.is('x')
// @ts-expect-error a number isn't a text
id.isNot('x')
// @ts-expect-error a number isn't a text
id.isDistinctFrom('x')
// @ts-expect-error a number isn't a text
id.isNotDistinctFrom('x')
// @ts-expect-error bounds of another type
id.between('a', 'b')
// @ts-expect-error a bound is missing
id.notBetween(1)
// @ts-expect-error elements of another type
id.notIn(['a'])

// ---- texts
// @ts-expect-error no pattern of a number
id.notLike('x')
// @ts-expect-error no pattern of a number
id.ilike('x')
// @ts-expect-error no pattern of a number
id.notIlike('x')
// @ts-expect-error no prefix of a number
id.startsWith('x')
// @ts-expect-error no prefix of a number
id.istartsWith('x')
// @ts-expect-error a number is no suffix
name.endsWith(1)
// @ts-expect-error a number is no suffix
name.iendsWith(1)
// @ts-expect-error no such option
name.icontains('x', { autoEscape: true })
// @ts-expect-error no full-text search in a number
id.match('x')
// @ts-expect-error a pattern is the database's, not one of JavaScript
name.regexpMatch(/x/)
// @ts-expect-error a replacement is missing
name.regexpReplace('x')
// @ts-expect-error a number is no text
name.concat(1)
// @ts-expect-error no collation of a number
id.collate('C')

// ---- arithmetic
// @ts-expect-error no difference of texts
name.sub(1)
// @ts-expect-error a text is no divisor
age.div('2')
// @ts-expect-error no quotient of texts
name.floorDiv(2)
// @ts-expect-error a text is no divisor
age.mod(name)
// @ts-expect-error no power of texts
name.pow(2)
// @ts-expect-error no bits of texts
name.bitwiseAnd(1)
// @ts-expect-error a text has no bits
age.bitwiseOr('1')
// @ts-expect-error no bits of texts
name.bitwiseXor(1)
// @ts-expect-error bits are counted in numbers
age.bitwiseLeftShift('1')
// @ts-expect-error no bits of texts
name.bitwiseRightShift(1)
// @ts-expect-error two dates have no sum
createdAt.add(new Date())
// @ts-expect-error operators of JavaScript make no expression
void (age > 3 && age.gt(3)).and

// ---- logic
// @ts-expect-error a text is no condition
name.or(id.gt(1))
// @ts-expect-error a text is no condition
not(name)
// @ts-expect-error a text is no condition
or(name)
// @ts-expect-error a boolean of JavaScript is no condition
or(true)
// @ts-expect-error conditions are arguments, not a list
and([id.gt(1)])

// ---- operators of one's own
// @ts-expect-error an operator is text
name.op(5)('x')
// @ts-expect-error a condition has its type
name.boolOp('~', { returnType: integer() })('x')

// ---- names and types
// @ts-expect-error a name is text
id.label(5)
// @ts-expect-error a type is made by its function
id.cast('INTEGER')
// @ts-expect-error a type is made by its function
id.tryCast('INTEGER')
// @ts-expect-error a type is made by its function
id.typeCoerce('INTEGER')
// @ts-expect-error elements of an array have numbers
orders.c.tags.at('first')
// @ts-expect-error the object has no such member
orders.c.meta.at('colour')
// @ts-expect-error a path is made of keys
orders.c.raw.path({ a: 1 })
// @ts-expect-error digits are counted in numbers
orders.c.raw.asNumeric('10')
// @ts-expect-error elements of an array have numbers
orders.c.tags.slice('a', 'b')
// @ts-expect-error a text is no array
name.any()
// @ts-expect-error a text is no array
name.all()
// @ts-expect-error a datatype tells its name only
void id.type.length

// ---- functions of expressions
// @ts-expect-error the type is of other values
literal('x', integer())
// @ts-expect-error a name is text
bindparam(5)
// @ts-expect-error the option is a boolean
bindparam('a', { required: 'yes' })
// @ts-expect-error a text is no condition
caseWhen([[name, 'x']])
// @ts-expect-error a type is made by its function
cast(id, 'INTEGER')
// @ts-expect-error a type is made by its function
tryCast(id, 'INTEGER')
// @ts-expect-error a type is made by its function
typeCoerce(id, 'INTEGER')
// @ts-expect-error a field is text
extract(5, createdAt)
// @ts-expect-error a date of JavaScript is made an expression by literal()
extract('year', new Date())
// @ts-expect-error a row value has values
tuple()
// @ts-expect-error a number is no column
asc(5)
// @ts-expect-error an object is no column
desc({})
// @ts-expect-error a number is no column
nullsFirst(5)
// @ts-expect-error a number is no column
nullsLast(5)
// @ts-expect-error a text is no array
any(name)
// @ts-expect-error a text is no array
all(name)
// @ts-expect-error a value isn't distinct
distinct('x')
// @ts-expect-error no collation of a number
collate(id, 'C')
// @ts-expect-error a name is text
column(5)
// @ts-expect-error a type is made by its function
column('x', 'integer')
// @ts-expect-error it is SQL text
literalColumn(5)
// @ts-expect-error a template, so that values become parameters
sql('SELECT 1')
// @ts-expect-error it is SQL text
text({})
// @ts-expect-error a template is made by sql
void text`SELECT 1`
// @ts-expect-error a column is no query
exists(id)

// ---- row values
// @ts-expect-error a value is missing
tuple(id, name).eq([1])
// @ts-expect-error values in another order
tuple(id, name).ne(['a', 1])
// @ts-expect-error a value of another type
tuple(id, name).lt([1, 2])
// @ts-expect-error a value is no row
tuple(id, name).le(1)
// @ts-expect-error a value too many
tuple(id, name).gt([1, 'a', 2])
// @ts-expect-error a column is no row
tuple(id, name).ge(id)
// @ts-expect-error rows stand in a list
tuple(id, name).notIn([1, 'a'])

// ---- text and templates
// @ts-expect-error values are given by name
text('a = :a').bindparams('a')
// @ts-expect-error a type is made by its function
text('SELECT 1').columns({ id: 'integer' })
// @ts-expect-error columns have types
text('SELECT 1').columns(['id'])
// @ts-expect-error options are an object
text('SELECT 1').executionOptions('stream')
// @ts-expect-error values are given by name
text('SELECT :a').params('a')
// @ts-expect-error a comment is text
text('SELECT 1').comment(5)
// @ts-expect-error a comment is text
sql`SELECT 1`.comment(5)
// @ts-expect-error a type is made by its function
sql`SELECT 1`.columns({ id: 5 })
// @ts-expect-error a name is text
text('SELECT 1').columns({ id: integer() }).subquery(5)
// @ts-expect-error a name is text
text('SELECT 1').columns({ id: integer() }).alias(5)
// @ts-expect-error no such option
text('SELECT 1').columns({ id: integer() }).cte('t', { recursiv: true })
// @ts-expect-error a name is text
text('SELECT 1').columns({ id: integer() }).lateral(5)
// @ts-expect-error a name is text
text('SELECT 1').columns({ id: integer() }).label(5)
// @ts-expect-error a number is no condition
text('SELECT 1').columns({ id: integer() }).bindparams([1]).exists().and(5)
// @ts-expect-error values are given by name
text('SELECT 1').columns({ id: integer() }).params('a')
// @ts-expect-error values are given by name
text('SELECT 1').columns({ id: integer() }).bindparams('a')
// @ts-expect-error a comment is text
text('SELECT 1').columns({ id: integer() }).comment(5)
// @ts-expect-error a name is no CTE
text('SELECT 1').columns({ id: integer() }).addCte('t')
// @ts-expect-error options are an object
text('SELECT 1').columns({ id: integer() }).executionOptions(5)
// @ts-expect-error the text has no such column
select(text('SELECT 1').columns({ id: integer() }).subquery('s').c.name)
void [addresses, fullname, interval, varchar]
