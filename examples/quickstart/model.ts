import { declarativeBase, toMany, toOne } from '@athanor/orm'
import { integer, table, text, unique, varchar } from '@athanor/core'

export class Base extends declarativeBase() {}

/** A name on the registry. */
export class Package extends Base.entity('package', {
  id: integer().primaryKey(),
  name: varchar(214).unique(),
  versions: () => toMany(Version, { backPopulates: 'package', cascade: 'all, delete-orphan' }),
  dependents: () => toMany(Dependency, { backPopulates: 'target' }),
}) {}

/** What is installed: one version of a package. */
export class Version extends Base.entity('version', {
  id: integer().primaryKey(),
  packageId: integer().references('package.id'),
  number: varchar(100),
  description: text().nullable(),
  licenceId: integer().references('licence.id').nullable(),
  package: () => toOne(Package, { backPopulates: 'versions' }),
  licence: () => toOne(Licence, { backPopulates: 'versions' }).nullable(),
  readme: () => toOne(Readme, { backPopulates: 'version', cascade: 'all, delete-orphan' }).nullable(),
  binaries: () => toMany(Binary, { backPopulates: 'version', cascade: 'all, delete-orphan' }),
  dependencies: () => toMany(Dependency, { backPopulates: 'version', cascade: 'all, delete-orphan' }),
  maintainers: () => toMany(Person, { secondary: versionPerson, backPopulates: 'maintains' }),
}, (c) => ({ tableArgs: [unique(c.packageId, c.number)] })) {
  get fullName() { return `${this.package.name}@${this.number}` }
}

/** A version needs a package, in a range: packages depend on packages, many to many. */
export class Dependency extends Base.entity('dependency', {
  versionId: integer().references('version.id').primaryKey(),
  targetId: integer().references('package.id').primaryKey(),
  range: varchar(255),
  version: () => toOne(Version, { backPopulates: 'dependencies' }),
  target: () => toOne(Package, { backPopulates: 'dependents' }),
}) {}

export class Licence extends Base.entity('licence', {
  id: integer().primaryKey(),
  name: varchar(100).unique(),
  versions: () => toMany(Version, { backPopulates: 'licence' }),
}) {}

export class Person extends Base.entity('person', {
  id: integer().primaryKey(),
  name: varchar(200).unique(),
  maintains: () => toMany(Version, { secondary: versionPerson, backPopulates: 'maintainers' }),
}) {}

/** A command that a version installs. */
export class Binary extends Base.entity('binary', {
  id: integer().primaryKey(),
  versionId: integer().references('version.id'),
  command: varchar(214),
  version: () => toOne(Version, { backPopulates: 'binaries' }),
}) {}

/** There is one for each version that has a readme. */
export class Readme extends Base.entity('readme', {
  versionId: integer().references('version.id').primaryKey(),
  bytes: integer(),
  version: () => toOne(Version, { backPopulates: 'readme' }),
}) {}

export const versionPerson = table('version_person', Base.metadata, {
  versionId: integer().references('version.id').primaryKey(),
  personId: integer().references('person.id').primaryKey(),
})
