import { expect, test } from '@jest/globals'
import { compile, CreateTable, MetaData } from '@athanor/expressions'
import { BooleanType, Column, Table, TypeDecorator } from '@athanor/expressions/elements'

test('the CHECK of a type is made for a type over it, too', () => {
  const flag = new TypeDecorator(new BooleanType({ createConstraint: true, name: 'ck_flag' }), { name: 'flag' })
  const t = new Table('t', new MetaData() as never, [new Column('on', flag)])
  expect(compile(new CreateTable(t as never)).sql).toContain('CONSTRAINT ck_flag CHECK ("on" IN (0, 1))')
})
