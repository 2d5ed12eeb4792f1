import type { StringFactory, TextFactory } from '../typing/factories.ts'
import { textColumn } from '../types/factories.ts'
import { TextClause } from './text.ts'

/**
 * With a string: SQL text with `:name` parameters, as a statement or a part of one. Without, or with a length: the `TEXT`
 * column type.
 *
 * @example
 * select(users.c.id).where(text('age > :least'))   // SELECT user_account.id FROM user_account WHERE age > :least
 * cast(t.c.a, text())   // CAST(t.a AS TEXT)
 * conn.execute(text('SELECT * FROM user_account WHERE id = :id'), { id: 5 })
 * table('note', { id: integer().primaryKey(), body: text() })
 */
// two things that SQL calls TEXT: an overload tells them apart by the argument
export const text = ((argument?: unknown, options?: never) =>
  (typeof argument === 'string' ? new TextClause(argument) : textColumn(argument as number | undefined, options))) as unknown as TextFactory & StringFactory
