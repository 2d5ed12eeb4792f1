/**
 * Options that only one dialect understands, by dialect and name: `{ mysql: { engine: 'InnoDB' }, postgresql: { using: 'gin' } }`.
 * Names are in camelCase. Options of other dialects are ignored.
 */
export type DialectOptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The options of one dialect; several names are looked at, the first that has options wins (MariaDB: its own, then MySQL's). */
export function optionsOf(options: DialectOptions | undefined, ...dialects: readonly string[]): Readonly<Record<string, unknown>> {
  if (options !== undefined) for (const dialect of dialects) if (options[dialect] !== undefined) return options[dialect]
  return NONE
}
const NONE: Readonly<Record<string, unknown>> = {}
