import type { QuotedName } from '../structure/names.ts'

/**
 * A name that is final: the naming convention isn't applied to it again, and it is shortened with a hash when it is
 * longer than the database allows (source: SQLAlchemy's `conv`). Names that a convention makes are of this class.
 */
export class ConventionName {
  readonly value: string
  constructor(value: string) {
    this.value = value
  }
  toString(): string { return this.value }
}

/** Marks a constraint's name as final. @example new CreateTable(table('c', new MetaData({ namingConvention: { ck: 'ck_%(constraint_name)s' } }), { a: integer() }, (c) => [check(c.a.gt(0), { name: conv('positive') })]))   // CREATE TABLE c ( a INTEGER NOT NULL, CONSTRAINT positive CHECK (a > 0) ) */
export const conv = (name: string): ConventionName => new ConventionName(name)

/** Name of a constraint or an index. */
export type ConstraintName = string | QuotedName | ConventionName
