import { LruCache } from '@athanor/interfaces'
import type { BetterSqlite3Database } from './better-sqlite3-types.ts'

/** Gives the connection the function behind SQLite's `REGEXP` operator, with JavaScript's regular expressions; NULL stays NULL. */
export function registerRegexp(database: BetterSqlite3Database): void {
  const compiled = new LruCache<string, RegExp>(64)
  database.function('regexp', { deterministic: true }, (pattern, value) => {
    if (pattern === null || value === null) return null
    const source = String(pattern)
    let expression = compiled.get(source)
    if (expression === undefined) compiled.set(source, expression = new RegExp(source, 'u'))
    return expression.test(String(value)) ? 1 : 0
  })
}
