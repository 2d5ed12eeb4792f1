/** One program found in a document: a block marked `ts run` or `ts check`, with the blocks that continue it. */
export interface DocProgram {
  readonly line: number
  readonly source: string
  readonly runs: boolean
  /** What the document says the program prints, where it says so. */
  readonly output: string | undefined
}

interface Block {
  readonly info: string
  readonly line: number
  readonly text: string
}

/**
 * Finds the programs of a document by the words after the fence:
 * `ts run` is a whole program, `ts continue` goes on with the one before it, `text output` is what it prints up to
 * there, `ts check` is type-checked but not run, and a bare `ts` is a fragment that nothing checks.
 *
 * @throws {Error} for any other word, which is a misspelt mark rather than a wish not to be checked.
 */
export function extractPrograms(markdown: string): DocProgram[] {
  const programs: { line: number; source: string; runs: boolean; output: string | undefined }[] = []
  for (const { info, line, text } of blocksOf(markdown)) {
    const [language, ...marks] = info.trim().split(/\s+/)
    const mark = marks.join(' ')
    if (language === 'text' && mark === 'output') {
      const last = programs.at(-1)
      if (!last?.runs) throw new Error(`line ${line}: output without a program before it`)
      last.output = (last.output ?? '') + text
    } else if (language === 'ts' && mark === 'continue') {
      const last = programs.at(-1)
      if (!last) throw new Error(`line ${line}: nothing to continue`)
      last.source += text
    } else if (language === 'ts' && (mark === 'run' || mark === 'check')) {
      programs.push({ line, source: text, runs: mark === 'run', output: undefined })
    } else if (language === 'ts' && mark !== '') {
      throw new Error(`line ${line}: unknown mark '${mark}' after ts; expected run, check or continue`)
    }
  }
  return programs
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let open: { info: string; line: number; indent: number; lines: string[] } | undefined
  for (const [index, text] of markdown.split('\n').entries()) {
    const fence = /^(\s*)```(.*)$/.exec(text)
    if (!open) {
      if (fence) open = { info: fence[2] ?? '', line: index + 1, indent: fence[1]?.length ?? 0, lines: [] }
    } else if (fence) {
      blocks.push({ info: open.info, line: open.line, text: open.lines.map((line) => `${line}\n`).join('') })
      open = undefined
    } else {
      open.lines.push(text.slice(Math.min(open.indent, text.length - text.trimStart().length)))
    }
  }
  return blocks
}
