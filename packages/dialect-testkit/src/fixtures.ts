import { boolean, insert, integer, varchar, type ColumnDef } from '@athanor/expressions'
import type { CaseScope } from './scope.ts'

/** Four people; one without an age, one without a nickname. */
export const people = [
  { id: 1, name: 'sandy', age: 30, nick: 'sandy cheeks', active: true },
  { id: 2, name: 'patrick', age: 25, nick: null, active: true },
  { id: 3, name: 'gary', age: null, nick: 'snail', active: false },
  { id: 4, name: 'squidward', age: 40, nick: 'squid', active: false },
] as const

/** Their purchases; gary has none. */
export const purchases = [
  { id: 10, personId: 1, amount: 5, item: 'acorn' },
  { id: 11, personId: 1, amount: 15, item: 'helmet' },
  { id: 12, personId: 2, amount: 7, item: 'acorn' },
  { id: 13, personId: 4, amount: 100, item: 'clarinet' },
] as const

const key = (): ColumnDef<number, 'pk' | 'opt'> => integer().primaryKey({ autoincrement: false }) as ColumnDef<number, 'pk' | 'opt'>

/** The table of people, with its rows. */
export async function withPeople(t: CaseScope) {
  const person = t.table('tk_person', {
    id: key(), name: varchar(30), age: integer().nullable(), nick: varchar(30).nullable(), active: boolean(),
  })
  await t.create()
  await t.run(insert(person), people)
  return person
}

/** Both tables, with their rows. */
export async function withPurchases(t: CaseScope) {
  const person = t.table('tk_person', {
    id: key(), name: varchar(30), age: integer().nullable(), nick: varchar(30).nullable(), active: boolean(),
  })
  const purchase = t.table('tk_purchase', {
    id: key(), personId: integer().references(() => person.c.id), amount: integer(), item: varchar(30),
  })
  await t.create()
  await t.run(insert(person), people)
  await t.run(insert(purchase), purchases)
  return { person, purchase }
}
