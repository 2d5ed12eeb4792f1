import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { bigint, integer, literalColumn, MetaData, select, sql, table, text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines } from './support/engines.ts'

const dc = table('dc', new MetaData(), { id: integer().primaryKey() })

/** Rows of SQL that says nothing of its columns are read by what the driver says of them. */
onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  const types = {
    sqlite: 'b BIGINT, n NUMERIC(8, 2), f DOUBLE, d DATE, m TIMESTAMP, j JSON, bin BLOB',
    postgresql: 'b BIGINT, n NUMERIC(8, 2), f DOUBLE PRECISION, d DATE, m TIMESTAMP, j JSONB, bin BYTEA',
  }[db.name as string] ?? 'b BIGINT, n NUMERIC(8, 2), f DOUBLE, d DATE, m DATETIME(3), j JSON, bin BLOB'
  beforeAll(async () => {
    engine = engines.open(db.url)
    await engine.begin(async (conn) => {
      await conn.exec(`CREATE TABLE dc (id INTEGER PRIMARY KEY, ${types})`)
      const bytes = db.name === 'postgresql' ? "'\\x0102'" : "x'0102'"
      await conn.exec(`INSERT INTO dc VALUES (1, 5, 1.50, 0.25, '2024-05-06', '2024-05-06 07:08:09.123', '{"a": [1, null]}', ${bytes})`)
      await conn.exec('INSERT INTO dc (id, b) VALUES (2, 9007199254740993)')
    })
  })
  afterAll(() => engines.dispose())

  const expected = {
    // SQLite has no such types: what is declared so is stored as a number or a text, and comes as that.
    sqlite: { n: 1.5, m: '2024-05-06 07:08:09.123', j: '{"a": [1, null]}' },
    // MariaDB's JSON is a text column.
    mariadb: { n: '1.50', m: new Date('2024-05-06T07:08:09.123Z'), j: '{"a": [1, null]}' },
  }[db.name as string] ?? { n: '1.50', m: new Date('2024-05-06T07:08:09.123Z'), j: { a: [1, null] } }
  const row = { id: 1, b: 5, f: 0.25, d: '2024-05-06', ...expected }

  test('text(), sql`…` and exec() give the same values', async () => {
    await using conn = await engine.connect()
    const query = 'SELECT id, b, n, f, d, m, j FROM dc WHERE id = 1'
    expect(await conn.execute(text(query)).one()).toEqual(row)
    expect(await conn.execute(sql`SELECT id, b, n, f, d, m, j FROM dc WHERE id = ${1}`).one()).toEqual(row)
    expect(await conn.exec(query).one()).toEqual(row)
    expect(await conn.exec(query).one()).toEqual(row)
    expect(await conn.stream(text(query)).one()).toEqual(row)
    expect(new Uint8Array((await conn.exec('SELECT bin FROM dc WHERE id = 1').scalar()) as Uint8Array)).toEqual(new Uint8Array([1, 2]))
  })

  test('counts are numbers; integers beyond 2^53 are bigint; NULL is null', async () => {
    await using conn = await engine.connect()
    expect(await conn.execute(text('SELECT count(*) FROM dc')).scalar()).toBe(2)
    expect(await conn.execute(text('SELECT b FROM dc ORDER BY id')).scalars().all()).toEqual([5, 9007199254740993n])
    expect(await conn.execute(text('SELECT n, m, j FROM dc WHERE id = 2')).tuples().one()).toEqual([null, null, null])
  })

  test('declared types win; what wasn\'t declared is as the driver says', async () => {
    await using conn = await engine.connect()
    const statement = text('SELECT id, b, d FROM dc WHERE id = 1').columns({ b: bigint() })
    const result = await conn.execute(statement)
    expect(result.one()).toEqual({ id: 1, b: 5n, d: '2024-05-06' })
  })

  test('an expression without a type is read as the driver says', async () => {
    await using conn = await engine.connect()
    const rows = await conn.execute(select({ id: dc.c.id, b: literalColumn('b') }).where(dc.c.id.eq(1))).all()
    expect(rows).toEqual([{ id: 1, b: 5 }])
  })
})

onDatabases({ databases: ['postgresql'] }, (db) => {
  const engines = new Engines()
  afterAll(() => engines.dispose())

  test('arrays, booleans, intervals; infinity and other databases\' types stay text', async () => {
    await using conn = await engines.open(db.url).connect()
    expect(await conn.exec(`SELECT true AS yes, ARRAY[1, NULL] AS small, ARRAY[9007199254740993, 1] AS large, ARRAY['a b', NULL] AS texts,
      ARRAY[true, false] AS flags, ARRAY[1.50] AS decimals, ARRAY[TIMESTAMPTZ '2024-01-02 03:04:05+02'] AS moments, ARRAY['{"a": 1}'::json] AS documents,
      ARRAY['\\x01'::bytea] AS blobs, ARRAY[[1.5, 2], [3, 4]]::float8[] AS grid, INTERVAL '1 day 2 hours' AS span,
      TIMESTAMP 'infinity' AS ever, gen_random_uuid() IS NULL AS no, POINT(1, 2) AS point, TIMESTAMPTZ '2024-01-02 03:04:05+02' AS moment`).one()).toEqual({
      yes: true, small: [1, null], large: [9007199254740993n, 1], texts: ['a b', null], flags: [true, false], decimals: ['1.50'],
      moments: [new Date('2024-01-02T01:04:05Z')], documents: [{ a: 1 }], blobs: [Buffer.from([1])], grid: [[1.5, 2], [3, 4]], span: 'P1DT2H',
      ever: 'infinity', no: false, point: '(1,2)', moment: new Date('2024-01-02T01:04:05Z'),
    })
  })
})
