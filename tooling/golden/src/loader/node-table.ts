import { ddlBuilders } from './ddl.ts'
import { dmlBuilders } from './dml.ts'
import { elementBuilders } from './elements.ts'
import { fromBuilders } from './from.ts'
import { functionBuilders } from './functions.ts'
import { literalBuilders } from './literals.ts'
import type { BuilderTable } from './loader.ts'
import { schemaBuilders } from './schema.ts'
import { selectBuilders } from './select.ts'

/** Every kind of node, by family. */
export const nodeTable: BuilderTable = {
  ...literalBuilders, ...elementBuilders, ...functionBuilders, ...fromBuilders, ...selectBuilders, ...dmlBuilders, ...schemaBuilders, ...ddlBuilders,
}
