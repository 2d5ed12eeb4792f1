/*
 * MD5 (RFC 1321) of a name. It only tells apart names that are too long for a database and are cut, as SQLAlchemy does it: names
 * of constraints that exist already have to come out the same. node:crypto refuses MD5 where FIPS mode is on, and browsers don't
 * have it, so it is written out; nothing depends on its strength.
 */

const shifts = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const
const constants = Uint32Array.from({ length: 64 }, (_v, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32))

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))

/** The message with a one bit, zeros, and its length in bits, as 32-bit words, low byte first. */
function padded(text: string): Uint32Array {
  const bytes = new TextEncoder().encode(text)
  const words = new Uint32Array((((bytes.length + 8) >>> 6) + 1) * 16)
  for (const [i, byte] of bytes.entries()) words[i >>> 2]! |= byte << ((i & 3) * 8)
  words[bytes.length >>> 2]! |= 0x80 << ((bytes.length & 3) * 8)
  words[words.length - 2] = bytes.length << 3
  words[words.length - 1] = bytes.length >>> 29
  return words
}

/** The digest of a text in UTF-8, 32 hexadecimal digits. */
export function nameDigest(text: string): string {
  const words = padded(text)
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476])
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d] = state as unknown as [number, number, number, number]
    for (let i = 0; i < 64; i++) {
      const round = i >>> 4
      const [mixed, word] = round === 0 ? [(b & c) | (~b & d), i]
        : round === 1 ? [(d & b) | (~d & c), (5 * i + 1) & 15]
        : round === 2 ? [b ^ c ^ d, (3 * i + 5) & 15]
        : [c ^ (b | ~d), (7 * i) & 15]
      const sum = (a + mixed + constants[i]! + words[block + word]!) | 0
      a = d
      d = c
      c = b
      b = (b + rotate(sum, shifts[round as 0]![(i & 3) as 0])) | 0
    }
    state[0]! += a
    state[1]! += b
    state[2]! += c
    state[3]! += d
  }
  let digest = ''
  for (const word of state) for (let byte = 0; byte < 4; byte++) digest += ((word >>> (byte * 8)) & 0xff).toString(16).padStart(2, '0')
  return digest
}
