import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { GoldenCase } from './case.ts'

/** Reads the cases of a corpus, JSON lines, gzipped when the name ends in `.gz`. */
export async function* readCorpus(file: string): AsyncGenerator<GoldenCase> {
  const bytes = createReadStream(file)
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
    if (line.trim() !== '') yield JSON.parse(line) as GoldenCase
  }
}
