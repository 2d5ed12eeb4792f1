import { DriverNotInstalledError } from '../errors/request-errors.ts'
import { isError } from '../errors/is-error.ts'

/**
 * Loads a driver's npm package when the first connection needs it, and says what to install when it is missing.
 * `load` must be a literal `() => import('name')`, so that bundlers see it.
 * @throws {DriverNotInstalledError} when the package can't be found; `cause` keeps the loader's error. Other failures
 * (a native module built for another Node, say) pass through untouched.
 *
 * @example
 * const pg = await loadDriverPackage('pg', () => import('pg'))
 */
export async function loadDriverPackage<T>(packageName: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!isMissing(error, packageName)) throw error
    throw new DriverNotInstalledError(
      `The driver package '${packageName}' is not installed. Install it beside your program: npm install ${packageName}`, { cause: error })
  }
}

/** A missing dependency of the driver has the same code, but names another package. */
function isMissing(error: unknown, packageName: string): boolean {
  if (!isError(error)) return false
  const { code } = error as { readonly code?: unknown }
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return false
  return error.message.includes(`'${packageName}'`)
}
