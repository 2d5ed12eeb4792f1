import { describe, expect, test } from '@jest/globals'
import { desc } from '../../src/elements/factories.ts'
import { func } from '../../src/functions/func.ts'
import { select, text } from '../../src/selectable/factories.ts'
import { addresses, sql, users } from './support.ts'

const total = users.c.id.add(1).label('total')

describe('ORDER BY', () => {
  test('a label that is selected is rendered by its name, also within DESC', () => {
    expect(sql(select(total).orderBy(total))).toBe('SELECT users.id + :id_1 AS total FROM users ORDER BY total')
    expect(sql(select(total).orderBy(total.desc().nullsLast()))).toBe('SELECT users.id + :id_1 AS total FROM users ORDER BY total DESC NULLS LAST')
  })

  test('a label that is not selected is rendered as its expression', () => {
    expect(sql(select(users.c.name).orderBy(total))).toBe('SELECT users.name FROM users ORDER BY users.id + :id_1')
  })

  test('a label inside an expression is rendered as its expression', () => {
    expect(sql(select(total).orderBy(total.add(2)))).toBe('SELECT users.id + :id_1 AS total FROM users ORDER BY users.id + :id_1 + :param_1')
  })

  test('a string is the name of a label, or of a column in FROM', () => {
    expect(sql(select(total).orderBy('total', desc('name')))).toBe('SELECT users.id + :id_1 AS total FROM users ORDER BY total, users.name DESC')
    expect(sql(select(addresses.c.id).selectFrom(addresses).groupBy('email'))).toBe('SELECT addresses.id FROM addresses GROUP BY addresses.email')
  })

  test('a string that is neither is an error, never SQL text', () => {
    expect(() => sql(select(users.c.id).orderBy('id; DROP TABLE users'))).toThrow(/'id; DROP TABLE users' in ORDER BY.*neither a label nor a column.*text\(/)
    expect(sql(select(users.c.id).orderBy(text('random()')))).toBe('SELECT users.id FROM users ORDER BY random()')
  })

  test('null removes earlier terms', () => {
    const ordered = select(users.c.id).orderBy(users.c.id).groupBy(users.c.id)
    expect(sql(ordered.orderBy(null).groupBy(null))).toBe('SELECT users.id FROM users')
    expect(sql(ordered.orderBy(users.c.name))).toBe('SELECT users.id FROM users GROUP BY users.id ORDER BY users.id, users.name')
  })

  test('GROUP BY a table means all of its columns', () => {
    expect(sql(select(func.count()).groupBy(users))).toBe('SELECT count(*) AS count_1 GROUP BY users.id, users.name')
  })
})

describe('limits', () => {
  const base = select(users.c.id)
  test('LIMIT and OFFSET are parameters', () => {
    expect(sql(base.limit(5).offset(10))).toBe('SELECT users.id FROM users LIMIT :param_1 OFFSET :param_2')
    expect(sql(base.offset(10))).toBe('SELECT users.id FROM users LIMIT -1 OFFSET :param_1')
    expect(sql(base.limit(5).limit(null))).toBe('SELECT users.id FROM users')
    expect(() => base.limit('5')).toThrow(/limit\(\) needs an integer/)
    expect(() => base.limit(undefined)).toThrow(/limit\(\) is undefined/)
  })

  test('FETCH replaces LIMIT, and the other way round', () => {
    expect(sql(base.limit(1).fetch(5, { withTies: true, percent: true }))).toBe('SELECT users.id FROM users FETCH FIRST :param_1 PERCENT ROWS WITH TIES')
    expect(sql(base.fetch(5).offset(2))).toBe('SELECT users.id FROM users OFFSET :param_1 ROWS FETCH FIRST :param_2 ROWS ONLY')
    expect(sql(base.fetch(5).limit(1))).toBe('SELECT users.id FROM users LIMIT :param_1')
  })

  test('slice counts from what an earlier offset left', () => {
    const sliced = base.offset(3).slice(2, 7)
    expect(sliced.limitValue).toBe(5)
    expect(sliced.offsetValue).toBe(5)
    expect(base.slice(0, 4).offsetValue).toBeNull()
  })
})
