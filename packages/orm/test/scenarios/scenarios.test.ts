import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, jest, test } from '@jest/globals'
import { del, func, insert, select, update } from '@athanor/expressions'
import { CircularDependencyError, IntegrityError } from '@athanor/interfaces'
import { inspect, joinedload, type Session, selectinload, StaleDataError } from '@athanor/orm'
import { onOrmDatabases } from '../loading/support/suite.ts'
import { Base, Bound, Document, Group, Member, Owner, Part, Plain, PlainItem, Posted, PostedItem, Strict, Versioned } from './model.ts'

/*
 * The acceptance list of behaviours that cut through layers, by number: those of the ORM. Each is told as one story here, with
 * the statements it takes; the parts have more tests of their own. Those of Core are with `@athanor/core`.
 */
onOrmDatabases((suite) => {
  /** Verb and table of what was sent since the last call; queries as `SELECT`. */
  const sent = (): string[] => suite.statements().map((sql) => /^(?:INSERT INTO|UPDATE|DELETE FROM) \w+|^\w+/.exec(sql)![0])
  const selects = (): number => sent().filter((s) => s === 'SELECT').length
  /** A session that has one owner with three parts, loaded from the database. */
  async function ownerWithParts(): Promise<[Session, Owner]> {
    await suite.given((session) => { session.add(new Owner({ name: 'o', note: 'n', parts: [new Part({ name: 'a' }), new Part({ name: 'b' }), new Part({ name: 'c' })] })) })
    const session = suite.session()
    const owner = await session.scalars(select(Owner).options(selectinload(Owner.c.parts))).one()
    // SQLite lets nobody write while a transaction reads
    await session.commit()
    suite.statements()
    return [session, owner]
  }

  test('14.10 2,500 new objects: few INSERTs where the database returns keys in order, and each object has the key of its own row', async () => {
    const session = suite.session()
    const owners = Array.from({ length: 2500 }, (_, i) => new Owner({ name: `n${i}` }))
    session.addAll(owners)
    await session.commit()
    expect(sent()).toEqual(Array.from({ length: ['sqlite', 'mysql'].includes(suite.db.name) ? 2500 : 3 }, () => 'INSERT INTO os_owner'))
    const names = new Map(await suite.session().execute(select(Owner.c.id, Owner.c.name)).tuples().all())
    expect(owners.map((o) => names.get(o.id))).toEqual(owners.map((o) => o.name))
  }, 60_000)

  describe('14.11 a child leaves its parent', () => {
    test('with delete-orphan it is deleted', async () => {
      const [session, owner] = await ownerWithParts()
      const [gone] = owner.parts.splice(1, 1)
      await session.flush()
      expect(sent()).toEqual(['DELETE FROM os_part'])
      expect(inspect(gone!).status).toBe('deleted')
      expect(await session.scalars(select(Part.c.name).orderBy(Part.c.id)).all()).toEqual(['a', 'c'])
    })

    test('without, its foreign key becomes NULL', async () => {
      await suite.given((session) => { session.add(new Group({ name: 'g', members: [new Member({ name: 'a' }), new Member({ name: 'b' }), new Member({ name: 'c' })] })) })
      const session = suite.session()
      const group = await session.scalars(select(Group).options(selectinload(Group.c.members))).one()
      suite.statements()
      group.members.splice(1, 1)
      await session.flush()
      expect(sent()).toEqual(['UPDATE os_member'])
      expect(await session.execute(select(Member.c.name, Member.c.groupId).orderBy(Member.c.id)).tuples().all()).toEqual([['a', group.id], ['b', null], ['c', group.id]])
    })

    test('moved to another parent\'s list it is updated, delete-orphan or not', async () => {
      const [session, owner] = await ownerWithParts()
      const other = new Owner({ name: 'other', parts: [] })
      session.add(other)
      await session.flush()
      suite.statements()
      const [moved] = owner.parts
      owner.parts.splice(0, 1)
      other.parts.push(moved!)
      await session.flush()
      expect(sent()).toEqual(['UPDATE os_part'])
      expect([inspect(moved!).status, moved!.ownerId, owner.parts.length]).toEqual(['persistent', other.id, 2])
    })
  })

  test('14.12 child.parent = another: it leaves the loaded collection, and is in the other one when that is loaded', async () => {
    const [, { id }] = await ownerWithParts()
    await suite.given((session) => { session.add(new Owner({ id: 77, name: 'p2', parts: [new Part({ name: 'z' })] })) })
    // with autoflush the row has moved by the time of the load; without, the load adds what is to come
    for (const autoflush of [true, false]) {
      const session = suite.session({ autoflush })
      const p1 = await session.scalars(select(Owner).where(Owner.c.id.eq(id)).options(selectinload(Owner.c.parts))).one()
      const p2 = await session.getOne(Owner, 77)
      suite.statements()
      const [child] = p1.parts
      child!.owner = p2
      expect(p1.parts.map((p) => p.name)).toEqual(['b', 'c'])
      expect([...inspect(p2).unloaded]).toContain('parts')
      expect(sent()).toEqual([])
      expect(new Set(await session.load(p2, 'parts'))).toEqual(new Set([child, expect.objectContaining({ name: 'z' })]))
      expect(sent()).toEqual(autoflush ? ['UPDATE os_part', 'SELECT'] : ['SELECT'])
      await session.rollback()
    }
  })

  test('14.13 after a commit one SELECT loads all columns again with expireOnCommit, and none is needed without', async () => {
    await ownerWithParts()
    const expiring = suite.session({ expireOnCommit: true })
    const expired = await expiring.scalars(select(Owner)).one()
    await expiring.commit()
    suite.statements()
    expect(() => expired.name).toThrow('Owner.name is expired')
    expect([await expiring.load(expired, 'name'), expired.note]).toEqual(['o', 'n'])
    expect(sent()).toEqual(['SELECT'])
    await expiring.close()
    const keeping = suite.session()
    const kept = await keeping.scalars(select(Owner)).one()
    await keeping.commit()
    suite.statements()
    expect([kept.name, await keeping.load(kept, 'note')]).toEqual(['o', 'n'])
    expect(sent()).toEqual([])
  })

  describe('14.14 the identity map', () => {
    test('get() twice is one SELECT and one object; after it was let go, another', async () => {
      await ownerWithParts()
      const session = suite.session()
      const [id] = await session.scalars(select(Owner.c.id)).all()
      suite.statements()
      const owner = await session.getOne(Owner, id!)
      expect(await session.get(Owner, id!)).toBe(owner)
      expect(sent()).toEqual(['SELECT'])
      session.expunge(owner)
      expect(await session.get(Owner, id!)).not.toBe(owner)
      expect(sent()).toEqual(['SELECT'])
    })

    test('a changed object is written although nobody holds it any more', async () => {
      const [{ id }, session] = [(await ownerWithParts())[1], suite.session()]
      await (async () => { (await session.getOne(Owner, id)).name = 'changed' })()
      setFlagsFromString('--expose-gc')
      const collectGarbage = runInNewContext('gc') as () => void
      for (let i = 0; i < 3; i++) {
        collectGarbage()
        await new Promise((resolve) => { setImmediate(resolve) })
      }
      await session.commit()
      expect(await suite.session().scalar(select(Owner.c.name))).toBe('changed')
    })
  })

  test('14.15 a row of an object with local changes: the changes win, and with populateExisting the database does', async () => {
    const [{ id }, session] = [(await ownerWithParts())[1], suite.session({ autoflush: false })]
    const owner = await session.getOne(Owner, id)
    owner.name = 'mine'
    expect(await session.scalars(select(Owner)).one()).toBe(owner)
    expect([owner.name, owner.note, session.isModified(owner)]).toEqual(['mine', 'n', true])
    expect(await session.scalars(select(Owner).executionOptions({ populateExisting: true })).one()).toBe(owner)
    expect([owner.name, session.isModified(owner)]).toEqual(['o', false])
  })

  test('14.16 joinedload with LIMIT gives so many parents with all their children; rows have to be made unique', async () => {
    await suite.given((session) => {
      for (let i = 10; i < 25; i++) session.add(new Owner({ name: `o${i}`, parts: Array.from({ length: 3 }, () => new Part({})) }))
    })
    const session = suite.session()
    const statement = select(Owner).options(joinedload(Owner.c.parts)).orderBy(Owner.c.name).limit(10)
    const found = await session.scalars(statement).unique().all()
    expect(found.map((o) => [o.name, o.parts.length])).toEqual(Array.from({ length: 10 }, (_, i) => [`o${i + 10}`, 3]))
    const [sql, ...rest] = suite.statements()
    expect(rest).toEqual([])
    expect(sql).toMatch(/FROM \(SELECT .+ FROM os_owner .+\) AS anon_1 LEFT OUTER JOIN os_part/)
    await expect(session.scalars(statement).all()).rejects.toMatchObject({ code: 'UNIQUE_REQUIRED' })
  })

  test('14.17 selectinload of 1,200 parents is three queries by key; references to objects of the session are none', async () => {
    await suite.given(async (session) => {
      await session.execute(insert(Owner), Array.from({ length: 1200 }, (_, i) => ({ id: i + 1, name: `o${i + 1}` })))
      await session.execute(insert(Part), Array.from({ length: 1200 }, (_, i) => ({ name: `p${i + 1}`, ownerId: i + 1 })))
    })
    const session = suite.session()
    const owners = await session.scalars(select(Owner).options(selectinload(Owner.c.parts)).orderBy(Owner.c.id)).all()
    expect(owners.map((o) => o.parts.map((p) => p.name).join())).toEqual(Array.from({ length: 1200 }, (_, i) => `p${i + 1}`))
    const [, ...loads] = suite.statements()
    expect(loads.map((sql) => /IN \((.+?)\)/.exec(sql)?.[1]!.split(',').length)).toEqual([500, 500, 200])

    const other = suite.session()
    const known = await other.scalars(select(Owner).where(Owner.c.id.le(1199))).all()
    suite.statements()
    const parts = await other.scalars(select(Part).options(selectinload(Part.c.owner)).orderBy(Part.c.ownerId)).all()
    expect([parts[0]!.owner, parts[1199]!.owner!.name]).toEqual([known.find(({ id }) => id === 1), 'o1200'])
    const [, ...referenced] = suite.statements()
    expect(referenced.map((sql) => /IN \((.+?)\)/.exec(sql)?.[1]!.split(',').length)).toEqual([1])
  }, 60_000)

  test('14.18 a query flushes first, and an error of that says so; noAutoflush() is the way around', async () => {
    await suite.given((session) => { session.add(new Group({ name: 'taken' })) })
    const session = suite.session()
    session.add(new Group({ name: 'taken' }))
    await session.noAutoflush(async () => {
      expect(await session.scalars(select(Group.c.name)).all()).toEqual(['taken'])
    })
    expect(sent()).toEqual(['SELECT'])
    const error = await session.scalars(select(Owner)).all().then(() => null, (e: unknown) => e)
    expect(error).toBeInstanceOf(IntegrityError)
    expect((error as Error).message).toContain('raised by an autoflush')
    // the query itself is not sent, and the flush has ended the transaction
    expect(sent()).toEqual(['INSERT INTO os_group'])
    await expect(session.scalars(select(Owner)).all()).rejects.toMatchObject({ code: 'PENDING_ROLLBACK' })
    await session.rollback()
    expect(await session.scalars(select(Group.c.name)).all()).toEqual(['taken'])
  })

  test('14.19 UPDATE and DELETE by criteria: matching objects of the session follow', async () => {
    const [session, owner] = await ownerWithParts()
    const [a, b, c] = owner.parts
    await session.execute(update(Part).where(Part.c.name.eq('a')).set({ name: 'x' }))
    expect(sent()).toEqual(['UPDATE os_part'])
    expect([a!.name, b!.name, c!.name]).toEqual(['x', 'b', 'c'])
    expect(session.dirty.size).toBe(0)
    // a value that only the database can work out is forgotten
    await session.execute(update(Part).where(Part.c.name.eq('b')).set({ name: func.upper(Part.c.name) }))
    expect(() => b!.name).toThrow('expired')
    expect(await session.load(b!, 'name')).toBe('B')
    await session.execute(del(Part).where(Part.c.name.eq('c')))
    expect([session.contains(a!), session.contains(c!)]).toEqual([true, false])
    suite.statements()
    expect(await session.get(Part, c!.id)).toBeNull()
    expect(selects()).toBe(1)
  })

  test('14.20 rows that depend on each other: an error without postUpdate, two INSERTs and an UPDATE with it', async () => {
    const session = suite.session()
    const [plain, item] = [new Plain(), new PlainItem()]
    plain.favourite = item
    item.plain = plain
    session.add(plain)
    await expect(session.flush()).rejects.toThrow(CircularDependencyError)
    expect(sent()).toEqual([])
    await session.rollback()
    const [posted, favourite] = [new Posted(), new PostedItem()]
    posted.favourite = favourite
    favourite.posted = posted
    session.add(posted)
    await session.commit()
    expect(sent()).toEqual(['INSERT INTO os_posted', 'INSERT INTO os_posted_item', 'UPDATE os_posted'])
    expect(await session.execute(select(Posted.c.favouriteId, PostedItem.c.postedId).join(PostedItem, PostedItem.c.postedId.eq(Posted.c.id))).tuples().all()).toEqual([[favourite.id, posted.id]])
    // SQLite drops no table to which rows refer
    posted.favourite = null
    await session.commit()
  })

  describe('14.21 two sessions change one versioned row', () => {
    async function change(): Promise<Session> {
      await suite.given((session) => { session.add(new Versioned({ title: 'a' })) })
      const [first, second] = [suite.session(), suite.session()]
      const [mine, theirs] = [await first.scalars(select(Versioned)).one(), await second.scalars(select(Versioned)).one()]
      await first.commit()
      await second.commit()
      mine.title = 'b'
      await first.commit()
      expect(mine.version).toBe(2)
      theirs.title = 'c'
      return second
    }
    const stored = () => suite.session().execute(select(Versioned.c.title, Versioned.c.version)).tuples().one()

    test('the second is stale', async () => {
      const second = await change()
      await expect(second.commit()).rejects.toThrow(StaleDataError)
      await second.rollback()
      expect(await stored()).toEqual(['b', 2])
    })

    test('where matched rows can\'t be counted, a warning', async () => {
      const second = await change()
      const { dialect } = suite.engine
      const { capabilities } = dialect
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
      Object.assign(dialect, { capabilities: { ...capabilities, supportsSaneRowcount: false } })
      try {
        await second.commit()
        expect(warned.mock.calls).toEqual([[expect.stringContaining("how many rows of 'os_versioned' were updated"), { type: 'AthanorWarning', code: 'ROW_COUNT_UNKNOWN' }]])
      } finally {
        Object.assign(dialect, { capabilities })
        warned.mockRestore()
      }
      expect(await stored()).toEqual(['b', 2])
    })
  })

  test('14.22 a new object that was rolled back can be added again, and its INSERT sends the key it was given', async () => {
    const session = suite.session()
    const group = new Group({ name: 'g' })
    session.add(group)
    await session.flush()
    const { id } = group
    expect(suite.statements().at(-1)).toMatch(/^INSERT INTO os_group \(name\)/)
    await session.rollback()
    expect([inspect(group).status, group.id]).toEqual(['transient', id])
    session.add(group)
    await session.commit()
    expect(suite.statements().at(-1)).toMatch(/^INSERT INTO os_group \(id, name\)/)
    expect(await suite.session().execute(select(Group.c.id, Group.c.name)).tuples().all()).toEqual([[id, 'g']])
  })

  test('14.23 deleting a parent without cascade sets foreign keys to NULL, also where the schema forbids it', async () => {
    await suite.given((session) => { session.add(new Strict({ bound: [new Bound()] })) })
    const session = suite.session()
    await session.delete(await session.scalars(select(Strict)).one())
    suite.statements()
    const error = await session.commit().then(() => null, (e: unknown) => e)
    expect(error).toBeInstanceOf(IntegrityError)
    expect(sent().filter((s) => s !== 'SELECT')).toEqual(['UPDATE os_bound'])
    await session.rollback()
    expect(await session.scalars(select(Bound.c.strictId)).all()).toHaveLength(1)
  })

  test('14.24 a JSON attribute set to null is the JSON value null; one that was never set is SQL NULL', async () => {
    const [set, unset] = [new Document({ body: null }), new Document()]
    await suite.given((session) => { session.add(set, unset) })
    const session = suite.session()
    expect(await session.scalars(select(Document.c.id).where(Document.c.body.isNull())).all()).toEqual([unset.id])
    const found = await session.scalars(select(Document).orderBy(Document.c.id)).all()
    expect(found.map((d) => d.body)).toEqual([null, null])
    const filled = await session.getOne(Document, unset.id)
    filled.body = { a: 1 }
    await session.commit()
    filled.body = null
    await session.commit()
    expect(await session.scalars(select(Document.c.id).where(Document.c.body.isNull())).all()).toEqual([])
  })
}, { databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'], base: Base })

test.todo('14.14 a clean object that nobody holds is collected, and get() selects again: sessions hold their objects strongly')
