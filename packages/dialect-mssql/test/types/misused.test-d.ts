import { insert, table } from '@athanor/expressions'
import {
  datetime2, datetimeoffset, image, money, MssqlBitType, MSSQLDialect, MssqlDatetime2Type, MssqlDatetimeoffsetType, MssqlDoublePrecisionType, MssqlImageType, MssqlMoneyType, MssqlNtextType,
  MssqlRowversionType, MssqlSmalldatetimeType, MssqlSmallmoneyType, MssqlSqlVariantType, MssqlTimeType, mssqlTime, MssqlTinyintType, MssqlUniqueidentifierType, mssqlVarbinary, MssqlVarbinaryType, MssqlXmlType, ntext, rowversion,
  smalldatetime, smallmoney, sqlVariant, tinyint, uniqueidentifier, xml,
} from '@athanor/dialect-mssql'

const t = table('t', { a: tinyint(), price: money(), at: datetime2({ precision: 3 }), doc: xml().nullable(), any: sqlVariant().nullable(), row: rowversion().nullable(), id: uniqueidentifier() })
insert(t).values({ a: 1, price: '12.50', at: new Date(), id: 'x' })

// ---- values of columns
// @ts-expect-error a text is no number
insert(t).values({ a: '1', price: '12.50', at: new Date(), id: 'x' })
// @ts-expect-error exact numbers are texts
t.c.price.eq(12.5)
// @ts-expect-error a text is no date
t.c.at.eq('2024-05-06')
// @ts-expect-error bytes are no text
t.c.row.eq('x')

// ---- columns
// @ts-expect-error it has no width
tinyint(1)
// @ts-expect-error it has no digits
money(10)
// @ts-expect-error it has no digits
smallmoney(10)
// @ts-expect-error options are an object
datetime2(3)
// @ts-expect-error no such option
datetimeoffset({ scale: 3 })
// @ts-expect-error it has no digits
smalldatetime({ precision: 3 })
// @ts-expect-error it has no length
ntext(30)
// @ts-expect-error it has no schema
xml('x')
// @ts-expect-error it has no length
image(5)
// @ts-expect-error it has no length
uniqueidentifier(5)
// @ts-expect-error it has no length
rowversion(5)
// @ts-expect-error it has no length
sqlVariant(5)

// ---- datatypes
// @ts-expect-error options are an object
new MssqlBitType(1)
// @ts-expect-error it has no options
new MssqlTinyintType({ unsigned: true }, 5)
// @ts-expect-error options are an object
new MssqlDoublePrecisionType(5)
// @ts-expect-error no such option
new MssqlMoneyType({ digits: 5 })
// @ts-expect-error no such option
new MssqlSmallmoneyType({ digits: 5 })
// @ts-expect-error options are an object
new MssqlDatetime2Type(3)
// @ts-expect-error options are an object
new MssqlDatetimeoffsetType(3)
// @ts-expect-error options are an object
new MssqlSmalldatetimeType(3)
// @ts-expect-error options are an object
new MssqlTimeType(3)
// @ts-expect-error characters are counted in numbers
new MssqlNtextType(true)
// @ts-expect-error it has no schema
new MssqlXmlType(true)
// @ts-expect-error bytes are counted in numbers
new MssqlImageType('3')
// @ts-expect-error no such option
new MssqlUniqueidentifierType({ native: true })
// @ts-expect-error bytes are counted in numbers
new MssqlRowversionType('3')
// @ts-expect-error it has no arguments
new MssqlSqlVariantType('x')
// @ts-expect-error a version is a list of numbers
new MSSQLDialect({ serverVersion: 15 })
// @ts-expect-error options are an object
mssqlTime(3)
// @ts-expect-error options are an object
mssqlVarbinary(16)
// @ts-expect-error no such option
new MssqlVarbinaryType({ fileStream: true })
