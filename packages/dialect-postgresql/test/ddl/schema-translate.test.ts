import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import '@athanor/dialect-postgresql'
import { createEngine, type Engine } from '@athanor/engine'
import { cast, del, enumType, func, insert, integer, literal, merge, MetaData, select, sequence, table, text, update, values, varchar } from '@athanor/expressions'

const metadata = new MetaData()
const numbers = sequence('ticket_no', { start: 100, metadata })
const people = table('person', metadata, { id: integer().primaryKey(), name: varchar(20) })
const tickets = table('ticket', metadata, {
  id: integer().primaryKey(),
  no: integer().default(numbers),
  state: enumType(['open', 'done'], { name: 'ticket_state' }),
  personId: integer().references('person.id'),
})

onDatabases({ databases: ['postgresql'] }, (db) => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine(db.url)
    await engine.begin(async (conn) => { for (const s of ['tenant_a', 'tenant_b']) await conn.exec(`CREATE SCHEMA ${s}`) })
  })
  afterAll(() => engine.dispose())
  const map = (schema: string) => new Map<string | null, string | null>([[null, schema]])

  test('creates, reads and changes the tables, sequences and enums of the schema that is meant', async () => {
    await metadata.createAll(engine, { schemaTranslateMap: map('tenant_a') })
    await engine.begin(async (conn) => {
      conn.executionOptions({ schemaTranslateMap: map('tenant_b') })
      await metadata.createAll(conn)
      // what exists is found in the translated schema
      await metadata.createAll(conn)
    })
    const kinds = await engine.begin((conn) => conn.execute(text(
      "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname IN ('person', 'ticket', 'ticket_no') " +
      "UNION ALL SELECT n.nspname || '.' || t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'ticket_state' ORDER BY 1")).scalars().all())
    expect(kinds).toEqual(['a', 'b'].flatMap((t) => ['person', 'ticket', 'ticket_no', 'ticket_state'].map((name) => `tenant_${t}.${name}`)))

    for (const schema of ['tenant_a', 'tenant_b']) {
      await using conn = await engine.connect()
      conn.executionOptions({ schemaTranslateMap: map(schema) })
      const person = await conn.execute(insert(people).values({ name: schema }).returning(people.c.id)).scalarOne()
      await conn.execute(insert(tickets).values({ state: 'open', personId: person }))
      await conn.execute(insert(tickets), [{ state: 'open', personId: person }, { state: 'done', personId: person }])
      expect(await conn.execute(select(numbers.nextValue())).scalar()).toBe(103)
      expect(await conn.execute(select(tickets.c.no, people.c.name).join(people).where(tickets.c.state.eq('open')).orderBy(tickets.c.no)).tuples().all())
        .toEqual([[100, schema], [101, schema]])
      expect(await conn.execute(select(cast(literal('done'), enumType(['open', 'done'], { name: 'ticket_state' })))).scalar()).toBe('done')
      await conn.execute(update(tickets).set({ state: 'done' }).where(tickets.c.personId.eq(people.c.id), people.c.name.eq(schema)))
      const sub = select(func.count()).selectFrom(tickets).where(tickets.c.personId.eq(people.c.id)).scalarSubquery()
      expect(await conn.execute(select(sub.label('n')).selectFrom(people)).scalar()).toBe(3)
      const source = values({ name: varchar(20) }, 'source').data([['new']])
      await conn.execute(merge(people).using(source, source.c.name.eq(people.c.name)).whenNotMatched().thenInsert({ name: source.c.name }))
      expect(await conn.execute(select(func.count()).selectFrom(people)).scalar()).toBe(2)
      await conn.execute(del(tickets).using(people).where(tickets.c.personId.eq(people.c.id)))
      await conn.commit()
    }
    await metadata.dropAll(engine, { schemaTranslateMap: map('tenant_a') })
    await metadata.dropAll(engine, { schemaTranslateMap: map('tenant_b') })
    expect(Number(await engine.begin((conn) => conn.execute(text("SELECT count(*) FROM pg_class WHERE relname LIKE 'ticket%'")).scalar()))).toBe(0)
  })
})
