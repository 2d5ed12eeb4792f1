import { BaseCompiler } from './base-compiler.ts'

/** Compiles DDL elements. */
export class DdlCompiler extends BaseCompiler {}
