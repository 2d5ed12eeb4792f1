// side effects first: operators on elements, types of plain values
import './elements/operate.ts'
import './elements/indexing.ts'
import './types/value-types.ts'

export { compile, type CompiledText, type CompileToTextOptions } from './compiler/compile.ts'
export { compiles, type Compilation } from './compiler/custom-compilation.ts'
export { func } from './functions/func.ts'
export * from './elements/factories.ts'
export { text } from './elements/text-factory.ts'
export { releaseSavepoint, rollbackToSavepoint, savepoint } from './elements/savepoint.ts'
export * from './selectable/public-factories.ts'
export { adapt, clonedTraverse, iterate, replacementTraverse, tablesOf, traverse, type Element, type Visitors } from './selectable/public-traversal.ts'
export { registerFunction, type FunctionDefinition } from './functions/register-function.ts'
export type { SqlNode } from './structure/node.ts'
export { del, fromDmlColumn, insert, merge, update, upsert } from './dml/factories.ts'
export {
  AddConstraint, check, copyTable, CreateIndex, CreateSchema, CreateSequence, CreateTable, CreateTableAs, CreateView, ddl, defaultMetaData, DropColumnComment,
  DropConstraint, DropConstraintComment, DropIndex,
  DropSchema, DropSequence, DropTable, DropTableComment, DropView, exclude, foreignKey, index, insertSentinel, MetaData, primaryKey, sequence, SetColumnComment, SetConstraintComment, SetTableComment, table, unique, type CreateTableOptions,
} from './schema/public-factories.ts'
export { conv } from './schema/constraint-name.ts'
export {
  array, bigint, binary, blob, boolean, char, clob, customType, date, dateTime, decimal, double, enumType, float, integer, interval, json,
  largeBinary, nchar, numeric, nvarchar, real, smallInteger, time, timestamp, unicode, unicodeText, userDefinedType, uuid, varbinary, varchar,
} from './types/factories.ts'
export { exact } from './types/exact-types.ts'
export { asGeneric } from './types/as-generic.ts'

// the public types: interfaces only, behind which the classes stay internal
export type * from './typing/phantom.ts'
export type * from './typing/sql.ts'
export type * from './typing/expr.ts'
export type * from './typing/column-def.ts'
export type * from './typing/entity-face.ts'
export type * from './typing/row.ts'
export type * from './typing/from.ts'
export type * from './typing/select.ts'
export type * from './typing/compound.ts'
export type * from './typing/dml.ts'
export type * from './typing/merge.ts'
export type * from './typing/functions.ts'
export type * from './typing/schema.ts'
export type * from './typing/factories.ts'
export type * from './typing/exact-types.ts'
