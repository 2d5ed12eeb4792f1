import { DmlCompiler } from './dml-compiler.ts'

/** Compiles statements and expressions. Dialects subclass it. */
export class SqlCompiler extends DmlCompiler {}
