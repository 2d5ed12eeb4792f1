import { MergeCompiler } from './merge-compiler.ts'

/** Compiles statements and expressions. Dialects subclass it. */
export class SqlCompiler extends MergeCompiler {}
