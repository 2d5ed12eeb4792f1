import { jest } from '@jest/globals'
import type { MaybePromise } from '@athanor/interfaces'
import type { ResourceAdapter } from '@athanor/core-pool'

/** A resource that does nothing but remember. */
export interface Fake {
  readonly id: number
  open: boolean
  alive: boolean
}

export interface FakeResources extends ResourceAdapter<Fake> {
  /** Everything that was done, in order: `create 1`, `reset 1 rollback`. */
  readonly log: string[]
  readonly all: Fake[]
  /** Resources that were opened and not closed. */
  openCount(): number
  /** Runs before each call, and may throw or delay it. */
  before: (action: string, fake: Fake | undefined) => MaybePromise<void>
}

/** An adapter of fakes. Synchronous, unless `before` delays it. */
export const fakeResources = (): FakeResources => {
  const log: string[] = []
  const all: Fake[] = []
  const act = <R>(action: string, fake: Fake | undefined, finish: () => R): MaybePromise<R> => {
    const pending = resources.before(action, fake)
    return pending === undefined ? finish() : pending.then(() => finish())
  }
  const resources: FakeResources = {
    log,
    all,
    before: () => {},
    openCount: () => all.filter((fake) => fake.open).length,
    create: () => act('create', undefined, () => {
      const fake = { id: all.length + 1, open: true, alive: true }
      all.push(fake)
      log.push(`create ${fake.id}`)
      return fake
    }),
    close: (fake) => act('close', fake, () => {
      fake.open = false
      log.push(`close ${fake.id}`)
    }),
    destroy: (fake) => {
      fake.open = false
      log.push(`destroy ${fake.id}`)
    },
    reset: (fake, mode) => act('reset', fake, () => void log.push(`reset ${fake.id} ${mode}`)),
    ping: (fake) => act('ping', fake, () => {
      log.push(`ping ${fake.id}`)
      if (!fake.alive) throw new Error('the peer is gone')
    }),
  }
  return resources
}

export const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

export interface SeenWarning {
  readonly message: string
  readonly code: string | undefined
  readonly type: string | undefined
  readonly detail: string | undefined
}

/**
 * The warnings emitted while `work` runs. Taken at `emitWarning`: under jest the `warning` event reaches only the
 * real process object, not the sandbox's copy of it.
 */
export const warningsOf = async (work: (seen: readonly SeenWarning[]) => MaybePromise<void>): Promise<SeenWarning[]> => {
  const seen: SeenWarning[] = []
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(((message: string, options: NodeJS.EmitWarningOptions) =>
    void seen.push({ message, code: options.code, type: options.type, detail: options.detail })) as typeof process.emitWarning)
  try {
    await work(seen)
  } finally {
    emitWarning.mockRestore()
  }
  return seen
}
