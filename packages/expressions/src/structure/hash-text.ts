/** One step of a hash: cheap, order-sensitive, 32 bit. */
export const mix = (h: number, value: number): number => Math.imul(h ^ value, 0x01000193) ^ (value >>> 15)

/** FNV-1a over UTF-16 code units. */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}
