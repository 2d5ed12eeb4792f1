import fs from 'node:fs'
import os from 'node:os'
import type { DatabaseName } from '../database-name.ts'

interface Image {
  readonly image: string
  readonly port: number
  readonly environment: Record<string, string>
  url(host: string, port: number): string
}

const images: Partial<Record<DatabaseName, Image>> = {
  postgresql: {
    image: 'postgres:18',
    port: 5432,
    environment: { POSTGRES_PASSWORD: 'athanor' },
    url: (host, port) => `postgresql://postgres:athanor@${host}:${port}/postgres`,
  },
  mariadb: {
    image: 'mariadb:11',
    port: 3306,
    environment: { MARIADB_ROOT_PASSWORD: 'athanor' },
    url: (host, port) => `mariadb://root:athanor@${host}:${port}/mysql`,
  },
  mysql: {
    image: 'mysql:9',
    port: 3306,
    environment: { MYSQL_ROOT_PASSWORD: 'athanor' },
    url: (host, port) => `mysql://root:athanor@${host}:${port}/mysql`,
  },
  mssql: {
    image: 'mcr.microsoft.com/mssql/server:2022-latest',
    port: 1433,
    environment: { ACCEPT_EULA: 'Y', MSSQL_SA_PASSWORD: 'Athanor_12345678' },
    url: (host, port) => `mssql://sa:Athanor_12345678@${host}:${port}/master`,
  },
  oracle: {
    image: 'gvenzl/oracle-free:slim-faststart',
    port: 1521,
    environment: { ORACLE_PASSWORD: 'athanor' },
    url: (host, port) => `oracle://system:athanor@${host}:${port}/FREEPDB1`,
  },
}

/** Whether a container runtime seems to be there; a look at sockets, since loading testcontainers costs half a second. */
export function containersAvailable(name: DatabaseName): boolean {
  if (!images[name] || process.env['ATHANOR_TEST_CONTAINERS'] === '0') return false
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? '/nonexistent'
  const sockets = [
    '/var/run/docker.sock',
    `${os.homedir()}/.docker/run/docker.sock`,
    `${os.homedir()}/.colima/default/docker.sock`,
    `${runtime}/docker.sock`,
    `${runtime}/podman/podman.sock`,
  ]
  return process.env['DOCKER_HOST'] !== undefined || sockets.some((socket) => fs.existsSync(socket))
}

/** Starts the database's container; testcontainers removes it when this process ends, however it ends. */
export async function startContainer(name: DatabaseName): Promise<{ url: string; dispose(): Promise<void> }> {
  const image = images[name]
  if (!image) throw new Error(`no container image is known for ${name}`)
  const { GenericContainer } = await import('testcontainers')
  const container = await new GenericContainer(image.image)
    .withEnvironment(image.environment)
    .withExposedPorts(image.port)
    .withStartupTimeout(240_000)
    .start()
  return {
    url: image.url(container.getHost(), container.getMappedPort(image.port)),
    dispose: async () => {
      await container.stop()
    },
  }
}
