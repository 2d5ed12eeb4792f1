import { BOOLEAN, customOperator, TextType, type CustomOperatorOptions, type Operator } from '@athanor/expressions/elements'

/** How tightly PostgreSQL's operators bind, next to the standard ones. */
const GETITEM = 15
const COMPARISON = 5
const define = (text: string, precedence: number, options: CustomOperatorOptions = {}): Operator => customOperator(text, { precedence, ...options })
const document = { naturalSelfPrecedent: true, eagerGrouping: true } as const

/** The operators themselves, for visitors and dialects. */
export const pgOperators = {
  astext: define('->>', GETITEM, { ...document, returnType: new TextType() }),
  pathAstext: define('#>>', GETITEM, { ...document, returnType: new TextType() }),
  hstoreGetitem: define('->', GETITEM, { ...document, visitName: 'HstoreGetitem', returnType: new TextType() }),
  hasKey: define('?', COMPARISON, { ...document, isComparison: true, returnType: BOOLEAN }),
  hasAll: define('?&', COMPARISON, { ...document, isComparison: true, returnType: BOOLEAN }),
  hasAny: define('?|', COMPARISON, { ...document, isComparison: true, returnType: BOOLEAN }),
  deletePath: define('#-', GETITEM, document),
  pathExists: define('@?', COMPARISON, { ...document, isComparison: true, returnType: BOOLEAN }),
  pathMatch: define('@@', COMPARISON, { ...document, isComparison: true, returnType: BOOLEAN }),
  contains: define('@>', COMPARISON, { ...document, isComparison: true, returnType: BOOLEAN }),
  containedBy: define('<@', COMPARISON, { ...document, isComparison: true, returnType: BOOLEAN }),
  overlaps: define('&&', COMPARISON, { isComparison: true, returnType: BOOLEAN }),
  strictlyLeftOf: define('<<', COMPARISON, { isComparison: true, returnType: BOOLEAN }),
  strictlyRightOf: define('>>', COMPARISON, { isComparison: true, returnType: BOOLEAN }),
  notExtendRightOf: define('&<', COMPARISON, { isComparison: true, returnType: BOOLEAN }),
  notExtendLeftOf: define('&>', COMPARISON, { isComparison: true, returnType: BOOLEAN }),
  adjacentTo: define('-|-', COMPARISON, { isComparison: true, returnType: BOOLEAN }),
} as const
