import type { DdlElement } from '../ddl/ddl-element.ts'
import type { MetaData } from '../meta-data.ts'
import type { SchemaEvent, SchemaEventContext, SchemaListener } from '../schema-events.ts'
import type { Table } from '../table.ts'

/** One step of creating or dropping a schema: DDL to execute, or a listener to call and await. */
export type SchemaStep =
  | { readonly kind: 'ddl'; readonly element: DdlElement }
  | {
    readonly kind: 'listener'
    readonly event: SchemaEvent
    readonly target: Table | MetaData
    readonly listener: SchemaListener<never>
    readonly context: SchemaEventContext
  }

/** Calls the listener of a step. What it returns is to be awaited. */
export const callListener = (step: Extract<SchemaStep, { kind: 'listener' }>, connection: unknown): unknown =>
  (step.listener as SchemaListener<Table | MetaData>)(step.target, connection, step.context)
