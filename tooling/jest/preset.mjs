const swc = (fields) => ['@swc/jest', {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { decoratorVersion: '2022-03', ...fields },
    keepClassNames: true,
  },
  module: { type: 'nodenext' },
  sourceMaps: 'inline',
  swcrc: false,
}]

/**
 * Jest for TypeScript sources as native ESM. Workspace packages resolve to their `src` through the
 * `athanor-src` export condition, so tests never need a build.
 */
export const preset = () => ({
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['athanor-src', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  // Build output holds copies of every package.json, which jest's module map would take for packages.
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist/', '<rootDir>/.tooling/'],
  transform: {
    // As the build: fields of classes are assigned. Tests are programs of users, whose compilers define them.
    '/(packages|tooling)/[^/]+/src/.+\\.ts$': swc({ useDefineForClassFields: false }),
    '^.+\\.ts$': swc({}),
  },
  // v8 counts one-line functions as covered that never ran.
  coverageProvider: 'babel',
  collectCoverageFrom: ['packages/*/src/**/*.ts'],
  coverageReporters: ['text', 'lcov', 'json-summary'],
})
