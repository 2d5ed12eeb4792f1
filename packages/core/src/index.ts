export * from '@athanor/expressions'
export * from '@athanor/engine'
