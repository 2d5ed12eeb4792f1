import { UrlError } from '@athanor/interfaces'

const form = 'The form is dialect[+driver]://username:password@host:port/database?option=value.'

/** Every error about URLs, in one place. None of them may show a password: a part is quoted only where it can't hold one. */
export const urlErrors = {
  notText: (given: unknown) => new UrlError(`A database URL must be a string or a Url, not ${given === null ? 'null' : typeof given}. ${form}`),
  noScheme: () => new UrlError(`The database URL has no dialect: nothing stands before '://'. ${form}`),
  part: (part: string, why: string, given: string) => new UrlError(`The ${part} of the database URL ${why}, not ${JSON.stringify(given)}.`, { code: `URL_${part.toUpperCase()}_INVALID` }),
  encoding: (part: string) =>
    new UrlError(
      `The ${part} of the database URL has a '%' that isn't followed by two hexadecimal digits (or encodes no UTF-8 text). Write a literal % as %25.`,
      { code: `URL_${part.toUpperCase().replaceAll(' ', '_')}_ENCODING` }),
  passwordAlone: () => new UrlError('The database URL has a password but no username.', { code: 'URL_USERNAME_MISSING' }),
  host: (why: string) => new UrlError(`The host of the database URL ${why}. An IPv6 address stands in brackets: [::1]. An @, / or : in a password is written %40, %2F or %3A.`, { code: 'URL_HOST_INVALID' }),
  portText: () => new UrlError("The port of the database URL must be a number from 0 to 65535. An @, / or : in a password is written %40, %2F or %3A.", { code: 'URL_PORT_INVALID' }),
} as const
