// The pool under pg's users, with clients that cost nothing: only W7a.
export const imports = { none: ['pg-pool'] }

export async function open({ pool: max }) {
  const { default: Pool } = await import('pg-pool')
  const { EventEmitter } = await import('node:events')
  class Client extends EventEmitter {
    connect(done) { done() }
    end(done) { done?.() }
  }
  const pool = new Pool({ Client, max: max ?? 10 })
  return { pool: { acquire: () => pool.connect(), release: (client) => client.release() }, close: () => pool.end() }
}
