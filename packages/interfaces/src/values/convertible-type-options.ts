import type { ConvertibleType, ValueConversion } from '../dialect/value-conversion.ts'

/** In which JavaScript form a type's values are read. What isn't given is the family's default. */
export type ValueMode = 'string' | 'number' | 'bigint' | 'date' | 'temporal'

/** Fields of a type that the conversions of the dialects look at; all optional. */
export interface ConversionOptions extends ConvertibleType {
  readonly mode?: ValueMode | undefined
  /** `numeric`: digits after the point, for databases that return numbers. */
  readonly scale?: number | null | undefined
  /** `uuid`: false for one that is stored as 32 hexadecimal digits, whatever the database has. */
  readonly nativeUuid?: boolean | undefined
  /** `interval`: false for one that is stored as the timestamp that lies so far after 1970, whatever the database has. */
  readonly native?: boolean | undefined
  /** `array`: type of the elements. */
  readonly itemType?: ConversionOptions | undefined
  /** `array`: what happens to each element, where it isn't just what its family says. */
  readonly itemConversion?: ValueConversion | undefined
  /** `array`: how deep arrays are nested before their elements begin, which may be arrays themselves. Default: as deep as there are arrays. */
  readonly depth?: number | undefined
  /** Between the plain text of a value (its `string` mode) and the program's own class, a Decimal for example. Wins over `mode`. */
  readonly codec?: ValueConversion | undefined
}
