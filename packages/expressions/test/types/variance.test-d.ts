import { expectType } from './api.ts'
import type { ColumnDef } from '../../src/typing/column-def.ts'
import type { Insert } from '../../src/typing/dml.ts'
import type { Column, Expr } from '../../src/typing/expr.ts'
import type { Table } from '../../src/typing/from.ts'
import type { ObjectRow } from '../../src/typing/row.ts'
import type { Select } from '../../src/typing/select.ts'
import type { Executable, NumericString, Sql } from '../../src/typing/sql.ts'

/*
 * Guards the variance annotations. Without them the checker measures some parameters as bivariant, because these occur
 * in conditional types only, and wrong assignments pass.
 */
declare function yes<T extends 1>(): T
declare function no<T extends 0>(): T

type C1 = [Column<string, 'first', 'person'>]
type C2 = [Column<number, 'first', 'person'>]
type Nullable = Select<C1, 'person'>
type Plain = Select<C1>

no<Nullable extends Plain ? 1 : 0>()
yes<Plain extends Nullable ? 1 : 0>()
no<ObjectRow<C1, 'person'> extends ObjectRow<C1, never> ? 1 : 0>()
no<Nullable extends Executable<{ first: string }, unknown> ? 1 : 0>()
no<Select<C2> extends Select<C1> ? 1 : 0>()
no<Table<'a', { id: ColumnDef<number> }> extends Table<'a', { id: ColumnDef<string> }> ? 1 : 0>()
no<Table<'a', { id: ColumnDef<number> }> extends Table<'b', { id: ColumnDef<number> }> ? 1 : 0>()
no<Insert<{ id: ColumnDef<number> }, never, never> extends Insert<{ id: ColumnDef<string> }, never, never> ? 1 : 0>()
no<Expr<number> extends Expr<string> ? 1 : 0>()
yes<Expr<number> extends Expr<number | null> ? 1 : 0>()
no<Expr<number | null> extends Expr<number> ? 1 : 0>()
no<Expr<number, 'a'> extends Expr<number, 'b'> ? 1 : 0>()
yes<Column<number, 'x', 'a'> extends Sql<number | null> ? 1 : 0>()
no<ColumnDef<number, 'opt'> extends ColumnDef<number> ? 1 : 0>()

// Strings that hold exact numbers are interchangeable with strings everywhere but in arithmetic.
const price: NumericString = '12.50'
const asString: string = price
expectType<string>()(asString)
