import { check, exclude, expectType, foreignKey, index, integer, literal, MetaData, sequence, table, unique, varchar, enumType, timestamp, func, bigint } from './api.ts'
import { users } from './schema.ts'
import { collate, copyTable, CreateTable, distinct, values, type ColDefs, type DataType, type Expr, type ForeignKeyConstraint, type Index, type SchemaColumn, type Sequence, type Table, type TableAlias } from '@athanor/expressions'
import type { ColumnDef } from '../../src/typing/column-def.ts'

const metadata = new MetaData({ schema: 'app', namingConvention: { ix: 'ix_%(column_0_label)s' } })
const booking = table('booking', metadata, {
  id: integer().primaryKey(), room: integer(), guest: varchar(30).unique().index('ix_guest').comment('who').dbName('guest_name'),
  userId: integer().references(() => users.c.id, { onDelete: 'cascade', deferrable: true, initially: 'deferred' }), during: varchar(),
}, (c) => [
  unique(c.room, c.during), unique({ name: 'uq' }, c.room), index(c.room, c.during.desc()), index({ unique: true, options: { postgresql: { using: 'gist' } } }, c.during),
  check(c.room.gt(0), { name: 'positive' }), foreignKey([c.room], ['room.id']), exclude({ using: 'gist' }, [c.room, '='], [c.during, '&&']),
])
expectType<'booking'>()(booking.name)
table('x', { id: integer() }, { schema: 'y', comment: 'z', constraints: (c) => [unique(c.id)], options: { mysql: { engine: 'InnoDB' } } })
// @ts-expect-error no such column
table('x', { id: integer() }, (c) => [unique(c.nope)])
// @ts-expect-error a column is no constraint
table('x', { id: integer() }, (c) => [c.id])
// @ts-expect-error no such option
table('x', { id: integer() }, { shema: 'y' })
// @ts-expect-error not a column definition
table('x', { id: 5 })
// A table that refers to itself does so by name.
table('nodes', { id: integer().primaryKey(), parentId: integer().references('nodes.id').nullable() })

// ---- column definitions
expectType<ColumnDef<string | null, 'opt'>>()(varchar().nullable())
expectType<ColumnDef<number, 'pk' | 'opt'>>()(integer().primaryKey())
expectType<ColumnDef<bigint, 'pk' | 'opt'>>()(bigint().primaryKey())
expectType<ColumnDef<string, 'pk'>>()(varchar().primaryKey())
expectType<ColumnDef<number, 'fk'>>()(integer().references('a.b'))
varchar().default('x'); varchar().default(() => 'x'); varchar().default(func.lower(literal('X'))); integer().default(sequence('s'))
timestamp().serverDefault(func.now()).onUpdate(() => new Date())
varchar().$type<'a' | 'b'>().default('a'); varchar().with(integer(), 'mysql', 'mariadb')
// @ts-expect-error default of another type
varchar().default(5)
// @ts-expect-error not a narrowing
varchar().$type<number>()
// @ts-expect-error not in the enumeration
enumType('a', 'b').default('c')
// @ts-expect-error a reference names a table and a column
integer().references('id')
// @ts-expect-error the referenced column has another type
integer().references(() => users.c.name)
// @ts-expect-error no such action
integer().references('a.b', { onDelete: 'explode' })
expectType<ColumnDef<'x' | 'y', never>>()(enumType(['x', 'y'], { name: 'axis' }))

// ---- what tables and collections tell of themselves
expectType<readonly Index[]>()(booking.indexes)
expectType<readonly ForeignKeyConstraint[]>()(booking.foreignKeyConstraints)
expectType<SchemaColumn<number, 'room', 'booking'>>()(booking.c.room)
expectType<boolean>()(booking.c.room.nullable)
expectType<ReadonlyMap<string, Sequence>>()(metadata.sequences)
expectType<Table<string, ColDefs> | undefined>()(metadata.table('booking'))
expectType<DataType<string>>()(booking.c.during.type)
expectType<'old_booking'>()(copyTable(booking, metadata, { name: 'old_booking' }).name)
expectType<'booking'>()(copyTable(booking, metadata).name)
expectType<TableAlias<'b', typeof users extends Table<string, infer D> ? D : never>>()(users.alias('b'))
expectType<Expr<number, 'user_account'>>()(distinct(users.c.id))
expectType<Expr<string | null, 'user_account'>>()(collate(users.c.fullname, 'C'))
// @ts-expect-error no such option
exclude({ op: {} }, [booking.c.room, '='])
// @ts-expect-error a name is no foreign key
new CreateTable(booking, { includeForeignKeys: ['fk'] })
// @ts-expect-error no such option
values({ id: integer() }, 'v', { literalbinds: true })
