/** SQL with the differences removed that carry no meaning: layout, and the names of parameters. */
export interface NormalisedSql {
  readonly text: string
  /** Names of the parameters, in the order of the text. */
  readonly names: readonly string[]
}

const identifier = /[A-Za-z0-9_$]/
const blank = /\s/

/**
 * Collapses white space outside of quotes, and replaces each parameter by `?`. The parameters' names are given, in the
 * order of the text: that alone tells `x[:a::b]`, a slice from parameter to parameter, from `:a::integer`, a cast.
 */
export function normaliseSql(sql: string, bindNames: readonly string[], dialect: string): NormalisedSql {
  const names: string[] = []
  let out = ''
  let position = 0
  const emit = (text: string): void => { out += text }
  while (position < sql.length) {
    const char = sql[position]!
    const close = closingQuote(char, dialect)
    if (close !== undefined) {
      const end = endOfQuoted(sql, position, close)
      emit(sql.slice(position, end))
      position = end
    } else if (blank.test(char)) {
      let end = position + 1
      while (end < sql.length && blank.test(sql[end]!)) end++
      const next = sql[end]
      const last = out.at(-1)
      if (next !== undefined && next !== ')' && next !== ',' && last !== undefined && last !== '(') emit(' ')
      position = end
    } else if (char === ':') {
      const next = bindNames[names.length]
      const length = next === undefined ? 0 : parameterLength(sql, position + 1, next)
      if (length > 0) {
        names.push(next!)
        emit('?')
        position += 1 + length
      } else if (sql[position + 1] === ':') {
        // a cast, unless the next parameter stands here: then one colon belongs to the slice
        const slice = next !== undefined && parameterLength(sql, position + 2, next) > 0
        emit(slice ? ':' : '::')
        position += slice ? 1 : 2
      } else {
        emit(char)
        position++
      }
    } else {
      emit(char)
      position++
    }
  }
  return { text: out, names }
}

/** Length of the parameter's name at this place, in quotes or without; 0 if another word stands here. */
function parameterLength(sql: string, start: number, name: string): number {
  if (sql.startsWith(`"${name}"`, start)) return name.length + 2
  for (const spelling of [name, escaped(name)]) {
    const after = sql[start + spelling.length]
    if (sql.startsWith(spelling, start) && (after === undefined || !identifier.test(after))) return spelling.length
  }
  return 0
}

const letters: Readonly<Record<string, string>> = { '%': 'P', '(': 'A', ')': 'Z', ':': 'C' }
/** What the recorded texts have in place of signs that can't stand in a parameter; the list of parameters has the name itself. */
const escaped = (name: string): string => name.replaceAll(/[%():.[\] ]/g, (sign) => letters[sign] ?? '_')

function closingQuote(char: string, dialect: string): string | undefined {
  if (char === "'" || char === '"' || char === '`') return char
  // brackets quote on SQL Server; elsewhere they belong to arrays
  return char === '[' && dialect.startsWith('mssql') ? ']' : undefined
}

function endOfQuoted(sql: string, start: number, close: string): number {
  let end = start + 1
  while (end < sql.length) {
    if (sql[end] !== close) end++
    else if (sql[end + 1] === close) end += 2
    else return end + 1
  }
  return end
}
