import { bindparam, del, fromDmlColumn, insert, merge, select, update, upsert, type DmlClause } from '@athanor/expressions'
import { addresses, users } from './schema.ts'

// What must not compile, method by method: see `dml.test-d.ts` and `merge.test-d.ts` for what must.
const added = insert(users).values({ name: 'a', age: 1 })
const changed = update(users).set({ age: 1 })
const gone = del(users)
const merged = merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete()

// ---- INSERT
// @ts-expect-error a name is no table
insert('user_account')
// @ts-expect-error a query is no table
insert(select(users))
// @ts-expect-error a name is no column
added.returning('id')
// @ts-expect-error no such column
added.returnDefaults('nmae')
// @ts-expect-error no such column
added.onConflictDoNothing({ indexElements: ['nmae'] })
// @ts-expect-error a value of another type
added.onDuplicateKeyUpdate({ age: 'x' })
// @ts-expect-error a column of another type
added.onDuplicateKeyUpdate((row) => ({ age: row.name }))
// @ts-expect-error there is nothing to say
added.inline(true)
// @ts-expect-error it is SQL text
added.prefixWith(5)
// @ts-expect-error no such option
added.withHint('x', { dialekt: 'mysql' })
// @ts-expect-error options stand below the dialect's name
added.withDialectOptions({ mysql: 5 })
// @ts-expect-error a name is no CTE
added.addCte('t')
// @ts-expect-error a name is text
added.cte(5)
// @ts-expect-error a comment is text
added.comment(5)
// @ts-expect-error options are an object
added.executionOptions('stream')
// @ts-expect-error values are given by name
added.params('a')
// @ts-expect-error no such column
added.values({ name: 'a', age: 1 }).returning(users.c.nmae)
// @ts-expect-error no such column
void added.excluded.nmae
// @ts-expect-error no such column
upsert(users, { keys: ['nmae'] })
// @ts-expect-error no such column
upsert(users, { update: ['nmae'] })
// @ts-expect-error a name is no column
fromDmlColumn('name')
// @ts-expect-error a column of another type
insert(users).values({ name: fromDmlColumn(users.c.age), age: 1 })
// @ts-expect-error a parameter of another type
insert(users).values({ name: bindparam<number>('a'), age: 1 })

// ---- UPDATE
// @ts-expect-error a name is no table
update('user_account')
// @ts-expect-error a value of another type
changed.values({ age: 'x' })
// @ts-expect-error a text is no condition
changed.where('id = 1')
// @ts-expect-error a text is no condition
changed.filter('id = 1')
// @ts-expect-error values are given by key
changed.filterBy('id')
// @ts-expect-error a name is no table
changed.from('address')
// @ts-expect-error a name is no column
changed.returning('id')
// @ts-expect-error no such column
changed.returnDefaults('nmae')
// @ts-expect-error a clause has to be made for it
changed.ext({})
// @ts-expect-error it is SQL text
changed.prefixWith(5)
// @ts-expect-error it is SQL text
changed.withHint(5)
// @ts-expect-error options stand below the dialect's name
changed.withDialectOptions({ mysql: 5 })
// @ts-expect-error a name is no CTE
changed.addCte('t')
// @ts-expect-error a name is text
changed.cte(5)
// @ts-expect-error a comment is text
changed.comment(5)
// @ts-expect-error options are an object
changed.executionOptions('stream')
// @ts-expect-error values are given by name
changed.params('a')

// ---- DELETE
// @ts-expect-error a name is no table
del('user_account')
// @ts-expect-error a text is no condition
gone.filter('id = 1')
// @ts-expect-error values are given by key
gone.filterBy('id')
// @ts-expect-error a name is no table
gone.using('address')
// @ts-expect-error a name is no column
gone.returning('id')
// @ts-expect-error a clause has to be made for it
gone.ext({})
// @ts-expect-error it is SQL text
gone.prefixWith(5)
// @ts-expect-error it is SQL text
gone.withHint(5)
// @ts-expect-error options stand below the dialect's name
gone.withDialectOptions({ mysql: 5 })
// @ts-expect-error a name is no CTE
gone.addCte('t')
// @ts-expect-error a name is text
gone.cte(5)
// @ts-expect-error a comment is text
gone.comment(5)
// @ts-expect-error options are an object
gone.executionOptions('stream')
// @ts-expect-error values are given by name
gone.params('a')
declare const clause: DmlClause
// @ts-expect-error a clause of UPDATE and DELETE isn't one of SELECT
select(users).ext(clause)

// ---- MERGE
// @ts-expect-error a text is no condition
merged.whenMatched('x')
// @ts-expect-error a text is no condition
merged.whenNotMatched('x')
// @ts-expect-error a text is no condition
merged.whenNotMatchedBySource('x')
// @ts-expect-error a name is no column
merged.returning('id')
// @ts-expect-error it is SQL text
merged.prefixWith(5)
// @ts-expect-error it is SQL text
merged.withHint(5)
// @ts-expect-error options stand below the dialect's name
merged.withDialectOptions({ mssql: 5 })
// @ts-expect-error a comment is text
merged.comment(5)
// @ts-expect-error a name is no CTE
merged.addCte('t')
// @ts-expect-error a name is text
merged.cte(5)
// @ts-expect-error options are an object
merged.executionOptions('stream')
// @ts-expect-error values are given by name
merged.params('a')
