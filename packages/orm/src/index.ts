export { declarativeBase } from './mapping/entity-class.ts'
export { configureMappers } from './mapping/mapped-classes.ts'
export { toMany, toMap, toOne, toSet, writeOnly } from './mapping/relationship-factories.ts'
export { columnProperty, composite, deferred, hybrid, synonym } from './mapping/derived-definitions.ts'
export type { Mapper } from './mapping/mapper.ts'

export { Session } from './session/session.ts'
export { sessionmaker, type SessionMaker } from './session/sessionmaker.ts'
export { SessionTransaction } from './session/session-transaction.ts'
export type { SessionBind, SessionOptions } from './session/session-options.ts'
export type { SessionEvent, SessionEventMap } from './session/session-events.ts'
export { DependencyRuleError, FlushError, StaleDataError, UnboundExecutionError } from './session/session-errors.ts'

export { inspect, ObjectInspection, type ObjectStatus } from './state/inspect.ts'
export { makeTransient, makeTransientToDetached, objectSession, wasDeleted } from './state/make-transient.ts'
export { flagDirty, flagModified, setCommittedValue } from './state/modification.ts'
export { toObject } from './state/object-view.ts'
export { UnmappedInstanceError } from './state/require-state.ts'
export { DetachedInstanceError, ObjectDeletedError, UnloadedAttributeError } from './attributes/attribute-errors.ts'
export type { History } from './attributes/history.ts'

export { listen, listenAttribute, validates, type AttributeListeners } from './events/listen.ts'
export type { EntityEvent } from './events/entity-events.ts'

export type * from './typing/attribute-defs.ts'
export type * from './typing/class-attributes.ts'
export type * from './typing/derived-attributes.ts'
export type * from './typing/entity-class.ts'
export type * from './typing/fields.ts'
export type * from './typing/load-path.ts'
export type * from './typing/session-signatures.ts'

export {
  containsEager, defaultload, defer, immediateload, joinedload, loadOnly, noload, raiseload, selectinload, selectinPolymorphic, subqueryload, undefer, withExpression, withLoaderCriteria,
} from './loading/loader-options.ts'
export { aliased } from './querying/aliased.ts'
export { OrmResult, OrmRows } from './loading/orm-result.ts'
