import { describe, expect, test } from '@jest/globals'
import { func, insert, integer, literal, MetaData, select, sequence, table, varchar } from '../../src/index.ts'
import { insertSentinel } from '../../src/schema/factories.ts'
import { DefaultDialect } from '../../src/dialect/default-dialect.ts'
import { Column } from '../../src/schema/column.ts'
import { INTEGER, STRING } from '../../src/types/value-types.ts'
import { capable, plan, sql } from './support.ts'

const metadata = new MetaData()
const items = table('items', metadata, {
  id: integer().primaryKey(),
  title: varchar(20),
  made: varchar(20).default(() => 'now'),
  code: varchar(20).default('none'),
  upperTitle: varchar(20).default(func.upper(literal('t'))),
  rank: integer().serverDefault('1'),
})
const tickets = table('tickets', metadata, { id: integer().primaryKey().default(sequence('ticket_seq')), title: varchar(20) })

describe('defaults', () => {
  test('of this side become parameters to compute, SQL is written into the statement, the server\'s are left out', () => {
    expect(sql(insert(items).values({ title: 'x' }))).toBe('INSERT INTO items (title, made, code, "upperTitle") VALUES (:title, :made, :code, upper(:param_1))')
    const { prefetch, postfetch } = plan(insert(items).values({ title: 'x' }))
    expect(prefetch.map(({ column, parameter, default: own }) => [column.key, parameter, own?.kind])).toEqual([['made', 'made', 'function'], ['code', 'code', 'value']])
    expect(postfetch.map((c) => c.key)).toEqual(['upperTitle', 'rank'])
  })

  test('yield to values', () => {
    const { prefetch } = plan(insert(items).values({ title: 'x', made: 'y', code: 'z' }))
    expect(prefetch).toEqual([])
  })

  test('are computed for each row of a multi-row VALUES', () => {
    const statement = insert(items).values([{ title: 'a' }, { title: 'b' }])
    expect(sql(statement, { dialect: capable })).toBe(
      'INSERT INTO items (title, made, code, "upperTitle") VALUES (:title_m0, :made, :code, upper(:param_1)), (:title_m1, :made_m1, :code_m1, upper(:param_1))')
    expect(plan(statement).prefetch.map((p) => p.parameter)).toEqual(['made', 'code', 'made_m1', 'code_m1'])
    expect(plan(statement).isMultiRow).toBe(true)
  })

  test('of INSERT … SELECT are columns of the query', () => {
    const query = select(tickets.c.title)
    expect(sql(insert(items).fromSelect(['title'], query))).toBe(
      'INSERT INTO items (title, made, code, "upperTitle") SELECT tickets.title, :made AS anon_1, :code AS anon_2, upper(:param_1) AS upper_1 FROM tickets')
    expect(sql(insert(items).fromSelect(['title'], query, { includeDefaults: false }))).toBe('INSERT INTO items (title) SELECT tickets.title FROM tickets')
    expect(plan(insert(items).fromSelect(['title'], query)).prefetch.map((p) => p.column.key)).toEqual(['made', 'code'])
  })

  test('can\'t be added to a set operation', () => {
    expect(() => sql(insert(items).fromSelect(['title'], select(tickets.c.title).union(select(tickets.c.title))))).toThrow('includeDefaults: false')
  })
})

describe('the generated key', () => {
  test('is returned, or is the last insert id', () => {
    expect(sql(insert(items).values({ title: 'x' }), { dialect: capable })).toMatch(/ RETURNING items\.id$/)
    expect(plan(insert(items).values({ title: 'x' })).implicitReturning).toEqual([items.c.id])
    const simple = plan(insert(items).values({ title: 'x' }), {}, new DefaultDialect())
    expect([simple.postfetchLastrowid, simple.implicitReturning]).toEqual([true, []])
  })
  test('isn\'t asked for with inline(), with many parameter sets, and when it is given', () => {
    expect(sql(insert(items).values({ title: 'x' }).inline(), { dialect: capable })).not.toContain('RETURNING')
    expect(sql(insert(items), { columnKeys: ['title'], forExecutemany: true, dialect: capable })).not.toContain('RETURNING')
    expect(sql(insert(items).values({ id: 1, title: 'x' }), { dialect: capable })).not.toContain('RETURNING')
  })
  test('comes of a sequence', () => {
    class WithSequences extends DefaultDialect {
      override capabilities = { ...capable.capabilities, insertReturning: false }
    }
    const { prefetch } = plan(insert(tickets).values({ title: 'x' }), {}, new WithSequences())
    expect(prefetch.map((p) => [p.column.key, p.default?.kind])).toEqual([['id', 'sequence']])
  })
  test('with returnDefaults() other generated values come too', () => {
    expect(sql(insert(items).values({ title: 'x' }).returnDefaults(), { dialect: capable })).toMatch(/ RETURNING items\.id, items\."upperTitle", items\.rank$/)
    expect(sql(insert(items).values({ title: 'x' }).returnDefaults('rank'), { dialect: capable })).toMatch(/ RETURNING items\.id, items\.rank$/)
  })
})

describe('many rows in one statement', () => {
  const many = { columnKeys: ['title'], forExecutemany: true } as const

  test('the row is cut out of the text', () => {
    const row = plan(insert(items).returning(items.c.id), many).valuesRow!
    expect(row.before.texts).toEqual(['INSERT INTO items (title, made, code, "upperTitle") VALUES '])
    expect(row.row.texts).toEqual(['', ', ', ', ', ', upper(', ')'])
    expect(row.row.slots.map((s) => s.name)).toEqual(['title', 'made', 'code', 'param_1'])
    expect(row.after.texts).toEqual([' RETURNING items.id'])
    expect([row.returnsRows, row.hasCounter, row.isDefaultValues, row.sentinels]).toEqual([true, false, false, undefined])
  })

  test('also when nothing is returned: then it only saves round trips', () => {
    const row = plan(insert(items), many).valuesRow!
    expect([row.returnsRows, row.after.texts]).toEqual([false, ['']])
  })

  test('a sentinel column tells rows apart', () => {
    const marked = table('marked', new MetaData(), [new Column('id', INTEGER, { primaryKey: true }), new Column('title', STRING), insertSentinel()] as never)
    const row = plan(insert(marked as never).returning((marked as unknown as typeof items).c.id).sortByParameterOrder(), many).valuesRow!
    expect(row.sentinels?.map((c) => c.key)).toEqual(['_sentinel'])
    expect(row.sentinelParameters).toEqual(['_sentinel'])
    expect(row.after.texts).toEqual([' RETURNING marked.id, marked._sentinel'])
  })

  test('rows that can\'t be told apart have no sentinels', () => {
    const row = plan(insert(items).returning(items.c.id).sortByParameterOrder(), many).valuesRow!
    expect([row.sortByParameterOrder, row.sentinels]).toEqual([true, undefined])
  })
})
