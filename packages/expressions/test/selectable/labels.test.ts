import { describe, expect, test } from '@jest/globals'
import { compile } from '../../src/compiler/compile.ts'
import { DefaultDialect } from '../../src/dialect/default-dialect.ts'
import { func } from '../../src/functions/func.ts'
import { column, literalColumn, select } from '../../src/selectable/factories.ts'
import { TableClause } from '../../src/selectable/table-clause.ts'
import { STRING } from '../../src/types/value-types.ts'
import { addresses, int, sql, users } from './support.ts'

describe('names of columns', () => {
  test('a second column of the same name gets a number', () => {
    expect(sql(select(users.c.id, addresses.c.id))).toBe('SELECT users.id, addresses.id AS id_1 FROM users, addresses')
  })

  test('the same column again gets a number after two underscores', () => {
    expect(sql(select(users.c.id, users.c.id, users.c.id))).toBe('SELECT users.id, users.id AS id__1, users.id AS id__2 FROM users')
    expect(sql(select(users.c.id, addresses.c.id, addresses.c.id)))
      .toBe('SELECT users.id, addresses.id AS id_1, addresses.id AS id__1 FROM users, addresses')
  })

  test('may contain the name of the table', () => {
    expect(sql(select(users, addresses.c.id).setLabelStyle('tablename_plus_col')))
      .toBe('SELECT users.id AS users_id, users.name AS users_name, addresses.id AS addresses_id FROM users, addresses')
    const owned = new TableClause('owner', [int('name'), int('owner_name')])
    expect(sql(select(owned).setLabelStyle('tablename_plus_col'))).toBe('SELECT owner.name AS owner_name_1, owner.owner_name AS owner_owner_name FROM owner')
  })

  test('may be left as they are', () => {
    expect(sql(select(users.c.id, addresses.c.id).setLabelStyle('none'))).toBe('SELECT users.id, addresses.id FROM users, addresses')
  })

  test('an expression without a name gets one', () => {
    expect(sql(select(users.c.id.add(1), users.c.id.add(2), func('count', users.c.id))))
      .toBe('SELECT users.id + :id_1 AS anon_1, users.id + :id_2 AS anon_2, count(users.id) AS count_1 FROM users')
  })

  test('a cast has the name of what it casts', () => {
    expect(sql(select(users.c.id.cast(STRING)))).toBe('SELECT CAST(users.id AS VARCHAR) AS id FROM users')
  })

  test('inside a subquery every column of a table has a label, and literal text has none', () => {
    expect(sql(select(select(users.c.id, literalColumn('1')).subquery()))).toBe('SELECT anon_1.id, anon_1.1 FROM (SELECT users.id AS id, 1 FROM users) AS anon_1')
  })

  test('long names are cut and counted', () => {
    const dialect = new DefaultDialect({ labelLength: 20 })
    const long = new TableClause('some_quite_long_table', [int('some_column')])
    expect(sql(select(long).setLabelStyle('tablename_plus_col'), { dialect })).toBe('SELECT some_quite_long_table.some_column AS some_quite_lon_1 FROM some_quite_long_table')
  })
})

describe('anonymous aliases', () => {
  test('are numbered in the order of rendering, by the name of the table', () => {
    const [a, b] = [users.alias(), users.alias()]
    expect(sql(select(b.c.id, a.c.id))).toBe('SELECT users_1.id, users_2.id AS id_1 FROM users AS users_1, users AS users_2')
  })

  test('an outer subquery has a lower number than the one inside it', () => {
    const first = select(users.c.id).subquery()
    expect(sql(select(select(first.c.id).subquery()))).toBe('SELECT anon_1.id FROM (SELECT anon_2.id AS id FROM (SELECT users.id AS id FROM users) AS anon_2) AS anon_1')
  })
})

describe('the columns of the result', () => {
  const result = (node: unknown) => compile(node).compiled.resultColumns.map(({ key, name }) => [key, name])
  test('have the key of the column and the name in the SQL', () => {
    expect(result(select(users.c.id, addresses.c.id, users.c.name.label('n'), func('count', users.c.id), users.c.id.add(1))))
      .toEqual([['id', 'id'], ['id', 'id_1'], ['n', 'n'], ['count', 'count_1'], ['anon_1', 'anon_1']])
    expect(result(select(users.c.id).setLabelStyle('tablename_plus_col'))).toEqual([['users_id', 'users_id']])
  })

  test('can be found by the column they come from', () => {
    const [first] = compile(select(users.c.id)).compiled.resultColumns
    expect(first!.objects).toContain(users.c.id)
    expect(first!.type).toBe(users.c.id.type)
  })

  test('of a set operation are those of its first query', () => {
    expect(result(select(users.c.id).union(select(addresses.c.user_id)))).toEqual([['id', 'id']])
  })

  test('are only those of the outermost query', () => {
    expect(result(select(select(users.c.id, users.c.name).subquery().c.id))).toEqual([['id', 'id']])
  })
})

test('a column without a table is rendered as it is', () => {
  expect(sql(select(column('x'), column('select')))).toBe('SELECT x, "select"')
})
