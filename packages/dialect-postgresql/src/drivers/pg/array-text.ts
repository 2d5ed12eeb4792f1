/*
 * PostgreSQL's text form of arrays: '{1,NULL,"a \"b\"",{…}}', with bounds in front where they don't start at 1 ('[0:1]={1,2}').
 */

const needsQuotes = /^$|^null$|[{},"\\\s]/i

/**
 * Text of an array; `element` makes the text of one value, which is quoted where it has to be.
 * @param depth how deep arrays are nested before their elements begin; default: as deep as there are arrays
 */
export function encodeArray(values: readonly unknown[], element: (value: unknown) => string, depth?: number): string {
  let text = '{'
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (i > 0) text += ','
    if (value === null || value === undefined) text += 'NULL'
    else if (Array.isArray(value) && depth !== 1) text += encodeArray(value, element, depth === undefined ? undefined : depth - 1)
    else {
      const plain = element(value)
      text += needsQuotes.test(plain) ? `"${plain.replaceAll(/["\\]/g, String.raw`\$&`)}"` : plain
    }
  }
  return `${text}}`
}

/** Values of an array's text. @throws {SyntaxError} when it is malformed. */
export function decodeArray(text: string, element: (text: string) => unknown): unknown[] {
  let at = text.startsWith('[') ? text.indexOf('=') + 1 : 0
  const read = (): unknown[] => {
    const values: unknown[] = []
    if (text[at] !== '{') throw new SyntaxError('an array starts with {')
    at++
    if (text[at] === '}') {
      at++
      return values
    }
    for (;;) {
      if (text[at] === '{') values.push(read())
      else if (text[at] === '"') values.push(element(quoted()))
      else {
        const start = at
        while (at < text.length && text[at] !== ',' && text[at] !== '}') at++
        const plain = text.slice(start, at)
        values.push(plain === 'NULL' ? null : element(plain))
      }
      const next = text[at++]
      if (next === '}') return values
      if (next !== ',') throw new SyntaxError('an array has no end')
    }
  }
  const quoted = (): string => {
    let value = ''
    let start = ++at
    for (; at < text.length; at++) {
      const char = text[at]
      if (char === '"') return value + text.slice(start, at++)
      if (char === '\\') {
        value += text.slice(start, at)
        start = ++at
      }
    }
    throw new SyntaxError('a quoted element has no end')
  }
  const values = read()
  if (at !== text.length) throw new SyntaxError('there is text behind the array')
  return values
}
