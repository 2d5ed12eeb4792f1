import { readFile } from 'node:fs/promises'
import type { UrlQuery } from '@athanor/interfaces'

export const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const

export interface PgSslOptions {
  /** For pg: false, or options of node's TLS. */
  readonly ssl: false | Readonly<Record<string, unknown>>
  /** Without TLS on the server, connect without it. */
  readonly mayFallBack: boolean
}

/** TLS as libpq's `sslmode` and its companions mean it. Default: none, as pg does. */
export async function pgSslOptions(query: UrlQuery): Promise<PgSslOptions> {
  const mode = query.oneOf('sslmode', sslModes) ?? 'disable'
  const rootCert = query.string('sslrootcert')
  const cert = query.string('sslcert')
  const key = query.string('sslkey')
  if (mode === 'disable' || mode === 'allow') return { ssl: false, mayFallBack: false }
  const ssl: Record<string, unknown> = {}
  if (rootCert !== undefined && rootCert !== 'system') ssl['ca'] = await readFile(rootCert, 'utf8')
  if (cert !== undefined) ssl['cert'] = await readFile(cert, 'utf8')
  if (key !== undefined) ssl['key'] = await readFile(key, 'utf8')
  // As libpq: 'require' with a root certificate verifies like 'verify-ca'.
  const verifies = mode === 'verify-ca' || mode === 'verify-full' || (mode === 'require' && rootCert !== undefined)
  ssl['rejectUnauthorized'] = verifies
  if (verifies && mode !== 'verify-full') ssl['checkServerIdentity'] = () => undefined
  return { ssl, mayFallBack: mode === 'prefer' }
}
