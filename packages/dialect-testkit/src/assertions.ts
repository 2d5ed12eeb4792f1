import assert from 'node:assert/strict'
import { isError } from '@athanor/interfaces'

/** Fails unless both are deeply and strictly equal. */
export function equal(actual: unknown, expected: unknown, what?: string): void {
  // Objects of another realm (a test runner's sandbox) have other prototypes; only the content matters.
  assert.deepEqual(plain(actual), plain(expected), what === undefined ? undefined : `${what}: got ${show(actual)}, expected ${show(expected)}`)
}

/** Fails unless the value is true. */
export function ok(value: unknown, what: string): void {
  assert.ok(value, what)
}

/** Fails unless two numbers (perhaps as texts or bigints) differ by less than `tolerance` of their size. Default 1e-6. */
export function near(actual: unknown, expected: number, what = 'number', tolerance = 1e-6): void {
  const number = Number(actual)
  assert.ok(Math.abs(number - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${what}: got ${show(actual)}, expected about ${expected}`)
}

/** What a failing case's error should look like. */
export interface ErrorPattern {
  readonly code?: string
  readonly name?: string | readonly string[]
  readonly message?: RegExp
}

/** Waits for a failure and returns it; fails when there is none, or another one. */
export async function rejects(work: PromiseLike<unknown> | (() => unknown), pattern: ErrorPattern = {}): Promise<Error & { readonly code?: string }> {
  let error: unknown
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (thrown) {
    error = thrown
  }
  if (error === undefined) throw new assert.AssertionError({ message: `expected a failure ${show(pattern)}, and there was none` })
  if (!isError(error)) throw new assert.AssertionError({ message: `expected an error, and something else was thrown: ${show(error)}` })
  const found = error as Error & { readonly code?: string }
  const names = pattern.name === undefined ? undefined : [pattern.name].flat()
  if ((pattern.code !== undefined && found.code !== pattern.code) || (names !== undefined && !names.includes(found.name))
    || (pattern.message !== undefined && !pattern.message.test(found.message))) {
    throw new assert.AssertionError({ message: `expected a failure ${show(pattern)}, got ${found.name} ${found.code ?? ''}: ${found.message}` })
  }
  return found
}

function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]') return { bytes: [...(value as Uint8Array)] }
  if (Object.prototype.toString.call(value) === '[object Date]') return { date: (value as Date).getTime() }
  if (Array.isArray(value)) return Array.from(value as unknown[], plain)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}

function show(value: unknown): string {
  if (value instanceof RegExp) return String(value)
  const text = JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one instanceof RegExp ? String(one) : one))
  return (text ?? String(value)).slice(0, 500)
}
