import type { Transaction } from './transaction.ts'

/** Runs a function inside a transaction: commits afterwards, rolls back when it throws. */
export async function runInBlock<X extends Transaction, V>(transaction: X, work: (transaction: X) => V | PromiseLike<V>): Promise<V> {
  const { blocks } = transaction.live
  const leave = (): void => {
    const index = blocks.lastIndexOf(transaction)
    if (index >= 0) blocks.splice(index, 1)
  }
  blocks.push(transaction)
  let value: V
  try {
    value = await work(transaction)
  } catch (error) {
    leave()
    // What the work threw matters more than a rollback that fails: that connection is given up anyway.
    await transaction.rollback().catch(() => {})
    throw error
  }
  leave()
  if (transaction.isClosed) return value
  try {
    await transaction.commit()
  } catch (error) {
    await transaction.rollback().catch(() => {})
    throw error
  }
  return value
}
