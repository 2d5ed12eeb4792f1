import { describe, expect, test } from '@jest/globals'
import { integer, varchar } from '@athanor/expressions'
import { declarativeBase, inspect, toMany, toMap, toOne, toSet } from '@athanor/orm'

const Base = declarativeBase()
class Parent extends Base.entity('parent', {
  id: integer().primaryKey(), name: varchar(20).nullable(),
  children: () => toMany(Child, { backPopulates: 'parent' }),
}) {}
class Child extends Base.entity('child', {
  id: integer().primaryKey(), name: varchar(20).nullable(), parentId: integer().references('parent.id').nullable(),
  parent: () => toOne(Parent, { backPopulates: 'children' }).nullable(),
  tags: () => toSet(Tag, { backPopulates: 'child' }),
  notes: () => toMap(Note, 'keyword'),
}) {}
class Tag extends Base.entity('tag', {
  id: integer().primaryKey(), childId: integer().references('child.id').nullable(), child: () => toOne(Child, { backPopulates: 'tags' }).nullable(),
}) {}
class Note extends Base.entity('note', { id: integer().primaryKey(), keyword: varchar(20), childId: integer().references('child.id').nullable() }) {}

describe('both sides of a relationship stay in step', () => {
  test('from the collection', () => {
    const [p, q, a, b] = [new Parent(), new Parent(), new Child(), new Child()]
    p.children.push(a, b)
    expect([a.parent, b.parent]).toEqual([p, p])
    q.children.push(a)
    expect(p.children).toEqual([b])
    expect(a.parent).toBe(q)
    p.children = [a]
    expect([a.parent, b.parent, q.children.length]).toEqual([p, null, 0])
    expect(p.children.splice(0, 1)[0]).toBe(a)
    expect(a.parent).toBeNull()
  })

  test('from the reference', () => {
    const [p, q, a] = [new Parent(), new Parent(), new Child()]
    a.parent = p
    expect(p.children).toEqual([a])
    a.parent = q
    expect([p.children.length, q.children[0]]).toEqual([0, a])
    a.parent = null
    expect(q.children).toEqual([])
  })

  test('every method of the array reports, and copies are plain arrays', () => {
    const p = new Parent()
    const kids = Array.from({ length: 5 }, () => new Child())
    p.children.push(kids[0]!, kids[1]!)
    p.children.unshift(kids[2]!)
    expect(p.children).toEqual([kids[2], kids[0], kids[1]])
    expect(p.children.shift()).toBe(kids[2])
    expect(kids[2]!.parent).toBeNull()
    p.children.pop()
    expect(kids[1]!.parent).toBeNull()
    p.children.splice(0, 1, kids[3]!, kids[4]!)
    expect(kids.map((k) => k.parent === p)).toEqual([false, false, false, true, true])
    expect(p.children.filter(() => true).constructor).toBe(Array)
    p.children.reverse()
    expect(p.children).toEqual([kids[4], kids[3]])
  })

  test('writes by index and to length are found when the object is looked at', () => {
    const p = new Parent()
    const [a, b] = [new Child(), new Child()]
    p.children.push(a)
    p.children[0] = b
    expect(inspect(p).history('children').added).toEqual([b])
    expect([a.parent, b.parent]).toEqual([null, p])
    p.children.length = 0
    p.children.push(a)
    expect([a.parent, b.parent]).toEqual([p, null])
  })

  test('sets and maps', () => {
    const c = new Child()
    const t = new Tag()
    c.tags.add(t).add(t)
    expect([c.tags.size, t.child]).toEqual([1, c])
    c.tags.delete(t)
    expect(t.child).toBeNull()
    t.child = c
    expect([...c.tags]).toEqual([t])
    const [x, y] = [new Note({ keyword: 'x' }), new Note({ keyword: 'y' })]
    c.notes = new Map([['x', x], ['y', y]])
    expect(c.notes.get('y')).toBe(y)
    expect(() => { c.notes = new Map([['wrong', x]]) }).toThrow("key wrong is not the 'keyword' of its member (x)")
    expect(() => { c.tags = [t] as never }).toThrow('Child.tags is a Set, and was given an object of class Array')
  })

  test('what does not belong is refused at once', () => {
    const p = new Parent()
    expect(() => p.children.push(new Tag() as never)).toThrow('Parent.children holds Child objects, and was given an object of class Tag')
    expect(() => { new Child().parent = {} as never }).toThrow('Child.parent holds Parent objects')
    expect(() => { new Child().parent = undefined as never }).toThrow('was set to undefined')
  })
})
