import {
  adapt, alias, compile, except, exceptAll, exists, func, insert, integer, intersect, intersectAll, iterate, join, lateral, outerJoin, replacementTraverse, traverse, clonedTraverse, select, tablesOf,
  union, unionAll, values, varchar, type SelectClause,
} from '@athanor/expressions'
import { addresses, orders, users } from './schema.ts'

// What must not compile, method by method: see `select.test-d.ts` for what must.
const query = select(users.c.id, users.c.name)

// ---- criteria
// @ts-expect-error a text is no condition: text() makes one
query.where('id = 1')
// @ts-expect-error a text column is no condition
query.where(users.c.name)
// @ts-expect-error a comparison of JavaScript is no condition
query.where(users.c.id.eq(1) === true)
// @ts-expect-error a text is no condition
query.filter('id = 1')
// @ts-expect-error values are given by key
query.filterBy('id')
// @ts-expect-error a number is no condition
query.having(func.count())

// ---- order and groups
// @ts-expect-error columns aren't counted
query.groupBy(5)
// @ts-expect-error a direction is made by desc()
query.orderBy({ id: 'desc' })
// @ts-expect-error rows are counted in numbers
query.limit('10')
// @ts-expect-error rows are counted in numbers
query.offset('10')
// @ts-expect-error no such option
query.fetch(10, { ties: true })
// @ts-expect-error the end is missing
query.slice(10)
// @ts-expect-error a name is no column
query.distinct('name')
// @ts-expect-error a name is no table
query.withForUpdate({ of: 'user_account' })
// @ts-expect-error no such option
query.withForUpdate({ skiplocked: true })

// ---- FROM
// @ts-expect-error a name is no table
query.selectFrom('user_account')
// @ts-expect-error a query is no FROM element: it must be a subquery
query.selectFrom(select(users))
// @ts-expect-error a name is no table
query.join('address')
// @ts-expect-error a text is no condition
query.join(addresses, 'user_id = id')
// @ts-expect-error a text column is no condition
query.join(addresses, addresses.c.email)
// @ts-expect-error the right side is missing
query.joinFrom(users)
// @ts-expect-error a name is no table
query.outerJoin('address')
// @ts-expect-error a name is no table
query.outerJoinFrom(users, 'address')
// @ts-expect-error a query is no FROM element
query.fullJoin(select(addresses))
// @ts-expect-error a name is no table
query.fullJoinFrom(users, 'address')
// @ts-expect-error no such option
query.withOnlyColumns(users.c.id, { maintainFroms: true })
// @ts-expect-error a name is no table
query.correlate('user_account')
// @ts-expect-error a name is no table
query.correlateExcept('user_account')
// @ts-expect-error there is nothing to say
query.reduceColumns(true)

// ---- select list
// @ts-expect-error a name is no column
query.withOnlyColumns('id')
// @ts-expect-error nothing would be left
query.withOnlyColumns()
// @ts-expect-error a name is no column
query.addColumns('id')
// @ts-expect-error a name is no column
select({ id: 'id' })
// @ts-expect-error no such column
select(users.c.nmae)

// ---- text around it
// @ts-expect-error it is SQL text
query.prefixWith(5)
// @ts-expect-error no such option
query.suffixWith('x', { dialekt: 'mysql' })
// @ts-expect-error a name is no table
query.withHint('user_account', 'x')
// @ts-expect-error it is SQL text
query.withStatementHint(5)
// @ts-expect-error a clause has to be made for it
query.ext({})
// @ts-expect-error a comment is text
query.comment(5)
// @ts-expect-error a name is no CTE
query.addCte('u')
// @ts-expect-error no such style
query.setLabelStyle('table')
// @ts-expect-error options are made by their functions
query.options({ lazy: true })
// @ts-expect-error options are an object
query.executionOptions('stream')
// @ts-expect-error a number is no condition
query.params([1]).where(5)
// @ts-expect-error values are given by name
query.params('a')

// ---- as part of another
// @ts-expect-error a name is text
query.subquery(5)
// @ts-expect-error a name is text
query.alias(5)
// @ts-expect-error a name is text
query.lateral(5)
// @ts-expect-error no such option
query.cte('u', { recurse: true })
// @ts-expect-error a name is text
query.label(5)
// @ts-expect-error the query gives a number
users.c.name.eq(select(users.c.id).scalarSubquery())

// ---- set operations
// @ts-expect-error a query of fewer columns
query.union(select(users.c.id))
// @ts-expect-error columns in another order
query.unionAll(select(users.c.name, users.c.id))
// @ts-expect-error a query of fewer columns
query.intersect(select(users.c.id))
// @ts-expect-error a table is no query
query.intersectAll(users)
// @ts-expect-error a query of fewer columns
query.except(select(users.c.id))
// @ts-expect-error a text is no query
query.exceptAll('x')
// @ts-expect-error a query of fewer columns
union(query, select(users.c.id))
// @ts-expect-error columns in another order
unionAll(query, select(users.c.name, users.c.id))
// @ts-expect-error a table is no query
intersect(query, users)
// @ts-expect-error a query of fewer columns
intersectAll(query, select(users.c.id))
// @ts-expect-error a query of fewer columns
except(query, select(users.c.id))
// @ts-expect-error a text is no query
exceptAll(query, 'x')
const both = union(query, select(addresses.c.id, addresses.c.email))
// @ts-expect-error columns aren't counted
both.orderBy(5)
// @ts-expect-error columns aren't counted
both.groupBy(5)
// @ts-expect-error rows are counted in numbers
both.limit('10')
// @ts-expect-error rows are counted in numbers
both.offset('10')
// @ts-expect-error rows are counted in numbers
both.fetch('10')
// @ts-expect-error the end is missing
both.slice(10)
// @ts-expect-error the option is a boolean
both.withForUpdate({ nowait: 'yes' })
// @ts-expect-error no such style
both.setLabelStyle('table')
// @ts-expect-error options are an object
both.executionOptions('stream')
// @ts-expect-error a comment is text
both.comment(5)
// @ts-expect-error values are given by name
both.params('a')
// @ts-expect-error a name is no CTE
both.addCte('u')
// @ts-expect-error a name is text
both.subquery(5)
// @ts-expect-error a name is text
both.alias(5)
// @ts-expect-error a name is text
both.lateral(5)
// @ts-expect-error no such option
both.cte('u', { recurse: true })
// @ts-expect-error a name is text
both.label(5)
// @ts-expect-error a query of fewer columns
both.union(select(users.c.id))
// @ts-expect-error a table is no query
both.unionAll(users)
// @ts-expect-error a query of fewer columns
both.intersect(select(users.c.id))
// @ts-expect-error a query of fewer columns
both.intersectAll(select(users.c.id))
// @ts-expect-error a query of fewer columns
both.except(select(users.c.id))
// @ts-expect-error a query of fewer columns
both.exceptAll(select(users.c.id))
// @ts-expect-error columns are named as in the first query
void both.selectedColumns.email

// ---- subqueries as values
// @ts-expect-error a text is no condition
select(users.c.id).scalarSubquery().where('x')
// @ts-expect-error a name is no table
select(users.c.id).scalarSubquery().correlate('x')
// @ts-expect-error a name is no table
select(users.c.id).scalarSubquery().correlateExcept('x')
// @ts-expect-error a text is no condition
exists().where('x')
// @ts-expect-error a name is no table
exists().selectFrom('x')
// @ts-expect-error a name is no table
exists().correlate('x')
// @ts-expect-error a name is no table
exists().correlateExcept('x')

// ---- FROM elements
// @ts-expect-error a name is no table
users.join('address')
// @ts-expect-error a text is no condition
users.outerJoin(addresses, 'x')
// @ts-expect-error a name is no table
users.join(addresses).join('orders')
// @ts-expect-error a text is no condition
users.join(addresses).outerJoin(orders, 'x')
// @ts-expect-error a name is text
users.alias(5)
// @ts-expect-error a percentage is a number
users.tablesample('10')
// @ts-expect-error a name is no column
users.correspondingColumn('name')
// @ts-expect-error a name is no table
users.isDerivedFrom('user_account')
// @ts-expect-error an alias isn't created
void users.alias('u').create
// @ts-expect-error an alias belongs to no collection
void users.alias('u').metadata
// @ts-expect-error no such column
void users.alias('u').c.nmae
// @ts-expect-error a name is no table
alias('user_account', 'u')
// @ts-expect-error the right side is missing
join(users)
// @ts-expect-error a name is no table
outerJoin(users, 'address')
// @ts-expect-error a table is no query
lateral(users, 'u')
// @ts-expect-error a name is text
query.subquery('q').alias(5)
// @ts-expect-error a name is text
query.subquery('q').lateral(5)
// @ts-expect-error it isn't selected
void query.subquery('q').c.age
const tree = select(users.c.id).cte('tree', { recursive: true })
// @ts-expect-error the recursive part has other columns
tree.union(() => select(users.c.name))
// @ts-expect-error the recursive part is a function of the CTE
tree.unionAll(select(users.c.id))
// @ts-expect-error it is SQL text
tree.prefixWith(5)
// @ts-expect-error it is SQL text
tree.suffixWith(5)
const rows = values({ id: integer(), name: varchar() }, 'v')
// @ts-expect-error a value of another type
rows.data([{ id: 'x', name: 'y' }])
// @ts-expect-error a name is text
rows.alias(5)
// @ts-expect-error a name is text
rows.lateral(5)
// @ts-expect-error a name is text
rows.cte(5)
// @ts-expect-error a type is made by its function
values({ id: 5 })
// @ts-expect-error columns have names
values([integer()])
const series = func.generateSeries(1, 3).tableValued({ n: integer() }, { name: 's' })
// @ts-expect-error a name is text
series.alias(5)
// @ts-expect-error a name is text
series.lateral(5)
// @ts-expect-error no such option
series.renderDerived({ types: true })

// ---- reading and replacing
// @ts-expect-error a dialect is an object
compile(query, { dialect: 'postgresql' })
// @ts-expect-error a text is no element
iterate('x')
// @ts-expect-error a name is no FROM element
adapt(query, 'users')
// @ts-expect-error a replacement is found by a function
replacementTraverse(query, 'x')
// @ts-expect-error visitors are named like the visit methods
traverse(query, { binary: () => {} })
// @ts-expect-error a text is no element
clonedTraverse(query, { visitBinary: () => 'x' })
// @ts-expect-error a number is no element
tablesOf(5)
declare const clause: SelectClause
// @ts-expect-error a clause of SELECT isn't one of INSERT
insert(users).ext(clause)
