import { InvalidRequestError } from '@athanor/interfaces'
import type { InstanceState } from './instance-state.ts'

/**
 * A field in the class body (`name = 'x'`) makes an own property that hides the mapped attribute: what is written to it would
 * never be saved.
 * @throws {InvalidRequestError}
 */
export function assertNotShadowed(state: InstanceState): void {
  const { object, mapper } = state
  // most objects have no own properties at all
  for (const key of Object.keys(object)) {
    if (mapper.byKey.has(key)) {
      throw new InvalidRequestError(
        `${mapper.name} has a field '${key}' in its class body, which hides the mapped attribute ${mapper.name}.${key}: values would be lost. Remove the field; a default belongs to the column: .default(…).`,
        { code: 'ATTRIBUTE_SHADOWED' })
    }
  }
}
