/** An example of a docstring with the SQL that it says it renders. */
export interface DocstringExample {
  readonly line: number
  readonly code: string
  readonly sql: string
  /** `PostgreSQL` in `// PostgreSQL: …`; undefined: the default dialect. */
  readonly dialect: string | undefined
}

/**
 * Finds the lines `@example code   // SQL` of docstrings, and those below a bare `@example`; three blanks stand before the comment.
 * The end of a comment in SQL is written with a backslash, `*\/`, since it would end the docstring. Lines whose SQL is cut short with `…` are for readers only.
 */
export function docstringExamples(source: string): DocstringExample[] {
  const examples: DocstringExample[] = []
  for (const [index, text] of source.split('\n').entries()) {
    const line = /^\s*(?:\/\*\*|\*)(.*)$/.exec(text)?.[1]
    const example = line === undefined ? null : /^(?:.*@example)? (\S.*?) {3,}\/\/ (?:([A-Z]\w+): )?(.+?)(?: \*\/)?$/.exec(line)
    if (example === null) continue
    const [, code, dialect, sql] = example
    if (!sql!.includes('…')) examples.push({ line: index + 1, code: code!, sql: sql!.replaceAll(String.raw`*\/`, '*/'), dialect })
  }
  return examples
}
