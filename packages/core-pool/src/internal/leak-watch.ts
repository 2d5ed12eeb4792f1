import type { Lease } from '../lease.ts'
import type { Slot } from '../slot.ts'

/**
 * Notices leases that were dropped without `release`. A FinalizationRegistry costs more per object than a whole
 * checkout, so only leases that are still held after a while are registered: until then their slot holds them strongly,
 * afterwards nobody but the holder does.
 */
export class LeakWatch<T> {
  readonly #delay: number
  readonly #slots: Iterable<Slot<T>>
  readonly #registry: FinalizationRegistry<{ readonly slot: Slot<T>; readonly turn: number }>
  #timer: NodeJS.Timeout | undefined

  constructor(delay: number, slots: Iterable<Slot<T>>, onLeak: (slot: Slot<T>) => void) {
    this.#delay = delay
    this.#slots = slots
    this.#registry = new FinalizationRegistry(({ slot, turn }) => {
      if (slot.turn === turn && slot.held) onLeak(slot)
    })
  }

  /** Called at each checkout. */
  watch(slot: Slot<T>, lease: Lease<T>): void {
    slot.lease = lease
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => this.#tick(), this.#delay)
      this.#timer.unref()
    }
  }

  /** Registers what has been held since the last look, now. */
  sweep(): void {
    for (const slot of this.#slots) {
      const { lease } = slot
      if (lease === undefined) continue
      slot.lease = undefined
      this.#registry.register(lease, { slot, turn: slot.turn })
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #tick(): void {
    this.sweep()
    for (const slot of this.#slots) if (slot.held) return
    this.stop()
  }
}
