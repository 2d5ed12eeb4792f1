import {
  DriverNotInstalledError, NotImplementedByDialectError, type ConnectParameters, type Driver, type DriverConnection, type DriverErrorInfo, type IsolationLevel, type ParamStyle,
} from '@athanor/interfaces'

/**
 * Place of the adapter of the npm driver `oracledb`. It finds the driver and refuses to go further: statements can be compiled
 * for this database, and not yet be executed.
 */
export class OracleDriver implements Driver {
  readonly name = 'oracledb'
  readonly packageName = 'oracledb'
  readonly paramStyle: ParamStyle = 'named'
  readonly isolationLevels: readonly IsolationLevel[] = []
  readonly maxParameters = 32_766
  readonly isSynchronous = false

  /**
   * @throws {DriverNotInstalledError} when the npm package `oracledb` is missing
   * @throws {NotImplementedByDialectError} otherwise
   */
  async connect(_params: ConnectParameters): Promise<DriverConnection> {
    try {
      await import('oracledb' as string)
    } catch (error) {
      throw new DriverNotInstalledError("The driver 'oracledb' isn't installed. Install it: npm install oracledb", { cause: error })
    }
    throw new NotImplementedByDialectError(
      "@athanor/dialect-oracle compiles statements but can't execute them yet: its adapter of 'oracledb' is not written.", { code: 'DRIVER_ADAPTER_MISSING' })
  }

  classifyError(): DriverErrorInfo | null { return null }
}
