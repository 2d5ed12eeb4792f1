/** A property of an object row: a column, or an object of columns. */
export type ShapeField =
  | { readonly key: string; readonly column: number }
  | { readonly key: string; readonly fields: readonly ShapeField[]; readonly nullWhen: readonly number[] }

/**
 * Layout of object rows. A nested object is null when every column in `nullWhen` is NULL: the primary key of an
 * outer-joined table, or all its columns if it has none.
 */
export type RowShape = readonly ShapeField[]
