import { ElementsCompiler } from './elements-compiler.ts'

/** Compiles statements and expressions. Dialects subclass it. */
export class SqlCompiler extends ElementsCompiler {}
