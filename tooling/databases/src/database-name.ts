/** Databases that the tests know how to reach. */
export type DatabaseName = 'sqlite' | 'postgresql' | 'mariadb' | 'mysql' | 'mssql' | 'oracle'

/** Every suite runs on these; where one is missing, its tests are counted as skipped. */
export const standardDatabases: readonly DatabaseName[] = ['sqlite', 'postgresql', 'mariadb', 'mysql']

/** No free server of these can be started from a package; suites run on them where one is reachable. */
export const optionalDatabases: readonly DatabaseName[] = ['mssql', 'oracle']

/** Reads a comma-separated list of names from the environment; an unknown name is an error, not an empty run. */
export function namesFromEnvironment(variable: string): readonly DatabaseName[] | undefined {
  const text = process.env[variable]
  if (text === undefined) return undefined
  const known: readonly string[] = [...standardDatabases, ...optionalDatabases]
  const names = text.split(',').map((name) => name.trim()).filter((name) => name !== '')
  for (const name of names) {
    if (!known.includes(name)) throw new Error(`${variable}: unknown database '${name}', expected some of ${known.join(', ')}`)
  }
  return names as DatabaseName[]
}
