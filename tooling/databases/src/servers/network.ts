import net from 'node:net'

/** A TCP port of the loopback interface that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Whether something accepts connections there. */
export function isListening(port: number, host = '127.0.0.1', milliseconds = 300): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host })
    const finish = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(milliseconds, () => finish(false))
    socket.on('connect', () => finish(true))
    socket.on('error', () => finish(false))
  })
}

/** The first bytes a server sends by itself, which for MySQL's protocol hold its version; undefined if it says nothing. */
export function greeting(port: number, host: string, milliseconds = 500): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host })
    const finish = (answer: string | undefined) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(milliseconds, () => finish(undefined))
    socket.on('data', (data) => finish(data.toString('latin1')))
    socket.on('error', () => finish(undefined))
    socket.on('close', () => finish(undefined))
  })
}
