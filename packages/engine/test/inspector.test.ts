import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { inspect, type Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await makeTable(engine, 'insp')
    await engine.begin((conn) => conn.exec('CREATE VIEW insp_view AS SELECT id FROM insp'))
    await engine.begin(async (conn) => {
      await conn.exec(`CREATE TABLE insp_parent (
        a INTEGER NOT NULL, b VARCHAR(20) NOT NULL, size INTEGER, CONSTRAINT insp_parent_pk PRIMARY KEY (a, b), CONSTRAINT insp_size CHECK (size > 0 AND size < 10))`)
      await conn.exec(`CREATE TABLE insp_child (
        id INTEGER NOT NULL PRIMARY KEY, pa INTEGER, pb VARCHAR(20), code VARCHAR(10) DEFAULT 'it''s' NOT NULL, amount NUMERIC(8, 2) DEFAULT 5, made TIMESTAMP NULL,
        CONSTRAINT insp_code UNIQUE (code, amount),
        CONSTRAINT insp_fk FOREIGN KEY (pa, pb) REFERENCES insp_parent (a, b) ON DELETE CASCADE,
        CONSTRAINT insp_fk_insp FOREIGN KEY (pa) REFERENCES insp (id))`)
      await conn.exec('CREATE INDEX insp_ix ON insp_child (amount, code DESC)')
    })
  })
  afterAll(() => engines.dispose())

  test('tables and views', async () => {
    const inspector = inspect(engine)
    expect(await inspector.hasTable('insp')).toBe(true)
    expect(await inspector.hasTable('insp_view')).toBe(true)
    expect(await inspector.hasTable('nowhere')).toBe(false)
    expect(await inspector.hasSequence('nowhere')).toBe(false)
    expect(await inspector.existing('table', ['nowhere', 'insp'])).toEqual(['insp'])
    expect(engine.pool.statistics().checkedOut).toBe(0)
  })

  test('on a connection it sees the transaction', async () => {
    await using conn = await engine.connect()
    await conn.exec('CREATE TABLE insp_new (id INTEGER)')
    expect(await inspect(conn).hasTable('insp_new')).toBe(true)
    await conn.exec('DROP TABLE insp_new')
    expect(await inspect(conn).hasTable('insp_new')).toBe(false)
  })

  test('names', async () => {
    const inspector = inspect(engine)
    expect(await inspector.getTableNames()).toEqual(['insp', 'insp_child', 'insp_parent'])
    expect(await inspector.getViewNames()).toEqual(['insp_view'])
    expect(await inspector.getViewDefinition('insp_view')).toMatch(/select.*id.*from.*insp/is)
    const schema = await inspector.getDefaultSchemaName()
    expect(await inspector.getSchemaNames()).toContain(schema)
    expect(await inspector.hasSchema(schema!)).toBe(true)
    expect(await inspector.hasSchema('nowhere')).toBe(false)
    expect(await inspector.getTableNames({ schema: schema! })).toContain('insp')
    expect((await inspector.getColumns('insp', { schema: schema! })).map(({ name }) => name)).toEqual(['id', 'name'])
    expect(engine.pool.statistics().checkedOut).toBe(0)
  })

  test('columns', async () => {
    const columns = await inspect(engine).getColumns('insp_child')
    expect(columns.map(({ name, nullable }) => [name, nullable])).toEqual([['id', false], ['pa', true], ['pb', true], ['code', false], ['amount', true], ['made', true]])
    const [id, , pb, code, amount, made] = columns
    expect(id).toMatchObject({ autoincrement: db.name === 'sqlite', default: null, comment: null })
    expect([id, pb, amount, made].map((column) => column!.type.affinity)).toEqual(['integer', 'string', 'numeric', 'datetime'])
    expect(pb!.type).toMatchObject({ length: 20 })
    expect(amount!.type).toMatchObject({ precision: 8, scale: 2 })
    expect(code!.default).toMatch(/^'it(?:''|\\')s'(?:::character varying)?$/)
    expect(amount!.default).toMatch(/^5(?:\.00)?$|^'5'::numeric$/)
    expect((await inspect(engine).getColumns('insp_view')).map(({ name }) => name)).toEqual(['id'])
  })

  test('keys', async () => {
    const inspector = inspect(engine)
    // MySQL and MariaDB have no names for primary keys.
    expect(await inspector.getPkConstraint('insp_parent')).toEqual({ name: ['mysql', 'mariadb'].includes(db.name) ? null : 'insp_parent_pk', constrainedColumns: ['a', 'b'] })
    expect((await inspector.getPkConstraint('insp')).constrainedColumns).toEqual(['id'])
    const keys = [...await inspector.getForeignKeys('insp_child')].sort((a, b) => (a.name! < b.name! ? -1 : 1))
    expect(keys).toEqual([
      { name: 'insp_fk', constrainedColumns: ['pa', 'pb'], referredSchema: null, referredTable: 'insp_parent', referredColumns: ['a', 'b'], options: { onDelete: 'CASCADE' } },
      { name: 'insp_fk_insp', constrainedColumns: ['pa'], referredSchema: null, referredTable: 'insp', referredColumns: ['id'], options: {} },
    ])
    expect(await inspector.getForeignKeys('insp')).toEqual([])
  })

  test('indexes, unique and check constraints', async () => {
    const inspector = inspect(engine)
    const indexes = await inspector.getIndexes('insp_child')
    expect(indexes.find(({ name }) => name === 'insp_ix')).toMatchObject({ name: 'insp_ix', columnNames: ['amount', 'code'], unique: false })
    expect(indexes.find(({ name }) => name === 'insp_ix')!.columnSorting).toEqual({ code: ['desc'] })
    expect(await inspector.hasIndex('insp_child', 'insp_ix')).toBe(true)
    expect(await inspector.hasIndex('insp_child', 'nowhere')).toBe(false)
    expect(await inspector.hasIndex('nowhere', 'insp_ix')).toBe(false)
    expect(await inspector.getUniqueConstraints('insp_child')).toEqual([
      { name: 'insp_code', columnNames: ['code', 'amount'], ...(['mysql', 'mariadb'].includes(db.name) ? { duplicatesIndex: 'insp_code' } : {}) },
    ])
    const [check, ...others] = await inspector.getCheckConstraints('insp_parent')
    expect(others).toEqual([])
    expect(check!.name).toBe('insp_size')
    expect(check!.sqlText.replaceAll(/[`()\s]/g, '').toLowerCase()).toBe('size>0andsize<10')
    expect(await inspector.getTableComment('insp_child')).toEqual({ text: null })
  })

  test('a table that does not exist', async () => {
    const inspector = inspect(engine)
    for (const ask of [
      () => inspector.getColumns('nowhere'), () => inspector.getPkConstraint('nowhere'), () => inspector.getForeignKeys('nowhere'), () => inspector.getIndexes('nowhere'),
      () => inspector.getUniqueConstraints('nowhere'), () => inspector.getCheckConstraints('nowhere'), () => inspector.getTableComment('nowhere'),
    ]) expect(await rejection(ask())).toMatchObject({ name: 'NoSuchTableError', code: 'NO_SUCH_TABLE', message: expect.stringContaining("'nowhere'") })
    expect(await rejection(inspector.getViewDefinition('nowhere'))).toMatchObject({ code: 'NO_SUCH_TABLE' })
  })

  test('names that need quotes', async () => {
    await using conn = await engine.connect()
    const quote = (name: string): string => engine.dialect.identifierPreparer.quoteIdentifier(name)
    const [table, column, index] = ["odd 'na\"me", 'se%lect', 'ix odd'].map(quote)
    await conn.exec(`CREATE TABLE ${table} (${column} INTEGER NOT NULL, PRIMARY KEY (${column}))`)
    await conn.exec(`CREATE INDEX ${index} ON ${table} (${column})`)
    const inspector = inspect(conn)
    expect((await inspector.getColumns("odd 'na\"me")).map(({ name }) => name)).toEqual(['se%lect'])
    expect((await inspector.getPkConstraint("odd 'na\"me")).constrainedColumns).toEqual(['se%lect'])
    expect((await inspector.getIndexes("odd 'na\"me")).map(({ name, columnNames }) => [name, columnNames])).toEqual([['ix odd', ['se%lect']]])
    await conn.exec(`DROP TABLE ${table}`)
  })

  test('answers are kept until the cache is cleared', async () => {
    const inspector = inspect(engine)
    expect(await inspector.getTableNames()).toHaveLength(3)
    await engine.begin((conn) => conn.exec('CREATE TABLE insp_later (id INTEGER)'))
    expect(await inspector.getTableNames()).toHaveLength(3)
    inspector.clearCache()
    expect(await inspector.getTableNames()).toHaveLength(4)
    await engine.begin((conn) => conn.exec('DROP TABLE insp_later'))
  })
})

onDatabases({ databases: ['postgresql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await engine.begin(async (conn) => {
      await conn.exec('CREATE SCHEMA insp_other')
      await conn.exec("CREATE TYPE insp_mood AS ENUM ('sad', 'it''s ok')")
      await conn.exec('CREATE DOMAIN insp_positive AS INTEGER NOT NULL CHECK (VALUE > 0)')
      await conn.exec('CREATE TABLE insp_other.target (id BIGSERIAL PRIMARY KEY)')
      await conn.exec(`CREATE TABLE insp_types (
        id INTEGER GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 2) PRIMARY KEY, mood insp_mood, positive insp_positive, moods insp_mood[], names VARCHAR(10)[],
        moment TIMESTAMP(3) WITH TIME ZONE, span INTERVAL DAY TO SECOND, doc JSONB, span2 INT4RANGE, twice INTEGER GENERATED ALWAYS AS (positive * 2) STORED, key UUID, shape POINT,
        target BIGINT CONSTRAINT insp_target REFERENCES insp_other.target DEFERRABLE INITIALLY DEFERRED)`)
      await conn.exec("COMMENT ON TABLE insp_types IS 'all of them'")
      await conn.exec("COMMENT ON COLUMN insp_types.mood IS 'how it is'")
      await conn.exec('CREATE UNIQUE INDEX insp_partial ON insp_types (lower(names[1]), twice NULLS FIRST) INCLUDE (mood) WHERE twice > 4')
      await conn.exec('CREATE SEQUENCE insp_seq')
    })
  })
  afterAll(() => engines.dispose())

  test('types of PostgreSQL', async () => {
    const columns = await inspect(engine).getColumns('insp_types')
    expect(Object.fromEntries(columns.map(({ name, type }) => [name, type.visitName]))).toEqual({
      id: 'visitINTEGER', mood: 'visitEnum', positive: 'visitDOMAIN', moods: 'visitArray', names: 'visitArray', moment: 'visitTIMESTAMP', span: 'visitINTERVAL', doc: 'visitJSONB',
      span2: 'visitINT4RANGE', twice: 'visitINTEGER', key: 'visitUUID', shape: 'visitNullType', target: 'visitBIGINT',
    })
    const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]))
    expect(types['mood']).toMatchObject({ name: 'insp_mood', values: ['sad', "it's ok"] })
    expect(types['names']).toMatchObject({ itemType: { length: 10 } })
    expect(types['moment']).toMatchObject({ timezone: true, precision: 3 })
    expect(columns.find(({ name }) => name === 'id')).toMatchObject({ autoincrement: true, identity: { always: true, start: 5, increment: 2, minValue: 1, cycle: false } })
    expect(columns.find(({ name }) => name === 'twice')).toMatchObject({ default: null, computed: { persisted: true, sqlText: expect.stringMatching(/positive.* \* 2/) } })
    expect(columns.find(({ name }) => name === 'mood')!.comment).toBe('how it is')
    expect((await inspect(engine).getColumns('target', { schema: 'insp_other' }))[0]).toMatchObject({ autoincrement: true, default: expect.stringContaining('nextval') })
  })

  test('expressions, conditions, other schemas, comments, sequences', async () => {
    const inspector = inspect(engine)
    expect(await inspector.getIndexes('insp_types')).toEqual([{
      name: 'insp_partial', unique: true, columnNames: [null, 'twice'], expressions: [expect.stringMatching(/^lower\(/), 'twice'], columnSorting: { twice: ['nulls_first'] },
      includeColumns: ['mood'], where: 'twice > 4',
    }])
    expect(await inspector.getForeignKeys('insp_types')).toEqual([{
      name: 'insp_target', constrainedColumns: ['target'], referredSchema: 'insp_other', referredTable: 'target', referredColumns: ['id'],
      options: { deferrable: true, initially: 'DEFERRED' },
    }])
    expect(await inspector.getTableComment('insp_types')).toEqual({ text: 'all of them' })
    expect(await inspector.getSequenceNames()).toContain('insp_seq')
    expect(await inspector.hasSequence('insp_seq')).toBe(true)
    expect(await inspector.getTableNames({ schema: 'insp_other' })).toEqual(['target'])
    expect(await inspector.hasTable('target', { schema: 'insp_other' })).toBe(true)
    expect(await inspector.hasTable('target')).toBe(false)
  })
})

onDatabases({ databases: ['mysql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  afterAll(() => engines.dispose())

  test('types and comments of MySQL', async () => {
    await using conn = await engines.open(db.url).connect()
    await conn.exec(`CREATE TABLE insp_types (
      id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY COMMENT 'the key', kind ENUM('a', 'it''s, b') DEFAULT 'a', flags SET('x', 'y'), doc JSON, moment DATETIME(3), flag TINYINT(1), body MEDIUMTEXT,
      raw VARBINARY(16), twice INT AS (id2 * 2) STORED, id2 INT, stamp TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)) COMMENT 'all of them'`)
    const columns = Object.fromEntries((await inspect(conn).getColumns('insp_types')).map((column) => [column.name, column]))
    expect(Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type.visitName]))).toEqual({
      id: 'visitINTEGER', kind: 'visitENUM', flags: 'visitSET', doc: db.name === 'mysql' ? 'visitJSON' : 'visitLONGTEXT', moment: 'visitDATETIME', flag: 'visitTINYINT', body: 'visitMEDIUMTEXT',
      raw: 'visitVARBINARY', twice: 'visitINTEGER', id2: 'visitINTEGER', stamp: 'visitTIMESTAMP',
    })
    expect(columns['id']).toMatchObject({ autoincrement: true, comment: 'the key', type: { unsigned: true }, nullable: false })
    expect(columns['kind']).toMatchObject({ type: { values: ['a', "it's, b"] }, default: "'a'" })
    expect(columns['twice']).toMatchObject({ computed: { persisted: true, sqlText: expect.stringMatching(/`?id2`? \* 2/) }, default: null })
    expect(columns['stamp']!.default).toMatch(/^current_timestamp\(6\) ON UPDATE current_timestamp\(6\)$/i)
    expect(await inspect(conn).getTableComment('insp_types')).toEqual({ text: 'all of them' })
    await conn.exec('DROP TABLE insp_types')
  })
})

describe('what SQLite keeps as text', () => {
  const engines = new Engines()
  afterAll(() => engines.dispose())

  test('names of constraints, checks, computed columns, expressions of indexes', async () => {
    await using conn = await engines.open('sqlite://').connect()
    await conn.exec('CREATE TABLE parent (id INTEGER PRIMARY KEY)')
    await conn.exec(`CREATE TABLE "odd, (table" ( -- a comment, with (signs
      [id col] INTEGER CONSTRAINT key_name PRIMARY KEY AUTOINCREMENT, /* , UNIQUE (x) */
      a TEXT UNIQUE CHECK (a <> ') CHECK (') DEFAULT ('x, y'), b NUMERIC(4, 1) CONSTRAINT b_check CHECK (b > 0 OR (b < -1)),
      c INT AS (length(a) + 1) STORED, d TEXT GENERATED ALWAYS AS (a || 'z'), \`par ent\` INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED,
      e INTEGER, CONSTRAINT fk FOREIGN KEY (e) REFERENCES parent (id) ON UPDATE SET NULL, CONSTRAINT u UNIQUE ("a", b))`)
    await conn.exec(`CREATE INDEX ex ON "odd, (table" (lower(a) DESC, b) WHERE a <> ' where '`)
    const inspector = inspect(conn)
    const table = 'odd, (table'
    expect((await inspector.getColumns(table)).map(({ name, type, default: value, computed, autoincrement }) => [name, type.visitName, value, computed, autoincrement])).toEqual([
      ['id col', 'visitINTEGER', null, undefined, true], ['a', 'visitTEXT', "'x, y'", undefined, false], ['b', 'visitNUMERIC', null, undefined, false],
      ['c', 'visitINTEGER', null, { sqlText: 'length(a) + 1', persisted: true }, false], ['d', 'visitTEXT', null, { sqlText: "a || 'z'", persisted: false }, false],
      ['par ent', 'visitINTEGER', null, undefined, false], ['e', 'visitINTEGER', null, undefined, false],
    ])
    expect(await inspector.getPkConstraint(table)).toEqual({ name: 'key_name', constrainedColumns: ['id col'] })
    expect(await inspector.getUniqueConstraints(table)).toEqual([{ name: null, columnNames: ['a'] }, { name: 'u', columnNames: ['a', 'b'] }])
    expect(await inspector.getCheckConstraints(table)).toEqual([{ name: null, sqlText: "a <> ') CHECK ('" }, { name: 'b_check', sqlText: 'b > 0 OR (b < -1)' }])
    expect(await inspector.getForeignKeys(table)).toEqual([
      { name: null, constrainedColumns: ['par ent'], referredSchema: null, referredTable: 'parent', referredColumns: ['id'], options: { deferrable: true, initially: 'DEFERRED' } },
      { name: 'fk', constrainedColumns: ['e'], referredSchema: null, referredTable: 'parent', referredColumns: ['id'], options: { onUpdate: 'SET NULL' } },
    ])
    expect(await inspector.getIndexes(table)).toEqual([
      { name: 'ex', unique: false, columnNames: [null, 'b'], expressions: ['lower(a)', 'b'], columnSorting: { 'lower(a)': ['desc'] }, where: "a <> ' where '" },
    ])
  })

  test('another database file as a schema', async () => {
    await using conn = await engines.open('sqlite://').connect()
    await conn.exec("ATTACH DATABASE ':memory:' AS side")
    await conn.exec('CREATE TABLE side.t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)')
    const inspector = inspect(conn)
    expect(await inspector.getSchemaNames()).toEqual(['main', 'side'])
    expect(await inspector.getTableNames()).toEqual([])
    expect(await inspector.getTableNames({ schema: 'side' })).toEqual(['t'])
    expect((await inspector.getColumns('t', { schema: 'side' })).map(({ name }) => name)).toEqual(['id', 'name'])
    expect(await inspector.getUniqueConstraints('t', { schema: 'side' })).toEqual([{ name: null, columnNames: ['name'] }])
  })
})
