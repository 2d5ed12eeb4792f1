import { describe, expect, test } from '@jest/globals'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import { MySQLDialect } from '@athanor/dialect-mysql'
import { OracleDialect } from '@athanor/dialect-oracle'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { SQLiteDialect } from '@athanor/dialect-sqlite'
import { func, insert, integer, merge, MetaData, select, sequence, table, upsert, varchar } from '../../src/index.ts'
import { parameters, sql } from './support.ts'

const metadata = new MetaData()
const stock = table('stock', metadata, { item: varchar(20).primaryKey(), amount: integer(), note: varchar(10).default('new').onUpdate('changed') })
const delivery = table('delivery', metadata, { item: varchar(20).primaryKey(), amount: integer() })
const postgresql = new PostgreSQLDialect()
const mssql = new MSSQLDialect()
const oracle = new OracleDialect()

const started = merge(stock).using(delivery, delivery.c.item.eq(stock.c.item))
const plain = started
  .whenMatched().thenUpdate({ amount: stock.c.amount.add(delivery.c.amount) })
  .whenNotMatched().thenInsert({ item: delivery.c.item, amount: delivery.c.amount })

describe('MERGE', () => {
  test('updates what is there and inserts what isn\'t, with the defaults of the columns', () => {
    expect(sql(plain, { dialect: postgresql })).toBe(
      'MERGE INTO stock USING delivery ON delivery.item = stock.item ' +
      'WHEN MATCHED THEN UPDATE SET amount = (stock.amount + delivery.amount), note = :note_1 ' +
      'WHEN NOT MATCHED THEN INSERT (item, amount, note) VALUES (delivery.item, delivery.amount, :note_2)')
    expect(sql(plain, { dialect: mssql })).toBe(
      'MERGE INTO stock USING delivery ON delivery.item = stock.item ' +
      'WHEN MATCHED THEN UPDATE SET amount = (stock.amount + delivery.amount), note = :note_1 ' +
      'WHEN NOT MATCHED THEN INSERT (item, amount, note) VALUES (delivery.item, delivery.amount, :note_2);')
    expect(sql(plain, { dialect: oracle })).toBe(
      'MERGE INTO stock USING delivery ON (delivery.item = stock.item) ' +
      'WHEN MATCHED THEN UPDATE SET amount = (stock.amount + delivery.amount), note = :note_1 ' +
      'WHEN NOT MATCHED THEN INSERT (item, amount, note) VALUES (delivery.item, delivery.amount, :note_2)')
  })

  test('branches have criteria, and come in their order', () => {
    const statement = started
      .whenMatched(delivery.c.amount.lt(0)).thenDelete()
      .whenMatched(stock.c.amount.gt(1), stock.c.item.ne('x')).thenDoNothing()
      .whenMatched().thenUpdate({ amount: 1, note: 'a' })
      .whenNotMatchedBySource().thenUpdate({ amount: 0, note: 'b' })
    expect(sql(statement)).toBe(
      'MERGE INTO stock USING delivery ON delivery.item = stock.item ' +
      'WHEN MATCHED AND delivery.amount < :amount_1 THEN DELETE ' +
      'WHEN MATCHED AND stock.amount > :amount_2 AND stock.item != :item_1 THEN DO NOTHING ' +
      'WHEN MATCHED THEN UPDATE SET amount = :amount_3, note = :note_1 ' +
      'WHEN NOT MATCHED BY SOURCE THEN UPDATE SET amount = :amount_4, note = :note_2')
    expect(parameters(statement)).toEqual([['amount_1', 0], ['amount_2', 1], ['item_1', 'x'], ['amount_3', 1], ['note_1', 'a'], ['amount_4', 0], ['note_2', 'b']])
  })

  test('takes an alias, a subquery and a CTE', () => {
    const s = stock.alias('s')
    const recent = select(delivery.c.item).where(delivery.c.amount.gt(0)).cte('recent')
    const statement = merge(s).using(recent, recent.c.item.eq(s.c.item)).whenMatched().thenUpdate({ amount: 1 })
    expect(sql(statement, { dialect: postgresql })).toBe(
      'WITH recent AS (SELECT delivery.item AS item FROM delivery WHERE delivery.amount > :amount_1) ' +
      'MERGE INTO stock AS s USING recent ON recent.item = s.item WHEN MATCHED THEN UPDATE SET amount = :amount_2, note = :note_1')
    expect(() => sql(statement, { dialect: oracle })).toThrow('has no WITH in front of a MERGE')
  })

  test('RETURNING, OUTPUT', () => {
    const statement = plain.returning(stock.c.item, func.mergeAction())
    expect(sql(statement, { dialect: postgresql })).toMatch(/ RETURNING stock\.item, merge_action\(\) AS merge_action_1$/)
    expect(sql(statement, { dialect: mssql })).toMatch(/ OUTPUT inserted\.item, \$action AS merge_action_1;$/)
    expect(() => sql(statement, { dialect: oracle })).toThrow(expect.objectContaining({ code: 'COMPILE_UNSUPPORTED' }))
  })

  test('a subquery in a branch correlates to both sides', () => {
    const other = table('other', metadata, { item: varchar(20), factor: integer() })
    const factor = select(other.c.factor).where(other.c.item.eq(stock.c.item), other.c.factor.gt(delivery.c.amount)).scalarSubquery()
    expect(sql(started.whenMatched().thenUpdate({ amount: factor as never, note: 'x' }))).toContain(
      'SET amount = (SELECT other.factor FROM other WHERE other.item = stock.item AND other.factor > delivery.amount)')
  })

  test('Oracle deletes after updating; SQL Server and Oracle leave DO NOTHING out where they can', () => {
    const deleting = started.whenMatched(delivery.c.amount.lt(0)).thenDelete().whenMatched().thenUpdate({ amount: 1, note: 'x' })
    expect(sql(deleting, { dialect: oracle })).toBe(
      'MERGE INTO stock USING delivery ON (delivery.item = stock.item) ' +
      'WHEN MATCHED THEN UPDATE SET amount = :amount_2, note = :note_1 DELETE WHERE delivery.amount < :amount_1')
    expect(() => sql(started.whenMatched(stock.c.amount.lt(0)).thenDelete().whenMatched().thenUpdate({ amount: 1 }), { dialect: oracle }))
      .toThrow("can't depend on the column 'amount'")
    const nothing = started.whenMatched(delivery.c.amount.gt(0)).thenUpdate({ amount: 1, note: 'x' }).whenMatched().thenDoNothing()
    expect(sql(nothing, { dialect: mssql })).toBe(
      'MERGE INTO stock USING delivery ON delivery.item = stock.item WHEN MATCHED AND delivery.amount > :amount_1 THEN UPDATE SET amount = :amount_2, note = :note_1;')
    expect(sql(nothing, { dialect: oracle })).toMatch(/ WHEN MATCHED THEN UPDATE SET amount = :amount_2, note = :note_1 WHERE delivery\.amount > :amount_1$/)
    expect(() => sql(started.whenMatched(delivery.c.amount.gt(0)).thenDoNothing().whenMatched().thenDelete(), { dialect: mssql })).toThrow('has no DO NOTHING')
  })

  test('databases without it say so', () => {
    expect(() => sql(plain, { dialect: new SQLiteDialect() })).toThrow('SQLite has no MERGE: use upsert()')
    expect(() => sql(plain, { dialect: new MySQLDialect() })).toThrow("The dialect 'mysql' has no MERGE")
    const connected = new PostgreSQLDialect()
    connected.serverInfo = { versionText: 'PostgreSQL 15', version: [15, 2], defaultSchema: 'public' }
    expect(() => sql(started.whenNotMatchedBySource().thenDelete(), { dialect: connected })).toThrow('WHEN NOT MATCHED BY SOURCE needs PostgreSQL 17; this is PostgreSQL 15')
  })

  test('what makes no sense is an error at once', () => {
    const loose = started as unknown as { whenNotMatched(): { thenDelete(): unknown }; whenMatched(): { thenInsert(v: object): unknown } }
    expect(() => loose.whenNotMatched().thenDelete()).toThrow("A row that isn't in the table can't be deleted")
    expect(() => loose.whenMatched().thenInsert({})).toThrow("A row that is in the table can't be inserted")
    expect(() => started.whenMatched().thenDelete().whenMatched().thenDoNothing()).toThrow('a branch without criteria comes last')
    expect(() => started.whenMatched().thenUpdate({ nmae: 1 } as never)).toThrow("thenUpdate(): the table 'stock' has no column 'nmae'")
    expect(() => sql(started)).toThrow(expect.objectContaining({ code: 'MERGE_INCOMPLETE' }))
  })
})

describe('upsert() through MERGE', () => {
  test('on SQL Server', () => {
    expect(sql(upsert(delivery).values({ item: 'a', amount: 1 }), { dialect: mssql })).toBe(
      'MERGE INTO delivery WITH (HOLDLOCK) USING (VALUES (:item, :amount)) AS excluded (item, amount) ON delivery.item = excluded.item ' +
      'WHEN MATCHED THEN UPDATE SET amount = excluded.amount ' +
      'WHEN NOT MATCHED THEN INSERT (item, amount) VALUES (excluded.item, excluded.amount);')
  })
  test('several rows, a query, and rows that come back', () => {
    const rows = upsert(delivery).values([{ item: 'a', amount: 1 }, { item: 'b', amount: 2 }]).returning(delivery.c.item)
    expect(sql(rows, { dialect: mssql })).toMatch(/USING \(VALUES \(:item_m0, :amount_m0\), \(:item_m1, :amount_m1\)\) AS excluded .* OUTPUT inserted\.item;$/)
    const query = upsert(delivery).fromSelect(['item', 'amount'], select(stock.c.item, stock.c.amount))
    expect(sql(query, { dialect: mssql })).toContain('USING (SELECT stock.item AS item, stock.amount AS amount FROM stock) AS excluded (item, amount) ON')
    expect(sql(query, { dialect: oracle })).toContain('USING (WITH excluded (item, amount) AS (SELECT stock.item AS item, stock.amount AS amount FROM stock) SELECT * FROM excluded) excluded ON')
  })
  test('on Oracle; a sequence advances only for new rows', () => {
    const numbered = table('numbered', metadata, { code: varchar(5).primaryKey(), no: integer().default(sequence('no_seq')), title: varchar(9).nullable() })
    expect(sql(upsert(numbered).values({ code: 'a', title: 't' }), { dialect: oracle })).toBe(
      'MERGE INTO numbered USING (SELECT :code AS code, :title AS title FROM DUAL) excluded ON (numbered.code = excluded.code) ' +
      'WHEN MATCHED THEN UPDATE SET title = excluded.title ' +
      'WHEN NOT MATCHED THEN INSERT (code, no, title) VALUES (excluded.code, no_seq.nextval, excluded.title)')
    expect(sql(upsert(delivery).values([{ item: 'a', amount: 1 }, { item: 'b', amount: 2 }]), { dialect: oracle }))
      .toContain('USING (SELECT :item_m0 AS item, :amount_m0 AS amount FROM DUAL UNION ALL SELECT :item_m1 AS item, :amount_m1 AS amount FROM DUAL) excluded')
    expect(() => sql(upsert(delivery).values({ item: 'a', amount: 1 }).returning(delivery.c.item), { dialect: oracle })).toThrow('Oracle has no RETURNING in a MERGE')
  })
  test('without columns to update, existing rows stay', () => {
    expect(sql(upsert(delivery, { update: [] }).values({ item: 'a', amount: 1 }), { dialect: mssql })).not.toContain('WHEN MATCHED')
  })
  test('the key has to have a value', () => {
    expect(() => sql(upsert(delivery).values({ amount: 1 } as never), { dialect: mssql })).toThrow(expect.objectContaining({ code: 'UPSERT_KEY_MISSING' }))
  })
  test('a plain INSERT stays one', () => {
    expect(sql(insert(delivery).values({ item: 'a', amount: 1 }), { dialect: oracle })).toMatch(/^INSERT INTO delivery/)
  })
})
