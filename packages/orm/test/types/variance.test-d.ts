import type { ColumnDef } from '@athanor/expressions'
import type { AliasedEntity } from '../../src/typing/aliased.ts'
import type { ToMany, ToOne } from '../../src/typing/attribute-defs.ts'
import type { RelAttr } from '../../src/typing/class-attributes.ts'
import type { EntityClass } from '../../src/typing/entity-class.ts'
import type { LoadPath } from '../../src/typing/load-path.ts'
import type { User } from './model/user.ts'
import type { Group } from './model/group.ts'

/* Guards the variance annotations, as in the tests of the expression language. */
declare function yes<T extends 1>(): T
declare function no<T extends 0>(): T

no<LoadPath<'a', 1> extends LoadPath<'b', 1> ? 1 : 0>()
yes<LoadPath<never, 1> extends LoadPath<'b', 1> ? 1 : 0>()
no<RelAttr<1, 'k', 'a', true> extends RelAttr<1, 'k', 'b', true> ? 1 : 0>()
no<RelAttr<1, 'k', 'a', true> extends RelAttr<1, 'k', 'a', false> ? 1 : 0>()
no<ToMany<typeof User> extends ToMany<typeof Group> ? 1 : 0>()
no<ToOne<typeof User, null> extends ToOne<typeof User> ? 1 : 0>()
yes<ToOne<typeof User> extends ToOne<typeof User, null> ? 1 : 0>()
no<AliasedEntity<typeof User, 'a'> extends AliasedEntity<typeof User, 'b'> ? 1 : 0>()
no<AliasedEntity<typeof User, 'a'> extends AliasedEntity<typeof Group, 'a'> ? 1 : 0>()
no<EntityClass<{}, 'a', { id: ColumnDef<number> }> extends EntityClass<{}, 'a', { id: ColumnDef<string> }> ? 1 : 0>()
