import { NotImplementedByDialectError, type Driver } from '@athanor/interfaces'

/** Stands for the driver of a dialect that only compiles. */
export const noDriver: Driver = {
  name: 'none',
  packageName: '',
  paramStyle: 'named',
  isolationLevels: [],
  maxParameters: 32_766,
  isSynchronous: false,
  connect: () => Promise.reject(new NotImplementedByDialectError('This dialect was made for compiling only: it has no driver to connect with. Use createEngine().')),
  classifyError: () => null,
}
