import { releaseSavepoint, rollbackToSavepoint, savepoint, select } from '@athanor/expressions'
import { conn, expectType } from './api.ts'

expectType<Record<string, never>[]>()(await conn.execute(savepoint('a')).all())
await conn.execute(rollbackToSavepoint('a')).all()
await conn.execute(releaseSavepoint('a')).all()
// @ts-expect-error a savepoint is known by its name
savepoint(1)
// @ts-expect-error a statement is no FROM element
select().selectFrom(savepoint('a'))
