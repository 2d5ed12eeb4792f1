import { bigint, enumType, func, integer, json, numeric, table, textType, timestamp, varchar, array } from './api.ts'

/** Tables that the type tests share. */
export const users = table('user_account', {
  id: integer().primaryKey(),
  name: varchar(30),
  fullname: varchar().nullable(),
  age: integer(),
  role: enumType('admin', 'user').default('user'),
  createdAt: timestamp().serverDefault(func.now()),
})

export const addresses = table('address', {
  id: integer().primaryKey(),
  email: varchar(),
  userId: integer().references('user_account.id'),
  note: textType().nullable(),
})

export const orders = table('orders', {
  id: bigint().primaryKey(),
  userId: integer().references(() => users.c.id),
  quantity: integer(),
  price: numeric(10, 2),
  discount: numeric(10, 2).nullable(),
  rate: numeric(5, 2, { as: 'number' }),
  tags: array(varchar()),
  meta: json<{ color: string; sizes: number[] }>().nullable(),
  raw: json(),
})
