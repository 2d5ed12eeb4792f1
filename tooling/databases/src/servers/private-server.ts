import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { freePort, isListening } from './network.ts'
import { theReaper } from './reaper.ts'
import { unprivileged, workFolder } from './work-folder.ts'

interface Command {
  readonly command: string
  readonly args: readonly string[]
}

/** How to run one kind of server from binaries on this machine. */
export interface ServerRecipe {
  readonly name: string
  /** Creates an empty data folder. */
  initialize(folder: string): Command
  /** Runs in the foreground until signalled. */
  serve(folder: string, port: number): Command
  /** The quickest end after which nothing is left over; the data are thrown away anyway. */
  readonly stopSignal: NodeJS.Signals
  /** Whether a server that listens takes statements already; default: it does. */
  isReady?(folder: string): boolean
  /** URL of the administration database, without a driver. */
  url(port: number): string
  /** Root may not drop its privileges, for example when the binaries lie below a folder that only root may enter. */
  readonly keepUser?: boolean
}

/** A server started for one purpose; a test may end and start it again on the same port with the same data. */
export interface ServerHandle {
  readonly url: string
  readonly port: number
  readonly running: boolean
  /** Starts it again, on the same port, after `stop` or `kill`. */
  start(): Promise<void>
  /** Ends it in an orderly way: clients are told. */
  stop(): Promise<void>
  /** Ends it as a crash would: clients see their sockets close. */
  kill(): Promise<void>
  restart(): Promise<void>
  /** Stops it for good and removes its data. */
  dispose(): Promise<void>
}

class PrivateServer implements ServerHandle {
  readonly #recipe: ServerRecipe
  readonly #folder: string
  readonly port: number
  #child: ChildProcess | undefined

  constructor(recipe: ServerRecipe, folder: string, port: number) {
    this.#recipe = recipe
    this.#folder = folder
    this.port = port
  }

  get url(): string {
    return this.#recipe.url(this.port)
  }

  get running(): boolean {
    return this.#child !== undefined
  }

  async start(): Promise<void> {
    if (this.#child) return
    const logFile = path.join(this.#folder, 'server.log')
    const log = fs.openSync(logFile, 'a')
    const { command, args } = this.#recipe.serve(this.#folder, this.port)
    const child = spawn(command, args, { ...spawnOptions(this.#recipe, this.#folder), stdio: ['ignore', log, log] })
    fs.closeSync(log)
    if (child.pid !== undefined) theReaper().addProcess(child.pid, this.#recipe.stopSignal)
    this.#child = child
    let failure: Error | undefined
    child.once('error', (error) => (failure = error))
    child.once('exit', () => {
      if (child.pid !== undefined) theReaper().removeProcess(child.pid)
      if (this.#child === child) this.#child = undefined
    })
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(40)) {
      if (failure) throw failure
      if (this.#child !== child) break
      if ((await isListening(this.port)) && (this.#recipe.isReady?.(this.#folder) ?? true)) return
    }
    await this.#end('SIGKILL')
    const tail = fs.readFileSync(logFile, 'utf8').slice(-800)
    throw new Error(`${this.#recipe.name} did not come up on port ${this.port}; its log ends with:\n${tail}`)
  }

  stop(): Promise<void> {
    return this.#end(this.#recipe.name === 'postgresql' ? 'SIGINT' : 'SIGTERM')
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  async dispose(): Promise<void> {
    await this.#end(this.#recipe.stopSignal)
    fs.rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill(signal)
    const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(patience)
  }
}

/** Initializes and starts a server in a temporary folder, on a free port. */
export async function startPrivateServer(recipe: ServerRecipe): Promise<ServerHandle> {
  const folder = workFolder(recipe.name)
  try {
    await runToEnd(recipe, folder)
  } catch {
    // A busy machine can refuse what initialization needs for a moment (asynchronous I/O slots, memory): once more, from nothing.
    fs.rmSync(`${folder}/data`, { recursive: true, force: true })
    await pause(500)
    await runToEnd(recipe, folder)
  }
  for (let attempt = 1; ; attempt++) {
    const server = new PrivateServer(recipe, folder, await freePort())
    try {
      await server.start()
      return server
    } catch (error) {
      // Another process may have taken the port between looking and listening.
      if (attempt === 3) {
        fs.rmSync(folder, { recursive: true, force: true })
        throw error
      }
    }
  }
}

function spawnOptions(recipe: ServerRecipe, cwd: string) {
  // Detached: a process group of its own, so that Ctrl-C reaches jest alone and jest ends the server in order.
  return { ...(recipe.keepUser ? {} : unprivileged), cwd, detached: true, env: { ...process.env, NODE_OPTIONS: '' } }
}

function runToEnd(recipe: ServerRecipe, folder: string): Promise<void> {
  const { command, args } = recipe.initialize(folder)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...spawnOptions(recipe, folder), stdio: ['ignore', 'pipe', 'pipe'] })
    if (child.pid !== undefined) theReaper().addProcess(child.pid, 'SIGKILL')
    let output = ''
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-800)
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => {
      if (child.pid !== undefined) theReaper().removeProcess(child.pid)
      if (code === 0) resolve()
      else reject(new Error(`${path.basename(command)} ended with ${code}: ${output}`))
    })
  })
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
