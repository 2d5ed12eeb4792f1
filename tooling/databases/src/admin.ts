import fs from 'node:fs'
import path from 'node:path'
import type { DatabaseName } from './database-name.ts'

/** Creates and drops throwaway databases on one server, through the raw driver. */
export interface Admin {
  /** Returns the new database's address as the library under test spells it. */
  create(database: string): Promise<string>
  drop(database: string): Promise<void>
}

/** @param url address of the administration database, or of the folder for SQLite's files; any `+driver` is ignored. */
export function adminOf(name: DatabaseName, url: string): Admin {
  if (name === 'sqlite') return sqlite(new URL(url).pathname)
  const server = new URL(url.replace(/^([a-z]+)\+[^:]+:/, '$1:'))
  if (name === 'postgresql') return postgresql(server)
  if (name === 'mysql' || name === 'mariadb') return mysql(server)
  if (name === 'mssql') return mssql(server)
  return oracle(server)
}

function sqlite(folder: string): Admin {
  const file = (database: string) => path.join(folder, `${database}.db`)
  return {
    create: async (database) => `sqlite+better-sqlite3:///${file(database)}`,
    drop: async (database) => {
      for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(file(database) + suffix, { force: true })
    },
  }
}

/** The server's address with another database and the library's `dialect+driver` scheme. */
function address(server: URL, scheme: string, database: string, user = server.username, password = server.password): string {
  const secret = password === '' ? '' : `:${password}`
  return `${scheme}://${user}${secret}@${server.host}/${database}${server.search}`
}

function postgresql(server: URL): Admin {
  const run = async (sql: string) => {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: server.href })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  return {
    create: async (database) => {
      await run(`CREATE DATABASE ${database}`)
      return address(server, 'postgresql+pg', database)
    },
    drop: (database) => run(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  }
}

function mysql(server: URL): Admin {
  const run = async (sql: string) => {
    const { createConnection } = await import('mysql2/promise')
    const connection = await createConnection({
      host: server.hostname,
      port: Number(server.port || 3306),
      user: decodeURIComponent(server.username),
      password: decodeURIComponent(server.password),
    })
    try {
      await connection.query(sql)
    } finally {
      await connection.end()
    }
  }
  return {
    create: async (database) => {
      await run(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`)
      return address(server, 'mysql+mysql2', database)
    },
    drop: (database) => run(`DROP DATABASE IF EXISTS ${database}`),
  }
}

function mssql(server: URL): Admin {
  const run = async (sql: string) => {
    const { default: driver } = await import('mssql')
    const pool = await driver.connect({
      server: server.hostname,
      port: Number(server.port || 1433),
      user: decodeURIComponent(server.username),
      password: decodeURIComponent(server.password),
      options: { encrypt: true, trustServerCertificate: true },
    })
    try {
      await pool.request().batch(sql)
    } finally {
      await pool.close()
    }
  }
  return {
    create: async (database) => {
      await run(`CREATE DATABASE ${database}`)
      return address(server, 'mssql+mssql', database)
    },
    drop: (database) =>
      run(`IF DB_ID('${database}') IS NOT NULL BEGIN ALTER DATABASE ${database} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE ${database} END`),
  }
}

/** Oracle has one schema per user and no throwaway databases: a user stands for one. */
function oracle(server: URL): Admin {
  const run = async (...statements: string[]) => {
    const { default: driver } = await import('oracledb')
    const connection = await driver.getConnection({
      user: decodeURIComponent(server.username),
      password: decodeURIComponent(server.password),
      connectString: `${server.host}${server.pathname}`,
    })
    try {
      for (const statement of statements) await connection.execute(statement)
    } finally {
      await connection.close()
    }
  }
  return {
    create: async (database) => {
      await run(
        `CREATE USER ${database} IDENTIFIED BY "athanor" QUOTA UNLIMITED ON users`,
        `GRANT CREATE SESSION, CREATE TABLE, CREATE VIEW, CREATE SEQUENCE, CREATE TRIGGER, CREATE TYPE TO ${database}`,
      )
      return address(server, 'oracle+oracledb', server.pathname.slice(1), database, 'athanor')
    },
    drop: (database) => run(`DROP USER ${database} CASCADE`),
  }
}
