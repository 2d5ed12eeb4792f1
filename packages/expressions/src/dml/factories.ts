import { ArgumentError } from '@athanor/interfaces'
import type { FromDmlColumnFactory } from '../typing/dml.ts'
import type { DeleteFactory, InsertFactory, MergeFactory, UpdateFactory, UpsertFactory } from '../typing/factories.ts'
import { Delete } from './delete.ts'
import { DmlColumn } from './dml-column.ts'
import { Insert } from './insert.ts'
import { Merge } from './merge.ts'
import { Upsert } from './on-conflict.ts'
import { unknownColumn } from './unknown-column.ts'
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

/**
 * INSERT that updates the row if it is there already: `ON CONFLICT` on PostgreSQL and SQLite, `ON DUPLICATE KEY UPDATE` on
 * MySQL and MariaDB (which take any unique key for a conflict, not only the named one), MERGE on SQL Server and Oracle.
 * @throws {ArgumentError} for a table without primary key, when no keys are named
 * @throws {UnsupportedCompilationError} when compiled without a dialect, or for one that has no such statement
 * @example upsert(addresses, { keys: ['email'] }).values({ email: 'a@b.c', userId: 5 })   // PostgreSQL: INSERT INTO address (email, user_id) VALUES (:email, :userId) ON CONFLICT (email) DO UPDATE SET user_id = excluded.user_id RETURNING address.id
 */
export const upsert: UpsertFactory = published((target: unknown, options: { readonly keys?: readonly string[]; readonly update?: readonly string[] } = {}) => {
  const statement = new Insert(target)
  const { table } = statement
  const keys = options.keys ?? table.primaryKey.map((c) => (c as { readonly key?: string }).key ?? '')
  if (keys.length === 0) throw new ArgumentError(`upsert() needs to know by which columns a row of '${table.description}' is found: it has no primary key; give { keys: ['…'] }`)
  for (const key of [...keys, ...options.update ?? []]) if (!table.columns.has(key)) unknownColumn(key, table, 'upsert()')
  return statement.withPostValues(new Upsert(keys, options.update ?? null))
})

/**
 * MERGE: compares the rows of a source with those of a table, and updates, deletes or inserts.
 * @throws {CompileError} when compiled for a database that can't say it: SQLite, MySQL and MariaDB have no MERGE
 * @example
 * merge(stock).using(delivery, delivery.c.item.eq(stock.c.item))
 *   .whenMatched(delivery.c.amount.lt(0)).thenDelete()
 *   .whenMatched().thenUpdate({ amount: delivery.c.amount })
 *   .whenNotMatched().thenInsert({ item: delivery.c.item, amount: delivery.c.amount })
 * // MERGE INTO stock USING delivery ON delivery.item = stock.item
 * // WHEN MATCHED AND delivery.amount < :amount_1 THEN DELETE
 * // WHEN MATCHED THEN UPDATE SET amount = delivery.amount
 * // WHEN NOT MATCHED THEN INSERT (item, amount) VALUES (delivery.item, delivery.amount)
 * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete()   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE
 */
export const merge: MergeFactory = published((target: unknown) => new Merge(target))

/**
 * The value that the same statement gives to another column.
 * @example update(t).set({ x: 5, y: fromDmlColumn(t.c.x).add(1) })   // UPDATE t SET x=:x, y=(:x + :x_1)
 */
export const fromDmlColumn: FromDmlColumnFactory = published((column: unknown) => new DmlColumn(column))
