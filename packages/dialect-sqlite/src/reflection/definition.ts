/*
 * SQLite keeps the text of CREATE TABLE and of CREATE INDEX, and tells some things in no other way: names of constraints, CHECKs,
 * expressions of computed columns and of indexes. The text is cut into words here, which is enough to find them.
 */

/** A word, a quoted name, a literal, a sign, or everything between two parentheses. */
export interface Token {
  /** As written. */
  readonly text: string
  /** A name without its quotes; words in upper case. */
  readonly value: string
  readonly kind: 'word' | 'name' | 'literal' | 'sign' | 'group'
  /** Where it ends in the text. */
  readonly end: number
}

const part = /\s+|--[^\n]*|\/\*[^]*?\*\/|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|'(?:[^']|'')*'|[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|[^]/gu

/** Words of an SQL text; parentheses are one token with what is in them. */
export function tokens(sql: string): readonly Token[] {
  const found: Token[] = []
  let depth = 0
  let start = 0
  for (const { 0: text, index } of sql.matchAll(part)) {
    const first = text[0]!
    const end = index + text.length
    if (text === '(') {
      if (depth++ === 0) start = index
    } else if (text === ')' && depth > 0) {
      if (--depth === 0) found.push({ text: sql.slice(start, index + 1), value: sql.slice(start + 1, index).trim(), kind: 'group', end })
    } else if (depth > 0 || /^\s/.test(text) || text.startsWith('--') || text.startsWith('/*')) continue
    else if (first === '"' || first === '`') found.push({ text, value: text.slice(1, -1).replaceAll(first + first, first), kind: 'name', end })
    else if (first === '[' && text.length > 1) found.push({ text, value: text.slice(1, -1), kind: 'name', end })
    else if (first === "'") found.push({ text, value: text.slice(1, -1).replaceAll("''", "'"), kind: 'literal', end })
    else if (/[\p{L}_$]/u.test(first)) found.push({ text, value: text.toUpperCase(), kind: 'word', end })
    else found.push({ text, value: text, kind: /\d/.test(first) ? 'literal' : 'sign', end })
  }
  return found
}

/** The parts of a list, as they are written. */
export function listParts(sql: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const { 0: text, index } of sql.matchAll(part)) {
    if (text === '(') depth++
    else if (text === ')') depth--
    else if (text === ',' && depth === 0) {
      parts.push(sql.slice(start, index).trim())
      start = index + 1
    }
  }
  return [...parts, sql.slice(start).trim()]
}

/** The name that a token is: quoted names as they are, words as written. */
export const nameOf = (token: Token | undefined): string => (token === undefined ? '' : token.kind === 'word' ? token.text : token.value)
/** Names of a list of columns. */
export const columnNames = (group: string): readonly string[] => listParts(group).map((text) => nameOf(tokens(text)[0]))

/** What is found only in the text of a table. */
export interface TableDefinition {
  readonly primaryKeyName: string | null
  readonly autoincrement: boolean
  readonly uniques: readonly { readonly name: string | null; readonly columns: readonly string[] }[]
  readonly checks: readonly { readonly name: string | null; readonly sql: string }[]
  readonly foreignKeys: readonly { readonly name: string | null; readonly columns: readonly string[]; readonly deferrable: boolean; readonly initially: string | null }[]
  /** Expressions of computed columns, by column. */
  readonly computed: ReadonlyMap<string, string>
}

/** Reads `CREATE TABLE …`. */
export function tableDefinition(sql: string): TableDefinition {
  const body = tokens(sql).find(({ kind }) => kind === 'group')?.value ?? ''
  const uniques: { name: string | null; columns: readonly string[] }[] = []
  const checks: { name: string | null; sql: string }[] = []
  const foreignKeys: { name: string | null; columns: readonly string[]; deferrable: boolean; initially: string | null }[] = []
  const computed = new Map<string, string>()
  let primaryKeyName: string | null = null
  let autoincrement = false
  for (const item of listParts(body)) {
    const words = tokens(item)
    const isConstraint = words[0]?.kind === 'word' && ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'].includes(words[0].value)
    const column = isConstraint ? undefined : nameOf(words[0])
    let name: string | null = null
    for (let i = isConstraint ? 0 : 1; i < words.length; i++) {
      const { kind, value } = words[i]!
      if (kind !== 'word') continue
      const next = words[i + 1]
      // A table constraint has the columns in parentheses behind it, one of a column is about that column.
      const columns = (after: number): readonly string[] => (column === undefined ? columnNames(words[i + after]?.value ?? '') : [column])
      if (value === 'CONSTRAINT') {
        name = nameOf(next)
        i++
        continue
      }
      if (value === 'PRIMARY') primaryKeyName = name
      else if (value === 'AUTOINCREMENT') autoincrement = true
      else if (value === 'UNIQUE') uniques.push({ name, columns: columns(1) })
      else if (value === 'CHECK' && next?.kind === 'group') checks.push({ name, sql: next.value })
      else if (value === 'AS' && next?.kind === 'group' && column !== undefined) computed.set(column, next.value)
      else if (value === 'REFERENCES') {
        const rest = words.slice(i).filter((word) => word.kind === 'word').map((word) => word.value)
        const at = rest.indexOf('DEFERRABLE')
        const initially = rest.indexOf('INITIALLY')
        // FOREIGN KEY (columns) REFERENCES
        foreignKeys.push({
          name, columns: columns(-1), deferrable: at >= 0 && rest[at - 1] !== 'NOT', initially: initially < 0 ? null : rest[initially + 1] ?? null,
        })
      } else continue
      if (value !== 'AUTOINCREMENT') name = null
    }
  }
  return { primaryKeyName, autoincrement, uniques, checks, foreignKeys, computed }
}
