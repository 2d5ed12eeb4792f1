/** Turns one value into another; never sees `null` (SQL NULL is passed through untouched). */
export type ValueProcessor = (value: unknown) => unknown

/** How values of a type travel: towards the driver, and back. Absent: as they are. */
export interface ValueConversion {
  readonly bind?: ValueProcessor | undefined
  readonly result?: ValueProcessor | undefined
}

/** The part of a type that a conversion may look at. */
export interface ConvertibleType {
  /** Name of the construct, e.g. `timestamp`, `big_integer`. */
  readonly visitName: string
  /** Family of representation by which a dialect finds its conversion, e.g. `datetime`, `bigint`, `json`. */
  readonly family: string
}

/**
 * A dialect's conversions, by type family. A function may look at the type's arguments (time zone, precision, codec).
 * A family that isn't listed uses the type's own conversion.
 */
export type ConversionTable = Readonly<Record<string, (type: never) => ValueConversion | undefined>>
