import type { DdlCompiler } from '../compiler/ddl-compiler.ts'
import { TextClause } from '../elements/text.ts'
import type { SqlType, TypeOwner } from '../types/sql-type.ts'
import { TypeDecorator } from '../types/type-decorator.ts'
import { CheckConstraint } from './check-constraint.ts'
import type { Column } from './column.ts'

/** Gives the column its type as the table has it: in the table's or the metadata's schema, where types are in one. Or the given type. */
export function placeType(column: Column, owner: TypeOwner | SqlType): void {
  // the type of the column that this one refers to has its place already
  if (Object.getOwnPropertyDescriptor(column, 'type')?.get !== undefined) return
  const type = 'inSchemaOf' in owner ? owner : column.type.inSchemaOf(owner)
  if (type !== column.type) Object.defineProperty(column, 'type', { value: type, configurable: true, enumerable: true, writable: true })
}

/** Fields of the types that can make a CHECK: BOOLEAN and ENUM. */
interface ConstrainedType {
  readonly createConstraint?: boolean
  readonly name?: string | undefined
  readonly values?: readonly string[]
  readonly nativeEnum?: boolean
}

/**
 * CHECK constraints that a column's type wants where the database has no such type: `flag IN (0, 1)`, `status IN ('a', 'b')`.
 * Whether they are rendered is decided for each dialect.
 */
export function typeConstraints(column: Column): readonly CheckConstraint[] {
  const types = new Set([column.type, ...(column.type.variants?.values() ?? [])])
  const constraints: CheckConstraint[] = []
  for (const type of types) {
    // a decorated type is the type that it decorates
    const constrained = (type instanceof TypeDecorator ? type.implementation : type) as SqlType & ConstrainedType
    const needed = conditionOf(constrained, column)
    if (needed === undefined) continue
    constraints.push(new CheckConstraint(needed.condition, { name: constrained.name ?? null }, {
      isNeeded: (compiler) => column.type.forDialect(compiler.dialect.name) === type && needed.isNeeded(compiler),
    }))
  }
  return constraints
}

function conditionOf(type: SqlType & ConstrainedType, column: Column): { readonly condition: unknown; readonly isNeeded: (compiler: DdlCompiler) => boolean } | undefined {
  if (type.createConstraint !== true) return undefined
  if (type.affinity === 'boolean') {
    return {
      condition: column.in([new TextClause('0'), new TextClause('1')]),
      isNeeded: (compiler) => !compiler.dialect.capabilities.supportsNativeBoolean && compiler.nonNativeBooleanCheckConstraint,
    }
  }
  if (type.values === undefined) return undefined
  return {
    condition: column.in(type.values),
    isNeeded: (compiler) => type.nativeEnum === false || !compiler.dialect.capabilities.supportsNativeEnum,
  }
}
