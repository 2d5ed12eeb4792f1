export { AthanorError, type AthanorErrorOptions } from './errors/athanor-error.ts'
export * from './errors/request-errors.ts'
export * from './errors/pool-errors.ts'
export * from './errors/statement-errors.ts'
export { isError } from './errors/is-error.ts'
export type {
  DriverColumn, DriverConnection, DriverExecuteOptions, DriverResult, DriverStream, IsolationLevel, MaybePromise,
} from './driver/driver-connection.ts'
export type { ConnectParameters, Driver, DriverErrorInfo, ParamStyle } from './driver/driver.ts'
export type { Capabilities } from './dialect/capabilities.ts'
export type { ConversionTable, ConvertibleType, ValueConversion, ValueProcessor } from './dialect/value-conversion.ts'
export type { CompiledForm, CompileOptions, Dialect, ServerInfo } from './dialect/dialect.ts'
export type { ExecutionContext } from './dialect/execution-context.ts'
export { contractVersion } from './registry/contract-version.ts'
export {
  findDialect, registerDialect, registeredDialects, resolveDriverName, type DialectDescriptor, type DialectOptions,
} from './registry/dialect-registry.ts'
