import { integer, select, table, varchar } from '@athanor/expressions'
import {
  adjacentTo, aggregateOrderBy, arrayOf, containedBy, contains, hasAll, hasAny, hasKey, hstoreDefined, hstoreDelete, hstoreKeys, hstoreOf, hstoreSlice, hstoreToArray, hstoreToMatrix,
  hstoreValues, isEmpty, notExtendLeftOf, notExtendRightOf, overlaps, pathExists, pathMatch, phrasetoTsquery, plaintoTsquery, strictlyLeftOf, strictlyRightOf, toTsquery, toTsvector,
  tsHeadline, websearchToTsquery,
  CreateDomainType, CreateEnumType, DropDomainType, DropEnumType, jsonpath,
  astext, bit, BitType, bitVarying, bytea, ByteaType, CidrType, CitextType, DateMultirangeType, DateRangeType, deletePath, differenceOf, distinctOn, domain, DomainType, hstore, HstoreType,
  InetType, Int4MultirangeType, int4range, Int4RangeType, Int8MultirangeType, Int8RangeType, intersectionOf, isEmptyRange, jsonb, JsonbType, lowerIncluded, lowerInfinite, lowerOf, Macaddr8Type,
  MacaddrType, MoneyType, NumMultirangeType, NumRangeType, OidType, parseRange, pathAstext, PgArrayType, pgArray, PgEnumType, pgEnum, PgIntervalType, pgInterval, PgJsonType,
  PgTimestampType, PgTimeType, PostgreSQLDialect, range, rangeContains, rangeContainsRange, rangeDifference, rangeIntersection, rangesAdjacent, rangesEqual, rangesOverlap, rangeUnion,
  RegclassType, RegconfigType, tsrange, TsMultirangeType, TsqueryType, TsRangeType, TstzMultirangeType, TstzRangeType, TsvectorType, unionOf, upperIncluded, upperInfinite, upperOf,
} from '@athanor/dialect-postgresql'

const t = table('t', { role: pgEnum('role', ['admin', 'user']), doc: jsonb<{ color: string }>(), attrs: hstore(), sizes: pgArray(integer()), during: tsrange(), numbers: int4range(), zip: domain('zip', varchar()) })
unionOf(t.c.during, range(new Date(), null)); t.c.doc.at('color'); t.c.attrs.at('x'); t.c.role.eq('admin')
const five = range(1, 5)

// ---- values of columns
// @ts-expect-error not in the enumeration
t.c.role.eq('boss')
// @ts-expect-error the object has no such member
t.c.doc.at('colour')
// @ts-expect-error items of another type
t.c.sizes.eq(['a'])
// @ts-expect-error a range is made by range()
t.c.during.eq('[2024,)')
// @ts-expect-error bounds of another type
t.c.during.eq(range(1, 5))
// @ts-expect-error values are texts
t.c.attrs.eq({ size: 5 })
// @ts-expect-error a number is no text
t.c.zip.eq(5)

// ---- columns
// @ts-expect-error no such option
jsonb({ nullAsNone: true })
// @ts-expect-error a type is made by its function
pgArray('integer')
// @ts-expect-error a name comes first
pgEnum(['admin'])
// @ts-expect-error a type is made by its function
domain('zip', 'varchar')
// @ts-expect-error no such option
domain('zip', varchar(), { notnull: true })
// @ts-expect-error bits are counted in numbers
bit('8')
// @ts-expect-error bits are counted in numbers
bitVarying('8')
// @ts-expect-error no such option
pgInterval({ field: 'DAY' })

// ---- functions
// @ts-expect-error items stand in a list
arrayOf(1, 2)
// @ts-expect-error a name is no column
aggregateOrderBy('name')
// @ts-expect-error it is called with columns
select(t).ext(distinctOn)
// @ts-expect-error a name is no column
deletePath('doc', ['a'])
// @ts-expect-error a name is no column
contains('tags', ['a'])
// @ts-expect-error a name is no column
containedBy('tags', ['a'])
// @ts-expect-error a name is no column
overlaps('tags', ['a'])
// @ts-expect-error a name is no column
strictlyLeftOf('during', five)
// @ts-expect-error a name is no column
strictlyRightOf('during', five)
// @ts-expect-error a name is no column
notExtendRightOf('during', five)
// @ts-expect-error a name is no column
notExtendLeftOf('during', five)
// @ts-expect-error a name is no column
adjacentTo('during', five)
// @ts-expect-error a name is no column
hasKey('doc', 'a')
// @ts-expect-error a name is no column
hasAll('doc', ['a'])
// @ts-expect-error a name is no column
hasAny('doc', ['a'])
// @ts-expect-error a name is no column
pathExists('doc', '$.a')
// @ts-expect-error a name is no column
pathMatch('doc', '$.a')
// @ts-expect-error a number is no text
toTsvector(5)
// @ts-expect-error a number is no text
toTsquery(5)
// @ts-expect-error a number is no text
plaintoTsquery(5)
// @ts-expect-error a number is no text
phrasetoTsquery(5)
// @ts-expect-error a number is no text
websearchToTsquery(5)
// @ts-expect-error a number is no text
tsHeadline(t.c.doc, 5)
// @ts-expect-error a number is no text
hstoreOf(5)
// @ts-expect-error a name is no column
hstoreKeys('attrs')
// @ts-expect-error a name is no column
hstoreValues('attrs')
// @ts-expect-error a name is no column
hstoreDefined('attrs', 'a')
// @ts-expect-error a name is no column
hstoreDelete('attrs', 'a')
// @ts-expect-error a name is no column
hstoreSlice('attrs', ['a'])
// @ts-expect-error a name is no column
hstoreToArray('attrs')
// @ts-expect-error a name is no column
hstoreToMatrix('attrs')
// @ts-expect-error columns aren't counted
distinctOn(5)
// @ts-expect-error a number is no range
isEmpty(5)
// @ts-expect-error a key is a text or a number
astext(t.c.doc, { key: 'a' })
// @ts-expect-error a path is a list
pathAstext(t.c.doc, 'a')
// @ts-expect-error bounds of another type
unionOf(t.c.numbers, range(new Date(), null))
// @ts-expect-error a text is no range
intersectionOf(t.c.role, 'x')
// @ts-expect-error a number is no range
differenceOf(t.c.numbers, 5)
// @ts-expect-error a text is no range
lowerOf(t.c.role)
// @ts-expect-error a text is no range
upperOf(t.c.role)
// @ts-expect-error a text is no range
isEmptyRange(t.c.role)
// @ts-expect-error a text is no range
lowerIncluded(t.c.role)
// @ts-expect-error a text is no range
upperIncluded(t.c.role)
// @ts-expect-error a text is no range
lowerInfinite(t.c.role)
// @ts-expect-error a text is no range
upperInfinite(t.c.role)

// ---- ranges as values
// @ts-expect-error no such bounds
range(1, 5, '[[')
// @ts-expect-error bounds of different types
range(1, 'x')
// @ts-expect-error what is read is text
parseRange(5, Number)
// @ts-expect-error a value of another type
rangeContains(five, 'x')
// @ts-expect-error bounds of another type
rangeContainsRange(five, range('a', 'b'))
// @ts-expect-error a number is no range
rangesOverlap(five, 5)
// @ts-expect-error bounds of another type
rangesAdjacent(five, range('a', 'b'))
// @ts-expect-error a number is no range
rangesEqual(five, 5)
// @ts-expect-error bounds of another type
rangeIntersection(five, range('a', 'b'))
// @ts-expect-error bounds of another type
rangeUnion(five, range('a', 'b'))
// @ts-expect-error bounds of another type
rangeDifference(five, range('a', 'b'))

// ---- datatypes
// @ts-expect-error no such option
new JsonbType({ nullAsNone: true })
// @ts-expect-error no such option
new PgJsonType({ nullAsNone: true })
// @ts-expect-error a type is no text
new PgArrayType('integer')
// @ts-expect-error it has no arguments
new InetType('x')
// @ts-expect-error it has no arguments
new CidrType('x')
// @ts-expect-error it has no arguments
new MacaddrType('x')
// @ts-expect-error it has no arguments
new Macaddr8Type('x')
// @ts-expect-error it has no arguments
new MoneyType('x')
// @ts-expect-error its length isn't a text
new ByteaType('x')
// @ts-expect-error it has no arguments
bytea(5)
// @ts-expect-error it has no arguments
new OidType('x')
// @ts-expect-error it has no arguments
new RegclassType('x')
// @ts-expect-error it has no arguments
new RegconfigType('x')
// @ts-expect-error it has no arguments
new TsvectorType('x')
// @ts-expect-error it has no arguments
new TsqueryType('x')
// @ts-expect-error no such option
new CitextType({ colation: 'C' })
// @ts-expect-error bits are counted in numbers
new BitType('8')
// @ts-expect-error no such option
new PgIntervalType({ field: 'DAY' })
// @ts-expect-error options are an object
new PgTimestampType(3)
// @ts-expect-error options are an object
new PgTimeType(3)
// @ts-expect-error values stand in a list
new PgEnumType('admin')
// @ts-expect-error a type is no text
new DomainType('zip', 'varchar')
// @ts-expect-error a type is no text
new HstoreType('text')
// @ts-expect-error it has no arguments
new Int4RangeType('x')
// @ts-expect-error it has no arguments
new Int8RangeType('x')
// @ts-expect-error it has no arguments
new NumRangeType('x')
// @ts-expect-error it has no arguments
new DateRangeType('x')
// @ts-expect-error it has no arguments
new TsRangeType('x')
// @ts-expect-error it has no arguments
new TstzRangeType('x')
// @ts-expect-error it has no arguments
new Int4MultirangeType('x')
// @ts-expect-error it has no arguments
new Int8MultirangeType('x')
// @ts-expect-error it has no arguments
new NumMultirangeType('x')
// @ts-expect-error it has no arguments
new DateMultirangeType('x')
// @ts-expect-error it has no arguments
new TsMultirangeType('x')
// @ts-expect-error it has no arguments
new TstzMultirangeType('x')
// @ts-expect-error no such option
new PostgreSQLDialect({ bindcasts: true })
// @ts-expect-error it has no options
jsonpath({ strict: true })
// @ts-expect-error a name is no type
new CreateEnumType('role')
// @ts-expect-error a name is no type
new DropEnumType('role')
// @ts-expect-error a name is no type
new CreateDomainType('zip')
// @ts-expect-error a name is no type
new DropDomainType('zip')
// @ts-expect-error no such option
pgEnum('role', ['admin'], { nativeEnum: false })
