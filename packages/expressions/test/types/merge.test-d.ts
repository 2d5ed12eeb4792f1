import { conn, expectType, func, merge } from './api.ts'
import { addresses, users } from './schema.ts'

const started = merge(users).using(addresses, addresses.c.userId.eq(users.c.id))
started.whenMatched(addresses.c.email.like('%x')).thenDelete().whenMatched().thenUpdate({ name: addresses.c.email, age: 3 })
  .whenNotMatched().thenInsert({ name: addresses.c.email, age: 1 }).whenNotMatchedBySource().thenDoNothing()
expectType<{ id: number; merge_action: string }>()(await conn.execute(started.whenMatched().thenDelete().returning(users.c.id, func.mergeAction())).one())

// @ts-expect-error the source comes first
merge(users).whenMatched()
// @ts-expect-error unknown column
started.whenMatched().thenUpdate({ nmae: 'x' })
// @ts-expect-error wrong type
started.whenMatched().thenUpdate({ age: addresses.c.email })
// @ts-expect-error a missing column
started.whenNotMatched().thenInsert({ name: 'x' })
// @ts-expect-error what isn't there can't be deleted
started.whenNotMatched().thenDelete()
// @ts-expect-error what is there can't be inserted
started.whenMatched().thenInsert({ name: 'x', age: 1 })
// @ts-expect-error the condition is no boolean
merge(users).using(addresses, addresses.c.email)
