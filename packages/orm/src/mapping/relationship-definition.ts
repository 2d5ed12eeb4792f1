import { ArgumentError } from '@athanor/interfaces'

/** Options of a relationship, as the user gave them. Types for users are in `typing/attribute-defs.ts`. */
export interface RelationshipOptions {
  readonly backPopulates?: string
  readonly cascade?: string | readonly string[]
  readonly secondary?: unknown
  readonly primaryJoin?: unknown
  readonly secondaryJoin?: unknown
  readonly foreignKeys?: unknown
  readonly remoteSide?: unknown
  readonly orderBy?: unknown
  readonly lazy?: string
  readonly viewOnly?: boolean
  readonly passiveDeletes?: boolean | 'all'
  readonly passiveUpdates?: boolean
  readonly postUpdate?: boolean
  readonly singleParent?: boolean
  readonly innerJoin?: boolean
  readonly joinDepth?: number
  readonly overlaps?: string
  readonly activeHistory?: boolean
  readonly comment?: string
  readonly info?: Readonly<Record<string, unknown>>
}

const known: ReadonlySet<string> = new Set<keyof RelationshipOptions>([
  'backPopulates', 'cascade', 'secondary', 'primaryJoin', 'secondaryJoin', 'foreignKeys', 'remoteSide', 'orderBy', 'lazy', 'viewOnly',
  'passiveDeletes', 'passiveUpdates', 'postUpdate', 'singleParent', 'innerJoin', 'joinDepth', 'overlaps', 'activeHistory', 'comment', 'info',
])

export type RelationshipShape = 'one' | 'list' | 'set' | 'map' | 'writeOnly'

/** What `toMany`, `toOne` and their kin return: a relationship before its classes are known. */
export class RelationshipDefinition {
  readonly target: unknown
  readonly shape: RelationshipShape
  readonly options: RelationshipOptions
  /** `toMap`: attribute of the members that is their key. */
  readonly mapKey: string | undefined
  readonly isNullable: boolean

  constructor(shape: RelationshipShape, target: unknown, options: RelationshipOptions = {}, mapKey?: string, isNullable = false) {
    if (target === undefined) {
      throw new ArgumentError('The target of a relationship is undefined. Where modules import each other, the relationship must be an arrow: addresses: () => toMany(Address)')
    }
    for (const key of Object.keys(options)) {
      if (!known.has(key)) throw new ArgumentError(`A relationship has no option '${key}'; it has ${[...known].join(', ')}`)
    }
    this.shape = shape
    this.target = target
    this.options = options
    this.mapKey = mapKey
    this.isNullable = isNullable
  }

  /** The reference may be null. */
  nullable(): RelationshipDefinition { return new RelationshipDefinition(this.shape, this.target, this.options, this.mapKey, true) }
}
