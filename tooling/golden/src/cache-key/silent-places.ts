/**
 * Where keys may differ though every dialect's text is the same: what is in such a place decides the text of other
 * statements, and a key can't tell when it doesn't. Each costs a second compilation, nothing else.
 */
export const silentPlaces: readonly (readonly [reason: string, place: RegExp])[] = [
  ['correlation only shows in an enclosed query that shares a FROM object', /^visitSelect\.(autoCorrelate|correlateTo|correlateExceptTo)/],
  ['labels are only disambiguated where columns share a name', /^visitSelect\.style/],
  ['FROM lists what the columns bring anyway', /^visitSelect\.(fromClauses|joins|setupJoins)|^visitJoinStep\.left/],
  ['execution of the statement: keys that come back, order of rows', /^visit(Insert|Update|Delete)\.(isInline|sortsByParameterOrder|returnsDefaults|returnDefaultColumns|supplementalColumns)/],
  ['the order of SET is that of the table already', /^visit(Update\.isOrdered|OnDuplicateKeyUpdate\.ordered)|^visit(Update|Insert)\.assignments/],
  ['a column by its name or as a column', /^visitAssignment\.key/],
  ['a literal column whose name needs no quotes', /\.isLiteral$/],
  ['columns that aren\'t mentioned', /^visitTable\.columnSpecs/],
  ['types that meet no operator or conversion', /\.type$/],
  ['one object used twice, or two equal ones', / #| token| object/],
  ['FULL says that a join is an outer one', /^visitJoin(Step)?\.isOuter/],
  ['columns of a query before they were replaced: only their joins stay', /^visitSelect\.previousEntities/],
  ['the order of prefixes that are for different dialects', /^visitTextClause\.text|\.(prefixes|suffixes)/],
  ['flags of a parameter: unique, literal, its name shared', /^visitBindParameter\.(facts|sharedName|expandOp)/],
  ['a CTE nested where there is one level only; RECURSIVE asked for by another one; added though it is mentioned', /^visitCte\.(nesting|recursive)|\.independentCtes/],
  ['parentheses and conversions that are written or come by themselves', /^(statement|visit\w+\.(left|right|element|clauses|otherwise|whens|value|on|elements|elementsWhere|whereCriteria|havingCriteria|orderByClauses|groupByClauses|rawColumns|args|columns|table|columnArgs|selects|criterion))( length)?$/],
  ['names that need quotes anyway, or that aren\'t rendered', /\.name$|\.schema$|\.origKey$/],
  ['what no dialect renders: options and hints of others', /\.(dialectOptions|hints|statementHints|forUpdate|nowait|read|skipLocked|keyShare|of|positional|joinsImplicitly|knownKey|distinctOn|isDistinct|step|start|stop)/],
  ['clauses of a query that isn\'t rendered: its columns are mentioned in an expression', /^visit(Select|CompoundSelect)\.(limitClause|offsetClause|fetchClause|fetchOptions|keyword)/],
]

/** Why two keys may differ at a place; undefined where there is no reason. */
export const silentReason = (place: string): string | undefined => silentPlaces.find(([, pattern]) => pattern.test(place))?.[0]
