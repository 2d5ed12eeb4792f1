import { describe, expect, test } from '@jest/globals'
import { integer } from '../../src/index.ts'
import { DefaultDialect } from '../../src/dialect/default-dialect.ts'
import { DdlCompiler } from '../../src/compiler/ddl-compiler.ts'
import { TextClause } from '../../src/elements/text.ts'
import { ddl } from '../../src/schema/ddl/ddl-text.ts'
import { MetaData } from '../../src/schema/meta-data.ts'
import { Sequence } from '../../src/schema/sequence.ts'
import { steps, table } from './support.ts'

/** Looks up names; sequences exist. */
class LookupCompiler extends DdlCompiler {
  override existenceQuery(kind: string, names: readonly string[], schema: string | null): TextClause {
    return new TextClause(`LOOKUP ${kind} ${names.join('+')} IN ${String(schema)}`)
  }
}
class LookupDialect extends DefaultDialect {
  override capabilities = { ...new DefaultDialect().capabilities, supportsSequences: true, supportsComments: true }
  override createDdlCompiler(options: ConstructorParameters<typeof DdlCompiler>[1]): DdlCompiler { return new LookupCompiler(this, options) }
}
class WithoutAlter extends LookupDialect {
  override capabilities = { ...new DefaultDialect().capabilities, supportsAlter: false }
}
const dialect = new LookupDialect()
const unchecked = { checkFirst: false }

function parentAndChild(): MetaData {
  const metadata = new MetaData()
  table('child', { id: integer().primaryKey(), parent: integer().references('parent.id').index() }, { comment: "the child's" }, metadata)
  table('parent', { id: integer().primaryKey().comment('key') }, undefined, metadata)
  return metadata
}
function cycle(name?: string): MetaData {
  const metadata = new MetaData()
  table('a', { id: integer().primaryKey(), b: integer().references('b.id', name === undefined ? {} : { name: `${name}_a` }) }, undefined, metadata)
  table('b', { id: integer().primaryKey(), a: integer().references('a.id', name === undefined ? {} : { name: `${name}_b` }) }, undefined, metadata)
  return metadata
}

describe('createAll', () => {
  test('tables in the order of their foreign keys, each with its indexes and comments', () => {
    expect(steps(parentAndChild().planCreateAll(dialect, unchecked))).toEqual([
      'CREATE TABLE parent ( id INTEGER NOT NULL, PRIMARY KEY (id) )',
      "COMMENT ON COLUMN parent.id IS 'key'",
      'CREATE TABLE child ( id INTEGER NOT NULL, parent INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(parent) REFERENCES parent (id) )',
      'CREATE INDEX ix_child_parent ON child (parent)',
      "COMMENT ON TABLE child IS 'the child''s'",
    ])
  })

  test('what exists is looked up by kind and schema, and left alone', () => {
    const metadata = parentAndChild()
    table('other', { id: integer().primaryKey() }, { schema: 's' }, metadata)
    new Sequence('seq', { metadata })
    const plan = metadata.planCreateAll(dialect)
    expect(plan.queries.map((q) => (q.statement as TextClause).text)).toEqual([
      'LOOKUP sequence seq IN null', 'LOOKUP table child+parent IN null', 'LOOKUP table other IN s',
    ])
    expect(steps(plan, [['seq'], ['child', 'parent'], []])).toEqual(['CREATE TABLE s.other ( id INTEGER NOT NULL, PRIMARY KEY (id) )'])
    expect(steps(plan, [[], ['parent'], ['other']]).filter((s) => s.startsWith('CREATE')).map((s) => s.split(' (')[0])).toEqual([
      'CREATE SEQUENCE seq', 'CREATE TABLE child', 'CREATE INDEX ix_child_parent ON child',
    ])
  })

  test('a part of the tables, a part of the checks', () => {
    const metadata = parentAndChild()
    const plan = metadata.planCreateAll(dialect, { tables: [metadata.tables.get('parent')!], checkFirst: { sequences: true } })
    expect(plan.queries).toEqual([])
    expect(steps(plan)).toHaveLength(2)
  })

  test('the foreign keys of a cycle, and those marked useAlter, are added at the end', () => {
    expect(steps(cycle().planCreateAll(dialect, unchecked))).toEqual([
      'CREATE TABLE a ( id INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (id) )',
      'CREATE TABLE b ( id INTEGER NOT NULL, a INTEGER NOT NULL, PRIMARY KEY (id) )',
      'ALTER TABLE a ADD FOREIGN KEY(b) REFERENCES b (id)',
      'ALTER TABLE b ADD FOREIGN KEY(a) REFERENCES a (id)',
    ])
    const metadata = new MetaData()
    table('p', { id: integer().primaryKey() }, undefined, metadata)
    table('c', { p: integer().references('p.id', { useAlter: true, name: 'fk' }) }, undefined, metadata)
    expect(steps(metadata.planCreateAll(dialect, unchecked)).at(-1)).toBe('ALTER TABLE c ADD CONSTRAINT fk FOREIGN KEY(p) REFERENCES p (id)')
  })

  test('without ALTER the foreign keys stay in the tables', () => {
    expect(steps(cycle().planCreateAll(new WithoutAlter(), unchecked))).toEqual([
      'CREATE TABLE a ( id INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(b) REFERENCES b (id) )',
      'CREATE TABLE b ( id INTEGER NOT NULL, a INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(a) REFERENCES a (id) )',
    ])
  })

  test('sequences of columns come with their table, others first; optional ones only where they are needed', () => {
    const metadata = new MetaData()
    new Sequence('alone', { metadata })
    table('t', { id: integer().primaryKey().default(new Sequence('t_seq', { start: 5 }) as never), n: integer().default(new Sequence('maybe', { optional: true }) as never) }, undefined, metadata)
    expect(steps(metadata.planCreateAll(dialect, unchecked)).slice(0, 3)).toEqual(['CREATE SEQUENCE alone', 'CREATE SEQUENCE t_seq START WITH 5', 'CREATE SEQUENCE maybe'])
    const optional = new LookupDialect()
    optional.capabilities = { ...optional.capabilities, sequencesOptional: true }
    expect(steps(metadata.planCreateAll(optional, unchecked))).not.toContain('CREATE SEQUENCE maybe')
  })

  test('indexes and constraints with a condition', () => {
    const metadata = parentAndChild()
    metadata.tables.get('child')!.indexes[0]!.ddlIf({ dialect: 'postgresql' })
    expect(steps(metadata.planCreateAll(dialect, unchecked)).filter((s) => s.startsWith('CREATE INDEX'))).toEqual([])
  })
})

describe('dropAll', () => {
  test('tables in reverse order, sequences last', () => {
    const metadata = parentAndChild()
    new Sequence('seq', { metadata })
    expect(steps(metadata.planDropAll(dialect, unchecked))).toEqual(['DROP TABLE child', 'DROP TABLE parent', 'DROP SEQUENCE seq'])
  })
  test('only what exists', () => {
    expect(steps(parentAndChild().planDropAll(dialect), [['parent']])).toEqual(['DROP TABLE parent'])
  })
  test('named foreign keys of a cycle are dropped first', () => {
    expect(steps(cycle('fk').planDropAll(dialect, unchecked))).toEqual([
      'ALTER TABLE a DROP CONSTRAINT fk_a', 'ALTER TABLE b DROP CONSTRAINT fk_b', 'DROP TABLE b', 'DROP TABLE a',
    ])
  })
  test('unnamed ones can not be', () => {
    expect(() => steps(cycle().planDropAll(dialect, unchecked))).toThrow(expect.objectContaining({ name: 'CircularDependencyError', message: expect.stringContaining("'a', 'b'") }))
    expect(steps(cycle().planDropAll(new WithoutAlter(), unchecked))).toEqual(['DROP TABLE a', 'DROP TABLE b'])
  })
})

describe('events', () => {
  test('listeners and DDL before and after', () => {
    const metadata = new MetaData()
    const t = table('T', { id: integer() }, { schema: 's' }, metadata)
    const nothing = (): void => undefined
    metadata.on('beforeCreate', nothing).on('afterCreate', nothing).on('beforeDrop', ddl('SELECT 1')).on('afterDrop', nothing)
    t.on('beforeCreate', nothing).on('afterCreate', ddl("GRANT ALL ON %(fullname)s TO %(who)s -- 100%% of %(schema)s, %(table)s", { who: 'me' }))
      .on('afterCreate', ddl('NEVER').executeIf({ dialect: 'oracle' }))
    expect(steps(metadata.planCreateAll(dialect, unchecked))).toEqual([
      '[beforeCreate metadata]', '[beforeCreate s.T]', 'CREATE TABLE s."T" ( id INTEGER NOT NULL )', 'GRANT ALL ON s."T" TO me -- 100% of s, "T"', '[afterCreate metadata]',
    ])
    expect(steps(metadata.planDropAll(dialect, unchecked))).toEqual(['SELECT 1', 'DROP TABLE s."T"', '[afterDrop metadata]'])
    metadata.off('afterDrop', nothing)
    expect(steps(metadata.planDropAll(dialect, unchecked))).toEqual(['SELECT 1', 'DROP TABLE s."T"'])
    expect(() => t.on('whenever' as never, nothing)).toThrow(/no event 'whenever'/)
  })
  test('a placeholder without a value is an error', () => {
    const t = table('t', { id: integer() }).on('afterCreate', ddl('%(missing)s'))
    expect(() => steps(t.planCreate(dialect))).toThrow(/%\(missing\)s, and its context has no 'missing'/)
  })
})
