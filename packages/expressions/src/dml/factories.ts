import type { DeleteFactory, InsertFactory, UpdateFactory } from '../typing/factories.ts'
import { Delete } from './delete.ts'
import { Insert } from './insert.ts'
import { Update } from './update.ts'

// The statements are loosely typed; their public types say which keys and values fit. That is the reason of every cast here.
const published = <F>(fn: unknown): F => fn as F

/**
 * INSERT into a table.
 * @example insert(users).values({ name: 'sandy' })   // INSERT INTO user_account (name) VALUES (:name)
 */
export const insert: InsertFactory = published((target: unknown) => new Insert(target))

/**
 * UPDATE of a table.
 * @example update(users).set({ name: 'patrick' }).where(users.c.id.eq(5))   // UPDATE user_account SET name=:name WHERE user_account.id = :id_1
 */
export const update: UpdateFactory = published((target: unknown) => new Update(target))

/**
 * DELETE from a table.
 * @example del(users).where(users.c.id.eq(5))   // DELETE FROM user_account WHERE user_account.id = :id_1
 */
export const del: DeleteFactory = published((target: unknown) => new Delete(target))
