import { ArgumentError } from '@athanor/interfaces'
import type { Executable } from '../typing/sql.ts'
import { nameText, QuotedName, type Name } from '../structure/names.ts'
import { defineNode, Field, SqlNode } from '../structure/node.ts'

/** A statement about a savepoint: a word of the transaction, by the savepoint's name. */
export abstract class IdentifiedClause extends SqlNode {
  readonly name: Name
  /** @throws {ArgumentError} when the name isn't a text or is empty */
  constructor(name: Name) {
    super()
    if (typeof name !== 'string' && !(name instanceof QuotedName)) throw new ArgumentError('The name of a savepoint has to be a text')
    if (nameText(name) === '') throw new ArgumentError('The name of a savepoint is empty')
    this.name = name
  }
}

/** `SAVEPOINT name` */
export class SavepointClause extends IdentifiedClause {}
defineNode(SavepointClause, 'visitSavepoint', [['name', Field.name]])

/** `ROLLBACK TO SAVEPOINT name` */
export class RollbackToSavepointClause extends IdentifiedClause {}
defineNode(RollbackToSavepointClause, 'visitRollbackToSavepoint', [['name', Field.name]])

/** `RELEASE SAVEPOINT name` */
export class ReleaseSavepointClause extends IdentifiedClause {}
defineNode(ReleaseSavepointClause, 'visitReleaseSavepoint', [['name', Field.name]])

/** A statement without rows. */
type Verb = Executable<Record<string, never>, []>
// the classes say nothing of rows, so the public type is given by a cast
const published = (clause: IdentifiedClause): Verb => clause as unknown as Verb

/**
 * `SAVEPOINT name`, as a statement. `beginNested()` of a connection or session does this and keeps the books of it; the statement
 * is for where names have to be chosen, and for reading. SQL Server says `SAVE TRANSACTION`; on Oracle a name loses its leading
 * underscores. Source: SQLAlchemy's `SavepointClause`.
 *
 * @throws {ArgumentError} when the name isn't a text or is empty
 * @example savepoint('before_import')   // SAVEPOINT before_import
 */
export const savepoint = (name: string): Verb => published(new SavepointClause(name))

/**
 * `ROLLBACK TO SAVEPOINT name`, as a statement: what was done after `savepoint(name)` is undone, and the savepoint stays. SQL
 * Server says `ROLLBACK TRANSACTION name`. Source: SQLAlchemy's `RollbackToSavepointClause`.
 *
 * @throws {ArgumentError} when the name isn't a text or is empty
 * @example rollbackToSavepoint('before_import')   // ROLLBACK TO SAVEPOINT before_import
 */
export const rollbackToSavepoint = (name: string): Verb => published(new RollbackToSavepointClause(name))

/**
 * `RELEASE SAVEPOINT name`, as a statement: the savepoint is forgotten, and what was done after it belongs to the transaction.
 * Oracle and SQL Server have no such statement and reject it; there a savepoint ends with its transaction. Source: SQLAlchemy's
 * `ReleaseSavepointClause`.
 *
 * @throws {ArgumentError} when the name isn't a text or is empty
 * @example releaseSavepoint('before_import')   // RELEASE SAVEPOINT before_import
 */
export const releaseSavepoint = (name: string): Verb => published(new ReleaseSavepointClause(name))
