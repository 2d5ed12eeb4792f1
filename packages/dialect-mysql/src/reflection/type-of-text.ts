import { BLOB_TYPE, BINARY_TYPE, DATE_TYPE, NULL_TYPE, UUID_TYPE, VARBINARY_TYPE, type SqlType } from '@athanor/expressions/elements'
import {
  MysqlBigintType, MysqlBitType, MysqlCharType, MysqlDatetimeType, MysqlDecimalType, MysqlDoubleType, MysqlEnumType, MysqlFloatType, MysqlIntegerType, MysqlJsonType,
  MysqlLongblobType, MysqlLongtextType, MysqlMediumblobType, MysqlMediumintType, MysqlMediumtextType, MysqlSetType, MysqlSmallintType, MysqlTextType, MysqlTimestampType,
  MysqlTimeType, MysqlTinyblobType, MysqlTinyintType, MysqlTinytextType, MysqlVarcharType, MysqlYearType,
} from '../types/mysql-types.ts'

interface Written {
  readonly numbers: readonly number[]
  readonly values: readonly string[]
  readonly unsigned: boolean | undefined
  readonly zerofill: boolean | undefined
  readonly collation: string | undefined
}
const whole = (w: Written) => ({ displayWidth: w.numbers[0], unsigned: w.unsigned, zerofill: w.zerofill })
const exact = (w: Written) => ({ precision: w.numbers[0], scale: w.numbers[1], unsigned: w.unsigned, zerofill: w.zerofill })
const string = (w: Written) => ({ length: w.numbers[0], collation: w.collation })
const time = (w: Written) => ({ fsp: w.numbers[0] })

const types: Readonly<Record<string, (written: Written) => SqlType>> = {
  tinyint: (w) => new MysqlTinyintType(whole(w)), smallint: (w) => new MysqlSmallintType(whole(w)), mediumint: (w) => new MysqlMediumintType(whole(w)),
  int: (w) => new MysqlIntegerType(whole(w)), bigint: (w) => new MysqlBigintType(whole(w)), year: (w) => new MysqlYearType(w.numbers[0]),
  decimal: (w) => new MysqlDecimalType(exact(w)), float: (w) => new MysqlFloatType(exact(w)), double: (w) => new MysqlDoubleType(exact(w)),
  bit: (w) => new MysqlBitType(w.numbers[0]), json: () => new MysqlJsonType(), uuid: () => new UUID_TYPE(),
  date: () => new DATE_TYPE(), datetime: (w) => new MysqlDatetimeType(time(w)), timestamp: (w) => new MysqlTimestampType(time(w)), time: (w) => new MysqlTimeType(time(w)),
  char: (w) => new MysqlCharType(string(w)), varchar: (w) => new MysqlVarcharType(string(w)), text: (w) => new MysqlTextType(string(w)),
  tinytext: (w) => new MysqlTinytextType(string(w)), mediumtext: (w) => new MysqlMediumtextType(string(w)), longtext: (w) => new MysqlLongtextType(string(w)),
  enum: (w) => new MysqlEnumType(w.values), set: (w) => new MysqlSetType(w.values, { collation: w.collation }),
  binary: (w) => new BINARY_TYPE(w.numbers[0]), varbinary: (w) => new VARBINARY_TYPE(w.numbers[0]), blob: (w) => new BLOB_TYPE(w.numbers[0]),
  tinyblob: () => new MysqlTinyblobType(), mediumblob: () => new MysqlMediumblobType(), longblob: () => new MysqlLongblobType(),
}

/** The type that `COLUMN_TYPE` names: `int(10) unsigned`, `decimal(8,2)`, `enum('a','b')`. `collation` only where it isn't the table's. */
export function typeOfText(text: string, collation: string | undefined): SqlType {
  const [, name = '', args = '', rest = ''] = /^(\w+)(?:\((.*)\))?(.*)$/s.exec(text) ?? []
  const make = types[name.toLowerCase()]
  if (make === undefined) return NULL_TYPE
  return make({
    numbers: /^\d+(?:,\d+)?$/.test(args) ? args.split(',').map(Number) : [],
    values: [...args.matchAll(/'((?:[^']|'')*)'/gs)].map(([, value]) => value!.replaceAll("''", "'")),
    unsigned: /\bunsigned\b/i.test(rest) || undefined, zerofill: /\bzerofill\b/i.test(rest) || undefined, collation,
  })
}
