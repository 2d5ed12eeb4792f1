import { connectionCases } from './cases/connections.ts'
import { ddlCases } from './cases/ddl.ts'
import { dmlCases } from './cases/dml.ts'
import { functionCases } from './cases/functions.ts'
import { identifierCases } from './cases/identifiers.ts'
import { inAndNullCases } from './cases/in-and-nulls.ts'
import { jsonAndArrayCases } from './cases/json-and-arrays.ts'
import { operatorCases } from './cases/operators.ts'
import { selectCases } from './cases/select.ts'
import { setAndCteCases } from './cases/sets-and-ctes.ts'
import { typeCases } from './cases/types.ts'
import { upsertCases } from './cases/upserts.ts'
import type { TestCase } from './test-case.ts'

/** All cases of the suite, area by area. */
export const cases: readonly TestCase[] = [
  ...operatorCases,
  ...functionCases,
  ...selectCases,
  ...setAndCteCases,
  ...inAndNullCases,
  ...dmlCases,
  ...upsertCases,
  ...typeCases,
  ...jsonAndArrayCases,
  ...ddlCases,
  ...connectionCases,
  ...identifierCases,
]
