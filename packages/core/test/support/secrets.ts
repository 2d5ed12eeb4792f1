import { inspect } from 'node:util'

/** Every text in which an error may end up: message, stack, inspection, JSON, and the same of all its causes and own fields. */
export function everythingIn(error: unknown): string {
  const seen = new Set<unknown>()
  const texts: string[] = []
  const visit = (value: unknown, depth: number): void => {
    if (depth > 6 || seen.has(value)) return
    if (typeof value === 'string') texts.push(value)
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return
    seen.add(value)
    texts.push(String((value as { stack?: unknown }).stack), safely(() => String(value as { toString(): string })), inspect(value, { depth: 6, showHidden: true, getters: true }), safely(() => JSON.stringify(value)))
    for (const key of Reflect.ownKeys(value)) visit(safely(() => (value as Record<PropertyKey, unknown>)[key]), depth + 1)
    // `cause` is an own, hidden property; a prototype may have getters besides.
    for (const key of ['message', 'cause', 'errors', 'statement', 'parameters', 'database']) visit((value as Record<string, unknown>)[key], depth + 1)
  }
  visit(error, 0)
  return texts.join('\n')
}

function safely(work: () => unknown): string {
  try { return work() as string } catch { return '' }
}

export interface Failure extends Error {
  readonly code: string
  readonly cause?: unknown
}

/** What a call or a promise fails with. */
export async function failure(work: PromiseLike<unknown> | (() => unknown)): Promise<Failure> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    return error as Failure
  }
  throw new Error('It was expected to fail, and did not')
}
