import { describe, expect, test } from '@jest/globals'
import { BindParameter } from '../../src/elements/bind-parameter.ts'
import { column, select, text, unionAll, values } from '../../src/selectable/factories.ts'
import { replacementTraverse } from '../../src/structure/traversal.ts'
import { INTEGER } from '../../src/types/value-types.ts'
import { addresses, int, lightTable, sql, users } from './support.ts'

const parts = lightTable<'id' | 'parent_id'>('parts', [int('id'), int('parent_id')])

describe('WITH', () => {
  test('stands before the outermost statement, each CTE once, in the order of use', () => {
    const a = select(users.c.id).cte('a')
    const b = select(a.c.id).cte('b')
    expect(sql(select(b.c.id, a.c.id))).toBe('WITH a AS (SELECT users.id AS id FROM users), b AS (SELECT a.id AS id FROM a) SELECT b.id, a.id AS id_1 FROM b, a')
    expect(sql(select(select(a.c.id).subquery('s').c.id))).toBe('WITH a AS (SELECT users.id AS id FROM users) SELECT s.id FROM (SELECT a.id AS id FROM a) AS s')
  })

  test('an alias of a CTE refers to it', () => {
    const a = select(users.c.id).cte('a')
    const other = a.alias('b')
    expect(sql(select(a.c.id).where(a.c.id!.eq(other.c.id)))).toBe('WITH a AS (SELECT users.id AS id FROM users) SELECT a.id FROM a, a AS b WHERE a.id = b.id')
  })

  test('two different CTEs of one name are an error', () => {
    const [a, b] = [select(users.c.id).cte('x'), select(addresses.c.id).cte('x')]
    expect(() => sql(select(a.c.id, b.c.id))).toThrow(/Two different CTEs are named 'x'/)
  })

  test('copies of one CTE are one, unless they became different', () => {
    const low = BindParameter.of('low', { value: 1 })
    const a = select(users.c.id).where(users.c.id.gt(low)).cte('a')
    const copyWith = (value: number) => replacementTraverse(a, (n) => (n === low ? low.withValue(value) : undefined))
    expect(sql(select(a.c.id, copyWith(1).c.id))).toBe('WITH a AS (SELECT users.id AS id FROM users WHERE users.id > :low) SELECT a.id, a.id AS id_1 FROM a, a')
    expect(() => sql(select(a.c.id, copyWith(2).c.id))).toThrow(/Two different CTEs are named 'a'/)
  })

  test('a set operation has its WITH in front of the whole', () => {
    const a = select(users.c.id).cte('a')
    expect(sql(unionAll(select(a.c.id), select(users.c.id)))).toBe('WITH a AS (SELECT users.id AS id FROM users) SELECT a.id FROM a UNION ALL SELECT users.id FROM users')
  })

  test('has prefixes and suffixes', () => {
    const a = select(users.c.id).cte('a').prefixWith('MATERIALIZED').suffixWith('CYCLE id', { dialect: 'other' })
    expect(sql(select(a.c.id))).toBe('WITH a AS MATERIALIZED (SELECT users.id AS id FROM users) SELECT a.id FROM a')
  })

  test('may contain VALUES, whose columns are listed', () => {
    const v = values([column('x', INTEGER), column('y', INTEGER)], 'v').data([[1, 2]]).cte('v')
    expect(sql(select(v.c.x))).toBe('WITH v(x, y) AS (VALUES (:param_1, :param_2)) SELECT v.x FROM v')
  })

  test('may contain text', () => {
    const t = text('SELECT 1 AS one').columns({ one: INTEGER }).cte('t')
    expect(sql(select(t.c.one))).toBe('WITH t AS (SELECT 1 AS one) SELECT t.one FROM t')
  })

  test('takes a CTE that is not mentioned otherwise', () => {
    expect(sql(select(users.c.id).addCte(select(addresses.c.id).cte('extra')))).toBe('WITH extra AS (SELECT addresses.id AS id FROM addresses) SELECT users.id FROM users')
    expect(() => select(users.c.id).addCte(users)).toThrow(/addCte\(\) needs a CTE/)
  })
})

describe('WITH RECURSIVE', () => {
  test('lists the columns; the recursive part refers to the CTE itself', () => {
    const included = select(parts.c.id, parts.c.parent_id).where(parts.c.parent_id.eq(null)).cte('included', { recursive: true })
    const all = included.unionAll(select(parts.c.id, parts.c.parent_id).where(parts.c.parent_id.eq(included.c.id)))
    expect(sql(select(all.c.id))).toBe(
      'WITH RECURSIVE included(id, parent_id) AS (SELECT parts.id AS id, parts.parent_id AS parent_id FROM parts WHERE parts.parent_id IS NULL ' +
      'UNION ALL SELECT parts.id AS id, parts.parent_id AS parent_id FROM parts, included WHERE parts.parent_id = included.id) SELECT included.id FROM included')
  })

  test('the recursive part may be a function of the CTE', () => {
    const all = select(parts.c.id).cte('tree', { recursive: true }).union((tree: { c: typeof parts.c }) => select(parts.c.id).where(parts.c.parent_id.eq(tree.c.id)))
    expect(sql(select(all.c.id))).toBe(
      'WITH RECURSIVE tree(id) AS (SELECT parts.id AS id FROM parts UNION SELECT parts.id AS id FROM parts, tree WHERE parts.parent_id = tree.id) SELECT tree.id FROM tree')
  })
})

describe('nesting', () => {
  test('renders WITH inside the enclosing query', () => {
    const inner = select(users.c.id).cte('inner_cte', { nesting: true })
    const outer = select(inner.c.id).cte('outer_cte')
    expect(sql(select(outer.c.id)))
      .toBe('WITH outer_cte AS (WITH inner_cte AS (SELECT users.id AS id FROM users) SELECT inner_cte.id AS id FROM inner_cte) SELECT outer_cte.id FROM outer_cte')
  })

  test('two nested CTEs may have one name', () => {
    const nested = () => {
      const inner = select(users.c.id).cte('x', { nesting: true })
      return select(inner.c.id)
    }
    const [a, b] = [nested().cte('a'), nested().cte('b')]
    expect(sql(select(a.c.id, b.c.id))).toBe(
      'WITH a AS (WITH x AS (SELECT users.id AS id FROM users) SELECT x.id AS id FROM x), b AS (WITH x AS (SELECT users.id AS id FROM users) SELECT x.id AS id FROM x) ' +
      'SELECT a.id, b.id AS id_1 FROM a, b')
  })

  test('nestHere places a CTE in one statement', () => {
    const extra = select(addresses.c.id).cte('extra')
    const sub = select(users.c.id).addCte(extra, { nestHere: true }).subquery('s')
    expect(sql(select(sub.c.id))).toBe('SELECT s.id FROM (WITH extra AS (SELECT addresses.id AS id FROM addresses) SELECT users.id AS id FROM users) AS s')
  })
})
