import type { ColumnDescription, FromLike } from '@athanor/expressions'
import { adapt, float, registerFunction, replacementTraverse, tablesOf } from '@athanor/expressions'
import { conn, expectType, insert, integer, select, sql, text, varchar } from './api.ts'

import { addresses, users } from './schema.ts'

const statement = select(users.c.id, users.c.name.label('n'))
expectType<readonly ColumnDescription[]>()(statement.columnDescriptions)
expectType<readonly FromLike[]>()(statement.getFinalFroms())
select(statement.selectedColumns.n).where(statement.selectedColumns.id.gt(3))
// @ts-expect-error no such column
void statement.selectedColumns.name

const similarity = registerFunction('similarity', { type: float() })
expectType<{ similarity: number }>()(await conn.execute(select(similarity(users.c.name, 'x'))).one())
similarity(users.c.name, 'x').gt(0.4)
// @ts-expect-error a number is compared with a text
similarity(users.c.name, 'x').gt('a')

expectType<{ id: number; name: string }>()(await conn.execute(sql`SELECT 1`.columns({ id: integer(), name: varchar() })).one())
expectType<typeof statement>()(adapt(statement, users.alias('u')))
expectType<typeof statement>()(replacementTraverse(statement, () => undefined))
expectType<string>()(tablesOf(statement)[0]!.name)
// @ts-expect-error a text is no element
tablesOf('users')

// text with columns, as a value and in FROM
const typed = text('SELECT id FROM t WHERE id > :low').columns({ id: integer() })
expectType<{ v: number | null }>()(await conn.execute(select({ v: typed.bindparams({ low: 5 }).scalarSubquery<number>() })).one())
expectType<number>()(await conn.execute(select(typed.lateral('l').c.id)).scalarOne())
select(users.c.id).where(typed.exists()).comment('checked')
insert(addresses).values({ email: 'x', userId: 1 }).comment('traced').returning(addresses.c.id)
// @ts-expect-error a clause has to be made for it
select(users.c.id).ext('DISTINCT')
