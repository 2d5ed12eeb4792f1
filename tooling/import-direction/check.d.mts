/** Returns one sentence per violation of the import rules below `root`; an empty list means they hold. */
export function violations(root: string): string[]
