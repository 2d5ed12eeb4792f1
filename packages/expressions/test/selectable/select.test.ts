import { describe, expect, test } from '@jest/globals'
import { compile } from '../../src/compiler/compile.ts'
import { CLAUSE } from '../../src/structure/node.ts'
import { join, literalColumn, select, text } from '../../src/selectable/factories.ts'
import type { Select, SyntaxExtension } from '../../src/selectable/select.ts'
import { TextClause } from '../../src/elements/text.ts'
import { addresses, orders, sql, users } from './support.ts'

describe('the columns clause', () => {
  test('takes constants, * and numbers, but no text', () => {
    expect(sql(select(null, 5, '*').selectFrom(users))).toBe('SELECT NULL AS anon_1, 5, * FROM users')
    expect(() => select('id')).toThrow(/string "id". Use column\('…'\) for a name/)
    expect(() => select(undefined)).toThrow(/Item 1 of select\(\) is undefined/)
    expect(() => select([users.c.id])).toThrow(/spread it/)
  })

  test('can be extended, replaced and reduced', () => {
    const base = select(users.c.id)
    expect(sql(base.addColumns(users.c.name))).toBe('SELECT users.id, users.name FROM users')
    expect(sql(base.withOnlyColumns(literalColumn('1')))).toBe('SELECT 1')
    expect(sql(base.withOnlyColumns(literalColumn('1'), { maintainColumnFroms: true }))).toBe('SELECT 1 FROM users')
    expect(sql(join(users, addresses).select().reduceColumns({ onlySynonyms: false })))
      .toBe('SELECT users.id, users.name, addresses.id AS id_1, addresses.email FROM users JOIN addresses ON users.id = addresses.user_id')
    expect(sql(base)).toBe('SELECT users.id FROM users')
  })

  test('of the object form describes how rows are built', () => {
    const statement = select({ user: users, mail: addresses.c.email, nested: { id: addresses.c.id } })
    expect(sql(statement)).toBe('SELECT users.id, users.name, addresses.email, addresses.id AS id_1 FROM users, addresses')
    expect(statement.shape).toEqual([
      { key: 'user', kind: 'table', start: 0, columns: ['id', 'name'], identity: [0] },
      { key: 'mail', kind: 'column', start: 2, columns: ['mail'], identity: [] },
      { key: 'nested', kind: 'object', start: 3, columns: ['id'], identity: [], items: [{ key: 'id', kind: 'column', start: 3, columns: ['id'], identity: [] }] },
    ])
  })

  test('keeps what was given, for the ORM', () => {
    const entity = { [CLAUSE]: () => users }
    const statement = select(entity, addresses.c.id).join(entity)
    expect(statement.rawItems).toEqual([entity, addresses.c.id])
    expect(statement.joins[0]!.raw.target).toBe(entity)
    expect(sql(select({ user: entity }))).toBe('SELECT users.id, users.name FROM users')
    expect(select({ user: entity }).shape![0]!.kind).toBe('entity')
  })
})

describe('criteria', () => {
  test('are joined by AND; absent ones are skipped', () => {
    const wanted: string | undefined = undefined
    expect(sql(select(users.c.id).where(users.c.id.gt(1), wanted !== undefined && users.c.name.eq(wanted), undefined).where(users.c.id.lt(5).or(users.c.name.eq('x')))))
      .toBe('SELECT users.id FROM users WHERE users.id > :id_1 AND (users.id < :id_2 OR users.name = :name_1)')
  })

  test('filterBy finds the column in everything that is selected from', () => {
    expect(sql(select(users.c.id).join(addresses).filterBy({ email: 'x' })))
      .toBe('SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id WHERE addresses.email = :email_1')
    expect(() => select(users.c.id).join(addresses).filterBy({ id: 1 })).toThrow(expect.objectContaining({ name: 'AmbiguousColumnError' }))
    expect(() => select(users.c.id).filterBy({ nope: 1 })).toThrow(/none of 'users' has a column 'nope'/)
  })
})

describe('the rest of a SELECT', () => {
  const base = select(users.c.id)
  test('DISTINCT, prefixes, suffixes', () => {
    expect(sql(base.distinct())).toBe('SELECT DISTINCT users.id FROM users')
    expect(sql(base.prefixWith('A', 'B').prefixWith('C', { dialect: 'other' }).suffixWith(text('Z')))).toBe('SELECT A B users.id FROM users Z')
  })

  test('hints are left to dialects; statement hints are appended', () => {
    expect(sql(base.withHint(users, '%(name)s HINT'))).toBe('SELECT users.id FROM users')
    expect(sql(base.withStatementHint('OPTION (X)').withStatementHint('no', { dialect: 'other' }))).toBe('SELECT users.id FROM users OPTION (X)')
  })

  test('FOR UPDATE', () => {
    expect(sql(base.withForUpdate({ nowait: true, of: users }))).toBe('SELECT users.id FROM users FOR UPDATE')
    expect(sql(base.withForUpdate().withForUpdate(null))).toBe('SELECT users.id FROM users')
  })

  test('extensions place themselves', () => {
    class Tail extends TextClause implements SyntaxExtension {
      applyToSelect(statement: Select): Select { return statement.withExtension('postCriteria', this) }
    }
    expect(sql(base.ext(new Tail('QUALIFY 1')).orderBy(users.c.id))).toBe('SELECT users.id FROM users QUALIFY 1 ORDER BY users.id')
  })

  test('another layer may put another statement in its place', () => {
    const plugin = { name: 'test', toCore: () => select(orders.c.id) }
    expect(sql(base.withPlugin(plugin))).toBe('SELECT orders.id FROM orders')
    expect(sql(select(base.withPlugin(plugin).scalarSubquery()))).toBe('SELECT (SELECT orders.id FROM orders) AS anon_1')
  })

  test('options for the engine don\'t change the SQL', () => {
    const statement = base.executionOptions({ a: 1 }).executionOptions({ b: 2 }).options('x').params({ p: 1 })
    expect(statement.executionOptionValues).toEqual({ a: 1, b: 2 })
    expect(statement.statementOptions).toEqual(['x'])
    expect(statement.paramValues).toEqual({ p: 1 })
    expect(sql(statement)).toBe('SELECT users.id FROM users')
  })

  test('every statement stays as it is', () => {
    const before = sql(base)
    base.where(users.c.id.eq(1)).limit(1).orderBy(users.c.id).join(addresses).distinct()
    expect(sql(base)).toBe(before)
  })
})

describe('the linter of cartesian products', () => {
  const warnings = (node: unknown) => compile(node, { lintFroms: true }).compiled.warnings
  test('names the FROM elements that nothing joins', () => {
    expect(warnings(select(users.c.id, addresses.c.id))).toEqual([expect.stringMatching(/"addresses" and the FROM element "users"/)])
    expect(warnings(select(users.c.id, addresses.c.id).where(users.c.id.eq(5)))).toHaveLength(1)
  })

  test('is content with comparisons and joins, and silent when it isn\'t asked', () => {
    expect(warnings(select(users.c.id, addresses.c.id).where(users.c.id.eq(addresses.c.user_id)))).toEqual([])
    expect(warnings(select(users.c.id).join(addresses))).toEqual([])
    const lateral = select(addresses.c.id).where(addresses.c.user_id.eq(users.c.id)).lateral('l')
    expect(warnings(select(users.c.id, lateral.c.id))).toEqual([])
    expect(compile(select(users.c.id, addresses.c.id)).compiled.warnings).toEqual([])
  })

  test('looks into subqueries', () => {
    expect(warnings(select(select(users.c.id, addresses.c.email).subquery().c.id))).toHaveLength(1)
  })
})

describe('a comment', () => {
  test('stands in front of the statement, and nothing in it gets out', () => {
    expect(sql(select(users.c.id).comment('list of users'))).toBe('/* list of users */ SELECT users.id FROM users')
    expect(sql(select(users.c.id).comment('a */ DROP TABLE users /* b\u0001c\n'))).toBe('/* a * / DROP TABLE users / * b c */ SELECT users.id FROM users')
    expect(sql(select(users.c.id).comment('*//*'))).toBe('/* * // * */ SELECT users.id FROM users')
  })
})
