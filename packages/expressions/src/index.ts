// side effects first: operators on elements, types of plain values
import './elements/operate.ts'
import './types/value-types.ts'

export { compile, type CompiledText, type CompileToTextOptions } from './compiler/compile.ts'
export { compiles, type Compilation } from './compiler/custom-compilation.ts'
