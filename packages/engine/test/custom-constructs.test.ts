import { describe, expect, test } from '@jest/globals'
import { compiles, integer, MetaData, select, table } from '@athanor/expressions'
import { ColumnElement, defineNode, expression, Field, INTEGER, SqlFunction, type SqlNode } from '@athanor/expressions/elements'
import { Engines } from './support/engines.ts'

/** Says what it depends on. */
class Declared extends ColumnElement {
  readonly type = INTEGER
  readonly factor: number
  readonly operand: ColumnElement
  constructor(factor: number, operand: unknown) {
    super()
    this.factor = factor
    this.operand = expression(operand, 'The operand')
  }
}
defineNode(Declared, 'visitDeclared', [['factor', Field.value], ['operand', Field.node]])
compiles(Declared, ({ factor, operand }, compiler, context) => `${factor} * ${compiler.process(operand, context)}`)

/** Says nothing. */
class Undeclared extends ColumnElement {
  readonly type = INTEGER
  readonly factor: number
  constructor(factor: number) {
    super()
    this.factor = factor
  }
}
compiles(Undeclared, ({ factor }) => `${factor} * 10`)

/** Renders more than the class that it extends knows of. */
class Extended extends SqlFunction {
  readonly factor: number
  constructor(factor: number, operand: unknown) {
    super('abs', [operand])
    this.factor = factor
  }
}
compiles(Extended, (node, compiler, context) => `${node.factor} * abs(${compiler.process(node.args, context)})`)

describe('the compiled form of a construct of one\'s own', () => {
  const open = async () => {
    const engines = new Engines()
    const engine = engines.open('sqlite://')
    return { engine, conn: await engine.connect(), engines }
  }
  test.each([
    ['that declares its fields is shared by equal ones', (factor: number, n: number) => new Declared(factor, n), 2],
    ['that declares nothing belongs to one object', (factor: number, n: number) => new Undeclared(factor * n / 10), 6],
    ['that extends a declared class belongs to one object', (factor: number, n: number) => new Extended(factor, n), 6],
  ] as const)('%s', async (_what, make, misses) => {
    const { engine, conn, engines } = await open()
    for (const factor of [2, 3]) for (const n of [10, 20, 30]) expect(await conn.execute(select((make(factor, n) as SqlNode as never))).scalar()).toBe(factor * n)
    expect(engine.compiledCache.statistics.misses).toBe(misses)
    await conn.close()
    await engines.dispose()
  })
  test('that declares nothing is found again where the same object is used, with other values around it', async () => {
    const { engine, conn, engines } = await open()
    const metadata = new MetaData()
    const t = table('own_t', metadata, { id: integer().primaryKey({ autoincrement: false }) })
    await metadata.createAll(conn)
    await conn.exec('INSERT INTO own_t VALUES (1), (2)')
    const own = new Extended(5, 4) as SqlNode as never
    const { misses } = engine.compiledCache.statistics
    for (const id of [1, 2]) expect(await conn.execute(select(t.c.id, own).where(t.c.id.eq(id))).tuples().one()).toEqual([id, 20])
    expect(engine.compiledCache.statistics.misses).toBe(misses + 1)
    await conn.close()
    await engines.dispose()
  })
  test('nobody gave SQL to: the message names the class', async () => {
    class Nameless extends ColumnElement { readonly type = INTEGER }
    const { conn, engines } = await open()
    await expect(conn.execute(select(new Nameless() as SqlNode as never)).scalar()).rejects.toMatchObject({ message: expect.stringContaining("can't render Nameless") })
    await conn.close()
    await engines.dispose()
  })
})
