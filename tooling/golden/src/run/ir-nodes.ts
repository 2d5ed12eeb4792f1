import type { GoldenCase, IrNode } from '../corpus/case.ts'

/** All nodes of a case. */
export function irNodes(golden: GoldenCase): readonly IrNode[] {
  const found: IrNode[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    else if (value !== null && typeof value === 'object') {
      if ('k' in value) found.push(value as IrNode)
      for (const item of Object.values(value)) walk(item)
    }
  }
  walk(golden.ir)
  return found
}
