import { preset } from './tooling/jest/preset.mjs'

export default {
  ...preset(),
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/tooling/*/test/**/*.test.ts'],
}
