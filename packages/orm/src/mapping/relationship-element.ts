export { RelationshipElement } from '../querying/relationship-element.ts'
