import type { DdlStatement, TypeOf } from '@athanor/expressions'
import { CreateDomainType as CreateDomain, CreateEnumType as CreateEnum, DropDomainType as DropDomain, DropEnumType as DropEnum } from '@athanor/expressions/elements'

// The classes under the types that users see: those know statements that can be executed, and definitions that have types.
const published = <T>(value: unknown): T => value as T
type TypeStatement = new (type: TypeOf<unknown>) => DdlStatement

/** `CREATE TYPE … AS ENUM`, which `createAll` does by itself. @example new CreateEnumType(pgEnum('role', ['admin', 'user']))   // PostgreSQL: CREATE TYPE role AS ENUM ('admin', 'user') */
export const CreateEnumType: TypeStatement = published(CreateEnum)
/** `DROP TYPE`, which `dropAll` does by itself. @example new DropEnumType(pgEnum('role', ['admin', 'user']))   // PostgreSQL: DROP TYPE role */
export const DropEnumType: TypeStatement = published(DropEnum)
/** `CREATE DOMAIN`, which `createAll` does by itself. @example new CreateDomainType(domain('us_zip', varchar(5), { check: "VALUE ~ '^[0-9]{5}$'" }))   // PostgreSQL: CREATE DOMAIN us_zip AS VARCHAR(5) CHECK (VALUE ~ '^[0-9]{5}$') */
export const CreateDomainType: TypeStatement = published(CreateDomain)
/** `DROP DOMAIN`, which `dropAll` does by itself. @example new DropDomainType(domain('us_zip', varchar(5)))   // PostgreSQL: DROP DOMAIN us_zip */
export const DropDomainType: TypeStatement = published(DropDomain)
