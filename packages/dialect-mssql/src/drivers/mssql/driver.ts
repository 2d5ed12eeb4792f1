import {
  DriverNotInstalledError, NotImplementedByDialectError, type ConnectParameters, type Driver, type DriverConnection, type DriverErrorInfo, type IsolationLevel, type ParamStyle,
} from '@athanor/interfaces'

/**
 * Place of the adapter of the npm driver `mssql`. It finds the driver and refuses to go further: statements can be compiled
 * for this database, and not yet be executed.
 */
export class MSSQLDriver implements Driver {
  readonly name = 'mssql'
  readonly packageName = 'mssql'
  readonly paramStyle: ParamStyle = 'at_numeric'
  readonly isolationLevels: readonly IsolationLevel[] = []
  readonly maxParameters = 2099
  readonly isSynchronous = false

  /**
   * @throws {DriverNotInstalledError} when the npm package `mssql` is missing
   * @throws {NotImplementedByDialectError} otherwise
   */
  async connect(_params: ConnectParameters): Promise<DriverConnection> {
    try {
      await import('mssql' as string)
    } catch (error) {
      throw new DriverNotInstalledError("The driver 'mssql' isn't installed. Install it: npm install mssql", { cause: error })
    }
    throw new NotImplementedByDialectError(
      "@athanor/dialect-mssql compiles statements but can't execute them yet: its adapter of 'mssql' is not written.", { code: 'DRIVER_ADAPTER_MISSING' })
  }

  classifyError(): DriverErrorInfo | null { return null }
}
