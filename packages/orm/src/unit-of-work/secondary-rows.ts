import type { Result } from '@athanor/engine'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { StaleDataError } from '../session/session-errors.ts'
import { associationStatement, keyParameter } from './statements.ts'
import { type Steps, wait } from './steps.ts'
import type { UnitOfWork } from './unit-of-work.ts'

type Row = Record<string, unknown>

/** Rows of the association table of a many-to-many relationship: deleted, changed, inserted, each by one statement. */
export function* writeAssociations(
  uow: UnitOfWork, relationship: RelationshipAttribute,
  rows: { readonly deletes: readonly Row[]; readonly inserts: readonly Row[]; readonly updates: readonly Row[] },
): Steps {
  const table = relationship.config.secondary!
  const { deletes, inserts, updates } = rows
  if (deletes.length + inserts.length + updates.length === 0) return
  const connection = yield* uow.session.connectionSteps(relationship.parent)
  const { supportsSaneRowcount, supportsSaneMultiRowcount } = connection.dialect.capabilities
  const keys = [...relationship.config.pairs, ...relationship.config.secondaryPairs].map((p) => p.destination.key)
  const run = (kind: 'delete' | 'update' | 'insert', sets: readonly Row[]): Steps<Result> =>
    wait(connection.execute(associationStatement(kind, table, keys) as never, (sets.length === 1 ? sets[0]! : sets) as never) as unknown as PromiseLike<Result>)
  const check = (verb: string, result: Result, expected: number): void => {
    const isCounted = supportsSaneMultiRowcount || (supportsSaneRowcount && expected === 1)
    if (isCounted && result.rowCount >= 0 && result.rowCount !== expected) {
      throw new StaleDataError(`The ${verb} '${table.fullName}' was for ${expected} row${expected === 1 ? '' : 's'}, and ${result.rowCount} matched: others changed the association meanwhile`)
    }
  }
  if (deletes.length > 0) {
    const sets = deletes.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [keyParameter(key), value])))
    check('DELETE from', yield* run('delete', sets), deletes.length)
  }
  if (updates.length > 0) check('UPDATE of', yield* run('update', updates), updates.length)
  if (inserts.length > 0) yield* run('insert', inserts)
}
