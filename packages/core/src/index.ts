export * from '@athanor/expressions'
export * from '@athanor/engine'
// Both have one: users mean that of the engine.
export type { ExecutionOptions } from '@athanor/engine'
