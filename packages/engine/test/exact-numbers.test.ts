import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { compile, double, func, insert, integer, literal, MetaData, numeric, select, table, type NumericString } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines } from './support/engines.ts'

/** A decimal class of an application: whole units of ten to the minus four. */
class Amount {
  readonly units: bigint
  constructor(units: bigint) { this.units = units }
}
const amount = {
  bind: ({ units }: Amount): string => `${units < 0n ? '-' : ''}${(units < 0n ? -units : units) / 10_000n}.${String((units < 0n ? -units : units) % 10_000n).padStart(4, '0')}`,
  result: (text: string): Amount => new Amount(BigInt(text.replace('.', ''))),
}

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  const metadata = new MetaData()
  const t = table('ex_number', metadata, {
    id: integer().primaryKey({ autoincrement: false }), big: numeric(38, 10).nullable(), small: numeric(25, 15).nullable(), plain: numeric(10, 2, { as: 'number' }).nullable(),
    own: numeric(20, 4, { codec: amount }).nullable(), floating: double().nullable(),
  })
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await metadata.createAll(engine)
  })
  afterAll(async () => {
    await metadata.dropAll(engine)
    await engines.dispose()
  })

  test('an exact number is a text with all digits of its scale; with as or a codec it is a number or what the codec makes; a floating one is a number', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(t), [{ id: 1, big: '12.5', small: '-0.5', plain: 12.5, own: new Amount(-125_000n), floating: 0.1 }, { id: 2, big: '0', small: '0', plain: 0, own: new Amount(0n), floating: 1e300 }])
    expect(await conn.execute(select(t).orderBy(t.c.id)).all()).toEqual([
      { id: 1, big: '12.5000000000', small: '-0.500000000000000', plain: 12.5, own: new Amount(-125_000n), floating: 0.1 },
      { id: 2, big: '0.0000000000', small: '0.000000000000000', plain: 0, own: new Amount(0n), floating: 1e300 },
    ])
    expect(await conn.execute(select(t.c.id).where(t.c.own.lt(new Amount(0n)))).scalars().all()).toEqual([1])
    expect(await conn.execute(select(t.c.id).where(t.c.big.gt('12.4999999999'))).scalars().all()).toEqual([1])
  })

  test('a number in exponential form is understood, and comes back without one', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(t), [{ id: 1, big: '1.5E+3', small: '25e-4' }, { id: 2, big: '-1E-2', small: '-1E2' }])
    expect(await conn.execute(select(t.c.big, t.c.small).orderBy(t.c.id)).tuples().all()).toEqual([
      ['1500.0000000000', '0.002500000000000'], ['-0.0100000000', '-100.000000000000000'],
    ])
    expect(compile(literal<NumericString>('1.5E+3', numeric()), { dialect: engine.dialect, literalBinds: true }).sql).toContain('1.5E+3')
  })

  test('what is no number is an error before it is sent', async () => {
    await using conn = await engine.connect()
    for (const wrong of ['abc', '1,5', '']) {
      await expect(conn.execute(insert(t).values({ id: 1, big: wrong as never })).all()).rejects.toBeInstanceOf(Error)
      await conn.rollback()
      expect(() => compile(literal(wrong as never, numeric()), { dialect: engine.dialect, literalBinds: true })).toThrow(expect.objectContaining({ code: 'LITERAL_INVALID' }))
    }
  })

  test('every digit of many is kept, or there is a warning that SQLite can\'t', async () => {
    await using conn = await engine.connect()
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue(undefined as never)
    try {
      const many = '1234567890123456789012345678.0123456789'
      await conn.execute(insert(t), [{ id: 1, big: many }, { id: 2, big: '-0.0000000001' }])
      const read = await conn.execute(select(t.c.big).orderBy(t.c.id)).scalars().all()
      const sum = await conn.execute(select(func.sum(t.c.big))).scalar()
      const isExact = db.name !== 'sqlite'
      expect([read[0] === many, read[1], sum === '1234567890123456789012345678.0123456788']).toEqual([isExact, '-0.0000000001', isExact])
      expect(warn.mock.calls.map(([text]) => String(text).split('.')[0])).toEqual(isExact ? [] : ['SQLite stores exact numbers as floating ones: of 38 digits it keeps about 15'])
    } finally {
      warn.mockRestore()
    }
  })
})
