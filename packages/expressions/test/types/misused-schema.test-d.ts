import {
  AddConstraint, array, asGeneric, bigint, binary, blob, boolean, char, check, clob, compiles, conv, copyTable, CreateIndex, CreateSchema, CreateSequence, CreateTable, CreateTableAs, CreateView,
  customType, date, dateTime, ddl, decimal, double, DropColumnComment, DropConstraint, DropConstraintComment, DropIndex, DropSchema, DropSequence, DropTable, DropTableComment, DropView, enumType, exact, exclude, float, foreignKey, index,
  insertSentinel, integer, interval, json, largeBinary, MetaData, nchar, numeric, nvarchar, primaryKey, releaseSavepoint, rollbackToSavepoint, select, sequence, SetColumnComment, SetConstraintComment, SetTableComment, time, timestamp,
  unicode, unicodeText, unique, userDefinedType, uuid, varbinary, varchar,
} from '@athanor/expressions'
import { users } from './schema.ts'

// What must not compile, name by name: see `schema.test-d.ts` for what must.
const metadata = new MetaData()

// ---- collections
// @ts-expect-error no such option
new MetaData({ shema: 'app' })
// @ts-expect-error no such way of naming
new MetaData({ columnNaming: 'camelCase' })
// @ts-expect-error a name is text
metadata.table(5)
// @ts-expect-error a name is no table
metadata.remove('user_account')
// @ts-expect-error a URL is no engine
void metadata.createAll('sqlite://')
// @ts-expect-error no such option
void metadata.createAll({ runSchemaPlan: async () => {} }, { table: [users] })
// @ts-expect-error an engine is missing
void metadata.dropAll()
// @ts-expect-error no such option
void metadata.reflect({ reflectTables: async () => {} }, { names: ['t'] })
// @ts-expect-error no such event
metadata.on('beforeCrate', () => {})
// @ts-expect-error a text is no handler
metadata.off('beforeCreate', 'x')

// ---- tables
// @ts-expect-error a column is no constraint
users.append(users.c.id)
// @ts-expect-error a name is no table
users.addIsDependentOn('address')
// @ts-expect-error no such event
users.on('created', () => {})
// @ts-expect-error a number is no handler
users.off('afterCreate', 5)
// @ts-expect-error an engine is missing
void users.create()
// @ts-expect-error a table is no engine
void users.drop(users)
// @ts-expect-error a name is no table
copyTable('user_account', metadata)
// @ts-expect-error a collection is missing
copyTable(users)
// @ts-expect-error no such option
copyTable(users, metadata, { schma: 'x' })

// ---- constraints and indexes
// @ts-expect-error a text column is no condition
check(users.c.name)
// @ts-expect-error a number is no condition
check(5)
// @ts-expect-error a number is no column
unique(5)
// @ts-expect-error a number is no column
primaryKey(5)
// @ts-expect-error a reference names a table and a column
foreignKey([users.c.id], ['id'])
// @ts-expect-error no such action
foreignKey([users.c.id], ['t.id'], { onDelete: 'delete' })
// @ts-expect-error an operator is missing
exclude([users.c.id])
// @ts-expect-error no such option
index({ uniqe: true }, users.c.id)
// @ts-expect-error a number is no column
index(5)
// @ts-expect-error no such option
unique(users.c.id).ddlIf({ dialekt: 'mysql' })
// @ts-expect-error a name is text
conv(5)

// ---- sequences
// @ts-expect-error a name is text
sequence(5)
// @ts-expect-error it starts with a number
sequence('s', { start: 'x' })

// ---- column definitions
// @ts-expect-error no such option
integer().primaryKey({ autoIncrement: true })
// @ts-expect-error a value of another type
integer().onUpdate('x')
// @ts-expect-error a number of JavaScript isn't written into DDL: text('5') is
integer().serverDefault(5)
// @ts-expect-error a number of JavaScript isn't written into DDL
integer().serverOnUpdate(5)
// @ts-expect-error a name is text
integer().unique(5)
// @ts-expect-error a name is text
integer().index(5)
// @ts-expect-error it is SQL
integer().computed(5)
// @ts-expect-error no such option
integer().identity({ begin: 1 })
// @ts-expect-error a number is no condition
integer().check(5)
// @ts-expect-error a comment is text
integer().comment(5)
// @ts-expect-error a name is text
integer().dbName(5)
// @ts-expect-error a name is text
varchar().collation(5)
// @ts-expect-error a type is made by its function
integer().with('uuid', 'postgresql')
// @ts-expect-error for which dialects?
integer().with(uuid())
// @ts-expect-error options stand below the dialect's name
integer().options({ sqlite: 5 })
// @ts-expect-error it is an object
integer().info('x')
// @ts-expect-error a name is text
insertSentinel(5)

// ---- datatypes
// @ts-expect-error an integer has no length
integer(4)
// @ts-expect-error an integer has no length
bigint(20)
// @ts-expect-error digits are counted in numbers
numeric('10')
// @ts-expect-error no such value
decimal(10, 2, { as: 'bigint' })
// @ts-expect-error digits are counted in numbers
float('24')
// @ts-expect-error digits are counted in numbers
double({ precision: 53 })
// @ts-expect-error characters are counted in numbers
char('3')
// @ts-expect-error the length comes first
varchar({ length: 30 })
// @ts-expect-error characters are counted in numbers
nchar('3')
// @ts-expect-error characters are counted in numbers
nvarchar('30')
// @ts-expect-error characters are counted in numbers
unicode('30')
// @ts-expect-error no such option
unicodeText(30, { colation: 'C' })
// @ts-expect-error characters are counted in numbers
clob('x')
// @ts-expect-error bytes are counted in numbers
binary('16')
// @ts-expect-error bytes are counted in numbers
varbinary('16')
// @ts-expect-error bytes are counted in numbers
blob('16')
// @ts-expect-error bytes are counted in numbers
largeBinary('16')
// @ts-expect-error options are an object
boolean('yes')
// @ts-expect-error no such value
date({ as: 'number' })
// @ts-expect-error no such option
time({ fsp: 3 })
// @ts-expect-error no such option
timestamp({ timeZone: true })
// @ts-expect-error no such value
dateTime({ as: 'temporal' })
// @ts-expect-error no such option
interval({ precision: 3 })
// @ts-expect-error no such option
uuid({ native: true })
// @ts-expect-error no such option
json({ nullAsNone: true })
// @ts-expect-error values are texts
enumType(1, 2)
// @ts-expect-error a type is made by its function
array('integer')
// @ts-expect-error a type is made by its function
customType('integer', { bind: (v: number) => v, result: (v: number) => v })
// @ts-expect-error the implementation holds numbers
customType(integer(), { bind: (v: string) => v, result: (v: string) => v })
// @ts-expect-error it has a name
userDefinedType(5)

// ---- DDL
// @ts-expect-error a name is no table
new CreateTable('t')
// @ts-expect-error a table is created if it doesn't exist
new CreateTable(users, { ifExists: true })
// @ts-expect-error a name is no table
new DropTable('t')
// @ts-expect-error a column is no index
new CreateIndex(users.c.id)
// @ts-expect-error a name is no index
new DropIndex('ix')
// @ts-expect-error a name is no sequence
new CreateSequence('s')
// @ts-expect-error a name is no sequence
new DropSequence('s')
// @ts-expect-error a name is text
new CreateSchema(5)
// @ts-expect-error no such option
new DropSchema('s', { cascades: true })
// @ts-expect-error an index is no constraint
new AddConstraint(index(users.c.id))
// @ts-expect-error a name is no constraint
new DropConstraint('uq')
// @ts-expect-error a name is no table
new SetTableComment('t')
// @ts-expect-error a name is no table
new DropTableComment('t')
// @ts-expect-error a table is no column
new SetColumnComment(users)
// @ts-expect-error a name is no column
new DropColumnComment('c')
// @ts-expect-error a name is no constraint
new SetConstraintComment('ck')
// @ts-expect-error an index is no constraint
new DropConstraintComment(index(users.c.id))
// @ts-expect-error no such option
select(users).into('t', { orReplace: true })
// @ts-expect-error it isn't selected
void select(users.c.id).into('t').table.c.name
// @ts-expect-error it isn't selected
void select(users.c.id).union(select(users.c.id)).into('t').table.c.name
// @ts-expect-error no such action
integer().references('a.b', { onDelete: 'set nothing' })
// @ts-expect-error columns are named for ON DELETE only
integer().references('a.b', { onUpdate: 'set null (b)' })
integer().references('a.b', { onDelete: 'set null (b)' }).primaryKey({ autoincrement: 'ignoreForeignKey' })
// @ts-expect-error a value that there isn't
enumType({ A: 'a', B: 'b' }).default('c')
enumType({ A: 'a', B: 'b' }, { name: 'letters', validateStrings: true, createType: false }).default('b')
// @ts-expect-error values are texts
enumType({ A: 1 })
// @ts-expect-error a table is no query
new CreateView(users, 'v')
// @ts-expect-error no such option
new CreateView(select(users), 'v', { replace: true })
// @ts-expect-error a name is no view
new DropView('v')
// @ts-expect-error a table is no query
new CreateTableAs(users, 't')
// @ts-expect-error it isn't selected
void new CreateView(select(users.c.id), 'v').table.c.name
// @ts-expect-error it is SQL text
ddl(5)
// @ts-expect-error no such option
ddl('x').executeIf({ dialekt: 'mysql' })
// @ts-expect-error a number is no class
compiles(5, () => '')
// @ts-expect-error a name is text
rollbackToSavepoint(5)
// @ts-expect-error a name is text
releaseSavepoint(5)

// ---- exact types
// @ts-expect-error a precision is a number
exact.numeric('10')
// @ts-expect-error a precision is a number
exact.decimal('10')
// @ts-expect-error a precision is a number
exact.float('24')
// @ts-expect-error a precision is a number
exact.double('53')
// @ts-expect-error a precision is a number
exact.doublePrecision('53')
// @ts-expect-error a length is a number
exact.char('3')
// @ts-expect-error a length is a number
exact.varchar('30')
// @ts-expect-error a length is a number
exact.nchar('3')
// @ts-expect-error a length is a number
exact.nvarchar('30')
// @ts-expect-error a length is a number
exact.text('30')
// @ts-expect-error a length is a number
exact.clob('30')
// @ts-expect-error a length is a number
exact.nclob('30')
// @ts-expect-error no such form of values
exact.date({ as: 'text' })
// @ts-expect-error no such form of values
exact.time({ as: 'text' })
// @ts-expect-error no such form of values
exact.datetime({ as: 'text' })
// @ts-expect-error no such form of values
exact.timestamp({ as: 'text' })
// @ts-expect-error a length is a number
exact.blob('16')
// @ts-expect-error a length is a number
exact.binary('16')
// @ts-expect-error a length is a number
exact.varbinary('16')
// @ts-expect-error a name is no type
asGeneric('INTEGER')
// @ts-expect-error no such change
void metadata.reflect({ reflectTables: async () => {} }, { column: () => ({ name: 'x' }) })
