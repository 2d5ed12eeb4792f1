import { subqueryOperations } from '../elements/subquery-expression.ts'
import { functionInFrom } from '../functions/sql-function.ts'
import { Alias } from './alias.ts'
import { fromClause } from './arguments.ts'
import './compound-select.ts'
import { fromOperations } from './from-clause.ts'
import { Join } from './join.ts'
import { Select } from './select.ts'
import { TableSample } from './table-sample.ts'
import './table-valued.ts'
import './textual-select.ts'

// What FROM objects can do with classes that are made of FROM objects.
fromOperations.alias = (from, name) => new Alias(from, name)
fromOperations.join = (left, right, on, options) => new Join(left, fromClause(right, 'The right side of join()'), on, options)
fromOperations.select = (from) => (from instanceof Join ? new Select([from.left, from.right]).selectFrom(from) : new Select([from]))
subqueryOperations.select = (items) => new Select(items)
fromOperations.tableSample = (from, sampling, options) => new TableSample(from, sampling, options)
functionInFrom.inOperand = (fn) => new Select([fn]).scalarSubquery()
fromOperations.inOperand = (from) => new Select([from]).scalarSubquery()
