import { beforeAll, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { type DocProgram, extractPrograms } from '../src/extract.ts'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../../..')
// Below the repository, so that the programs find the workspace's packages as a user's program finds installed ones.
const folder = path.resolve(import.meta.dirname, '../.programs')

interface Example extends DocProgram {
  readonly title: string
  readonly file: string
}

function documents(): string[] {
  const packages = fs.readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/README.md`)
  const docs = fs.existsSync(path.join(root, 'docs')) ? fs.readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }) : []
  return ['README.md', ...packages, ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
    .filter((name) => fs.existsSync(path.join(root, name)))
    .sort()
}

const examples: Example[] = documents().flatMap((document) =>
  extractPrograms(fs.readFileSync(path.join(root, document), 'utf8')).map((program) => ({
    ...program,
    title: `${document}:${program.line}`,
    file: path.join(folder, `${document.replace(/\.md$/, '').replaceAll(/[^\w-]+/g, '.')}.${program.line}.ts`),
  })),
)

/** Lines of SQL end with a blank, which editors take out of documents. */
const withoutTrailingBlanks = (text: string): string => text.replaceAll(/[ \t]+$/gm, '').trimEnd()

/** tsc's complaints, by file. */
let complaints = ''

beforeAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  for (const { file, source } of examples) fs.writeFileSync(file, `${source}\nexport {}\n`)
  const configuration = path.join(folder, 'tsconfig.json')
  fs.writeFileSync(
    configuration,
    JSON.stringify({
      extends: '../../tsconfig/base.json',
      compilerOptions: { composite: false, declaration: false, declarationMap: false, noEmit: true, erasableSyntaxOnly: false },
      files: examples.map(({ file }) => file),
    }),
  )
  if (examples.length === 0) return
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  complaints = await run(process.execPath, [tsc, '-p', configuration, '--pretty', 'false'], { cwd: folder }).then(
    ({ stdout }) => stdout,
    // tsc ends with an error status when it complains; anything else that went wrong is for the tests to show.
    (error: Error & { stdout?: string }) => error.stdout ?? error.message,
  )
}, 120_000)

describe('examples in the documents', () => {
  test('the README begins with a program that runs', () => {
    expect(examples.find(({ title, runs }) => title.startsWith('README.md:') && runs)).toBeDefined()
  })

  for (const { title, file, runs, output } of examples) {
    test(`${title} type-checks`, () => {
      const own = complaints.split('\n').filter((line) => line.includes(path.basename(file)))
      expect(own).toEqual([])
    })

    if (!runs) continue
    test(`${title} runs${output === undefined ? '' : ' and prints what the document says'}`, async () => {
      const workFolder = fs.mkdtempSync(path.join(folder, 'run-'))
      const flags = ['--conditions=athanor-src', '--disable-warning=ExperimentalWarning']
      const { stdout } = await run(process.execPath, [...flags, file], {
        cwd: workFolder,
        env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0' },
        timeout: 60_000,
      })
      // A program whose output the document does not give has only to end without an error.
      expect(withoutTrailingBlanks(stdout)).toBe(withoutTrailingBlanks(output ?? stdout))
    }, 70_000)
  }
})
