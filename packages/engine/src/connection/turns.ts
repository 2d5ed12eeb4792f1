import type { DriverConnection } from '@athanor/interfaces'

/** Milliseconds for which a transaction waits for another one; SQLite's own patience with a locked file. */
export const turnTimeout = 5000

interface Waiter {
  readonly owner: object
  readonly grant: () => void
}
interface Turn {
  owner: object | undefined
  readonly waiters: Waiter[]
}

const turns = new WeakMap<DriverConnection, Turn>()

function turnOf(driver: DriverConnection): Turn {
  let turn = turns.get(driver)
  if (turn === undefined) turns.set(driver, turn = { owner: undefined, waiters: [] })
  return turn
}

/**
 * Transactions of connections that share one driver connection (StaticPool) take turns: without that the second would fail to
 * begin, and its return to the pool would roll the first one back. Answers true when it is the owner's turn, at once where
 * nobody else has it; false after waiting in vain.
 */
export function takeTurn(driver: DriverConnection, owner: object): boolean | Promise<boolean> {
  const turn = turnOf(driver)
  if (turn.owner === undefined || turn.owner === owner) {
    turn.owner = owner
    return true
  }
  return new Promise((resolve) => {
    const waiter: Waiter = {
      owner,
      grant: () => {
        clearTimeout(timer)
        resolve(true)
      },
    }
    const timer = setTimeout(() => {
      const index = turn.waiters.indexOf(waiter)
      if (index >= 0) turn.waiters.splice(index, 1)
      resolve(false)
    }, turnTimeout)
    turn.waiters.push(waiter)
  })
}

/** The owner's transaction is over, or never began. Does nothing for others. */
export function endTurn(driver: DriverConnection, owner: object): void {
  const turn = turns.get(driver)
  if (turn === undefined || turn.owner !== owner) return
  const next = turn.waiters.shift()
  turn.owner = next?.owner
  next?.grant()
}
