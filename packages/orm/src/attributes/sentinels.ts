/** Content of a slot whose value exists in the database but hasn't been loaded: deferred, expired, or a relationship nobody asked for. */
export const NOT_LOADED: unique symbol = Symbol('not loaded')

/** Answer of a look-up that would need the database. */
export const NO_RESULT: unique symbol = Symbol('no result')

/** "There was no value": as a committed value, the attribute had none before the change. */
export const NO_VALUE: unique symbol = Symbol('no value')

/** Nothing is in the slot: never given (`undefined`) or not loaded. */
export const isAbsent = (value: unknown): boolean => value === undefined || value === NOT_LOADED
