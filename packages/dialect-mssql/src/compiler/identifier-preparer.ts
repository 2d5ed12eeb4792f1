import { CompileError } from '@athanor/interfaces'
import { IdentifierPreparer } from '@athanor/expressions/compiler'
import { nameText, type Name } from '@athanor/expressions/elements'

/** A part of a schema's name between dots. */
interface Part {
  readonly text: string
  readonly hasBrackets: boolean
}

/**
 * SQL Server's names. A schema may be `database.owner`: its last dot, outside of brackets, parts the two, and each is quoted
 * where necessary. Brackets keep a dot: `[my.schema]` is one name. A schema whose quoting is forced is one name as well.
 * Source: SQLAlchemy's dialect.
 */
export class MSSQLIdentifierPreparer extends IdentifierPreparer {
  override quoteSchema(schema: Name): string {
    const text = nameText(schema)
    // a symbol for a schema that is translated later stays as it is
    if ((typeof schema !== 'string' && schema.quote === true) || text.startsWith('__[SCHEMA_')) return this.quote(schema)
    const parts = schemaParts(text)
    const owner = parts.at(-1)
    if (owner === undefined) return ''
    const database = parts.slice(0, -1)
    if (database.every((part) => part.text === '')) return this.quote(owner.text)
    const quoted = database.length > 1 && database.some((part) => part.hasBrackets)
      ? database.map((part) => (part.hasBrackets ? this.quoteIdentifier(part.text) : this.quote(part.text))).join('.')
      : this.quote(database.map((part) => part.text).join('.'))
    return `${quoted}.${this.quote(owner.text)}`
  }

  /** Collations are words that the server knows, in any case. */
  /** Collations can't be quoted here. @throws {CompileError} for anything but a word */
  override formatCollation(collation: string, schema: string | undefined): string {
    if (!/^\w+(?:-\w+)*$/.test(collation)) throw new CompileError(`A collation of SQL Server is a word, not ${JSON.stringify(collation)}`, { code: 'SQL_PHRASE_INVALID' })
    return schema === undefined ? collation : `${this.quoteSchema(schema)}.${collation}`
  }
}

function schemaParts(schema: string): readonly Part[] {
  const parts: Part[] = []
  let text = ''
  let isInside = false
  let hasBrackets = false
  for (const char of schema) {
    if (char === '[') isInside = hasBrackets = true
    else if (char === ']') isInside = false
    else if (char === '.' && !isInside) {
      parts.push({ text, hasBrackets })
      text = ''
      hasBrackets = false
    } else text += char
  }
  if (text !== '') parts.push({ text, hasBrackets })
  return parts
}
