import { SelectCompiler } from './select-compiler.ts'

/** Compiles statements and expressions. Dialects subclass it. */
export class SqlCompiler extends SelectCompiler {}
