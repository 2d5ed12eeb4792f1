import { describe, expect, test } from '@jest/globals'
import { extractPrograms } from '../src/extract.ts'

const fenced = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`

describe('extracting programs from documents', () => {
  test('a program goes on through its continuations and collects its outputs', () => {
    const markdown = [
      fenced('ts run', 'const a = 1\nconsole.log(a)'),
      fenced('text output', '1'),
      'prose',
      fenced('ts continue', 'console.log(a + 1)'),
      fenced('text output', '2'),
    ].join('\n')
    expect(extractPrograms(markdown)).toEqual([
      { line: 1, source: 'const a = 1\nconsole.log(a)\nconsole.log(a + 1)\n', runs: true, output: '1\n2\n' },
    ])
  })

  test('bare blocks and other languages are left alone', () => {
    expect(extractPrograms(fenced('ts', 'x.y') + fenced('sh', 'npm test'))).toEqual([])
  })

  test('a misspelt mark is an error', () => {
    expect(() => extractPrograms(fenced('ts rnu', 'x'))).toThrow("unknown mark 'rnu'")
  })

  test('a block inside a list loses its indent', () => {
    expect(extractPrograms('- item\n  ```ts check\n  const a = {\n    b: 1,\n  }\n  ```\n')[0]?.source).toBe('const a = {\n  b: 1,\n}\n')
  })
})
