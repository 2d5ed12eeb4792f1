import { describe, expect, test } from '@jest/globals'
import { BindParameter } from '@athanor/expressions/elements'
import {
  adapt, clonedTraverse, compile, float, func, insert, integer, iterate, literal, MetaData, registerFunction, replacementTraverse, select, sql, table, tablesOf, text, traverse, union, update, varchar, type Element,
} from '../../src/index.ts'

const render = (node: unknown): string => compile(node).sql.replaceAll(/\s+/g, ' ').trim()
const metadata = new MetaData()
const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30) })
const namesOf = (element: Element) => tablesOf(element).map((t) => t.name)
const addresses = table('addresses', metadata, { id: integer().primaryKey(), userId: integer().references('users.id'), email: varchar(50) })

describe('what a statement consists of', () => {
  const statement = select(users.c.id, users.c.name.label('n'), func.count().label('total')).join(addresses).where(users.c.id.in(select(addresses.c.userId)))
  test('columns of the result by key', () => {
    expect(Object.keys(statement.selectedColumns)).toEqual(['id', 'n', 'total'])
    expect(statement.selectedColumns.id).toBe(users.c.id)
    expect(statement.columnDescriptions.map((c) => [c.name, String(c.type)])).toEqual([['id', 'Integer'], ['n', 'String(30)'], ['total', 'Integer']])
    expect(Object.keys(union(select(users.c.id), select(addresses.c.id)).selectedColumns)).toEqual(['id'])
  })
  test('the FROM list with its joins', () => {
    const froms = statement.getFinalFroms()
    expect(froms).toHaveLength(1)
    expect(render(select(literal(1)).selectFrom(froms[0]!))).toBe('SELECT :param_1 AS anon_1 FROM users JOIN addresses ON users.id = addresses."userId"')
    expect(select(users.c.id, addresses.c.id).getFinalFroms().map((f) => (f as unknown as { name: string }).name)).toEqual(['users', 'addresses'])
  })
  test('tables, wherever they are', () => {
    expect(namesOf(statement)).toEqual(['users', 'addresses'])
    const cte = select(addresses.alias('a').c.userId).cte('x')
    expect(namesOf(select(cte.c.userId))).toEqual(['addresses'])
    expect(namesOf(insert(users).fromSelect(['name'], select(addresses.c.email)))).toEqual(['users', 'addresses'])
    expect(namesOf(update(users).set({ name: 'x' }).where(users.c.id.eq(addresses.c.userId)))).toEqual(['users', 'addresses'])
    expect(() => namesOf('x' as never)).toThrow('tablesOf() needs a statement')
  })
})

describe('traversal', () => {
  test('iterate gives every node, itself first', () => {
    expect([...iterate(users.c.id.eq(5))].map((n) => n.visitName)).toEqual(['visitBinary', 'visitColumn', 'visitBindParameter'])
  })
  test('replacementTraverse copies what changes and shares the rest', () => {
    const condition = users.c.id.gt(5)
    const other = replacementTraverse(condition, (node) => (node instanceof BindParameter ? literal('six') : undefined))
    expect(compile(other).parameters).toEqual([['param_1', 'six']])
    expect(compile(condition).parameters).toEqual([['id_1', 5]])
    expect(replacementTraverse(condition, () => undefined)).toBe(condition)
    const wrong = () => 'x' as never
    expect(() => replacementTraverse(condition, wrong)).toThrow("The result of replacementTraverse()'s function needs an expression")
  })
  test('traverse calls the function for a kind of nodes', () => {
    const seen: string[] = []
    traverse(select(users.c.id).where(users.c.id.eq(5), users.c.name.eq('x')), {
      visitBindParameter: (node) => { seen.push(String((node as BindParameter).value)) },
      visitBinary: () => { seen.push('comparison') },
    })
    expect(seen).toEqual(['comparison', 'comparison', '5', 'x'])
    expect(() => { traverse('x' as never, {}) }).toThrow('traverse() needs an expression')
  })
  test('clonedTraverse changes from the inside out', () => {
    const statement = select(users.c.id).where(users.c.id.eq(5).or(users.c.name.eq('x')))
    const seen: string[] = []
    const other = clonedTraverse(statement, {
      visitBindParameter: () => literal(6),
      visitBinary: (node) => { seen.push(render(node as never)); return undefined },
      visitExpressionList: (node) => (node as unknown as Element & { negated(): Element }).negated(),
    })
    expect(seen).toEqual(['users.id = :param_1', 'users.name = :param_1'])
    expect(render(other)).toBe('SELECT users.id FROM users WHERE NOT (users.id = :param_1 OR users.name = :param_2)')
    expect(render(statement)).toBe('SELECT users.id FROM users WHERE users.id = :id_1 OR users.name = :name_1')
    expect(clonedTraverse(statement, {})).toBe(statement)
    expect(() => clonedTraverse(statement, { visitBinary: () => 'x' as never })).toThrow("The result of clonedTraverse()'s function visitBinary needs an expression")
  })
  test('clonedTraverse puts another table everywhere: columns follow it', () => {
    const archive = table('archive', metadata, { id: integer().primaryKey(), name: varchar(30) })
    const statement = select(users.c.id).where(users.c.name.like('s%'))
    expect(render(clonedTraverse(statement, { visitTable: (node) => (node === (users as unknown) ? archive : undefined) }))).toBe('SELECT archive.id FROM archive WHERE archive.name LIKE :name_1')
  })
  test('adapt puts an alias or a subquery in place of tables', () => {
    const u = users.alias('u')
    expect(render(adapt(users.c.name.eq('x'), u))).toBe('u.name = :name_1')
    expect(render(adapt(select(users.c.id).where(users.c.name.eq('x')), u))).toBe('SELECT u.id FROM users AS u WHERE u.name = :name_1')
    const both = select(users.c.id, users.c.name).subquery('both_columns')
    expect(render(adapt(users.c.name.eq(addresses.c.email), both))).toBe('both_columns.name = addresses.email')
    expect(render(adapt(users.c.name.eq('x').and(users.c.id.eq(1)), u, { include: (c) => c.key === 'id' }))).toBe('users.name = :name_1 AND u.id = :id_1')
    expect(render(adapt(u.c.name.eq('x'), u))).toBe('u.name = :name_1')
  })
})

describe('functions of one\'s own', () => {
  const similarity = registerFunction('similarity', { type: float(), arity: [2, 2] })
  test('have a type wherever they are called', () => {
    expect(render(similarity(users.c.name, 'sandy').gt(0.4))).toBe('similarity(users.name, :similarity_1) > :similarity_2')
    expect((func('similarity', users.c.name, 'x') as unknown as { type: { affinity: string } }).type.affinity).toBe('float')
    expect(() => similarity(users.c.name)).toThrow('similarity() takes 2 arguments, not 1')
  })
  test('may be spelt in another way, take the type of their argument, and type their parameters', () => {
    const nearest = registerFunction('nearest_to', { type: 'firstArgument', sqlName: 'ST_Nearest', argumentTypes: [integer(), varchar(5)] })
    const call = nearest(users.c.id, 'x') as unknown as { type: { affinity: string } }
    expect(render(call)).toBe('ST_Nearest(users.id, :nearest_to_1)')
    expect(call.type.affinity).toBe('integer')
    const today = registerFunction('today', { type: varchar(), withoutParentheses: true })
    expect(render(select(today()))).toBe('SELECT today AS today_1')
  })
})

describe('SQL text with columns', () => {
  test('of a template and of a text', () => {
    const template = sql`SELECT id, name FROM users WHERE id > ${3}`.columns({ id: integer(), name: varchar(30) })
    expect(render(select(template.subquery('t').c.name))).toBe('SELECT t.name FROM (SELECT id, name FROM users WHERE id > :param_1) AS t')
    expect(render(select(text('SELECT id FROM users').columns({ id: integer() }).subquery('t').c.id))).toBe('SELECT t.id FROM (SELECT id FROM users) AS t')
  })
})

describe('a comment', () => {
  test('can\'t be left', () => {
    expect(compile(select(users.c.id).comment('a */ DROP TABLE users; /* b')).sql).toMatch(/^\/\* a \* \/ DROP TABLE users; \/ \* b \*\/ SELECT/)
  })
})
