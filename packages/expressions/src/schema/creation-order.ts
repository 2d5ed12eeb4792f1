let counter = 0
/** Number by which constraints are ordered within CREATE TABLE: the order in which they were made. */
export const nextCreationOrder = (): number => ++counter
