import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

/** Registers folders and server processes with a helper process that removes them if this process dies. */
export class Reaper {
  readonly #child: ChildProcess

  constructor() {
    this.#child = spawn(process.execPath, [path.join(import.meta.dirname, 'reaper.mjs')], {
      // Its own session: a signal to the terminal's foreground group must not reach it.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      // The options of a test run (loaders, inspector) do not concern it.
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    this.#child.unref()
    // An idle pipe must not keep jest alive either; the handle is a socket, which the type does not say.
    ;(this.#child.stdin as unknown as { unref(): void }).unref()
    this.#child.stdin?.on('error', () => undefined)
  }

  addFolder(folder: string): void {
    this.#send('+dir', folder)
  }

  addProcess(pid: number, signal: NodeJS.Signals): void {
    this.#send('+pid', String(pid), signal)
  }

  removeProcess(pid: number): void {
    this.#send('-pid', String(pid))
  }

  #send(...words: string[]): void {
    this.#child.stdin?.write(`${words.join('\t')}\n`)
  }
}

let reaper: Reaper | undefined

/** The one reaper of this process, started at the first use. */
export function theReaper(): Reaper {
  reaper ??= new Reaper()
  return reaper
}
