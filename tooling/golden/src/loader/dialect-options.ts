import { optionValue } from './elements.ts'
import type { Loader } from './loader.ts'

/** `local_timezone` → `localTimezone`. */
export const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())

/** Options of the corpus, `mysql_engine`, in the library's form: by dialect, then by name. Their order is kept. */
export function dialectOptions(options: unknown, loader: Loader): Record<string, Record<string, unknown>> {
  const result: Record<string, Record<string, unknown>> = {}
  for (const [key, value] of Object.entries((options ?? {}) as Record<string, unknown>)) {
    const [dialect, ...name] = key.split('_')
    ;(result[dialect!] ??= {})[camel(name.join('_'))] = optionValue(value, loader)
  }
  return result
}
