import { drive, isPromise, type Steps } from '../internal/steps.ts'

/** Something to be done on a connection when those before it are done. */
export interface Job {
  /** Starts, and must not throw. True: finished already. False: `finish()` of the queue is called later. */
  run(): boolean
}

/**
 * What is asked of one connection, in the order in which it was asked for. The first is started at once, within the caller's
 * call; a connection carries out one thing at a time.
 */
export class WorkQueue {
  #busy = false
  #jobs: Job[] = []
  #next = 0

  get isIdle(): boolean { return !this.#busy }

  add(job: Job): void {
    if (this.#busy) {
      this.#jobs.push(job)
      return
    }
    this.#busy = true
    if (job.run()) this.finish()
  }

  /** The present job is over: starts those that wait. */
  finish(): void {
    while (this.#next < this.#jobs.length) {
      const job = this.#jobs[this.#next++]!
      if (!job.run()) return
    }
    this.#jobs.length = 0
    this.#next = 0
    this.#busy = false
  }

  /** Adds steps as a job; the promise is their outcome. */
  steps<R>(steps: () => Steps<R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.add({
        run: () => {
          let pending: R | Promise<R>
          try {
            pending = drive(steps())
          } catch (error) {
            // What listeners and drivers throw is passed on as it is.
            reject(error as Error)
            return true
          }
          if (!isPromise(pending)) {
            resolve(pending)
            return true
          }
          pending.then(
            (value) => { resolve(value); this.finish() },
            (error: unknown) => { reject(error as Error); this.finish() },
          )
          return false
        },
      })
    })
  }
}
