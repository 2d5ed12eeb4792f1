import { insert, integer, MetaData, select, table, text, varchar } from '@athanor/expressions'
import { createAll, createEngine, dropAll, inspect, StaticPool, AssertionPool, Url, type Connection, type Engine, type Result, type SchemaCollection, type StreamResult } from '@athanor/engine'

declare const engine: Engine
declare const conn: Connection
declare const result: Result<{ id: number; name: string }, [number, string]>
declare const collection: SchemaCollection<object>
declare const stream: StreamResult<{ id: number }, [number]>
const users = table('user_account', { id: integer().primaryKey(), name: varchar(30) })
const query = select(users)

// ---- engines
// @ts-expect-error a URL is text
createEngine(5)
// @ts-expect-error no such option
createEngine('sqlite://', { poolsize: 5 })
// @ts-expect-error connections are counted in numbers
createEngine('sqlite://', { poolSize: '5' })
// @ts-expect-error no such option
void engine.connect({ timeOut: 5 })
// @ts-expect-error work is a function
void engine.begin('x')
// @ts-expect-error a text is no statement
engine.compile('SELECT 1')
// @ts-expect-error positions are numbers
engine.compile(query, [1]).sql.at('x')
// @ts-expect-error parameters are named
engine.compile(query, 'x')
// @ts-expect-error no such option
void engine.raw({ timeOut: 5 })
// @ts-expect-error no such level
engine.executionOptions({ isolationLevel: 'CHAOS' })
// @ts-expect-error a listener is a function
engine.on('afterExecute', 'x')
// @ts-expect-error no such answer
engine.on('beforeCursorExecute', () => ({ text: 'x' }))
// @ts-expect-error no such option
void engine.dispose({ closed: false })
// @ts-expect-error no such kind of log
engine.echo = 'all'
// @ts-expect-error a table is no collection
void createAll(engine, users)
// @ts-expect-error a URL is no engine
void collection.createAll('sqlite://')
// @ts-expect-error an engine is missing
void collection.dropAll()
// @ts-expect-error a URL is no engine
void dropAll('sqlite://', new MetaData())

// ---- connections
// @ts-expect-error a text is no statement
void conn.scalar('SELECT 1')
// @ts-expect-error a column is no statement
void conn.scalars(users.c.id)
// @ts-expect-error a statement goes to execute()
void conn.exec(text('SELECT 1'))
// @ts-expect-error a statement goes to execute()
void conn.execDriverSql(text('SELECT 1'))
// @ts-expect-error a text is no statement
void conn.stream('SELECT 1')
// @ts-expect-error parameters are named
void conn.execute(query, 5)
// @ts-expect-error rows are counted in numbers
void conn.execute(query, {}, { yieldPer: '5' })
// @ts-expect-error work is a function
void conn.begin('x')
// @ts-expect-error work is a function
void conn.beginNested('x')
// @ts-expect-error an identifier is text
void conn.beginTwoPhase(5)
// @ts-expect-error an identifier is text
void conn.commitPrepared(5)
// @ts-expect-error an identifier is text
void conn.rollbackPrepared(5)
// @ts-expect-error no such level
void conn.executionOptions({ isolationLevel: 'CHAOS' })

// ---- rows on their way
// @ts-expect-error a column is a name or a number
void conn.execute(query).scalars({ column: 0 })
// @ts-expect-error a column is a name or a number
void conn.execute(query).selectColumns(true)
// @ts-expect-error a strategy is a function
void conn.execute(query).unique('id')
// @ts-expect-error rows are counted in numbers
void conn.execute(query).partitions('5')
// @ts-expect-error a callback is a function
void conn.execute(query).then('x')
// @ts-expect-error a callback is a function
void conn.execute(query).catch('x')
// @ts-expect-error a callback is a function
void conn.execute(query).finally('x')
// @ts-expect-error a callback is a function
void conn.stream(query).then('x')
// @ts-expect-error rows are counted in numbers
void conn.stream(query).partitions('5')
// @ts-expect-error without RETURNING there are no rows
void conn.execute(insert(users).values({ name: 'x' })).one().then((row) => row.id)

// ---- results
// @ts-expect-error a column is a name or a number
result.scalars({ column: 0 })
// @ts-expect-error a column is a name or a number
result.selectColumns(true)
// @ts-expect-error a strategy is a function
result.unique('id')
// @ts-expect-error rows are counted in numbers
result.partitions('5')
// @ts-expect-error no such column
void result.one().nmae
// @ts-expect-error a column is a name or a number
stream.scalars({ column: 0 })
// @ts-expect-error rows are counted in numbers
stream.partitions('5')

// ---- URLs
// @ts-expect-error a URL is text
Url.parse(5)
// @ts-expect-error no such part
Url.create({ dialect: 'sqlite', dataBase: 'x' })
// @ts-expect-error the dialect is missing
Url.create({ host: 'x' })
// @ts-expect-error a port is a number
Url.parse('sqlite://').set({ port: '5432' })
// @ts-expect-error options are text
Url.parse('sqlite://').updateQuery({ timeout: 5 })
// @ts-expect-error no such option
Url.parse('sqlite://').updateQuery({}, { apend: true })
// @ts-expect-error names are text
Url.parse('sqlite://').withoutQuery(5)
// @ts-expect-error a text is no URL
Url.parse('sqlite://').equals('sqlite://')
// @ts-expect-error no such option
Url.parse('sqlite://').toString({ hide: false })
// @ts-expect-error a URL doesn't change: set() gives another one
Url.parse('sqlite://').host = 'x'

// ---- inspectors
// @ts-expect-error a URL is no engine
void inspect('sqlite://')
// @ts-expect-error a table has a name
void inspect(engine).hasTable(users)
// @ts-expect-error a name is text
void inspect(engine).hasSequence(5)
// @ts-expect-error the index is missing
void inspect(engine).hasIndex('t')
// @ts-expect-error a name is text
void inspect(engine).hasSchema(5)
// @ts-expect-error no such kind
void inspect(engine).existing('tables', ['t'])
// @ts-expect-error options are an object
void inspect(engine).getTableNames('public')
// @ts-expect-error no such option
void inspect(engine).getViewNames({ shema: 'x' })
// @ts-expect-error options are an object
void inspect(engine).getSequenceNames('public')
// @ts-expect-error a name is text
void inspect(engine).getViewDefinition(5)
// @ts-expect-error a table has a name
void inspect(engine).getColumns(users)
// @ts-expect-error a table has a name
void inspect(engine).getPkConstraint(users)
// @ts-expect-error a table has a name
void inspect(engine).getForeignKeys(users)
// @ts-expect-error a table has a name
void inspect(engine).getIndexes(users)
// @ts-expect-error a table has a name
void inspect(engine).getUniqueConstraints(users)
// @ts-expect-error a table has a name
void inspect(engine).getCheckConstraints(users)
// @ts-expect-error a table has a name
void inspect(engine).getTableComment(users)

// ---- pools
// @ts-expect-error no such option
void engine.pool.checkout({ timeOut: 5 })
// @ts-expect-error options are an object
void engine.pool.tryAcquire('x')
// @ts-expect-error work is a function
void engine.pool.use('x')
// @ts-expect-error no such option
void engine.pool.dispose({ force: true })
// @ts-expect-error what it holds is made by an adapter
new StaticPool('x')
// @ts-expect-error what it holds is made by an adapter
new AssertionPool('x')
