import { connectionCases } from './cases/connections.ts'
import { ddlDetailCases } from './cases/ddl-details.ts'
import { ddlCases } from './cases/ddl.ts'
import { dmlDetailCases } from './cases/dml-details.ts'
import { dmlCases } from './cases/dml.ts'
import { extensionCases } from './cases/extensions.ts'
import { functionDetailCases } from './cases/function-details.ts'
import { functionCases } from './cases/functions.ts'
import { identifierCases } from './cases/identifiers.ts'
import { inAndNullCases } from './cases/in-and-nulls.ts'
import { jsonAndArrayCases } from './cases/json-and-arrays.ts'
import { mergeCases } from './cases/merge.ts'
import { operatorCases } from './cases/operators.ts'
import { selectDetailCases } from './cases/select-details.ts'
import { selectCases } from './cases/select.ts'
import { setAndCteCases } from './cases/sets-and-ctes.ts'
import { statementDetailCases } from './cases/statement-details.ts'
import { typeDetailCases } from './cases/type-details.ts'
import { typeCases } from './cases/types.ts'
import { upsertCases } from './cases/upserts.ts'
import { windowDetailCases } from './cases/window-details.ts'
import { withClauseCases } from './cases/with-clauses.ts'
import type { TestCase } from './test-case.ts'

/** All cases of the suite, area by area. */
export const cases: readonly TestCase[] = [
  ...operatorCases,
  ...functionCases,
  ...functionDetailCases,
  ...windowDetailCases,
  ...selectCases,
  ...selectDetailCases,
  ...setAndCteCases,
  ...withClauseCases,
  ...inAndNullCases,
  ...dmlCases,
  ...dmlDetailCases,
  ...upsertCases,
  ...mergeCases,
  ...typeCases,
  ...typeDetailCases,
  ...jsonAndArrayCases,
  ...ddlCases,
  ...ddlDetailCases,
  ...connectionCases,
  ...statementDetailCases,
  ...identifierCases,
  ...extensionCases,
]
