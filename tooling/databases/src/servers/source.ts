import type { DatabaseName } from '../database-name.ts'
import { containersAvailable, startContainer } from './containers.ts'
import { greeting, isListening } from './network.ts'
import { startPrivateServer } from './private-server.ts'
import { localRecipe } from './recipes.ts'
import { workFolder } from './work-folder.ts'

/** Where a database comes from, or why it does not; nothing is started before `open`. */
export type DatabaseSource =
  | { readonly name: DatabaseName; readonly how: string; open(): Promise<{ url: string; dispose(): Promise<void> }> }
  | { readonly name: DatabaseName; readonly reason: string }

/**
 * Finds a database: a URL in the environment, then a server for which the user gave credentials, then binaries of
 * this machine run privately, then a container. A wrong URL makes tests fail; it never falls through to the next way.
 */
export async function findSource(name: DatabaseName): Promise<DatabaseSource> {
  if (name === 'sqlite') return { name, how: 'temporary files', open: async () => given(`sqlite:///${workFolder('sqlite')}`) }
  const variable = `ATHANOR_TEST_${name.toUpperCase()}_URL`
  const url = process.env[variable]
  if (url === 'skip') return { name, reason: `${variable} says so` }
  if (url) return { name, how: variable, open: async () => given(url) }
  const credentials = await urlFromCredentials(name)
  if (credentials) return { name, how: 'credentials in the environment', open: async () => given(credentials) }
  const recipe = localRecipe(name)
  if (recipe) return { name, how: 'private server', open: () => startPrivateServer(recipe) }
  if (containersAvailable(name)) return { name, how: 'container', open: () => startContainer(name) }
  return { name, reason: `no ${variable}, no server binaries, no container runtime` }
}

function given(url: string) {
  return { url, dispose: async () => undefined }
}

/** A running server is used only where the user's own environment names a password for it. */
async function urlFromCredentials(name: DatabaseName): Promise<string | undefined> {
  const { env } = process
  if (name === 'postgresql' && env['PGPASSWORD']) {
    const host = env['PGHOST'] ?? '127.0.0.1'
    const port = Number(env['PGPORT'] ?? 5432)
    if (!(await isListening(port, host))) return undefined
    const user = encodeURIComponent(env['PGUSER'] ?? 'postgres')
    return `postgresql://${user}:${encodeURIComponent(env['PGPASSWORD'])}@${host}:${port}/${env['PGDATABASE'] ?? 'postgres'}`
  }
  if ((name === 'mysql' || name === 'mariadb') && env['MYSQL_PWD']) {
    const host = env['MYSQL_HOST'] ?? '127.0.0.1'
    const port = Number(env['MYSQL_TCP_PORT'] ?? 3306)
    const hello = await greeting(port, host)
    if (hello === undefined || hello.includes('MariaDB') !== (name === 'mariadb')) return undefined
    return `${name}://root:${encodeURIComponent(env['MYSQL_PWD'])}@${host}:${port}/mysql`
  }
  return undefined
}
