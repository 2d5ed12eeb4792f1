import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** An exported name, or a member of an exported class or interface. */
export interface PublicName {
  /** `select`, `Select.where`. */
  readonly name: string
  /** File and line of the first declaration. */
  readonly place: string
  /** Text of its docstrings, those of all overloads. */
  readonly docs: string
  /** Calling, constructing or reading it gives or sends SQL: an expression, a statement, a FROM element, DDL, a datatype. */
  readonly givesSql: boolean
  /** Users call it, and there are arguments that it doesn't take. */
  readonly isPicky: boolean
  /** A type test says of some call of it that it must not compile. */
  readonly isMisused: boolean
}

const root = path.resolve(import.meta.dirname, '../../..')
/** Phantom keys of what has SQL. */
const marks = ['VAL', 'ROW', 'SCALAR', 'KIND']

/** The public names of packages by their entry files, each once, where it is declared. `typeTests` are files that may misuse them. */
export function publicNames(entries: readonly string[], typeTests: readonly string[] = []): PublicName[] {
  const config = path.join(root, 'tsconfig.test.json')
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, (file) => fs.readFileSync(file, 'utf8')).config, ts.sys, root)
  const inRoot = (file: string): string => path.join(root, file)
  const program = ts.createProgram([...entries, ...typeTests].map(inRoot), options)
  return new Inventory(program, typeTests.map(inRoot)).of(entries.map(inRoot))
}

class Inventory {
  readonly #program: ts.Program
  readonly #checker: ts.TypeChecker
  readonly #found = new Map<ts.Symbol, PublicName>()
  readonly #misused = new Set<ts.Symbol>()

  constructor(program: ts.Program, typeTests: readonly string[]) {
    this.#program = program
    this.#checker = program.getTypeChecker()
    for (const file of typeTests) this.#findMisused(program.getSourceFile(file)!)
  }

  of(files: readonly string[]): PublicName[] {
    for (const file of files) {
      const module = this.#checker.getSymbolAtLocation(this.#program.getSourceFile(file)!)!
      for (const exported of this.#checker.getExportsOfModule(module)) this.#addExport(exported)
    }
    return [...this.#found.values()]
  }

  #addExport(exported: ts.Symbol): void {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(exported) : exported
    if (this.#found.has(symbol) || !this.#isOurs(symbol)) return
    const owner = exported.name
    this.#add(symbol, owner, this.#valueGivesSql(symbol), this.#isPicky(symbol))
    for (const declaration of this.#bodies(symbol)) {
      for (const member of declaration.members) {
        const name = member.name
        if (name === undefined || ts.isPrivateIdentifier(name) || ts.isComputedPropertyName(name) || hidden(member)) continue
        const property = this.#checker.getSymbolAtLocation(name)
        if (property === undefined || this.#found.has(property)) continue
        const option = ts.isPropertySignature(member) && !this.#isMethodLike(property)
        // the parts of a node are for compilers
        const isPart = option || this.#isElementClass(this.#checker.getDeclaredTypeOfSymbol(symbol)) || this.#isForAuthors(symbol)
        const isCalled = !isPart && !ts.isPropertySignature(member)
        this.#add(property, `${owner}.${property.name}`, !isPart && this.#valueGivesSql(property), isCalled && this.#isPicky(property))
      }
    }
  }

  /** Where its members are: in classes and interfaces, also behind another name. */
  #bodies(symbol: ts.Symbol): (ts.ClassDeclaration | ts.InterfaceDeclaration)[] {
    return (symbol.declarations ?? []).flatMap((declaration) => {
      if (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)) return declaration
      if (!ts.isTypeAliasDeclaration(declaration) || !ts.isTypeReferenceNode(declaration.type)) return []
      const target = this.#checker.getTypeAtLocation(declaration.type).symbol as ts.Symbol | undefined
      return target !== undefined && target.flags & ts.SymbolFlags.Interface && this.#isOurs(target) ? this.#bodies(target) : []
    })
  }

  #add(symbol: ts.Symbol, name: string, givesSql: boolean, isPicky: boolean): void {
    const declaration = symbol.declarations![0]!
    const source = declaration.getSourceFile()
    const place = `${path.relative(root, source.fileName)}:${source.getLineAndCharacterOfPosition(declaration.getStart()).line + 1}`
    this.#found.set(symbol, { name, place, docs: this.#docs(symbol), givesSql, isPicky, isMisused: this.#misused.has(symbol) })
  }

  /** Docstrings of all declarations; of a member without any, that of the member it overrides. */
  #docs(symbol: ts.Symbol): string {
    const own = (symbol.declarations ?? []).flatMap((declaration) => {
      const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
      return ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).map((comment) => comment.getText())
    })
    if (own.length > 0) return own.join('\n')
    const owner = symbol.declarations?.[0]?.parent
    if (owner === undefined || !(ts.isInterfaceDeclaration(owner) || ts.isClassDeclaration(owner))) return ''
    for (const clause of owner.heritageClauses ?? []) {
      for (const base of clause.types) {
        const inherited = this.#checker.getPropertyOfType(this.#checker.getTypeAtLocation(base), symbol.name)
        const docs = inherited === undefined ? '' : this.#docs(inherited)
        if (docs !== '') return docs
      }
    }
    return ''
  }

  #isMethodLike(symbol: ts.Symbol): boolean {
    return this.#checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0
  }

  #valueGivesSql(symbol: ts.Symbol): boolean {
    if (!(symbol.flags & (ts.SymbolFlags.Value))) return false
    const type = this.#checker.getTypeOfSymbol(symbol)
    const cls = symbol.declarations?.find(ts.isClassDeclaration)
    if (cls !== undefined) return !isAbstract(cls) && this.#isElementClass(this.#checker.getDeclaredTypeOfSymbol(symbol))
    const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()]
    return signatures.length === 0
      ? this.#hasSql(type)
      : signatures.some((signature) => this.#hasSql(signature.getReturnType()) || this.#sendsDdl(signature))
  }

  /** A class of datatypes or of elements. */
  #isElementClass(type: ts.Type): boolean {
    if (type.symbol?.declarations?.some(ts.isClassDeclaration) !== true || !type.isClassOrInterface()) return false
    const bases: ts.BaseType[] = [type]
    for (const base of bases) {
      if (['SqlType', 'SqlNode'].includes(base.symbol.name)) return true
      if (base.isClassOrInterface()) bases.push(...this.#checker.getBaseTypes(base))
    }
    return false
  }

  /** It takes what runs a schema, an engine or a connection, and promises that it is done. */
  #sendsDdl(signature: ts.Signature): boolean {
    return signature.getReturnType().symbol?.name === 'Promise' && signature.parameters.some((parameter) => this.#checker.getTypeOfSymbol(parameter).getProperty('runSchemaPlan') !== undefined)
  }

  #hasSql(type: ts.Type, depth = 0): boolean {
    if (type.isTypeParameter()) type = type.getConstraint() ?? type
    if (type.isUnion()) return type.types.some((part) => this.#hasSql(part, depth))
    if (this.#isElementClass(type)) return true
    const apparent = this.#checker.getApparentType(type)
    const properties = apparent.getProperties()
    if (properties.some(({ escapedName }) => marks.some((mark) => String(escapedName).startsWith(`__@${mark}@`)))) return true
    if (depth > 0) return false
    // what is called again: `a.op('<->')(b)`
    if (apparent.getCallSignatures().some((signature) => this.#hasSql(signature.getReturnType(), depth + 1))) return true
    // the steps of a statement under construction: `merge(t).using(…)`
    if (!this.#isOurs(apparent.symbol)) return false
    return properties.length > 0 && properties.every((property) =>
      this.#checker.getTypeOfSymbol(property).getCallSignatures().some((signature) => this.#hasSql(signature.getReturnType(), depth + 1)))
  }

  /** What the lines below `@ts-expect-error` name. */
  #findMisused(file: ts.SourceFile): void {
    const expected = new Set(file.text.split('\n').flatMap((line, i) => (line.includes('@ts-expect-error') ? [i + 1] : [])))
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && expected.has(file.getLineAndCharacterOfPosition(node.getStart()).line)) {
        let symbol = this.#checker.getSymbolAtLocation(node)
        if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias) symbol = this.#checker.getAliasedSymbol(symbol)
        // a member of an instantiated type is a symbol of its own: the declared one is what counts
        const name = symbol?.declarations?.map((declaration) => ts.getNameOfDeclaration(declaration)).find((found) => found !== undefined)
        const declared = name === undefined ? undefined : this.#checker.getSymbolAtLocation(name)
        for (const found of [symbol, declared]) if (found !== undefined) this.#misused.add(found)
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }

  /** It is called with arguments, and not every argument is one. Classes that the library itself makes instances of aren't called. */
  #isPicky(symbol: ts.Symbol): boolean {
    if (!(symbol.flags & ts.SymbolFlags.Value)) return false
    const cls = symbol.declarations?.find(ts.isClassDeclaration)
    if (cls !== undefined && isAbstract(cls)) return false
    if (cls !== undefined && (this.#isElementClass(this.#checker.getDeclaredTypeOfSymbol(symbol)) ? !this.#isDatatype(symbol) : !this.#isMadeByUsers(cls))) return false
    const type = this.#checker.getTypeOfSymbol(symbol)
    return [...type.getCallSignatures(), ...type.getConstructSignatures()].some((signature) => signature.parameters.some((parameter) => !this.#takesAll(parameter)))
  }

  #takesAll(parameter: ts.Symbol): boolean {
    const type = this.#checker.getTypeOfSymbol(parameter)
    const item = this.#checker.isArrayType(type) ? this.#checker.getTypeArguments(type as ts.TypeReference)[0]! : type
    // `never` is what hooks take that only the library calls
    return (item.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any | ts.TypeFlags.Never)) !== 0
  }

  #isDatatype(symbol: ts.Symbol): boolean {
    return this.#checker.getPropertyOfType(this.#checker.getDeclaredTypeOfSymbol(symbol), 'bindProcessor') !== undefined
  }

  /** Its constructor is public, and isn't documented as the business of another function. */
  #isMadeByUsers(cls: ts.ClassDeclaration): boolean {
    const constructor = cls.members.find(ts.isConstructorDeclaration)
    if (constructor !== undefined && hidden(constructor)) return false
    const docs = [cls, ...(constructor === undefined ? [] : [constructor])].flatMap((node) => ts.getJSDocCommentsAndTags(node)).map((comment) => comment.getText()).join(' ')
    return !/\b(?:[Mm]ade by|Use `)/.test(docs)
  }

  /** What authors of dialects override or the library calls: the parts of dialects, of drivers and of the engine. */
  #isForAuthors(symbol: ts.Symbol): boolean {
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol)
    const has = (...members: string[]): boolean => members.every((member) => this.#checker.getPropertyOfType(type, member) !== undefined)
    return has('createSqlCompiler') || has('paramStyle', 'connect') || ['CompiledCache', 'ResultMetadata', 'TableReflector'].includes(symbol.name)
  }

  #isOurs(symbol: ts.Symbol | undefined): boolean {
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName
    return file !== undefined && !file.includes('node_modules') && file.startsWith(path.join(root, 'packages'))
  }
}

const isAbstract = (cls: ts.ClassDeclaration): boolean => (ts.getCombinedModifierFlags(cls) & ts.ModifierFlags.Abstract) !== 0

/** Not public: private and protected members, constructors, and what is marked as internal. */
function hidden(member: ts.ClassElement | ts.TypeElement): boolean {
  if (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return true
  return ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal')
}
