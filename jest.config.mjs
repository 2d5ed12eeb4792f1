import { preset } from './tooling/jest/preset.mjs'

export default {
  ...preset(),
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/tooling/*/test/**/*.test.ts'],
  // Finds the databases; each starts when the first test asks for it.
  globalSetup: '@athanor-internal/databases/global-setup',
  globalTeardown: '@athanor-internal/databases/global-teardown',
}
