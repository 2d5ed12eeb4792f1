import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, type Engine } from '@athanor/engine'
import { del, insert, integer, select, update, varchar } from '@athanor/expressions'
import { IntegrityError } from '@athanor/interfaces'
import { declarativeBase, Session } from '@athanor/orm'

// both engines have both tables, so that what goes to the wrong one doesn't fail by itself
const Base = declarativeBase()
class Animal extends Base.entity('bound_animal', {
  id: integer().primaryKey({ autoincrement: false }), type: varchar(20).discriminator(), name: varchar(30).unique(),
}) {}
class Dog extends Animal.subclass('dog', { breed: varchar(30).nullable() }, { table: 'bound_dog' }) {}
class Book extends Base.entity('bound_book', { id: integer().primaryKey({ autoincrement: false }), title: varchar(30).unique() }) {}

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  let zoo: Engine
  let library: Engine
  beforeAll(async () => {
    zoo = createEngine((await db.freshDatabase()).url)
    library = createEngine((await db.freshDatabase()).url)
  })
  beforeEach(async () => {
    for (const engine of [zoo, library]) {
      await Base.metadata.dropAll(engine)
      await Base.metadata.createAll(engine)
    }
  })
  afterAll(async () => {
    await zoo.dispose()
    await library.dispose()
  })

  const binds = (): Map<unknown, Engine> => new Map<unknown, Engine>([[Animal, zoo], [Book.table, library]])
  const contents = async (engine: Engine): Promise<string[]> => {
    await using session = new Session(engine)
    return [
      ...(await session.scalars(select(Animal.c.name).orderBy(Animal.c.id)).all()),
      ...(await session.scalars(select(Book.c.title).orderBy(Book.c.id)).all()),
    ]
  }

  test('each class, its subclasses, and the class of a table go to their engines', async () => {
    await using session = new Session(null, { binds: binds() })
    session.add(new Dog({ id: 1, name: 'rex', breed: 'collie' }), new Book({ id: 1, title: 'ulysses' }))
    await session.commit()
    expect([await contents(zoo), await contents(library)]).toEqual([['rex'], ['ulysses']])
    session.expungeAll()
    expect(await session.get(Dog, 1)).toMatchObject({ name: 'rex', breed: 'collie' })
    expect(await session.get(Book, 1)).toMatchObject({ title: 'ulysses' })
    expect([(await session.connection(Dog)).engine, (await session.connection(Book)).engine]).toEqual([zoo, library])
    const book = await session.getOne(Book, 1)
    book.title = 'dubliners'
    await session.delete(await session.getOne(Dog, 1))
    await session.commit()
    expect([await contents(zoo), await contents(library)]).toEqual([[], ['dubliners']])
  })

  test('what isn\'t named goes to the session\'s own engine', async () => {
    await using session = new Session(library, { binds: new Map([[Animal, zoo]]) })
    session.add(new Animal({ id: 1, name: 'tom' }), new Book({ id: 1, title: 'ulysses' }))
    await session.commit()
    expect([await contents(zoo), await contents(library)]).toEqual([['tom'], ['ulysses']])
  })

  test('statements go where their classes and tables are', async () => {
    await using session = new Session(null, { binds: binds() })
    await session.execute(insert(Book.table), [{ id: 1, title: 'ulysses' }, { id: 2, title: 'emma' }])
    await session.execute(insert(Animal), [{ id: 1, type: 'animal', name: 'tom' }])
    await session.execute(update(Animal).where(Animal.c.id.eq(1)).values({ name: 'kit' }))
    await session.execute(del(Book.table).where(Book.table.c.id.eq(2)))
    expect(await session.scalars(select(Book.c.title)).all()).toEqual(['ulysses'])
    expect(await session.scalars(select(Animal.c.name)).all()).toEqual(['kit'])
    expect(await session.scalars(select(Dog.c.breed)).all()).toEqual([])
    expect(await session.scalars(select(Book.table.c.title)).all()).toEqual(['ulysses'])
    const streamed: string[] = []
    for await (const book of session.stream(select(Book)).scalars()) streamed.push(book.title)
    expect(streamed).toEqual(['ulysses'])
    await session.commit()
    expect([await contents(zoo), await contents(library)]).toEqual([['kit'], ['ulysses']])
  })

  test('rollback, and a flush that fails, undo the work on both', async () => {
    await using session = new Session(null, { binds: binds() })
    session.add(new Animal({ id: 1, name: 'tom' }), new Book({ id: 1, title: 'ulysses' }))
    await session.flush()
    await session.rollback()
    expect([await contents(zoo), await contents(library)]).toEqual([[], []])
    session.add(new Animal({ id: 1, name: 'tom' }))
    await session.flush()
    session.add(new Book({ id: 1, title: 'same' }), new Book({ id: 2, title: 'same' }))
    await expect(session.commit()).rejects.toThrow(IntegrityError)
    await session.rollback()
    expect([await contents(zoo), await contents(library)]).toEqual([[], []])
  })

  test('a class without engine is refused by name', async () => {
    await using session = new Session(null, { binds: new Map([[Book, library]]) })
    await expect(session.get(Animal, 1)).rejects.toMatchObject({ code: 'SESSION_UNBOUND', message: expect.stringContaining('no engine for Animal') })
  })
})
