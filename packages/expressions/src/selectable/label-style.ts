/**
 * How the columns of a SELECT are named. `disambiguate` gives a number to a name that occurs already (`id_1`),
 * `tablename_plus_col` puts the table's name before each (`users_id`), `none` leaves all names as they are.
 */
export type LabelStyle = (typeof labelStyles)[number]
export const labelStyles = ['disambiguate', 'tablename_plus_col', 'none'] as const
