import { declarativeBase, timestamp, func, integer } from '../api.ts'
/** custom base: methods & statics inherited by every entity */
export class Base extends declarativeBase() {
  describe(): string { return this.constructor.name }
}
export const timestamps = { createdAt: timestamp().serverDefault(func.now()), updatedAt: timestamp().nullable() }
export const idPk = { id: integer().primaryKey() }
