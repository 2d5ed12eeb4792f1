import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { limit, match } from '@athanor/dialect-mysql'
import { createEngine, type Connection, type Engine } from '@athanor/engine'
import { del, index, insert, integer, MetaData, select, table, update, varchar } from '@athanor/expressions'

// Constructs of the dialect's own package, on the real servers.
onDatabases({ databases: ['mariadb', 'mysql'] }, (db) => {
  const metadata = new MetaData()
  const post = table('myc_post', metadata, { id: integer().primaryKey({ autoincrement: false }), title: varchar(100), body: varchar(200) }, (c) => [
    index({ name: 'myc_full', options: { mysql: { prefix: 'FULLTEXT' }, mariadb: { prefix: 'FULLTEXT' } } }, c.title, c.body),
  ])
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
    conn = await engine.connect()
    await conn.execute(insert(post), [{ id: 1, title: 'Databases', body: 'about storage' }, { id: 2, title: 'Cooking', body: 'about soup' }, { id: 3, title: 'More storage', body: 'databases again' }])
    await conn.commit()
  })
  afterAll(async () => {
    await conn.close()
    await metadata.dropAll(engine)
    await engine.dispose()
  })

  test('MATCH … AGAINST', async () => {
    const found = (text: string, options?: Parameters<typeof match>[2]) => conn.execute(select(post.c.id).where(match([post.c.title, post.c.body], text, options) as never).orderBy(post.c.id)).scalars().all()
    expect(await found('+databases -again', { booleanMode: true })).toEqual([1])
    expect(await found('databases', { naturalLanguage: true })).toEqual([1, 3])
    expect(await found('soup')).toEqual([2])
    expect(Number(await conn.execute(select({ v: match([post.c.title, post.c.body], 'soup') }).where(post.c.id.eq(2))).scalar())).toBeGreaterThan(0)
  })

  test('UPDATE and DELETE with a LIMIT', async () => {
    const changed = await conn.execute((update(post).set({ title: 'x' }) as never as { ext(e: unknown): never }).ext(limit(2)))
    expect((changed as { rowCount: number }).rowCount).toBe(2)
    const deleted = await conn.execute((del(post) as never as { ext(e: unknown): never }).ext(limit(1)))
    expect((deleted as { rowCount: number }).rowCount).toBe(1)
    await conn.rollback()
  })
})
