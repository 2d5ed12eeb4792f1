import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { KeySwitch } from './key-switch.ts'
import { ManyToMany } from './many-to-many.ts'
import { ManyToOne } from './many-to-one.ts'
import { OneToMany } from './one-to-many.ts'
import type { Processor } from './processor.ts'

const processors = new WeakMap<RelationshipAttribute, Processor>()
const watchers = new WeakMap<RelationshipAttribute, KeySwitch>()

/** The processor of a relationship. It holds nothing of a particular flush. */
export function processorFor(relationship: RelationshipAttribute): Processor {
  let processor = processors.get(relationship)
  if (processor === undefined) {
    processor = relationship.direction === 'oneToMany' ? new OneToMany(relationship)
      : relationship.direction === 'manyToOne' ? new ManyToOne(relationship) : new ManyToMany(relationship)
    processors.set(relationship, processor)
  }
  return processor
}

/** Processors of relationships that lead to a class and have to follow its keys. */
export function watchersOf(mapper: Mapper): readonly Processor[] {
  return mapper.keySwitchWatchers.map((relationship) => {
    let watcher = watchers.get(relationship)
    if (watcher === undefined) watchers.set(relationship, watcher = new KeySwitch(relationship))
    return watcher
  })
}
