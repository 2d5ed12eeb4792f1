import fs from 'node:fs'
import path from 'node:path'
import type { DatabaseName } from '../database-name.ts'
import type { ServerRecipe } from './private-server.ts'
import { unprivileged } from './work-folder.ts'

/** How to run this database from binaries of this machine; undefined where there are none. */
export function localRecipe(name: DatabaseName): ServerRecipe | undefined {
  if (name === 'postgresql') return postgresql()
  if (name === 'mariadb') return mariadb()
  if (name === 'mysql') return mysql()
  return undefined
}

function postgresql(): ServerRecipe | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).map(Number).filter(Boolean).sort((a, b) => b - a) : []
  const folders = [
    process.env['ATHANOR_POSTGRESQL_BIN'],
    ...versions.map((version) => `${debian}/${version}/bin`),
    '/opt/homebrew/opt/postgresql/bin',
    '/usr/local/bin',
    '/usr/bin',
  ]
  const bin = folders.find((folder) => folder && fs.existsSync(path.join(folder, 'initdb')))
  if (!bin) return undefined
  return {
    name: 'postgresql',
    initialize: (folder) => ({
      command: path.join(bin, 'initdb'),
      args: ['-D', `${folder}/data`, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    }),
    serve: (folder, port) => ({
      command: path.join(bin, 'postgres'),
      args: [
        ...['-D', `${folder}/data`, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
        // The machine's crash may lose the data; the server's own, which restart tests cause, may not: commits stay synchronous.
        ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
        ...['-c', 'max_prepared_transactions=32', '-c', 'max_connections=200', '-c', 'dynamic_shared_memory_type=mmap'],
      ],
    }),
    // "Immediate shutdown". SIGKILL would leave a shared memory segment behind.
    stopSignal: 'SIGQUIT',
    // It listens before recovery has ended; the last line of this file, rewritten at each start, tells.
    isReady: (folder) => fs.readFileSync(`${folder}/data/postmaster.pid`, 'utf8').trimEnd().endsWith('ready'),
    url: (port) => `postgresql://postgres@127.0.0.1:${port}/postgres`,
  }
}

function mariadb(): ServerRecipe | undefined {
  const server = onPath('mariadbd')
  const install = onPath('mariadb-install-db')
  if (!server || !install) return undefined
  return {
    name: 'mariadb',
    initialize: (folder) => ({
      command: install,
      args: [
        ...['--no-defaults', `--datadir=${folder}/data`, '--auth-root-authentication-method=normal'],
        ...['--skip-test-db', '--skip-name-resolve', '--innodb-use-native-aio=0'],
      ],
    }),
    serve: (folder, port) => ({
      command: server,
      args: [
        ...['--no-defaults', `--datadir=${folder}/data`, `--port=${port}`, '--bind-address=127.0.0.1'],
        ...[`--socket=${folder}/s.sock`, `--pid-file=${folder}/pid`, '--innodb-flush-log-at-trx-commit=2'],
        '--innodb-use-native-aio=0',
      ],
    }),
    stopSignal: 'SIGKILL',
    url: (port) => `mariadb://root@127.0.0.1:${port}/mysql`,
  }
}

function mysql(): ServerRecipe | undefined {
  const found = unpackedMysql() ?? installedMysql()
  if (!found) return undefined
  const { command, args } = found
  return {
    name: 'mysql',
    ...(found.keepUser ? { keepUser: true } : {}),
    initialize: (folder) => ({ command, args: [...args, `--datadir=${folder}/data`, '--initialize-insecure'] }),
    serve: (folder, port) => ({
      command,
      args: [
        ...[...args, `--datadir=${folder}/data`, `--port=${port}`, '--bind-address=127.0.0.1'],
        ...[`--socket=${folder}/s.sock`, `--pid-file=${folder}/pid`, '--mysqlx=OFF', '--secure-file-priv=NULL'],
        ...['--skip-log-bin', '--innodb-flush-log-at-trx-commit=2'],
      ],
    }),
    stopSignal: 'SIGKILL',
    url: (port) => `mysql://root@127.0.0.1:${port}/mysql`,
  }
}

interface Mysqld {
  readonly command: string
  readonly args: readonly string[]
  readonly keepUser?: boolean
}

/** MySQL as .ci/get-mysql.sh unpacks it, with a C library of its own, run through that library's loader. */
function unpackedMysql(): Mysqld | undefined {
  const root = process.env['ATHANOR_MYSQL_ROOT'] ?? path.resolve(import.meta.dirname, '../../../../.tooling/mysql')
  const server = `${root}/usr/sbin/mysqld`
  if (!fs.existsSync(server)) return undefined
  const libraries = fs.readdirSync(`${root}/usr/lib`).find((name) => name.endsWith('-linux-gnu'))
  if (!libraries) return undefined
  const folder = `${root}/usr/lib/${libraries}`
  const loader = fs.readdirSync(folder).find((name) => name.startsWith('ld-linux'))
  if (!loader) return undefined
  const share = `${root}/usr/share/mysql`
  const keepUser = unprivileged.uid !== undefined && !isReachableByAnyone(server)
  return {
    command: `${folder}/${loader}`,
    args: [
      ...['--library-path', folder, server, '--no-defaults', `--basedir=${root}/usr`],
      ...[`--lc-messages-dir=${share}`, `--character-sets-dir=${share}/charsets`, `--plugin-dir=${root}/usr/lib/mysql/plugin`],
      ...(keepUser ? ['--user=root'] : []),
    ],
    keepUser,
  }
}

function installedMysql(): Mysqld | undefined {
  const server = onPath('mysqld')
  // Some systems link mysqld to MariaDB.
  if (!server || /maria/i.test(fs.realpathSync(server))) return undefined
  return { command: server, args: ['--no-defaults'] }
}

function onPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        fs.accessSync(file, fs.constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

function isReachableByAnyone(file: string): boolean {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if ((fs.statSync(folder).mode & 0o001) === 0) return false
  }
  return true
}
