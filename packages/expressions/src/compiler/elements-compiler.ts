import { OperatorCompiler } from './operator-compiler.ts'

/** Functions, CASE, casts and the other elements of expressions. */
export class ElementsCompiler extends OperatorCompiler {}
