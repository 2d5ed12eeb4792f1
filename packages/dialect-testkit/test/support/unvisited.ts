/** Methods of the compilers that no test reaches, by database, each with its reason. */
type Reasons = Readonly<Record<string, string>>

const everywhere: Reasons = {
  visitMatchType: 'the type of what match() gives, which stands in no SQL',
  visitNCLOB: 'a type of Oracle',
  visitNullType: 'always an error: the SQL of a type that isn\'t known',
  visitOrderByList: 'no function of the language makes it: several terms of ORDER BY as one, for what libraries add',
  visitTryCast: 'TRY_CAST is of SQL Server; elsewhere an error of compilation, which a case checks',
}

const noRowsFromFunctions: Reasons = {
  visitFunctionRows: 'functions in FROM: there is JSON_TABLE only, which isn\'t called as a function is',
  visitScalarFunctionColumn: 'functions have no rows',
  visitTableValuedAlias: 'functions in FROM, as before',
  visitTableValuedColumn: 'functions in FROM, as before',
}
const mysqlFamily: Reasons = {
  ...noRowsFromFunctions,
  visitCLOB: 'there is no CLOB: text(n) makes a TEXT of the size that is needed',
  visitDropConstraintComment: 'constraints have no comments',
  visitFilterClause: 'aggregates have no FILTER',
  visitIdentityColumn: 'there is AUTO_INCREMENT instead',
  visitNullTreatment: 'there is no IGNORE NULLS: an error of compilation',
  visitMerge: 'there is no MERGE: an error of compilation, which a case checks',
  visitSetConstraintComment: 'constraints have no comments',
  visitTableSample: 'there is no TABLESAMPLE',
}
const noSequences: Reasons = {
  visitCreateSequence: 'there are no sequences', visitDropSequence: 'there are no sequences', visitNextValue: 'there are no sequences', visitSequence: 'there are no sequences',
}

const byDatabase: Readonly<Record<string, Reasons>> = {
  sqlite: {
    ...noSequences,
    visitAddConstraint: 'ALTER TABLE adds no constraints',
    visitCreateSchema: 'schemas are attached databases',
    visitDropColumnComment: 'there are no comments',
    visitDropConstraint: 'ALTER TABLE drops no constraints',
    visitDropConstraintComment: 'there are no comments',
    visitDropSchema: 'schemas are attached databases',
    visitDropTableComment: 'there are no comments',
    visitIdentityColumn: 'there is AUTOINCREMENT instead',
    visitLateral: 'there is no LATERAL',
    visitMerge: 'there is no MERGE: an error of compilation, which a case checks',
    visitNullTreatment: 'there is no IGNORE NULLS: an error of compilation',
    visitNotMatchBinary: 'MATCH of the extension for full texts can\'t be negated',
    visitRegexpReplaceBinary: 'there is no function that replaces',
    visitScalarFunctionColumn: 'functions have no rows',
    visitSelectGrouping: 'members of a UNION have no parentheses',
    visitSetColumnComment: 'there are no comments',
    visitSetConstraintComment: 'there are no comments',
    visitSetTableComment: 'there are no comments',
    visitTableSample: 'there is no TABLESAMPLE',
    visitTableValuedColumn: 'a function in FROM has its columns under names of its own',
    visitWithinGroup: 'there is no WITHIN GROUP',
  },
  postgresql: {
    visitBINARY: 'there is BYTEA', visitBLOB: 'there is BYTEA', visitVARBINARY: 'there is BYTEA',
    visitCLOB: 'there is TEXT', visitNCHAR: 'there is CHAR', visitNVARCHAR: 'there is VARCHAR',
    visitDATETIME: 'there is TIMESTAMP',
    visitDOUBLE: 'there is DOUBLE PRECISION, which double() makes',
    visitENUM: 'a type of MySQL, for tables that both have',
    visitIlikeOperand: 'ILIKE takes its operands as they are',
  },
  mariadb: { ...mysqlFamily, visitLateral: 'there is no LATERAL' },
  mysql: { ...mysqlFamily, ...noSequences, visitINET4: 'a type of MariaDB', visitINET6: 'a type of MariaDB', visitUUID: 'there is no type for UUIDs', visitWithinGroup: 'there is no WITHIN GROUP' },
}

/** What no test reaches on a database. */
export const unvisited = (database: string): Reasons => ({ ...everywhere, ...byDatabase[database] })
