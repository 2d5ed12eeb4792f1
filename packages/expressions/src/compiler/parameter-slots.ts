import type { BindParameter } from '../elements/bind-parameter.ts'

/**
 * While SQL text is being built, a parameter is a token in it: its number between two control characters. The order in
 * which parameters are met is not their order in the finished text (a CTE is rendered before its statement), so
 * placeholders are written when the text is finished.
 */
export const SLOT_START = '\u0001'
export const SLOT_END = '\u0002'
/** Stands for SLOT_START itself inside user text. */
const ESCAPED_START = '\u0001e\u0002'

/** Makes user text (literals, identifiers, textual SQL) safe to carry between tokens. */
export const escapeSlots = (text: string): string => (text.includes(SLOT_START) ? text.replaceAll(SLOT_START, ESCAPED_START) : text)

/** Whether there are parameters in the text. */
export const hasSlots = (text: string): boolean => new RegExp(`${SLOT_START}\\d`).test(text)

/** A parameter in the text. */
export interface ParameterSlot {
  readonly bind: BindParameter
  /** Final name, e.g. `id_1`. */
  readonly name: string
  /** How the value gets into the text. */
  readonly mode: 'placeholder' | 'expanding' | 'literal'
  /** Text before and after the placeholder, e.g. a cast: `$1::VARCHAR`. With `expanding` around each element. */
  readonly before: string
  readonly after: string
}

/** Finished text, cut at its parameters: `texts` has one element more than `slots`. */
export interface SlottedText {
  readonly texts: readonly string[]
  readonly slots: readonly ParameterSlot[]
}

/** Cuts text at its tokens. */
export function cutAtSlots(text: string, all: readonly ParameterSlot[]): SlottedText {
  const texts: string[] = []
  const slots: ParameterSlot[] = []
  let current = ''
  let position = 0
  for (;;) {
    const start = text.indexOf(SLOT_START, position)
    if (start < 0) break
    const end = text.indexOf(SLOT_END, start)
    const id = text.slice(start + 1, end)
    current += text.slice(position, start)
    if (id === 'e') current += SLOT_START
    else {
      texts.push(current)
      current = ''
      slots.push(all[Number(id)]!)
    }
    position = end + 1
  }
  texts.push(current + text.slice(position))
  return { texts, slots }
}
